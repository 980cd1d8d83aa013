"""Which formats an answer comes in."""

from __future__ import annotations

from s3graph.querying import QueryForm, formats_of


def test_rows_graphs_and_yes_or_no() -> None:
    assert formats_of(QueryForm.SELECT)[0] == formats_of(QueryForm.ASK)[0] == "application/sparql-results+json"
    assert "text/csv" in formats_of(QueryForm.SELECT)
    assert "text/csv" not in formats_of(QueryForm.ASK)
    assert formats_of(QueryForm.CONSTRUCT) == formats_of(QueryForm.DESCRIBE)
    assert formats_of(QueryForm.CONSTRUCT)[0] == "text/turtle"
