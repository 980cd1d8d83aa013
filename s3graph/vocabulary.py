"""Namespaces, and the IRIs of our own instances. The one place where an IRI is spelt."""

from __future__ import annotations

from pyoxigraph import NamedNode

BASE = "https://w3id.org/s3graph/"


class Namespace:
    """A prefix and its IRI.

    >>> SKOS.prefLabel
    <NamedNode value=http://www.w3.org/2004/02/skos/core#prefLabel>
    """

    def __init__(self, prefix: str, iri: str) -> None:
        self.prefix = prefix
        self.iri = iri

    def __getattr__(self, name: str) -> NamedNode:
        if name.startswith("__"):
            raise AttributeError(name)
        return NamedNode(self.iri + name)

    def __getitem__(self, name: str) -> NamedNode:
        return NamedNode(self.iri + name)

    def __contains__(self, node: object) -> bool:
        return isinstance(node, NamedNode) and node.value.startswith(self.iri)


S3 = Namespace("s3", f"{BASE}ontology#")
RDF = Namespace("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS = Namespace("rdfs", "http://www.w3.org/2000/01/rdf-schema#")
OWL = Namespace("owl", "http://www.w3.org/2002/07/owl#")
XSD = Namespace("xsd", "http://www.w3.org/2001/XMLSchema#")
SH = Namespace("sh", "http://www.w3.org/ns/shacl#")
SKOS = Namespace("skos", "http://www.w3.org/2004/02/skos/core#")
DCT = Namespace("dct", "http://purl.org/dc/terms/")
DCAT = Namespace("dcat", "http://www.w3.org/ns/dcat#")
PROV = Namespace("prov", "http://www.w3.org/ns/prov#")
FOAF = Namespace("foaf", "http://xmlns.com/foaf/0.1/")
ORG = Namespace("org", "http://www.w3.org/ns/org#")
LEGAL = Namespace("legal", "http://www.w3.org/ns/legal#")
CV = Namespace("cv", "http://data.europa.eu/m8g/")
CPSV = Namespace("cpsv", "http://purl.org/vocab/cpsv#")
LOCN = Namespace("locn", "http://www.w3.org/ns/locn#")
ADMS = Namespace("adms", "http://www.w3.org/ns/adms#")
EURIO = Namespace("eurio", "http://data.europa.eu/s66#")
GEO = Namespace("geo", "http://www.opengis.net/ont/geosparql#")
ESCO = Namespace("esco", "http://data.europa.eu/esco/")
NUTS = Namespace("nuts", "http://data.europa.eu/nuts/code/")
VOID = Namespace("void", "http://rdfs.org/ns/void#")
SPDX = Namespace("spdx", "http://spdx.org/rdf/terms#")
VCARD = Namespace("vcard", "http://www.w3.org/2006/vcard/ns#")
SD = Namespace("sd", "http://www.w3.org/ns/sparql-service-description#")
FORMATS = Namespace("formats", "http://www.w3.org/ns/formats/")
QB = Namespace("qb", "http://purl.org/linked-data/cube#")
DIMENSION = Namespace("sdmx-dimension", "http://purl.org/linked-data/sdmx/2009/dimension#")
MEASURE = Namespace("sdmx-measure", "http://purl.org/linked-data/sdmx/2009/measure#")
SCHEMA = Namespace("schema", "https://schema.org/")

NAMESPACES = (
    S3, RDF, RDFS, OWL, XSD, SH, SKOS, DCT, DCAT, PROV, FOAF, ORG,
    LEGAL, CV, CPSV, LOCN, ADMS, EURIO, GEO, ESCO, NUTS, VOID, SPDX, VCARD, SD, FORMATS,
)  # fmt: skip
PREFIXES = {namespace.prefix: namespace.iri for namespace in NAMESPACES}


def entity(kind: str, slug: str) -> NamedNode:
    """IRI of one of our instances.

    >>> entity("region", "SE212").value
    'https://w3id.org/s3graph/id/region/SE212'
    """
    return NamedNode(f"{BASE}id/{kind}/{slug}")


def graph(name: str) -> NamedNode:
    """IRI of the named graph of a source, or of one of the graphs the platform keeps for itself."""
    return NamedNode(f"{BASE}graph/{name}")


def is_graph(iri: str) -> bool:
    """Whether an IRI is that of a named graph: the data of a source as a whole, not a page.

    >>> is_graph("https://w3id.org/s3graph/graph/places"), is_graph("https://example.org/graph/")
    (True, False)
    """
    return iri.startswith(f"{BASE}graph/")


def slug_of(node: NamedNode) -> str:
    """The last path segment of one of our IRIs."""
    return node.value.rsplit("/", 1)[-1].rsplit("#", 1)[-1]


def kind_of(node: NamedNode) -> str | None:
    """The ``{kind}`` of an instance IRI of ours, None for any other IRI."""
    path = node.value.removeprefix(f"{BASE}id/")
    return path.split("/", 1)[0] if path != node.value and "/" in path else None


CATALOGUE = graph("catalogue")
IDENTITIES = graph("identities")
CONFIRMATIONS = graph("confirmations")
DERIVED = graph("derived")
AGGREGATES = graph("aggregates")
