"""The header of a saved question, and how values get into its query."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions, Store

from s3graph.errors import QueryError, UsageError
from s3graph.model import Text
from s3graph.querying import SavedQuestion
from s3graph.querying.saved import paged

HEAD = """# title@sv: Titel
# title@en: Title
# question@sv: Vad?
# question@en: What?
# tags: one, two
"""
WHOLE = (
    HEAD
    + """# parameter place type=iri kind=municipality example=0780 optional: Kommun | Municipality
# parameter most type=integer min=1 max=9 default=3: Högst | At most
# parameter day type=date example=2026-11-01: Dag | Day
# parameter way type=choice of=up,down default=up: Håll | Way
# column a type=iri: Ett | One
SELECT ?a WHERE {
  VALUES ?p { UNDEF } # parameter place
  VALUES ?m { 9 } # parameter most
  VALUES ?d { UNDEF } # parameter day
  { SELECT ?a WHERE { VALUES ?w { UNDEF } # parameter way
    VALUES ?p { UNDEF } # parameter place
    ?a ?b ?p, ?w } }
} ORDER BY ?a
"""
)
XSD = "http://www.w3.org/2001/XMLSchema#"


def question(folder: Path, text: str = WHOLE) -> SavedQuestion:
    path = folder / "fraga.rq"
    path.write_text(text, "utf-8")
    return SavedQuestion.load(path)


def typed(folder: Path, words: str) -> SavedQuestion:
    example = {"type=integer": "1", "type=date": "2026-11-01"}.get(words, "urn:x" if "iri" in words else "a")
    mark = "SELECT ?x { VALUES ?x { UNDEF } # parameter x\n } ORDER BY ?x"
    return question(
        folder,
        f"{HEAD}# parameter x {words} example={example} optional: Värde | Value\n# column x type=text: X | X\n{mark}",
    )


def test_the_header_is_read(tmp_path: Path) -> None:
    found = question(tmp_path)
    assert (found.name, found.title, found.question) == ("fraga", Text("Titel", "Title"), Text("Vad?", "What?"))
    assert found.tags == ("one", "two")
    assert [(p.name, p.type, p.kind, p.default, p.optional, p.required) for p in found.parameters] == [
        ("place", "iri", "municipality", None, True, False),
        ("most", "integer", None, "3", False, False),
        ("day", "date", None, None, False, True),
        ("way", "choice", None, "up", False, False),
    ]
    assert (found.parameters[1].least, found.parameters[1].most) == (1, 9)
    assert found.parameters[3].choices == ("up", "down")
    assert [(c.name, c.type, c.label) for c in found.columns] == [("a", "iri", Text("Ett", "One"))]
    assert found.examples == {"day": "2026-11-01"}
    assert found.text == WHOLE


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (WHOLE.replace("# title@en: Title\n", ""), "title@en"),
        (WHOLE.replace("# question@sv: Vad?\n", ""), "question@sv"),
        (WHOLE.replace("# tags: one, two\n", ""), "tags"),
        (WHOLE.replace("# tags: one, two\n", "# tags: one, two\n# tags: three\n"), "tags: three"),
        (WHOLE.replace("# column a type=iri: Ett | One\n", ""), "column"),
        (WHOLE.replace("# column a type=iri", "# column a"), "a needs a type: iri, text"),
        (WHOLE.replace("# column a", "# colunm a"), "# colunm a"),
        (WHOLE.replace("# column a", "# column b"), "which are a"),
        (WHOLE.replace("type=integer", "type=number"), "most needs a type"),
        (WHOLE.replace("default=3", "default=30"), "most must be a whole number from 1 to 9"),
        (WHOLE.replace("min=1", "min=one"), "min and max"),
        (WHOLE.replace("min=1", "minimum=1"), "minimum"),
        (WHOLE.replace(" type=date", ""), "day needs a type"),
        (WHOLE.replace(" example=2026-11-01", ""), "day needs default= or example="),
        (WHOLE.replace("2026-11-01", "2026-11-31"), "YYYY-MM-DD"),
        (WHOLE.replace(" of=up,down", ""), "of="),
        (WHOLE.replace("type=choice", "type=text"), "of="),
        (WHOLE.replace("default=up", "default=left"), "one of up, down"),
        (WHOLE.replace("Kommun | Municipality", "Kommun"), "Kommun"),
        (WHOLE.replace("Kommun | Municipality", "Kommun |"), "both languages"),
        (WHOLE.replace(" # parameter most", ""), "most"),
        (WHOLE.replace("# parameter day type=date example=2026-11-01: Dag | Day\n", ""), "day"),
        (WHOLE.replace("parameter most", "parameter limit"), "limit"),
        (WHOLE.replace("# column a", "# column a type=iri: Ett | One\n# column a"), "a stands twice"),
        (WHOLE.replace("} ORDER BY ?a", "}"), "ORDER BY"),
        (WHOLE.replace("SELECT ?a WHERE {\n", "CONSTRUCT { ?a a ?a } WHERE {\n"), "SELECT"),
        (WHOLE + "LIMIT 5\n", "cannot be read"),
        (WHOLE.replace("?a ?b", "?a ?b ?c ?d"), "cannot be read"),
    ],
)
def test_a_header_that_is_not_whole_is_refused(tmp_path: Path, text: str, said: str) -> None:
    assert text != WHOLE
    with pytest.raises(QueryError) as raised:
        question(tmp_path, text)
    assert "fraga" in raised.value.detail.sv
    assert said in raised.value.detail.en


def test_values_are_bound_and_defaults_and_gaps_too(tmp_path: Path) -> None:
    text = question(tmp_path).bind({"day": "2026-11-01"})
    assert text.count("VALUES ?p { UNDEF }") == 2
    assert f'VALUES ?m {{ "3"^^<{XSD}integer> }}' in text
    assert f'VALUES ?d {{ "2026-11-01"^^<{XSD}date> }}' in text
    assert 'VALUES ?w { "up" }' in text
    given = question(tmp_path).bind({"day": "2026-11-01", "place": "0780", "most": "", "way": "down"})
    assert given.count("VALUES ?p { <https://w3id.org/s3graph/id/municipality/0780> }") == 2
    assert f'VALUES ?m {{ "3"^^<{XSD}integer> }}' in given
    assert 'VALUES ?w { "down" }' in given
    whole = question(tmp_path).bind({"day": "2026-11-01", "place": "https://example.org/x"})
    assert "VALUES ?p { <https://example.org/x> }" in whole


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "day"),
        ({"day": "2026-11-01", "week": "1"}, "week"),
        ({"day": "i dag"}, "ÅÅÅÅ-MM-DD"),
        ({"day": "2026-13-01"}, "ÅÅÅÅ-MM-DD"),
        ({"day": "20261101"}, "ÅÅÅÅ-MM-DD"),
        ({"day": "2026-11-01", "most": "3.5"}, "heltal"),
        ({"day": "2026-11-01", "most": "10"}, "från 1 till 9"),
        ({"day": "2026-11-01", "way": "left"}, "något av up, down"),
        ({"day": "2026-11-01", "place": "0780> } DROP ALL #"}, "municipality"),
        ({"day": "2026-11-01", "place": "https://w3id.org/s3graph/id/actor/x"}, "municipality"),
    ],
)
def test_wrong_values_are_named(tmp_path: Path, values: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError) as raised:
        question(tmp_path).bind(values)
    assert said in raised.value.detail.sv


@pytest.mark.parametrize(
    ("words", "value", "written"),
    [
        ("type=text", 'sa "hej" \\ \n } UNION {', '"sa \\"hej\\" \\\\ \\n } UNION {"'),
        ("type=integer", "-7", f'"-7"^^<{XSD}integer>'),
        ("type=integer", "007", f'"7"^^<{XSD}integer>'),
        ("type=iri", "urn:x:å", "<urn:x:å>"),
        ("type=iri kind=actor|organisation", "alfa", "<https://w3id.org/s3graph/id/actor/alfa>"),
        (
            "type=iri kind=actor|organisation",
            "https://w3id.org/s3graph/id/organisation/a",
            "<https://w3id.org/s3graph/id/organisation/a>",
        ),
        ("type=iri kind=area", "https://example.org/area", "<https://example.org/area>"),
    ],
)
def test_terms_are_written_by_their_type(tmp_path: Path, words: str, value: str, written: str) -> None:
    assert f"VALUES ?x {{ {written} }}" in typed(tmp_path, words).bind({"x": value})


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("type=integer", "tre"),
        ("type=integer", "1_0"),
        ("type=integer", "١٢"),
        ("type=integer", "9" * 5000),
        ("type=iri", "no scheme"),
        ("type=iri", "a:<b>"),
        ("type=iri kind=actor", "../area/digital"),
        ("type=text", "x" * 501),
        ("type=text", "\udc80"),
        ("type=date", "2026-W01-1"),
        ("type=choice of=a,b", "A"),
    ],
)
def test_terms_of_another_type_are_refused(tmp_path: Path, words: str, value: str) -> None:
    with pytest.raises(UsageError):
        typed(tmp_path, words).bind({"x": value})


@pytest.mark.parametrize(
    "value", ['"', "\\", "\n", "\r", "\t", "\0", "'''", '"""', "}", "#", "\u2028", "🌲", "\\u0022"]
)
def test_a_text_comes_back_as_it_was_given(tmp_path: Path, value: str) -> None:
    found = Store().query(typed(tmp_path, "type=text").bind({"x": f"a{value}b"}))
    assert isinstance(found, QuerySolutions)
    assert [row["x"].value for row in found] == [f"a{value}b"]


def test_a_question_is_turned_page_by_page() -> None:
    numbers = "SELECT ?n { VALUES ?n { 3 1 2 } } ORDER BY ?n # a comment at the end"
    pages = [[row["n"].value for row in Store().query(paged(numbers, 2, offset))] for offset in (0, 2, 4)]  # type: ignore[union-attr]
    assert pages == [["1", "2"], ["3"], []]


def test_a_shelf_is_read_in_order_of_names(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / f"{name}.rq").write_text(
            HEAD + "# column s type=iri: S | S\nSELECT ?s { ?s ?p ?o } ORDER BY ?s", "utf-8"
        )
    (tmp_path / "notes.txt").write_text("not a question", "utf-8")
    assert [found.name for found in SavedQuestion.load_all(tmp_path)] == ["a", "b"]
