"""The triples of one file, read by shape of statement."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Store, Triple

from s3graph.validation.finding import Node, Term
from s3graph.vocabulary import RDF


class Said(NamedTuple):
    """One statement of the file."""

    subject: Node
    predicate: NamedNode
    value: Term


class FileGraph:
    """The default graph of a store. The sets are taken when first asked for: ask before anything is added to it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._sets: dict[str, frozenset[Node]] = {}

    def subjects(self) -> frozenset[Node]:
        return self._distinct("?x ?p ?o")

    def predicates(self) -> frozenset[NamedNode]:
        return _named(self._distinct("?s ?x ?o"))

    def classes(self) -> frozenset[NamedNode]:
        return _named(self._distinct(f"?s {RDF.type} ?x"))

    def untyped(self) -> frozenset[NamedNode]:
        """IRIs that the file describes without saying what they are."""
        return _named(self._distinct(f"?x ?p ?o . FILTER (isIRI(?x)) MINUS {{ ?x {RDF.type} ?kind }}"))

    def pointed_at(self, prefix: str) -> frozenset[NamedNode]:
        """IRIs below ``prefix`` that stand as a value."""
        return _named(self._distinct(f'?s ?p ?x . FILTER (isIRI(?x) && STRSTARTS(STR(?x), "{prefix}"))'))

    def said(
        self, subject: Node | None = None, predicate: NamedNode | None = None, value: Term | None = None
    ) -> Iterator[Said]:
        for quad in self.store.quads_for_pattern(subject, predicate, value, DefaultGraph()):
            if not isinstance(quad.subject, Triple) and not isinstance(quad.object, Triple):
                yield Said(quad.subject, quad.predicate, quad.object)

    def _distinct(self, pattern: str) -> frozenset[Node]:
        if pattern not in self._sets:
            rows = self.store.query(f"SELECT DISTINCT ?x WHERE {{ {pattern} }}")
            terms = (row[0] for row in rows)  # type: ignore[union-attr]
            self._sets[pattern] = frozenset(term for term in terms if isinstance(term, NamedNode | BlankNode))
        return self._sets[pattern]


def _named(nodes: frozenset[Node]) -> frozenset[NamedNode]:
    return frozenset(node for node in nodes if isinstance(node, NamedNode))
