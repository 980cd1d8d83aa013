"""Terms of registers as statements: what a concept is called, where it stands, what lies above it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Triple

from loaders.published_table import Row
from s3graph.model import Language, Text
from s3graph.vocabulary import BASE, DCT, RDF, S3, SKOS

Names = Mapping[Language, str]


class Scheme(NamedTuple):
    """A scheme, what it is called, and what the addresses of its terms begin with."""

    iri: NamedNode
    title: Text
    base: str

    def term(self, code: str, row: Row) -> NamedNode:
        """Address of the term with this code; one that no shape accepts where there is no such code."""
        return address(self.base + code, row) if code else NamedNode(f"{self.base}{row.nameless}")

    def described(self) -> Iterator[Triple]:
        yield Triple(self.iri, RDF.type, SKOS.ConceptScheme)
        yield from named(self.iri, SKOS.prefLabel, {Language.SV: self.title.sv, Language.EN: self.title.en})

    def placed(self, node: NamedNode, kind: NamedNode = S3.RegisterTerm) -> Iterator[Triple]:
        """That a term is one, of this scheme."""
        yield Triple(node, RDF.type, kind)
        yield Triple(node, RDF.type, SKOS.Concept)
        yield Triple(node, SKOS.inScheme, self.iri)


def address(text: str, row: Row) -> NamedNode:
    """As the row gives it; where that is no address, one that shows the line and that no shape accepts."""
    try:
        if ":" in text:
            return NamedNode(text)
    except ValueError:
        pass
    return NamedNode(f"{BASE}id/row/{row.nameless}")


def named(node: NamedNode, predicate: NamedNode, names: Names) -> Iterator[Triple]:
    """One text a language; empty ones are left out."""
    yield from (Triple(node, predicate, Literal(text, language=code)) for code, text in names.items() if text)


def also_named(node: NamedNode, predicate: NamedNode, texts: Iterable[str], language: Language) -> Iterator[Triple]:
    """Each text once."""
    kept = dict.fromkeys(text.strip() for text in texts)
    yield from (Triple(node, predicate, Literal(text, language=language)) for text in kept if text)


def described(node: NamedNode, names: Names) -> Iterator[Triple]:
    return named(node, DCT.description, names)
