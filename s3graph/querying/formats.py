"""The formats of answers."""

from __future__ import annotations

from s3graph.querying.guard import QueryForm

ROWS = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
)
GRAPHS = ("text/turtle", "application/n-triples", "application/rdf+xml")


def formats_of(form: QueryForm) -> tuple[str, ...]:
    """The media types an answer may have, the usual one first. An ASK has no rows to put in a table."""
    if form.graph:
        return GRAPHS
    return ROWS[:2] if form is QueryForm.ASK else ROWS
