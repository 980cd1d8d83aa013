from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3graph.errors import QueryError, QuerySyntaxError
from s3graph.querying.guard import Asked, QueryForm, form_of

HARMLESS = [
    "SELECT * WHERE { ?service ?p 'SERVICE <http://x>' }",
    'SELECT * WHERE { ?s ?p """ SERVICE \' " """ } # SERVICE <http://x>',
    "PREFIX service: <http://SERVICE/> SELECT * { ?s service:load service:SERVICE.x ; a :DROP }",
    "SELECT * WHERE { ?s ?p 'x'@service }",
    "SELECT * WHERE { <http://x/#SERVICE> ?p _:SERVICE }",
    r"SELECT * WHERE { ?s ?p 'it\'s SERVICE' }",
]
REFUSED = [
    "SELECT * WHERE { SERVICE <http://x> { ?s ?p ?o } }",
    "SELECT * WHERE { { SELECT ?s { service silent ?x { ?s ?p ?o } } } }",
    "SELECT * WHERE { ?s ?p 'a' . SERVICE<http://x>{ ?s ?p ?o } }",
    "SELECT * WHERE { ?s ?p <http://x> .SERVICE ?x { ?s ?p ?o } }",
    r"SELECT * WHERE { \u0053ERVICE <http://x> { ?s ?p ?o } }",
    "SELECT * WHERE { ?s ?p '' SERVICE <http://x> {} }",
    "SELECT * WHERE { ?s ?p trueSERVICE <http://x> {} }",
    "SELECT * WHERE { ?s ?p 1e5SERVICE <http://x> {} }",
    "SELECT * WHERE { ?s ?p true.SERVICE <http://x> {} }",
    "SELECT * WHERE { SERVICESILENT<http://x>{} }",
    "SELECT * WHERE { ?s ?p 'SERVICE }",
    "# SELECT\nLOAD <http://x>",
    "INSERT DATA { <a:a> <a:b> <a:c> }",
    "PREFIX a: <http://a> DELETE WHERE { ?s ?p ?o }",
    "DROP ALL",
    "",
    "hej",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_a_word_that_is_no_keyword_is_let_through(text: str) -> None:
    assert form_of(text) is QueryForm.SELECT


@pytest.mark.parametrize("text", REFUSED)
def test_what_reaches_out_or_changes_or_is_no_query_is_refused(text: str) -> None:
    with pytest.raises(QueryError):
        form_of(text)


@pytest.mark.parametrize("form", QueryForm)
def test_the_form_is_the_first_keyword_after_the_prologue(form: QueryForm) -> None:
    assert (
        form_of(f"BASE <http://SELECT/> PREFIX ask: <http://x> # describe\n{form.value} {{ ?construct ?p ?o }}") is form
    )


QUIET = st.sampled_from(
    ["?service", "'SERVICE'", '"a\\"SERVICE"', "<http://x/SERVICE>", "# SERVICE\n", "a:SERVICE", "{", "}", " . "]
)


@given(st.lists(QUIET, max_size=12), st.lists(QUIET, max_size=12))
def test_service_is_found_among_anything_that_only_looks_like_it(before: list[str], after: list[str]) -> None:
    quiet = f"SELECT * {{ {' '.join(before)} {' '.join(after)} }}"
    assert form_of(quiet) is QueryForm.SELECT
    with pytest.raises(QueryError, match="SERVICE is not allowed"):
        form_of(f"SELECT * {{ {' '.join(before)} SERVICE ?x {{ }} {' '.join(after)} }}")


def test_the_dataset_clause_is_told_as_it_is_spelt() -> None:
    text = (
        "BASE <http://a/> PREFIX g: <http://g/> # FROM <no>\n"
        "SELECT * FROM g:one FROM NAMED <two> FROM <three> WHERE { ?from ?named 'FROM <no>' }"
    )
    asked = Asked.of(text)
    assert (asked.default, asked.named) == (("g:one", "<three>"), ("<two>",))
    assert text.startswith(asked.prologue)
    assert asked.prologue.rstrip().endswith("# FROM <no>")


@pytest.mark.parametrize(
    ("text", "varies"),
    [("SELECT (NOW() AS ?n) {}", True), ("ASK { FILTER(rand() < 1) }", True), ("ASK { ?now :uuid 'RAND()' }", False)],
)
def test_what_may_answer_otherwise_tomorrow(text: str, varies: bool) -> None:
    assert Asked.of(text).varies is varies


@pytest.mark.parametrize(
    "part", ["'''" + "\\'" * 16_000, "a." * 24_000, "<" * 48_000, ":\\" * 24_000, '"' * 48_001, " a:." * 12_000]
)
def test_no_text_makes_reading_slow(part: str) -> None:
    """Were it quadratic, one of these would take minutes."""
    with suppress(QuerySyntaxError):
        assert Asked.of("SELECT * { " + part).form is QueryForm.SELECT
