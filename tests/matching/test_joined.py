"""Who joins those an answer names, for a wish that none of them has."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from s3graph.matching.answer import Band, Matches
from s3graph.matching.joined import joined
from s3graph.matching.meeting import Meeting
from s3graph.matching.ranking import named, score
from s3graph.matching.wish import Wish
from s3graph.matching.wish_by_wish import TOLD
from tests.matching.conftest import Met
from tests.matching.wished import PACK, ROBOT, asking, found


@pytest.fixture
def meeting(met: Met) -> Meeting:
    return asking(met, f"{ROBOT} {PACK}", {"automation": 0.9}, {"forpackning": TOLD})


def first(meeting: Meeting) -> Matches:
    """Who has automation, and nobody else."""
    return Matches(named(meeting, score(meeting), 50)).filter(lambda match: match.actor.label.sv.startswith("Gamma"))


def told(meeting: Meeting) -> tuple[Wish, ...]:
    return found(meeting, "Gamma")


def test_who_has_a_wish_that_nobody_named_has_comes_after_them_for_that_wish(meeting: Meeting) -> None:
    shown = joined(meeting, first(meeting), told(meeting)).items
    assert [match.actor.label.sv.partition(" ")[0] for match in shown] == ["Gamma", "Epsilon"]
    assert shown[1].wishes == (PACK,)
    assert shown[1].band in (Band.LIKELY, Band.WEAK)
    assert any(reason.about and reason.about.endswith("forpackning") for reason in shown[1].reasons)


def test_not_beyond_the_limit_nor_twice_nor_for_a_wish_that_is_not_sure(meeting: Meeting) -> None:
    before, wishes = first(meeting), told(meeting)
    few = replace(meeting, request=replace(meeting.request, limit=1))
    vars(few).update(links=meeting.links, backed=meeting.backed, alone=meeting.alone)
    assert joined(few, before, wishes).items == before.items
    both = joined(meeting, before, wishes)
    assert joined(meeting, both, wishes).items == both.items
    unsure = [replace(one, about=tuple(replace(link, confidence=TOLD - 0.01) for link in one.about)) for one in wishes]
    assert joined(meeting, before, unsure).items == before.items


def test_not_who_only_comes_near_or_may_no_longer_be_there(meeting: Meeting) -> None:
    before, wishes = first(meeting), told(meeting)
    assert joined(meeting, before, [replace(one, stated=False) for one in wishes]).items == before.items
    gone = [replace(one, actors=tuple(replace(holder, doubtful=True) for holder in one.actors)) for one in wishes]
    assert joined(meeting, before, gone).items == before.items


def test_it_is_told_what_the_wish_is_about_in_the_need_not_alone(met: Met) -> None:
    """By itself nothing in it speaks of packaging."""
    text = "Vi vill hitta någon som knackar på dörren."
    meeting = asking(met, f"{ROBOT} {text}", {"automation": 0.9}, {"forpackning": TOLD})
    column, shares = meeting.index.column_of["forpackning"], np.zeros_like(meeting.links.shares)
    shares[:, column] = 1.0
    vars(meeting).update(links=replace(meeting.links, shares=shares))
    shown = joined(meeting, first(meeting), told(meeting)).items
    assert [reason.about for reason in shown[1].reasons if reason.feature == "competence"] == [
        meeting.index.competences[column].iri
    ]


def test_not_one_of_whom_no_reason_says_what_it_has(meeting: Meeting, monkeypatch: pytest.MonkeyPatch) -> None:
    before, wishes = first(meeting), told(meeting)
    monkeypatch.setattr("s3graph.matching.joined.has_its_own", lambda _: False)
    assert joined(meeting, before, wishes).items == before.items
