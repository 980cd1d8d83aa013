"""The shipped questions: each answers as written down, in both languages, and takes its parameters safely."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple

from s3graph.errors import UsageError
from s3graph.model import PartialDate, status_on
from s3graph.querying import QueryForm, form_of
from s3graph.vocabulary import EURIO, RDF, S3
from tests.queries.shelf import Row, answer, expected_answers, questions, store

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
def test_columns_are_those_of_the_answer(data: Store, name: str) -> None:
    question = QUESTIONS[name]
    text = question.bind(_least(name))
    assert form_of(text) is QueryForm.SELECT
    solutions = data.query(text, use_default_graph_as_union=True)
    assert [variable.value for variable in solutions.variables] == list(question.columns)  # type: ignore[union-attr]
    assert "ORDER BY" in text


@pytest.mark.parametrize("name", [name for name in sorted(QUESTIONS) if "?language" in QUESTIONS[name].text])
def test_english_answers_have_the_same_rows(data: Store, name: str) -> None:
    """Names differ, and with them the order; a thing without an English name keeps its Swedish one."""
    question = QUESTIONS[name]
    swedish = answer(data, question.bind(_least(name)))
    english = answer(data, question.bind({**_least(name), "language": "en"}))
    if name != "everyday-words-of-competences":
        assert len(english) == len(swedish)
    worded = [place for place, column in enumerate(question.columns) if column.endswith(("Name", "description"))]
    assert all(row[place] for row in english for place in worded)


@pytest.mark.parametrize("value", INJECTED)
def test_a_parameter_stays_a_value(data: Store, value: str) -> None:
    before = len(data)
    for name, question in QUESTIONS.items():
        for parameter in question.parameters:
            given = {**_least(name), parameter.name: value}
            if parameter.type == "string":
                answer(data, question.bind(given))
                continue
            with pytest.raises(UsageError, match=parameter.name):
                question.bind(given)
    assert len(data) == before


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
    copied = Store()
    copied.extend(quad for quad in data if not str(quad.graph_name).endswith("/example>"))
    assert answer(copied, QUESTIONS["collaborations-established"].bind({})) == []
    assert len(answer(copied, QUESTIONS["actors-by-competence"].bind({"competence": "automation"}))) == 7


def _least(name: str) -> dict[str, str]:
    """Values of the parameters a question cannot do without, taken from its first expected answer."""
    needed = {p.name for p in QUESTIONS[name].parameters if not p.optional and p.default is None}
    values = EXPECTED[name][0].values
    return {parameter: values[parameter] for parameter in needed}


def test_rows_are_texts(data: Store) -> None:
    rows: list[Row] = answer(data, QUESTIONS["municipalities"].bind({}))
    assert all(isinstance(cell, str) for row in rows for cell in row)
