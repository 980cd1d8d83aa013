"""The saved questions as data: SPARQL examples in the form the Swiss Institute of Bioinformatics gave them.

Tools that look for ``sh:SPARQLExecutable`` in a graph find them, with texts in both languages and the query ready to
run: what a question must be given has its example's value.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from s3graph.intake.shipped import ShippedGraph
from s3graph.model import Text
from s3graph.querying import SavedQuestion
from s3graph.resources import shelf
from s3graph.vocabulary import BASE, DCT, RDF, RDFS, SCHEMA, SH, SKOS, entity

NAME = "questions"
ENDPOINT = NamedNode(f"{BASE}sparql")


@dataclass(frozen=True)
class QuestionsGraph(ShippedGraph):
    """Made of ``.rq`` files."""

    def triples(self) -> Iterator[Triple]:
        for path in self.files:
            yield from example_triples(SavedQuestion.load(path))


def examples() -> ShippedGraph:
    """The graph of every question on the shelf."""
    return QuestionsGraph(NAME, tuple(sorted(shelf("queries").glob("*.rq"))))


def example_triples(question: SavedQuestion) -> Iterator[Triple]:
    node = entity("question", question.name)
    yield Triple(node, RDF.type, SH.SPARQLExecutable)
    yield Triple(node, RDF.type, SH.SPARQLSelectExecutable)
    yield from _said(node, SKOS.prefLabel, question.title)
    yield from _said(node, RDFS.comment, question.question)
    yield Triple(node, SH.select, Literal(_query(question)))
    yield Triple(node, SCHEMA.target, ENDPOINT)
    yield Triple(node, DCT.identifier, Literal(question.name))
    for tag in question.tags:
        yield Triple(node, SCHEMA.keywords, Literal(tag))


def _said(node: NamedNode, predicate: NamedNode, text: Text) -> Iterator[Triple]:
    yield Triple(node, predicate, Literal(text.sv, language="sv"))
    yield Triple(node, predicate, Literal(text.en, language="en"))


def _query(question: SavedQuestion) -> str:
    """Bound with its examples and defaults, without the header, whose content stands beside it."""
    lines = question.bind(question.examples).splitlines()
    return "\n".join(line for line in lines if not line.startswith("#")) + "\n"
