"""What may be said of a part of a need and what an actor has, on made-up likenesses."""

from __future__ import annotations

import json
from datetime import date
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from s3graph.matching.concepts import MIDDLE, SURE
from s3graph.matching.hierarchy import ADJACENT
from s3graph.matching.matcher import Matcher
from s3graph.matching.need import NeedRequest
from s3graph.matching.reasons import LIKE
from s3graph.matching.warrant import ALIKE, by_facet, close, itself, of_its_subject, whole_of

ABOUT, ADJOINING, APART = 0, 1, 2
"""Competences by how near they are to what the part is about; topic 3 is about none."""


def meeting(sure: float, likeness: float) -> Any:
    """One part that is about the first competence, so surely; all topics are so like it."""
    return SimpleNamespace(
        topics=np.full((1, 4), likeness),
        links=SimpleNamespace(sure=np.array([[sure, 0.0, 0.0]])),
        backed=np.array([[sure, 0.0, 0.0]]),
        index=SimpleNamespace(
            concepts=np.arange(3),
            competences=[
                SimpleNamespace(iri=name, broader=wider) for name, wider in (("a", ("b",)), ("b", ()), ("c", ()))
            ],
            nearness=np.array([[1.0, ADJACENT, 0.0], [ADJACENT, 1.0, 0.0], [0.0, 0.0, 1.0]]),
            tables=SimpleNamespace(competences_of=lambda topic: np.arange(3)[topic : topic + 1]),
        ),
    )


@pytest.mark.parametrize(
    ("topic", "sure", "likeness", "found"),
    [
        (ABOUT, SURE, 0.0, True),
        (ABOUT, SURE - 0.01, 0.9, False),
        (ADJOINING, SURE, MIDDLE, True),
        (ADJOINING, SURE, MIDDLE - 0.01, False),
        (APART, SURE, 0.9, False),
        (3, 0.0, ALIKE, True),
        (3, SURE, ALIKE - 0.01, False),
    ],
)
def test_close_is_what_is_surely_asked_or_is_about_no_competence_and_alike(
    topic: int, sure: float, likeness: float, found: bool
) -> None:
    assert close(meeting(sure, likeness), 0, topic) is found


@pytest.mark.parametrize(("topic", "found"), [(ABOUT, True), (ADJOINING, False), (APART, False), (3, True)])
def test_the_very_thing_is_told_from_its_field(topic: int, found: bool) -> None:
    assert itself(meeting(SURE, 0.9), 0, topic) is found


@pytest.mark.parametrize(
    ("own", "sure", "found"),
    [
        ([0], [0.0, 0.0, 0.0], True),
        ([0, 1], [0.9, SURE, 0.0], True),
        ([0, 1], [0.9, SURE - 0.01, 0.9], False),
        ([0, 2], [0.9, 0.0, SURE], True),
        ([1, 2], [2 * SURE, 0.0, 0.9], True),
        ([1, 2], [SURE, 0.0, 0.9], False),
        ([], [0.9, 0.9, 0.9], True),
    ],
)
def test_a_testbed_for_automation_is_none_for_an_app(own: list[int], sure: list[float], found: bool) -> None:
    """What is about several competences is offered where the need may be about two of them, in any of its parts, or
    about what lies beside. That they lie beside each other does not count.
    """
    asked = meeting(SURE, 0.9)
    asked.links.sure = np.array([[0.0, 0.0, 0.0], sure])
    asked.index.tables.competences_of = lambda _: np.array(own, int)
    assert of_its_subject(asked, 0) is found


def test_nothing_is_close_to_a_topic_of_another_subject() -> None:
    asked = meeting(SURE, 0.9)
    asked.index.tables.competences_of = lambda _: np.array([ABOUT, APART])
    assert not close(asked, 0, ABOUT)
    asked.links.sure = np.array([[SURE, 0.0, SURE]])
    assert close(asked, 0, ABOUT)


def test_a_part_of_what_is_asked_is_another_trade() -> None:
    """Who has the field is close to its part; who has a part is not close to the field."""
    asked_field = meeting(SURE, 0.9)
    asked_field.links.sure[:] = [[0.0, SURE, 0.0]]
    assert whole_of(meeting(SURE, 0.9), ADJOINING, ABOUT)
    assert not whole_of(asked_field, ABOUT, ADJOINING)
    assert not close(asked_field, 0, ABOUT)


def test_a_facet_has_the_most_of_the_competences_it_is_about() -> None:
    tables = SimpleNamespace(
        about=lambda _: (np.array([0, 0, 2]), np.array([0, 1, 1])), own=lambda _: np.array([7, 8, 9])
    )
    by_concept = np.array([[0.2, 0.6], [0.5, 0.1]], np.float32)
    found = by_facet(SimpleNamespace(index=SimpleNamespace(tables=tables)), 0, by_concept)  # type: ignore[arg-type]
    assert np.allclose(found, [[0.6, 0.0, 0.6], [0.5, 0.0, 0.1]])


@pytest.mark.parametrize("text", ["Vi vill köpa en robot.", "We want to buy a robot.", "kvantdatorer och blockkedjor"])
def test_a_guess_is_slight_and_an_answer_is_plain_values(matcher: Matcher, text: str) -> None:
    answer = matcher.match(NeedRequest(text), date(2026, 11, 1))
    assert json.loads(json.dumps(answer.to_json()))
    surest = max(link.confidence for part in answer.parts for link in part.concepts)
    told = [reason for match in answer.matches for reason in match.reasons if not reason.slight]
    assert all(surest >= SURE for reason in told if "kan gälla" in reason.text.sv)
    assert all(surest >= LIKE for reason in told if "Behovet gäller" in reason.text.sv)


def test_what_only_is_told_is_not_said_to_be_what_the_need_is_about(matcher: Matcher) -> None:
    """Nor is who asks said to be what they tell of."""
    wish = "Vi vill nå gäster i Tyskland."
    for before, says in (
        ("Vi gör ost av mjölken på gården.", "Det ni berättar rör osttillverkning"),
        ("Vi är fyra som gör ost av mjölken.", "Det som berättas om företaget rör osttillverkning"),
    ):
        answer = matcher.match(NeedRequest(f"{before} {wish}"), date(2026, 11, 1))
        said = [one.text.sv for match in answer.matches for one in match.reasons if one.feature == "competence"]
        told = [text for text in said if "ost" in text.partition(", och")[0]]
        assert told
        assert all(text.startswith(says) for text in told)
