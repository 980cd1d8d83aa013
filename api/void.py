"""The dataset as VoID describes it: how many statements, and its partitions by class, by property and by graph."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from s3graph.querying.statistics import Statistics
from s3graph.vocabulary import BASE, DCT, FORMATS, PROV, RDF, VOID, XSD, entity


def described(found: Statistics, release: int, endpoint: str) -> Iterator[Triple]:
    """``endpoint`` is the address of the SPARQL endpoint as it is reached from outside."""
    dataset = NamedNode(f"{endpoint}#dataset")
    yield Triple(dataset, RDF.type, VOID.Dataset)
    yield Triple(dataset, DCT.title, Literal("Kunskapsgraf för samverkan i Småland och öarna", language="sv"))
    yield Triple(dataset, DCT.title, Literal("Knowledge graph of collaboration in Småland och öarna", language="en"))
    yield Triple(dataset, PROV.wasDerivedFrom, entity("release", str(release)))
    yield Triple(dataset, VOID.sparqlEndpoint, NamedNode(endpoint))
    yield Triple(dataset, VOID.uriSpace, Literal(BASE))
    for form in ("Turtle", "N-Triples", "JSON-LD", "RDF_XML"):
        yield Triple(dataset, VOID.feature, FORMATS[form])
    yield from (
        Triple(dataset, term, _number(count))
        for term, count in (
            (VOID.triples, found.triples),
            (VOID.distinctSubjects, found.subjects),
            (VOID.distinctObjects, found.objects),
            (VOID.classes, len(found.classes)),
            (VOID.properties, len(found.properties)),
        )
    )
    partitions = (
        (VOID.classPartition, VOID["class"], VOID.entities, found.classes),
        (VOID.propertyPartition, VOID.property, VOID.triples, found.properties),
    )
    for link, by, counted, counts in partitions:
        for iri, count in counts.items():
            part = BlankNode()
            yield Triple(dataset, link, part)
            yield Triple(part, by, NamedNode(iri))
            yield Triple(part, counted, _number(count))
    for iri, count in found.graphs.items():
        yield Triple(dataset, VOID.subset, NamedNode(iri))
        yield Triple(NamedNode(iri), RDF.type, VOID.Dataset)
        yield Triple(NamedNode(iri), VOID.triples, _number(count))


def _number(count: int) -> Literal:
    return Literal(str(count), datatype=XSD.integer)
