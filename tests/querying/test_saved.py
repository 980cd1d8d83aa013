"""The header of a saved question, and how values get into its query."""

from __future__ import annotations

from pathlib import Path

import pytest

from s3graph.errors import QueryError, UsageError
from s3graph.model import Text
from s3graph.querying import SavedQuestion

HEAD = """# title@sv: Titel
# title@en: Title
# question@sv: Vad?
# question@en: What?
# tags: one, two
"""
WHOLE = (
    HEAD
    + """# parameter place type=iri kind=municipality optional: Kommun | Municipality
# parameter most type=integer default=3: Högst | At most
# parameter day type=date: Dag | Day
# column a: Ett | One
SELECT ?a WHERE {
  VALUES ?p { UNDEF } # parameter place
  VALUES ?m { 9 } # parameter most
  VALUES ?d { UNDEF } # parameter day
  ?a ?b ?p, ?m, ?d
}
"""
)
XSD = "http://www.w3.org/2001/XMLSchema#"


def question(folder: Path, text: str = WHOLE) -> SavedQuestion:
    path = folder / "fraga.rq"
    path.write_text(text, "utf-8")
    return SavedQuestion.load(path)


def typed(folder: Path, kind: str) -> SavedQuestion:
    mark = "ASK { VALUES ?x { UNDEF } # parameter x\n ?s ?p ?x }"
    return question(folder, f"{HEAD}# parameter x type={kind}: Värde | Value\n{mark}")


def test_the_header_is_read(tmp_path: Path) -> None:
    found = question(tmp_path)
    assert (found.name, found.title, found.question) == ("fraga", Text("Titel", "Title"), Text("Vad?", "What?"))
    assert found.tags == ("one", "two")
    assert [(p.name, p.type, p.kind, p.default, p.optional) for p in found.parameters] == [
        ("place", "iri", "municipality", None, True),
        ("most", "integer", None, "3", False),
        ("day", "date", None, None, False),
    ]
    assert dict(found.columns) == {"a": Text("Ett", "One")}
    assert found.text == WHOLE


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (WHOLE.replace("# title@en: Title\n", ""), "title@en"),
        (WHOLE.replace("# question@sv: Vad?\n", ""), "question@sv"),
        (WHOLE.replace("type=integer", "type=number"), "most"),
        (WHOLE.replace(" type=date", ""), "day"),
        (WHOLE.replace("Kommun | Municipality", "Kommun"), "Kommun"),
        (WHOLE.replace(" # parameter most", ""), "most"),
        (WHOLE.replace("# parameter day type=date: Dag | Day\n", ""), "day"),
    ],
)
def test_a_header_that_is_not_whole_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(QueryError) as raised:
        question(tmp_path, text)
    assert "fraga" in raised.value.detail.sv
    assert said in raised.value.detail.en


def test_values_are_bound_and_defaults_and_gaps_too(tmp_path: Path) -> None:
    text = question(tmp_path).bind({"day": "2026-11-01"})
    assert "VALUES ?p { UNDEF }" in text
    assert f'VALUES ?m {{ "3"^^<{XSD}integer> }}' in text
    assert f'VALUES ?d {{ "2026-11-01"^^<{XSD}date> }}' in text
    given = question(tmp_path).bind({"day": "2026-11-01", "place": "0780", "most": ""})
    assert "VALUES ?p { <https://w3id.org/s3graph/id/municipality/0780> }" in given
    assert f'VALUES ?m {{ "3"^^<{XSD}integer> }}' in given
    whole = question(tmp_path).bind({"day": "2026-11-01", "place": "https://example.org/x"})
    assert "VALUES ?p { <https://example.org/x> }" in whole


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "day"),
        ({"day": "2026-11-01", "week": "1"}, "week"),
        ({"day": "i dag"}, "ÅÅÅÅ-MM-DD"),
        ({"day": "2026-13-01"}, "ÅÅÅÅ-MM-DD"),
        ({"day": "2026-11-01", "most": "3.5"}, "heltal"),
        ({"day": "2026-11-01", "place": "0780> } DROP ALL #"}, "municipality"),
    ],
)
def test_wrong_values_are_named(tmp_path: Path, values: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError) as raised:
        question(tmp_path).bind(values)
    assert said in raised.value.detail.sv


@pytest.mark.parametrize(
    ("kind", "value", "written"),
    [
        ("string", 'sa "hej" \\ \n } UNION {', '"sa \\"hej\\" \\\\ \\n } UNION {"'),
        ("integer", "-7", f'"-7"^^<{XSD}integer>'),
        ("decimal", "1e3", f'"1000"^^<{XSD}decimal>'),
        ("decimal", "0.50", f'"0.50"^^<{XSD}decimal>'),
        ("boolean", "true", f'"true"^^<{XSD}boolean>'),
        ("iri", "urn:x:å", "<urn:x:å>"),
    ],
)
def test_terms_are_written_by_their_type(tmp_path: Path, kind: str, value: str, written: str) -> None:
    assert f"VALUES ?x {{ {written} }}" in typed(tmp_path, kind).bind({"x": value})


@pytest.mark.parametrize(
    ("kind", "value"),
    [("boolean", "ja"), ("decimal", "NaN or so"), ("integer", "tre"), ("iri", "no scheme"), ("iri", "a:<b>")],
)
def test_terms_of_another_type_are_refused(tmp_path: Path, kind: str, value: str) -> None:
    with pytest.raises(UsageError):
        typed(tmp_path, kind).bind({"x": value})


def test_a_shelf_is_read_in_order_of_names(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / f"{name}.rq").write_text(HEAD + "ASK {}", "utf-8")
    (tmp_path / "notes.txt").write_text("not a question", "utf-8")
    assert [found.name for found in SavedQuestion.load_all(tmp_path)] == ["a", "b"]
