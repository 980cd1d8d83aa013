"""The staged data as pySHACL wants to see it. Imports rdflib: import this module inside functions only.

Nothing is copied. Only the terms a shape asks for are ever turned into rdflib terms, each once, and every SPARQL text
is parsed once: stock pySHACL parses an ``sh:select`` again for every focus node, which is nine tenths of its time.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.store import Store
from rdflib.term import Node

from s3graph.validation.finding import Term

logging.getLogger("rdflib").addHandler(logging.NullHandler())  # ill-typed literals are findings, not lines on stderr

_BOOLEAN = "http://www.w3.org/2001/XMLSchema#boolean"
_Pattern = tuple[Node | None, Node | None, Node | None]


def to_rdflib(term: Term | ox.Triple) -> Node:
    """Lexical forms are kept as they are, well-formed or not. TypeError for a triple term, unknown to SHACL."""
    if isinstance(term, ox.Triple):
        raise TypeError(f"no RDF 1.1 term: {term}")
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if term.language is not None:
        return Literal(term.value, lang=term.language)
    datatype = term.datatype.value
    if datatype == "http://www.w3.org/2001/XMLSchema#string":
        return Literal(term.value)
    if datatype == _BOOLEAN and term.value not in ("true", "false", "1", "0"):
        with warnings.catch_warnings(action="ignore"):  # rdflib warns of what is a finding here
            return Literal(term.value, datatype=URIRef(datatype), normalize=False)
    return Literal(term.value, datatype=URIRef(datatype), normalize=False)


def from_rdflib(node: Node) -> Term:
    """The pyoxigraph term of an rdflib node. TypeError for anything that is no RDF 1.1 term."""
    if isinstance(node, URIRef):
        return ox.NamedNode(str(node))
    if isinstance(node, BNode):
        return ox.BlankNode(str(node))
    if not isinstance(node, Literal):
        raise TypeError(f"no RDF term: {node!r}")
    if node.language is not None:
        return ox.Literal(str(node), language=node.language)
    if node.datatype is None:
        return ox.Literal(str(node))
    return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype)))


class StagingStore(Store):
    """An rdflib store that reads the default graph of a pyoxigraph store, and writes nothing."""

    def __init__(self, data: ox.Store) -> None:
        super().__init__()
        self._data = data
        self._known: dict[Term, Node] = {}

    def triples(
        self, triple_pattern: _Pattern, context: Graph | None = None
    ) -> Iterator[tuple[tuple[Node, Node, Node], Iterator[Graph]]]:
        subject, predicate, obj = triple_pattern
        if isinstance(subject, Literal) or isinstance(predicate, Literal | BNode):
            return
        pattern = (self._asked(subject), self._asked(predicate), self._asked(obj))
        for quad in self._data.quads_for_pattern(*pattern, ox.DefaultGraph()):  # type: ignore[arg-type]
            yield (self._seen(quad.subject), self._seen(quad.predicate), self._seen(quad.object)), iter(())

    def __len__(self, context: Graph | None = None) -> int:
        return len(self._data)

    def _asked(self, node: Node | None) -> Term | None:
        return None if node is None else from_rdflib(node)

    def _seen(self, term: Any) -> Node:
        known = self._known.get(term)
        if known is None:
            known = self._known[term] = to_rdflib(term)
        return known


class StagingGraph(Graph):
    """A graph that parses each SPARQL text once."""

    def __init__(self, data: ox.Store, namespaces: Mapping[str, str]) -> None:
        super().__init__(store=StagingStore(data), bind_namespaces="none")
        self._namespaces = dict(namespaces)
        self._parsed: dict[str, Query] = {}

    def __bool__(self) -> bool:
        """pySHACL asks for every result whether there is a graph; counting the triples took most of its time."""
        return True

    def query(self, query_object: str | Query, *args: Any, **kwargs: Any) -> Any:
        if isinstance(query_object, str):
            prepared = self._parsed.get(query_object)
            if prepared is None:
                prepared = self._parsed[query_object] = prepareQuery(query_object, initNs=self._namespaces)
            query_object = prepared
        kwargs.update(initNs=self._namespaces, use_store_provided=False)
        return super().query(query_object, *args, **kwargs)


def rdflib_graph(triples: Iterable[ox.Triple]) -> Graph:
    """A shapes graph as rdflib holds it; blank nodes keep their names."""
    graph = Graph(bind_namespaces="none")
    for triple in triples:
        subject, predicate, value = (to_rdflib(term) for term in (triple.subject, triple.predicate, triple.object))
        graph.add((subject, predicate, value))
    return graph
