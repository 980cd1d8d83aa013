"""``s3graph query`` for newcomers: tables, short names, formats, and where a query is wrong."""

from __future__ import annotations

import json

import pytest

from s3graph.commands.table import WIDEST, caret, short, table
from tests.test_cli import Run, data_dir, run

__all__ = ["data_dir", "run"]
pytestmark = pytest.mark.xdist_group("console")
REGIONS = "SELECT ?region ?code { ?region a s3:Region ; skos:notation ?code FILTER(STRLEN(?code) = 2) } ORDER BY ?code"


def rows(*bindings: dict[str, dict[str, str]], names: tuple[str, ...] = ("a", "b")) -> bytes:
    return json.dumps({"head": {"vars": names}, "results": {"bindings": bindings}}).encode()


def test_columns_are_aligned_and_names_are_short() -> None:
    shown = table(
        rows(
            {"a": {"type": "uri", "value": "http://www.w3.org/2004/02/skos/core#prefLabel"}},
            {"a": {"type": "literal", "value": "å\n b"}, "b": {"type": "literal", "value": "x" * 100}},
        )
    )
    lines = shown.splitlines()
    assert lines[0] == "a               b"
    assert lines[1] == f"{'─' * 14}  {'─' * WIDEST}"
    assert lines[2] == "skos:prefLabel"
    assert lines[3].startswith("å b             xxx")
    assert lines[3].endswith("x…")
    assert lines[4] == "(2)"


def test_no_rows_and_yes_or_no() -> None:
    assert table(rows(names=("a",))).splitlines() == ["a", "─", "(0)"]
    assert table(b'{"head":{},"boolean":true}') == "true\n"
    assert short("https://example.org/x") == "https://example.org/x"


def test_the_mark_stands_below_the_character() -> None:
    assert caret("\tå x", 3) == "  \tå x\n  \t ^"


@pytest.mark.soak
def test_formats_and_prefixes(run: Run) -> None:
    assert run("query", REGIONS).out.splitlines()[:2] == [
        "region,code",
        "https://w3id.org/s3graph/id/region/SE211,06",
    ]
    shown = run("query", REGIONS, "--format", "table").out.splitlines()
    assert (shown[2], shown[-1]) == ("region/SE211  06", "(4)")
    assert json.loads(run("query", REGIONS, "--format", "json").out)["head"]["vars"] == ["region", "code"]
    assert run("query", "DESCRIBE <https://w3id.org/s3graph/id/region/SE211>").out.startswith("@prefix")
    assert run("query", "ASK { ?s a s3:Region }", "--format", "table").out == "true\n"


def test_a_wrong_query_is_shown_with_its_place(run: Run) -> None:
    done = run("query", "SELECT *\nWHERE { ?s foaf:name 'a }")
    assert (done.code, done.out) == (2, "")
    assert "  WHERE { ?s foaf:name 'a }\n                       ^" in done.err
    assert "Choose table, json" in run("query", REGIONS, "--format", "parquet").err
