"""The competences of ``ontology/competences`` as the index reads them: what is said of each, and what lies above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from s3graph.model import Language
from s3graph.resources import shelf
from s3graph.vocabulary import RDF, S3, SKOS, slug_of
from training.split import Part, part_of

_SAID = (SKOS.prefLabel, SKOS.altLabel, S3.phrasing, SKOS.definition)


@dataclass(frozen=True)
class Competence:
    """``texts`` of a language: the name first, then other names, everyday phrasings, the definition."""

    slug: str
    texts: dict[Language, tuple[str, ...]]
    broader: frozenset[str]

    @property
    def identifier(self) -> str:
        """What ``training.split`` draws by; the everyday sentences of the competence have it too."""
        return "competence:" + self.slug

    @property
    def part(self) -> Part:
        return part_of(self.identifier)


def competences() -> list[Competence]:
    """All of them, in order of their slugs."""
    store = Store()
    for path in sorted((shelf("ontology") / "competences").glob("*.ttl")):
        store.load(path=str(path), format=RdfFormat.TURTLE)
    nodes = [quad.subject for quad in store.quads_for_pattern(None, RDF.type, S3.Competence, None)]
    return sorted((_read(store, node) for node in nodes if isinstance(node, NamedNode)), key=lambda c: c.slug)


def _read(store: Store, node: NamedNode) -> Competence:
    texts: dict[Language, list[str]] = {language: [] for language in Language}
    for predicate in _SAID:
        for quad in store.quads_for_pattern(node, predicate, None, None):
            if isinstance(quad.object, Literal) and quad.object.language:
                texts[Language(quad.object.language)].append(quad.object.value)
    above = [quad.object for quad in store.quads_for_pattern(node, SKOS.broader, None, None)]
    said = {language: tuple(sorted(set(found), key=found.index)) for language, found in texts.items()}
    return Competence(slug_of(node), said, frozenset(slug_of(o) for o in above if isinstance(o, NamedNode)))


def kin(chosen: Sequence[Competence]) -> NDArray[np.bool_]:
    """``[competence, competence]``, True where one lies just above the other: not wrong enough to be told apart."""
    above = np.array([[other.slug in one.broader for other in chosen] for one in chosen], dtype=bool)
    return np.asarray(above | above.T, dtype=bool)
