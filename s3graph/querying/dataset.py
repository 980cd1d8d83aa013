"""The dataset a query is asked over: the union of all graphs, or the graphs that the request or the query names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, cast

from pyoxigraph import NamedNode, Quad, QuerySolutions, Store

from s3graph.errors import QueryError
from s3graph.model import Text
from s3graph.vocabulary import PREFIXES

MERGED = NamedNode("urn:s3graph:merged")
"""The graph that a merge is made in. No dataset has it among its named graphs."""


class Dataset(NamedTuple):
    """None where the release's own is meant: the union of all graphs, and every graph by its name."""

    default: tuple[NamedNode, ...]
    named: tuple[NamedNode, ...]


def requested(default: tuple[str, ...], named: tuple[str, ...]) -> Dataset | None:
    """The dataset that a request names. QueryError where one of its graphs is no absolute IRI."""
    if not default and not named:
        return None
    return Dataset(tuple(map(_node, default)), tuple(map(_node, named)))


def stated(store: Store, clause: Mapping[str, Any]) -> Dataset:
    """The dataset of a query's own FROM clauses. Their IRIs are read by the engine, with the prologue of the query."""
    default, named = clause["default"], clause["named"]
    rows = "".join(f" ({iri} {place})" for place, iri in enumerate((*default, *named)))
    found = store.query(f"{clause['prologue']} SELECT ?g ?n {{ VALUES (?g ?n) {{{rows} }} }}", prefixes=PREFIXES)
    graphs = {row["n"].value: NamedNode(row["g"].value) for row in cast("QuerySolutions", found)}
    ordered = [graphs[str(place)] for place in range(len(graphs))]
    return Dataset(tuple(ordered[: len(default)]), tuple(ordered[len(default) :]))


def merged(store: Store, dataset: Dataset, *, own: bool) -> tuple[Store, Dataset]:
    """The store and dataset to ask instead, in which the graphs are one, ``MERGED``, with each triple once.

    ``own``: the store is this process's own copy, and ``MERGED`` is made in it; else in one in memory, beside the named
    graphs of the dataset.
    """
    target = store if own else Store()
    if not own:
        for graph in dataset.named:
            target.bulk_extend(store.quads_for_pattern(None, None, None, graph))
    for graph in dataset.default:
        target.bulk_extend(
            Quad(quad.subject, quad.predicate, quad.object, MERGED)
            for quad in store.quads_for_pattern(None, None, None, graph)
        )
    return target, Dataset((MERGED,), dataset.named)


def _node(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError as error:
        shown = iri[:200]
        raise QueryError(
            Text(
                sv=f"{shown!r} är ingen absolut IRI, så ingen graf heter så. Graferna står på /sparql.",
                en=f"{shown!r} is no absolute IRI, so no graph is called that. The graphs are listed at /sparql.",
            )
        ) from error
