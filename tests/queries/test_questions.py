"""The shipped questions: each answers as written down, in both languages, and takes its parameters safely."""

from __future__ import annotations

from datetime import date
from itertools import product
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, Store, Triple

from s3graph.errors import UsageError
from s3graph.model import Language, PartialDate, status_on
from s3graph.querying import SavedQuestion
from s3graph.querying.saved import paged
from s3graph.querying.table import Asked, Table
from s3graph.vocabulary import EURIO, RDF, S3
from tests.queries.shelf import Row, answer, as_asked, expected_answers, questions, solutions, store

QUESTIONS = questions()
EXPECTED = expected_answers()
DAY = "2026-11-01"
CASES = [(name, number) for name in sorted(EXPECTED) for number in range(len(EXPECTED[name]))]
INJECTED = ("> } DELETE WHERE { ?s ?p ?o", 'x" } SERVICE <http://127.0.0.1/> { ?s ?p "y', "tra skog", "a{b}")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return store(tmp_path_factory.mktemp("shipped"))


def test_every_question_has_an_expected_answer() -> None:
    assert set(EXPECTED) == set(QUESTIONS)
    assert len([question for question in QUESTIONS.values() if "competency" in question.tags]) >= 24


@pytest.mark.parametrize(("name", "number"), CASES, ids=str)
def test_answers_are_as_written_down(data: Store, name: str, number: int) -> None:
    expected = EXPECTED[name][number]
    found = answer(data, QUESTIONS[name].bind(expected.values))
    assert len(found) == expected.size
    places = [found.index(row) for row in expected.rows]
    assert places == sorted(places), "the rows come in another order"


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_values_have_the_types_the_header_declares(data: Store, name: str) -> None:
    """A question asked bare and with every parameter bound; its cells go into files with types."""
    question = QUESTIONS[name]
    for values in (question.examples, filled(question)):
        written = solutions(data, question.bind(values)).serialize(format=QueryResultsFormat.JSON)
        assert written is not None
        asked = Asked(question, values, Language.SV, 7, "2026-11-01T12:00:00Z", date.fromisoformat(DAY), "urn:x")
        table = Table.read(asked, written)
        assert len(table.cells()) == len(table.rows)


@pytest.mark.parametrize("name", [name for name in sorted(QUESTIONS) if "?language" in QUESTIONS[name].text])
def test_english_answers_have_the_same_rows(data: Store, name: str) -> None:
    """Names differ, and with them the order; a thing without an English name keeps its Swedish one."""
    question = QUESTIONS[name]
    swedish = answer(data, question.bind(question.examples))
    english = answer(data, question.bind({**question.examples, "language": "en"}))
    if name != "everyday-words-of-competences":
        assert len(english) == len(swedish)
    worded = [place for place, column in enumerate(question.columns) if column.name.endswith(("Name", "description"))]
    assert [[bool(row[place]) for place in worded] for row in english].count([False] * len(worded)) == 0


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_pages_put_together_are_the_whole(data: Store, name: str) -> None:
    text = QUESTIONS[name].bind(QUESTIONS[name].examples)
    whole = answer(data, text)
    size = max(1, len(whole) // 3)
    parts = [row for offset in range(0, len(whole) + 1, size) for row in answer(data, paged(text, size, offset))]
    assert parts == whole


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_a_parameter_stays_a_value(data: Store, name: str) -> None:
    """Hostile text is refused, or, where text is what is asked for, compared with and found nowhere."""
    question, before = QUESTIONS[name], len(data)
    for parameter, value in product(question.parameters, INJECTED):
        given = {**filled(question), parameter.name: value}
        if parameter.type == "text":
            answer(data, question.bind(given))
            continue
        with pytest.raises(UsageError, match=parameter.name):
            question.bind(given)
    assert len(data) == before


def filled(question: SavedQuestion) -> dict[str, str]:
    """A value for every parameter, as the header has them."""
    return {known.name: known.example or known.default or "" for known in question.parameters}


def test_the_status_is_that_of_the_model(data: Store) -> None:
    """The question says of every initiative what the service says of it."""
    found = {row[1]: row[0] for row in answer(data, QUESTIONS["initiatives-by-status"].bind({"day": DAY}))}
    initiatives = {quad.subject for quad in data.quads_for_pattern(None, RDF.type, S3.Initiative, None)}
    assert len(initiatives) == len(found)
    assert {"open", "ended", "unknown"} <= set(found.values())
    for initiative in initiatives:
        slug = str(initiative).rstrip(">").rsplit("/", 1)[-1]
        start, end = (_date(data, initiative, name) for name in (EURIO.startDate, EURIO.endDate))
        assert found[slug] == status_on(date.fromisoformat(DAY), start, end).value, slug


def _date(data: Store, initiative: NamedNode | BlankNode | Triple, name: NamedNode) -> PartialDate | None:
    for quad in data.quads_for_pattern(initiative, name, None, None):
        assert isinstance(quad.object, Literal)
        return PartialDate(quad.object.value)
    return None


def test_a_source_that_is_withdrawn_is_not_in_answers(data: Store, tmp_path: Path) -> None:
    """An answer is made from the release alone: without the example there is no example row."""
    named = (quad for quad in data if isinstance(quad.graph_name, NamedNode))
    copied = as_asked(quad for quad in named if not quad.graph_name.value.endswith("/example"))
    assert answer(copied, QUESTIONS["collaborations-established"].bind({})) == []
    assert len(answer(copied, QUESTIONS["actors-by-competence"].bind({"competence": "automation"}))) == 7


def test_rows_are_texts(data: Store) -> None:
    rows: list[Row] = answer(data, QUESTIONS["municipalities"].bind({}))
    assert all(isinstance(cell, str) for row in rows for cell in row)
