"""Several wishes in one text: told apart where the text says so, each answered by itself."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from s3graph.matching import Matcher
from s3graph.matching.answer import Matches, Team
from s3graph.matching.concepts import LIKE, SURE, Links
from s3graph.matching.meeting import Meeting
from s3graph.matching.need import NeedRequest, read_need
from s3graph.matching.ranking import Scores, score
from s3graph.matching.rendering import as_text
from s3graph.matching.several import (
    _said,
    _understood,
    apart,
    not_understood,
    of_each,
    separate,
)
from s3graph.model import Language
from tests.matching.conftest import TODAY, Met, comparisons

TWO = "Vi driver en gård i Växjö. Vi vill göra ost av mjölken. Dessutom behöver vi hjälp med ytbehandling av träet."


def test_each_wish_has_its_best_actor_first_and_says_for_what(matcher: Matcher) -> None:
    answer = matcher.match(NeedRequest(TWO), TODAY)
    first, second = answer.matches.items[:2]
    assert first.wishes[0].startswith("Vi vill göra ost")
    assert second.wishes[0] == "Dessutom behöver vi hjälp med ytbehandling av träet."
    alone = [
        matcher.match(NeedRequest(f"Vi driver en gård i Växjö. {text}"), TODAY).matches.items[0].actor
        for text in ("Vi vill göra ost av mjölken.", "Vi behöver hjälp med ytbehandling av träet.")
    ]
    assert [first.actor, second.actor] == alone
    assert len({match.actor.iri for match in answer.matches}) == len(answer.matches)
    assert "2 önskemål" in answer.message.sv


def test_its_reasons_add_up_and_quote_its_own_wish(matcher: Matcher) -> None:
    for match in matcher.match(NeedRequest(TWO), TODAY).matches:
        assert sum(reason.contribution for reason in match.reasons) == pytest.approx(match.score, abs=1e-4)
        quoted = [reason.asked for reason in match.reasons if reason.feature == "clauses" and reason.asked]
        assert all(any(text in wish for wish in match.wishes) or text.startswith("Vi driver") for text in quoted)


def test_terminals_and_programs_get_the_wishes(matcher: Matcher) -> None:
    drawn = matcher.match(NeedRequest(TWO), TODAY).to_json(Language.SV)
    assert drawn["matches"][1]["wishes"] == ["Dessutom behöver vi hjälp med ytbehandling av träet."]
    assert "För: ”Dessutom behöver vi hjälp med ytbehandling av träet.”" in as_text(drawn, Language.SV)
    one = matcher.match(NeedRequest("Vi vill göra ost av mjölken."), TODAY)
    assert {match.wishes for match in one.matches} == {()}


def asked_for_teams(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts of the needs that teams are looked for, from now on; none is found."""
    asked: list[str] = []

    def noted(each: Meeting, _: Scores) -> tuple[Team, ...]:
        asked.append(each.need.text)
        return ()

    monkeypatch.setattr("s3graph.matching.matcher.teams", noted)
    return asked


