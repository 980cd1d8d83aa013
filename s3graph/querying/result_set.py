"""An answer as RDF, in the vocabulary the SPARQL working group wrote its expected answers in."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from s3graph.querying.table import Asked, Binding, Table
from s3graph.vocabulary import DCT, PROV, RDF, SKOS, XSD, Namespace, entity

RS = Namespace("rs", "http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
_PREFIXES = {known.prefix: known.iri for known in (RS, DCT, PROV, SKOS, XSD)}


def result_set(table: Table) -> bytes:
    """Turtle. Every row is an ``rs:solution`` with an ``rs:index``, which keeps the order."""
    return serialize(_triples(table), format=RdfFormat.TURTLE, prefixes=_PREFIXES) or b""


def _triples(table: Table) -> Iterator[Triple]:
    asked = table.asked
    answer = NamedNode(asked.address)
    yield Triple(answer, RDF.type, RS.ResultSet)
    yield from _about(asked, answer)
    for column in table.columns:
        yield Triple(answer, RS.resultVariable, Literal(column.name))
    nodes: dict[str, BlankNode] = {}
    for number, row in enumerate(table.rows, 1):
        solution = BlankNode()
        yield Triple(answer, RS.solution, solution)
        yield Triple(solution, RS.index, Literal(number))
        for column in table.columns:
            if column.name in row:
                binding = BlankNode()
                yield Triple(solution, RS.binding, binding)
                yield Triple(binding, RS.variable, Literal(column.name))
                yield Triple(binding, RS.value, _term(row[column.name], nodes))


def _about(asked: Asked, answer: NamedNode) -> Iterator[Triple]:
    for code in ("sv", "en"):
        yield Triple(answer, DCT.title, Literal(getattr(asked.question.title, code), language=code))
    yield Triple(answer, SKOS.note, Literal(asked.say(asked.question.question), language=asked.language.value))
    yield Triple(answer, PROV.wasDerivedFrom, entity("release", str(asked.release)))
    yield Triple(answer, DCT.issued, Literal(asked.published_at, datatype=XSD.dateTime))
    yield Triple(answer, DCT.created, Literal(asked.day.isoformat(), datatype=XSD.date))


def _term(binding: Binding, nodes: dict[str, BlankNode]) -> NamedNode | BlankNode | Literal:
    """Nameless nodes keep apart, or together, within one answer."""
    kind, value = binding["type"], binding["value"]
    if kind == "uri":
        return NamedNode(value)
    if kind == "bnode":
        return nodes.setdefault(value, BlankNode())
    if "xml:lang" in binding:
        return Literal(value, language=binding["xml:lang"])
    datatype = binding.get("datatype")
    return Literal(value, datatype=NamedNode(datatype)) if datatype else Literal(value)
