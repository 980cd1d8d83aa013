"""The W3C SPARQL 1.0 and 1.1 query tests, as rdflib's source distribution carries them (``make w3c`` fetches it)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    parse,
    parse_query_results,
)

from s3graph.vocabulary import RDF, Namespace

BUILD = Path(__file__).parents[2] / "build"
MF = Namespace("mf", "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("qt", "http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
RS = Namespace("rs", "http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
DATA = {".ttl": RdfFormat.TURTLE, ".rdf": RdfFormat.RDF_XML, ".nt": RdfFormat.N_TRIPLES, ".n3": RdfFormat.TURTLE}
RESULTS = {".srx": QueryResultsFormat.XML, ".srj": QueryResultsFormat.JSON, ".tsv": QueryResultsFormat.TSV}
_EVALUATION = (MF.QueryEvaluationTest, MF.CSVResultFormatTest)
_POSITIVE = (MF.PositiveSyntaxTest, MF.PositiveSyntaxTest11)
_NEGATIVE = (MF.NegativeSyntaxTest, MF.NegativeSyntaxTest11)
Signature = Counter[tuple[str, ...]]
"""Rows or statements without the names of blank nodes and without order."""


@dataclass(frozen=True)
class Case:
    """``must``: what a syntax test asks for; None where an answer is compared with ``expected``."""

    name: str
    query: Path
    data: tuple[Path, ...] = ()
    graphs: tuple[Path, ...] = ()
    expected: Path | None = None
    must: str | None = None

    def asked(self) -> str:
        """The text of the query, read from where it lies."""
        return f"BASE <{self.query.as_uri()}>\n{self.query.read_text('utf-8')}"


def suites() -> tuple[Path, ...]:
    """Empty where they have not been fetched."""
    return tuple(sorted(BUILD.glob("rdflib-*/test/data/suites/w3c")))[-1:]


def cases() -> tuple[Case, ...]:
    found: dict[str, Case] = {}
    for suite in suites():
        for path in sorted([*suite.glob("sparql11/*/manifest.ttl"), *suite.glob("dawg-data-r2/*/manifest.ttl")]):
            for case in _cases(path, suite):
                if all(file.exists() for file in (case.query, *case.data, *case.graphs)):
                    found[case.name] = case
    return tuple(found.values())


def triples(path: Path) -> list[Triple]:
    return [quad.triple for quad in parse(path=str(path), format=DATA[path.suffix], base_iri=path.as_uri())]


def signature(found: QuerySolutions | QueryBoolean | QueryTriples | Iterable[Triple]) -> Signature:
    if isinstance(found, QueryBoolean):
        return Counter([(str(bool(found)),)])
    if isinstance(found, QuerySolutions):
        names = sorted(variable.value for variable in found.variables)
        return Counter(tuple(f"{name} {_term(row[name])}" for name in names if row[name] is not None) for row in found)
    return Counter({tuple(map(_term, triple)) for triple in found})


def expected(case: Case) -> Signature | None:
    """None where the file of results says too little to compare with."""
    path = case.expected
    if path is None or path.suffix == ".csv":
        return None
    if path.suffix in RESULTS:
        read = parse_query_results(path=str(path), format=RESULTS[path.suffix])
        return signature(read)
    said = Store()
    said.extend(Quad(*triple) for triple in triples(path))
    sets = [quad.subject for quad in said.quads_for_pattern(None, RDF.type, RS.ResultSet)]
    return _result_set(said, sets[0]) if sets else signature(quad.triple for quad in said)


def _result_set(said: Store, node: object) -> Signature:
    def of(subject: object, term: NamedNode) -> list[object]:
        return [quad.object for quad in said.quads_for_pattern(subject, term, None)]  # type: ignore[arg-type]

    booleans = of(node, RS.boolean)
    if booleans:
        return Counter([(str(booleans[0].value == "true"),)])  # type: ignore[attr-defined]
    return Counter(
        tuple(
            sorted(
                f"{of(binding, RS.variable)[0].value} {_term(of(binding, RS.value)[0])}"  # type: ignore[attr-defined]
                for binding in of(solution, RS.binding)
            )
        )
        for solution in of(node, RS.solution)
    )


def _term(term: object) -> str:
    return "_:" if isinstance(term, BlankNode) else str(term)


def _cases(path: Path, suite: Path) -> Iterator[Case]:
    said = Store()
    said.extend(Quad(*triple) for triple in triples(path))

    def of(subject: object, *terms: NamedNode) -> tuple[Path, ...]:
        return tuple(
            Path(quad.object.value.removeprefix("file://"))
            for term in terms
            for quad in said.quads_for_pattern(subject, term, None)  # type: ignore[arg-type]
            if isinstance(quad.object, NamedNode | Literal)
        )

    kinds = dict.fromkeys(_EVALUATION) | dict.fromkeys(_POSITIVE, "read") | dict.fromkeys(_NEGATIVE, "refuse")
    for quad in said.quads_for_pattern(None, RDF.type, None):
        if quad.object not in kinds:
            continue
        action = next(said.quads_for_pattern(quad.subject, MF.action, None)).object
        direct = isinstance(action, NamedNode)
        query = Path(action.value.removeprefix("file://")) if direct else of(action, QT.query)[0]  # type: ignore[union-attr]
        yield Case(
            name=f"{path.parent.relative_to(suite)}/{str(quad.subject).rsplit('#', 1)[-1].rstrip('>')}",
            query=query,
            data=() if direct else of(action, QT.data),
            graphs=() if direct else of(action, QT.graphData),
            expected=next(iter(of(quad.subject, MF.result)), None),
            must=kinds[quad.object],  # type: ignore[index]
        )
