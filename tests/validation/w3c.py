"""The W3C SHACL test suite, where it lies beside the repository: each case with its graphs and the report expected.

Compared as the suite demands: the report written as Turtle, read back and reduced to what the suite looks at, must be
the same graph as the one expected (https://w3c.github.io/data-shapes/data-shapes-test-suite/).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse
from rdflib.compare import isomorphic

from s3graph.validation import Report, ShapesGraph
from s3graph.validation.finding import Node, Term
from s3graph.validation.staging_graph import rdflib_graph
from s3graph.vocabulary import RDF, SH, Namespace

SUITE = Path(__file__).parents[3] / "shared" / "data" / "w3c-shacl" / "tests"
MF = Namespace("mf", "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("sht", "http://www.w3.org/ns/shacl-test#")
COMPARED = (
    RDF.type, SH.conforms, SH.focusNode, SH.resultPath, SH.resultSeverity, SH.sourceConstraint,
    SH.sourceConstraintComponent, SH.sourceShape, SH.value,
)  # fmt: skip
_STRUCTURE = frozenset((
    RDF.first, RDF.rest, SH.inversePath, SH.alternativePath, SH.zeroOrMorePath, SH.oneOrMorePath, SH.zeroOrOnePath,
))  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One entry of a manifest."""

    name: str
    path: Path
    node: Node

    @cached_property
    def _manifest(self) -> Graph:
        return Graph(triples(self.path))

    @property
    def _result(self) -> Node:
        return self._manifest.node(self.node, MF.result)

    @property
    def must_fail(self) -> bool:
        """The engine must refuse the shapes."""
        return self._result == SHT.Failure

    def shapes(self) -> ShapesGraph:
        return ShapesGraph.of(triples(self._file("shapesGraph")))

    def data(self) -> Store:
        store = Store()
        store.extend(Quad(*triple) for triple in triples(self._file("dataGraph")))
        return store

    def expects(self, report: Report) -> bool:
        """Whether this is the report expected; messages are compared where the suite gives any."""
        expected = self._manifest
        written = Graph(quad.triple for quad in parse(report.to_turtle(), format=RdfFormat.TURTLE))
        (root,) = (t.subject for t in written.triples if t.object == SH.ValidationReport)
        assert isinstance(root, BlankNode)
        compared: tuple[NamedNode, ...] = COMPARED
        if any(expected.values(node, SH.resultMessage) for node in expected.values(self._result, SH.result)):
            compared = (*COMPARED, SH.resultMessage)
        ours, theirs = (graph.reduced(node, compared) for graph, node in ((written, root), (expected, self._result)))
        return bool(isomorphic(rdflib_graph(ours), rdflib_graph(theirs)))

    def _file(self, role: str) -> Path:
        action = self._manifest.node(self.node, MF.action)
        iri = self._manifest.node(action, SHT[role]).value
        return self.path.parent / iri.rsplit("/", 1)[-1]


class Graph:
    """Triples as they are written: no literal is read by its value."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.triples = tuple(triples)
        self._values: dict[tuple[object, NamedNode], list[Term]] = {}
        for triple in self.triples:
            assert not isinstance(triple.object, Triple)
            self._values.setdefault((triple.subject, triple.predicate), []).append(triple.object)

    def values(self, subject: Term, predicate: NamedNode) -> list[Term]:
        return self._values.get((subject, predicate), [])

    def node(self, subject: Node, predicate: NamedNode) -> Node:
        (found,) = self.values(subject, predicate)
        assert not isinstance(found, Literal)
        return found

    def reduced(self, report: Term, compared: tuple[NamedNode, ...]) -> list[Triple]:
        """A report, its results and their paths, with nothing else said of them. A blank node among the values stands
        for itself alone: what it is made of belongs to the data."""
        found = list(self._said(report, (RDF.type, SH.conforms, SH.result)))
        for result in self.values(report, SH.result):
            found.extend(self._said(result, compared))
            for path in self.values(result, SH.resultPath):
                found.extend(self._path(path))
        return found

    def _said(self, subject: Term, predicates: Iterable[NamedNode]) -> Iterator[Triple]:
        for predicate in predicates:
            for value in self.values(subject, predicate):
                assert not isinstance(subject, Literal)
                yield Triple(subject, predicate, value)

    def _path(self, node: Term) -> Iterator[Triple]:
        for triple in self._said(node, _STRUCTURE) if isinstance(node, BlankNode) else ():
            yield triple
            yield from self._path(triple.object)  # type: ignore[arg-type]


def triples(path: Path) -> list[Triple]:
    return [quad.triple for quad in parse(path=str(path), format=RdfFormat.TURTLE, base_iri=path.resolve().as_uri())]


def cases() -> tuple[Case, ...]:
    """Every case of the suite, by name; empty where the suite is not there."""
    return tuple(case for path in sorted(SUITE.rglob("*.ttl")) for case in _cases_of(path))


def _cases_of(path: Path) -> Iterator[Case]:
    for triple in triples(path):
        if triple.predicate == RDF.type and triple.object == SHT.Validate:
            assert not isinstance(triple.subject, Triple)
            yield Case(f"{path.relative_to(SUITE).with_suffix('')}", path, triple.subject)
