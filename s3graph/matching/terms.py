"""Terms of registers that competences are mapped to, such as ESCO's: more words by which a need is understood.

They are read from a release that holds the register; without it there are none, and nothing here has an effect. A term
leads to a competence by a reviewed mapping, or by lying below a term that does. It is never a topic of its own: what
actors can do stays said in the scheme's own competences.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from s3graph.matching.catalogue import Passage
from s3graph.matching.triples import Quads
from s3graph.model import Language, Text
from s3graph.vocabulary import RDF, S3, SKOS, slug_of

STRENGTH: Mapping[NamedNode, float] = {SKOS.exactMatch: 1.0, SKOS.closeMatch: 0.97, SKOS.narrowMatch: 0.95}
"""How surely a need for a term is one for its competence. What is only related, or wider, says too little."""
BELOW = 0.97
"""Of that, for each step that a term lies below the one that is mapped."""
STEPS = 3


class Way(NamedTuple):
    """That a term leads to a competence: how surely, and the mapping that says so."""

    competence: str
    strength: float
    relation: str
    mapped: str


@dataclass(frozen=True)
class Term:
    """A term with its names. ``scheme`` is what its register is called; ``ways`` has the surest to each competence."""

    iri: str
    label: Text
    scheme: Text
    names: tuple[Passage, ...]
    ways: tuple[Way, ...]


def read_terms(store: Quads) -> tuple[Term, ...]:
    """In the order of their addresses."""
    found: dict[NamedNode, dict[str, Way]] = {}
    for relation in STRENGTH:
        for competence, mapped in _mappings(store, relation):
            for term, strength in _with_narrower(store, mapped, STRENGTH[relation]):
                way = Way(competence.value, strength, relation.value, mapped.value)
                ways = found.setdefault(term, {})
                if competence.value not in ways or ways[competence.value].strength < strength:
                    ways[competence.value] = way
    return tuple(_term(store, node, found[node].values()) for node in sorted(found, key=lambda node: node.value))


def _mappings(store: Quads, relation: NamedNode) -> Iterator[tuple[NamedNode, NamedNode]]:
    """Competences and the terms of the release that they are mapped to."""
    for quad in store.quads(None, relation, None):
        competence, term = quad.subject, quad.object
        if not isinstance(competence, NamedNode) or not isinstance(term, NamedNode):
            continue
        if _is_a(store, term, S3.RegisterTerm) and _is_a(store, competence, S3.Competence):
            yield competence, term


def _with_narrower(store: Quads, mapped: NamedNode, strength: float) -> Iterator[tuple[NamedNode, float]]:
    level = {mapped}
    for _ in range(STEPS + 1):
        yield from ((term, strength) for term in level)
        below = (quad.subject for term in level for quad in store.quads(None, SKOS.broader, term))
        level = {term for term in below if isinstance(term, NamedNode) and _is_a(store, term, S3.RegisterTerm)}
        strength *= BELOW


def _is_a(store: Quads, node: NamedNode, kind: NamedNode) -> bool:
    return any(True for _ in store.quads(node, RDF.type, kind))


def _term(store: Quads, node: NamedNode, ways: Iterable[Way]) -> Term:
    names = [*_names(store, node, SKOS.prefLabel), *_names(store, node, SKOS.altLabel)]
    schemes = sorted(
        (quad.object for quad in store.quads(node, SKOS.inScheme, None) if isinstance(quad.object, NamedNode)),
        key=lambda scheme: scheme.value,
    )
    return Term(
        iri=node.value,
        label=_label(store, node),
        scheme=_label(store, schemes[0]) if schemes else Text(sv="", en=""),
        names=tuple(dict.fromkeys(names)),
        ways=tuple(sorted(ways)),
    )


def _names(store: Quads, node: NamedNode, predicate: NamedNode) -> list[Passage]:
    literals = [quad.object for quad in store.quads(node, predicate, None) if isinstance(quad.object, Literal)]
    return sorted(
        Passage(literal.value, Language(literal.language))
        for literal in literals
        if literal.language in tuple(Language)
    )


def _label(store: Quads, node: NamedNode) -> Text:
    by_language = {name.language: name.text for name in _names(store, node, SKOS.prefLabel)}
    anything = next(iter(by_language.values()), slug_of(node))
    return Text(*(by_language.get(language, anything) for language in Language))