def test_no_team_joins_what_are_different_things(met: Met, matcher: Matcher, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = asked_for_teams(monkeypatch)
    matcher.match(NeedRequest(TWO), TODAY)
    assert asked == [one.need.text for one in separate(met(NeedRequest(TWO)))]
    assert len(asked) == 2


def test_a_wish_that_is_nobodys_does_not_make_two(met: Met, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = met(NeedRequest(TWO))
    assert len(separate(meeting)) == 2
    monkeypatch.setattr("s3graph.matching.several.somebodys", lambda one: "ost" in one.need.text)
    assert separate(meeting) == (meeting,)


@pytest.mark.parametrize("count", [1, 2])
def test_only_its_whole_is_compared_and_all_is_as_if_asked_alone(
    met: Met, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    meeting = met(NeedRequest(TWO))
    places = tuple(range(len(meeting.need.parts)))[-count:]
    assert meeting.setting.size
    compared = comparisons(monkeypatch)
    one = meeting.of_parts(places, " ".join(meeting.need.parts[place].text for place in places))
    score(one)
    assert compared == [1] * (count > 1), "the whole of one part is that part"
    monkeypatch.undo()
    fresh = replace(one)
    assert (one.topic_meaning == fresh.topic_meaning).all()
    assert (score(one).totals == score(fresh).totals).all()


def test_an_actor_that_is_foremost_for_both_is_named_once_for_both(met: Met) -> None:
    meeting = met(NeedRequest("Vi vill göra ost av mjölken."))
    twice = of_each((meeting, meeting.of_parts((0,), "Och ost en gång till.")), 9)
    assert isinstance(twice, Matches)
    assert twice.items[0].wishes == ("Vi vill göra ost av mjölken.", "Och ost en gång till.")
    assert len({match.actor.iri for match in twice}) == len(twice)


def test_who_was_named_beside_one_alike_is_not_named_again(met: Met, monkeypatch: pytest.MonkeyPatch) -> None:
    (first,) = of_each((met(NeedRequest("Vi vill göra ost av mjölken.")),), 1)
    second = replace(first, actor=replace(first.actor, iri="https://example.org/alike"))
    lists = iter([(replace(first, elsewhere=(second.actor,)),), (second,)])
    monkeypatch.setattr("s3graph.matching.several.shown", lambda *_: next(lists))
    meeting = met(NeedRequest("Vi vill göra ost av mjölken."))
    assert [one.actor for one in of_each((meeting, meeting), 9)] == [first.actor]


def test_who_asks_sets_no_task_of_a_wish_and_is_not_quoted_with_it(met: Met) -> None:
    text = "Vi driver en gård i Växjö, nio anställda. " + TWO.partition(". ")[2]
    first, second = separate(met(NeedRequest(text)))
    assert first.need.text == "Vi vill göra ost av mjölken."
    assert [part.asks for part in second.need.parts] == [False, True]


def test_a_first_wish_that_is_all_that_is_told_first_stays(met: Met) -> None:
    meeting = met(NeedRequest("Vi gör ost av mjölken på gården. En helt annan sak: vi vill ha hjälp med ytbehandling."))
    assert apart(meeting.need) == ((0,), (1,))
    first, second = separate(meeting)
    assert first.need.text == "Vi gör ost av mjölken på gården."
    assert second.need.text.endswith("vi vill ha hjälp med ytbehandling.")
    assert len(first.need.parts) == len(second.need.parts) == 1


@pytest.mark.parametrize(
    ("turn", "quoted"),
    [
        ("Och vi vill även ha hjälp med ytbehandling.", "vi vill även ha hjälp med ytbehandling."),
        ("En annan sak är ladan: träet är obehandlat och vi vill ytbehandla det.", None),
    ],
)
def test_a_wish_is_quoted_from_where_it_is_wished_or_turned_to(turn: str, quoted: str | None, met: Met) -> None:
    told = "Vi är ett mejeri i Visby med nio anställda. Kornas mjölk säljs i dag till en stor kund. "
    first, second = separate(met(NeedRequest(f"{told}Vi vill göra ost av mjölken. {turn}")))
    assert first.need.text == "Vi vill göra ost av mjölken."
    assert second.need.text == (quoted or turn)


def test_what_leads_into_a_sentence_is_no_other_sentence() -> None:
    mess = "picking and returns are one big mess: we run back and forth and pack the wrong things."
    need = read_need(NeedRequest(f"We run a farm. Two things worry us. We want to make cheese. And {mess}"))
    assert _said(need, apart(need))[-1] == mess


@pytest.mark.parametrize(("together", "found"), [(SURE, True), (SURE - 0.01, False)])
def test_a_wish_about_what_lies_together_is_understood(together: float, found: bool) -> None:
    """Each of two competences alone is a guess."""
    sure = np.full((1, 2), LIKE - 0.05)
    meeting: Any = SimpleNamespace(links=SimpleNamespace(sure=sure), answering=np.full((1, 2), together))
    assert _understood(meeting, 0) is found


def test_who_has_nothing_for_a_wish_is_not_named_for_it(met: Met, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = met(NeedRequest("Vi vill göra ost av mjölken."))
    for told, wishes in ((True, 2), (False, 1)):
        monkeypatch.setattr("s3graph.matching.several.has_its_own", lambda _, told=told: told)
        twice = of_each((meeting, meeting.of_parts((0,), "Och ost en gång till.")), 9)
        assert len(twice.items[0].wishes) == wishes


def understood(monkeypatch: pytest.MonkeyPatch, sure: dict[str, float]) -> None:
    """A part that holds one of these words is about the first competence, so surely; no other part is about any."""

    def links(self: Meeting) -> Links:
        of_parts = [max((s for word, s in sure.items() if word in part.text), default=0.0) for part in self.need.parts]
        shares = np.zeros((len(of_parts), len(self.index.concepts)), np.float32)
        shares[:, 0] = 1
        certain = np.array(of_parts, np.float32)
        return Links(shares, certain, certain)

    monkeypatch.setattr(Meeting, "links", property(links))
    monkeypatch.setattr("s3graph.matching.several.somebodys", lambda _: True)


LOST = "Vi driver ett glasbruk i Växjö. Vi vill göra ost av mjölken. Dessutom behöver vi bli av med skärvorna."


def test_a_further_wish_that_is_not_understood_is_told(
    met: Met, matcher: Matcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    understood(monkeypatch, {"ost": 0.9, "skärvorna": LIKE})
    meeting = met(NeedRequest(LOST))
    assert separate(meeting) == (meeting,)
    assert not_understood(meeting) == ("Dessutom behöver vi bli av med skärvorna.",)
    assert matcher.match(NeedRequest(LOST), TODAY).uncovered[-1] == "Dessutom behöver vi bli av med skärvorna."
    assert not_understood(met(NeedRequest("Vi vill göra ost av mjölken."))) == ()


def test_what_nobody_meets_is_asked_of_those_named_for_each_wish(
    matcher: Matcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, int]] = []

    def noted(one: Meeting, found: Matches) -> tuple[str, ...]:
        assert all(one.need.text in match.wishes for match in found)
        asked.append((one.need.text, len(found)))
        return ()

    monkeypatch.setattr("s3graph.matching.matcher.uncovered", noted)
    answer = matcher.match(NeedRequest(TWO), TODAY)
    assert len(asked) == 2
    assert sum(count for _, count in asked) == sum(len(match.wishes) for match in answer.matches)


@pytest.mark.parametrize(("told", "said", "wishes"), [(0.34, LIKE, 2), (0.34, LIKE - 0.01, 1), (0.1, LIKE, 1)])
def test_what_is_told_of_who_asks_helps_to_understand_it(
    told: float, said: float, wishes: int, met: Met, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Shards are not said to be glass."""
    understood(monkeypatch, {"glasbruk": told, "ost": 0.9, "skärvorna": said})
    assert len(separate(met(NeedRequest(LOST)))) == wishes


JOINED = "Vi är ett mejeri i Visby. Vi vill göra ost av mjölken och automatisera packningen med robot."


def test_a_team_may_join_wishes_that_the_text_says_in_one_breath(
    met: Met, matcher: Matcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = asked_for_teams(monkeypatch)
    matcher.match(NeedRequest(JOINED), TODAY)
    assert asked == [JOINED]
    assert len(separate(met(NeedRequest(JOINED)))) == 2
