from __future__ import annotations

from collections.abc import Callable

import pytest

from s3graph.matching.meeting import Meeting
from s3graph.matching.need import NeedRequest
from s3graph.matching.ranking import score
from s3graph.matching.teams import LEAST_GAIN, _at_home, _clear, _field, adds, teams

Meet = Callable[[NeedRequest], Meeting]
MANY_SIDED = "Vi vill göra ost av mjölken. Vi vill köpa en robot. Lacken släpper från luckorna."


def test_a_team_covers_more_than_the_best_alone_and_says_what_each_adds(met: Meet) -> None:
    meeting = met(NeedRequest(MANY_SIDED))
    found = teams(meeting, score(meeting))
    assert found
    for team in found:
        assert team.covers >= team.best_alone + LEAST_GAIN
        assert all(member.adds for member in team.members)
    labels = {added.sv for member in found[0].members for added in member.adds}
    assert len(labels) >= 2


def test_what_is_added_is_what_the_actor_itself_states(met: Meet) -> None:
    """Beta has cheese making, to which packaging is related."""
    meeting = met(NeedRequest("Osten behöver en bättre förpackning"))
    beta = next(row for row, actor in enumerate(meeting.index.catalogue.actors) if actor.iri.endswith("/beta"))
    cheese, packaging = (meeting.index.column_of[slug] for slug in ("ost", "forpackning"))
    (near,) = adds(meeting, beta, [packaging])
    assert (near.sv, near.en) == ("osttillverkning (för förpackningar)", "cheese making (for packaging)")
    assert [added.sv for added in adds(meeting, beta, [cheese, packaging])] == ["osttillverkning"]


def test_members_stand_for_different_areas(met: Meet) -> None:
    meeting = met(NeedRequest(MANY_SIDED))
    for team in teams(meeting, score(meeting)):
        assert len({member.area for member in team.members}) == len(team.members)


def test_two_of_the_same_area_are_no_team(met: Meet) -> None:
    meeting = met(NeedRequest("Lacken släpper från luckorna. Vi är ett snickeri."))
    for team in teams(meeting, score(meeting)):
        assert {m.actor.iri.rsplit("/", 1)[1] for m in team.members} != {"alfa", "delta"}


def test_one_sided_needs_get_no_team(met: Meet) -> None:
    meeting = met(NeedRequest("vi vill köpa en robot"))
    assert teams(meeting, score(meeting)) == ()


def test_established_is_told_from_proposed(met: Meet) -> None:
    meeting = met(NeedRequest("Vi vill göra ost av mjölken. Osten behöver en bättre förpackning i vår fabrik."))
    pairs = {
        frozenset(member.actor.iri.rsplit("/", 1)[1] for member in team.members): team
        for team in teams(meeting, score(meeting))
    }
    team = pairs[frozenset({"beta", "epsilon"})]
    assert not team.proposed
    assert any("samarbetar redan" in reason.sv for reason in team.reasons)
    other = teams(met(NeedRequest(MANY_SIDED)), score(met(NeedRequest(MANY_SIDED))))[0]
    assert other.proposed
    assert "förslag" in other.reasons[-1].sv


def test_what_is_not_surely_understood_gets_no_team(met: Meet, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = met(NeedRequest(MANY_SIDED))
    assert teams(meeting, score(meeting))
    monkeypatch.setattr("s3graph.matching.teams.VERY_SURE", 1.01)
    assert teams(meeting, score(meeting)) == ()


def test_who_is_asking_sets_no_task(met: Meet) -> None:
    """The cheese is only where the company comes from; the robot alone is asked for, and one actor covers that."""
    meeting = met(NeedRequest("Vi är ett mejeri som gör ost. Hur köper vi en robot?"))
    assert [part.asks for part in meeting.need.parts] == [False, True]
    assert teams(meeting, score(meeting)) == ()


def test_a_clause_that_only_names_the_trade_sets_no_task(met: Meet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("s3graph.matching.teams.VERY_SURE", 0.0)
    meeting = met(NeedRequest("Mejeri i Nässjö: vi vill köpa en robot"))
    assert [part.asks for part in meeting.need.parts] == [True, True]
    assert teams(meeting, score(meeting)) == ()
    assert _clear(meeting).tolist() == (meeting.links.sure[1] >= 0).tolist()


def test_who_comes_from_another_county_has_the_competence_itself(met: Meet, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = met(NeedRequest(f"{MANY_SIDED} Vi ligger i Nässjö."))
    monkeypatch.setattr("s3graph.matching.teams._comes", lambda *_: True)
    field = _field(meeting, score(meeting))
    homes = [_at_home(meeting, row) for row in field.rows]
    assert set(homes) == {True, False}
    least = [reach[reach > 0].min(initial=1) for reach in field.reach]
    assert min(least) >= 0.6
    assert min(one for one, home in zip(least, homes, strict=True) if not home) >= 0.9
    assert min(one for one, home in zip(least, homes, strict=True) if home) < 0.9


def test_members_work_where_the_company_is(met: Meet) -> None:
    """Gamma, who has robots, is of another county than Alfa."""
    meeting = met(NeedRequest(f"{MANY_SIDED} Vi ligger i Nässjö."))
    found = {member.actor.iri.rsplit("/", 1)[1] for team in teams(meeting, score(meeting)) for member in team.members}
    assert found <= {"alfa", "epsilon"}
