"""Kept needs: each key its own, marks that replace one another, and nothing left of what is erased."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from s3graph.errors import NotFoundError
from s3graph.model import Language
from s3graph.private import Mark, Marked, Needs, Outcome, PrivateDatabase, PrivateNeed

ALFA, BETA = "https://w3id.org/s3graph/id/actor/alfa", "https://w3id.org/s3graph/id/actor/beta"
TODAY = date(2026, 11, 1)
NEED = PrivateNeed(
    key="k1",
    language=Language.SV,
    purpose="rådgivning",
    created_on=TODAY,
    erase_on=date(2028, 10, 31),
    areas=("livsmedel", "digital"),
    region="SE212",
    municipality="0780",
    sni="10.510",
    size="micro",
    competences=("https://w3id.org/s3graph/id/competence/ost",),
    text="vi vill göra ost av mjölken",
    suggested=(BETA, ALFA),
)


@pytest.fixture
def needs(tmp_path: Path) -> Needs:
    return Needs(PrivateDatabase(tmp_path / "private.sqlite"))


def test_a_need_comes_back_as_it_was_kept_under_a_name_that_tells_nothing(needs: Needs) -> None:
    kept = needs.keep(NEED)
    assert needs.get(kept.id) == kept == replace(NEED, id=kept.id)
    assert len(kept.id) == 32
    bare = needs.keep(PrivateNeed("k1", Language.EN, "advice", TODAY, TODAY))
    assert needs.get(bare.id) == bare


def test_each_key_sees_its_own(needs: Needs) -> None:
    first, second = needs.keep(NEED), needs.keep(replace(NEED, key="k2"))
    assert [need.id for need in needs.list()] == [second.id, first.id]
    assert [need.id for need in needs.list("k1")] == [first.id]
    assert needs.get(first.id, "k1") == first
    with pytest.raises(NotFoundError, match=first.id):
        needs.get(first.id, "k2")
    with pytest.raises(NotFoundError, match="nothing"):
        needs.get("nothing")


def test_a_mark_replaces_the_former_on_the_same_actor(needs: Needs) -> None:
    kept = needs.keep(NEED)
    needs.mark(kept, Marked(ALFA, Mark.USEFUL, TODAY, 7))
    needs.mark(kept, Marked(BETA, Mark.NOT_USEFUL, TODAY, 7))
    marked = needs.mark(kept, Marked(ALFA, Mark.CONTACTED, TODAY, 8))
    assert [(one.actor, one.mark, one.release) for one in marked.marks] == [
        (ALFA, Mark.CONTACTED, 8),
        (BETA, Mark.NOT_USEFUL, 7),
    ]
    assert [one.actor for one in needs.unmark(kept, BETA).marks] == [ALFA]
    assert needs.list()[0].marks == needs.get(kept.id).marks


def test_what_is_erased_is_nowhere_in_the_file(needs: Needs, tmp_path: Path) -> None:
    kept, other = needs.keep(NEED), needs.keep(replace(NEED, text="någonting annat"))
    needs.mark(kept, Marked(ALFA, Mark.USEFUL, TODAY, 7))
    assert needs.erase([kept]) == 1
    assert needs.erase([kept]) == 0
    assert [need.id for need in needs.list()] == [other.id]
    with PrivateDatabase(tmp_path / "private.sqlite").transaction() as connection:
        assert connection.execute("SELECT count(*) FROM mark").fetchone()[0] == 0
        assert connection.execute("SELECT count(*) FROM suggestion").fetchone()[0] == 2
    assert all(b"ost av mj" not in path.read_bytes() for path in tmp_path.iterdir())


def test_needs_are_erased_the_day_after_their_last(needs: Needs) -> None:
    kept = needs.keep(NEED)
    assert needs.erase_due(kept.erase_on) == 0
    assert needs.erase_due(date(2028, 11, 1)) == 1
    assert needs.list() == ()


def test_a_mark_on_an_erased_need_is_refused(needs: Needs) -> None:
    kept = needs.keep(NEED)
    needs.erase([kept])
    with pytest.raises(NotFoundError):
        needs.mark(kept, Marked(ALFA, Mark.USEFUL, TODAY, 7))


def test_what_became_of_a_need_is_said_and_taken_back(needs: Needs) -> None:
    kept = needs.keep(NEED)
    assert (kept.outcome, kept.outcome_on) == (Outcome.OPEN, None)
    ended = needs.end(kept, Outcome.HELPED, date(2026, 11, 9))
    assert (ended.outcome, ended.outcome_on) == (Outcome.HELPED, date(2026, 11, 9))
    assert needs.end(kept, Outcome.OPEN, date(2026, 11, 10)) == kept
    assert needs.published(kept, TODAY).published_on == TODAY
    needs.erase([kept])
    with pytest.raises(NotFoundError):
        needs.end(kept, Outcome.LAPSED, TODAY)
