"""What the page of the ontology shows: every word of our own, by its label."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pyoxigraph import NamedNode

from s3graph.graph import ReleaseStore
from s3graph.model import Language
from s3graph.querying.collation import order
from s3graph.querying.statements import Statements
from s3graph.vocabulary import BASE, OWL, RDF, RDFS, S3, slug_of

ONTOLOGY = NamedNode(f"{BASE}ontology")
_PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)


@dataclass(frozen=True)
class Word:
    """A class or property of ours."""

    id: str
    label: str
    comment: str


def ontology_values(store: ReleaseStore, language: Language) -> dict[str, Any]:
    """What ``ontology.html`` names."""
    said = Statements(store)
    return {
        "iri": ONTOLOGY.value,
        "title": said.label(ONTOLOGY).in_language(language),
        "comment": _comment(said, ONTOLOGY, language),
        "classes": _words(said, (OWL.Class,), language),
        "properties": _words(said, _PROPERTIES, language),
    }


def _words(said: Statements, kinds: tuple[NamedNode, ...], language: Language) -> list[Word]:
    nodes = [
        node
        for node in said.subjects(RDFS.isDefinedBy, ONTOLOGY)
        if node in S3 and not said.about(node).get(RDF.type, {}).keys().isdisjoint(kinds)
    ]
    words = [
        Word(slug_of(node), said.label(node).in_language(language), _comment(said, node, language)) for node in nodes
    ]
    return sorted(words, key=lambda word: (order(word.label, language), word.id))


def _comment(said: Statements, node: NamedNode, language: Language) -> str:
    text = said.text(node, RDFS.comment)
    return text.in_language(language) if text else ""
