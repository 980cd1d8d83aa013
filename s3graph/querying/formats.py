"""The formats of answers, and the short names they are asked for by."""

from __future__ import annotations

from collections.abc import Mapping

from s3graph.querying.guard import QueryForm

JSON = "application/sparql-results+json"
XML = "application/sparql-results+xml"
CSV = "text/csv"
TSV = "text/tab-separated-values"
TURTLE = "text/turtle"
N_TRIPLES = "application/n-triples"
JSON_LD = "application/ld+json"
RDF_XML = "application/rdf+xml"
TRIG = "application/trig"

ROWS = (JSON, XML, CSV, TSV)
GRAPHS = (TURTLE, N_TRIPLES, JSON_LD, RDF_XML, TRIG)

ROW_NAMES: Mapping[str, str] = {
    "json": JSON,
    "application/json": JSON,
    "xml": XML,
    "application/xml": XML,
    "text/xml": XML,
    "csv": CSV,
    "tsv": TSV,
}
GRAPH_NAMES: Mapping[str, str] = {
    "turtle": TURTLE,
    "ttl": TURTLE,
    "n3": TURTLE,
    "nt": N_TRIPLES,
    "ntriples": N_TRIPLES,
    "json-ld": JSON_LD,
    "jsonld": JSON_LD,
    "json": JSON_LD,
    "application/json": JSON_LD,
    "rdf": RDF_XML,
    "rdf+xml": RDF_XML,
    "xml": RDF_XML,
    "application/xml": RDF_XML,
    "trig": TRIG,
}
"""What clients write for a format; each format has its media type too."""


def formats_of(form: QueryForm) -> tuple[str, ...]:
    """The media types an answer may have, the usual one first. An ASK has no rows to put in a table."""
    if form.graph:
        return GRAPHS
    return ROWS[:2] if form is QueryForm.ASK else ROWS


def names_of(form: QueryForm) -> dict[str, str]:
    """Every name that the formats of a form go by, media types among them, and the media type meant."""
    offered = formats_of(form)
    names = {media_type: media_type for media_type in offered}
    short = GRAPH_NAMES if form.graph else ROW_NAMES
    return names | {name: meant for name, meant in short.items() if meant in offered}
