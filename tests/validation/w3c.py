"""The W3C SHACL test suite, where it lies beside the repository: each case with its graphs and the results expected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from s3graph.model import Text
from s3graph.validation import Engine, Finding, ShapesGraph
from s3graph.validation.finding import Node, Severity, Term
from s3graph.vocabulary import RDF, SH, Namespace

SUITE = Path(__file__).parents[3] / "shared" / "data" / "w3c-shacl" / "tests"
MF = Namespace("mf", "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("sht", "http://www.w3.org/ns/shacl-test#")
_NO_MESSAGE = Text(sv="", en="")
Identity = tuple[str, str, str, str, Severity]


@dataclass(frozen=True)
class Case:
    """One entry of a manifest."""

    name: str
    path: Path
    node: Node

    @cached_property
    def _graph(self) -> ShapesGraph:
        """The manifest, which is read like a shapes graph: by subject and property."""
        return ShapesGraph.of(triples(self.path))

    @property
    def _result(self) -> Node:
        return self._graph.nodes(self.node, MF.result)[0]

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

    def expected(self) -> Counter[Identity]:
        graph = self._graph
        return Counter(identity(graph, node) for node in graph.nodes(self._result, SH.result))

    def found(self, engine: Engine) -> Counter[Identity]:
        return Counter(finding.identity for finding in engine.validate(self.data(), self.shapes(), None).findings)

    def _file(self, role: str) -> Path:
        action = self._graph.nodes(self.node, MF.action)[0]
        iri = self._graph.nodes(action, SHT[role])[0].value
        return self.path.parent / iri.rsplit("/", 1)[-1]


def triples(path: Path) -> list[Triple]:
    return [quad.triple for quad in parse(path=str(path), format=RdfFormat.TURTLE, base_iri=path.resolve().as_uri())]


def identity(graph: ShapesGraph, result: Node) -> Identity:
    """A result of an expected report, in the words of ``Finding.identity``."""

    def one(name: str) -> Term | None:
        return next(iter(graph.objects(result, SH[name])), None)

    path, severity, component = one("resultPath"), one("resultSeverity"), one("sourceConstraintComponent")
    assert isinstance(severity, NamedNode)
    assert isinstance(component, NamedNode)
    return Finding(
        focus=one("focusNode") or BlankNode(),
        path=None if path is None or isinstance(path, Literal) else graph.path_at(path),
        value=one("value"),
        component=component,
        severity=Severity.of(severity),
        shape=NamedNode("http://example.org/any"),
        messages=_NO_MESSAGE,
    ).identity


def cases() -> tuple[Case, ...]:
    """Every case of the suite, by name; empty where the suite is not there."""
    return tuple(case for path in sorted(SUITE.rglob("*.ttl")) for case in _cases_of(path))


def _cases_of(path: Path) -> Iterator[Case]:
    for node in _entries(triples(path)):
        yield Case(f"{path.relative_to(SUITE).with_suffix('')}", path, node)


def _entries(manifest: Iterable[Triple]) -> list[Node]:
    return [
        triple.subject
        for triple in manifest
        if triple.predicate == RDF.type and triple.object == SHT.Validate and not isinstance(triple.subject, Triple)
    ]
