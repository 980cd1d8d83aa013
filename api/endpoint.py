"""What the SPARQL endpoint says of itself, in the words of SPARQL 1.1 Service Description."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import Request
from pyoxigraph import BlankNode, NamedNode, Triple

from api.state import Published, state_of
from s3graph.vocabulary import FORMATS, PROV, RDF, SD, entity

_RESULTS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "JSON-LD", "RDF_XML", "TriG",
)  # fmt: skip


def own_address(request: Request) -> str:
    """That of the endpoint, as it is reached from outside."""
    public = state_of(request).settings.public_url or str(request.base_url)
    return f"{public.rstrip('/')}/sparql"


def described(release: Published, address: str) -> Iterator[Triple]:
    """``address`` is that of the endpoint as it is reached from outside."""
    service, dataset, default = NamedNode(address), BlankNode("dataset"), BlankNode("default")
    yield Triple(service, RDF.type, SD.Service)
    yield Triple(service, SD.endpoint, service)
    yield Triple(service, SD.supportedLanguage, SD.SPARQL11Query)
    yield Triple(service, SD.feature, SD.UnionDefaultGraph)
    for name in _RESULTS:
        yield Triple(service, SD.resultFormat, FORMATS[name])
    yield Triple(service, SD.defaultDataset, dataset)
    yield Triple(dataset, RDF.type, SD.Dataset)
    yield Triple(dataset, PROV.wasDerivedFrom, entity("release", str(release.release.number)))
    yield Triple(dataset, SD.defaultGraph, default)
    yield Triple(default, RDF.type, SD.Graph)
    for graph in release.store.graphs():
        node = BlankNode()
        yield Triple(dataset, SD.namedGraph, node)
        yield Triple(node, RDF.type, SD.NamedGraph)
        yield Triple(node, SD.name, graph)
