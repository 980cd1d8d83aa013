"""What is surely asked for and no actor states is said, with who comes nearest."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from s3graph.matching.answer import Answer, Band, Match, Matches
from s3graph.matching.beside import SURELY
from s3graph.matching.cards import ActorCard
from s3graph.matching.catalogue import Facet
from s3graph.matching.index import Index
from s3graph.matching.matcher import Matcher
from s3graph.matching.meeting import EXACT, Meeting
from s3graph.matching.need import NeedRequest
from s3graph.matching.ranking import score
from s3graph.matching.reason import Reason
from s3graph.matching.rendering import as_text
from s3graph.matching.unheld import NEAREST, unheld
from s3graph.model import Language, Text
from tests.matching.conftest import TODAY, Met
from tests.matching.wished import likely

WISH = "Vi behöver en bättre förpackning."
TWO = f"{WISH} Vi vill köpa en robot."
NAME = Text(sv="Alfa", en="Alfa")
NOBODY = Matches(())


def told(about: str, *, slight: bool = False) -> Matches:
    reason = Reason("competence", 0.1, NAME, slight=slight, about=about)
    return Matches((Match(ActorCard("a", NAME, None, (), ()), 1.0, Band.LIKELY, (reason,)),))


def asking(met: Met, text: str, sure: float, **said: Any) -> Meeting:
    """Each part is so surely about packaging."""
    meeting = met(NeedRequest(text, **said))
    backed = np.zeros((len(meeting.need.parts), len(meeting.index.concepts)), np.float32)
    backed[:, meeting.index.column_of["forpackning"]] = sure
    vars(meeting).update(backed=backed, alone=backed)
    return meeting


def found(meeting: Meeting, matches: Matches = NOBODY) -> list[tuple[str, str]]:
    return [(one.label.sv, one.part) for one in unheld(meeting, score(meeting), matches)]


def test_it_is_said_in_the_words_of_the_need_with_who_comes_nearest(without: Index, met: Met) -> None:
    meeting = asking(met, WISH, SURELY)
    (one,) = unheld(meeting, score(meeting), NOBODY)
    assert (one.label.sv, one.part) == ("förpackningar", WISH)
    assert 1 <= len(one.nearest) <= NEAREST
    assert all(
        holder.evidence and holder.own and holder.own.sv in ("osttillverkning", "förpackningar")
        for holder in one.nearest
    )


@pytest.mark.parametrize(("sure", "said"), [(SURELY, True), (SURELY - 0.01, False)])
def test_only_what_is_very_surely_asked(without: Index, met: Met, sure: float, said: bool) -> None:
    assert bool(found(asking(met, WISH, sure))) is said


def test_what_somebody_has_is_not_said(index: Index, met: Met) -> None:
    assert index.tables.furthest[index.column_of["forpackning"]] >= EXACT
    assert not found(asking(met, WISH, 0.9))


def test_no_more_are_named_than_a_few_and_none_for_an_initiative(
    without: Index, met: Met, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = asking(met, WISH, SURELY)
    (one,) = unheld(meeting, score(meeting), NOBODY)
    assert len(one.nearest) > 1
    monkeypatch.setattr("s3graph.matching.unheld.NEAREST", 1)
    assert [len(one.nearest) for one in unheld(meeting, score(meeting), NOBODY)] == [1]
    (topic,) = [place for place, one in enumerate(without.catalogue.topics) if one.label.en == "Cheese in shops"]
    monkeypatch.setattr("s3graph.matching.unheld.holding", lambda *_: (Facet(topic, ()), 0))
    assert [one.nearest for one in unheld(meeting, score(meeting), NOBODY)] == [()]


def test_nobody_is_nearest_who_is_there_for_another_trade(
    without: Index, met: Met, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = asking(met, WISH, SURELY)
    (one,) = unheld(meeting, score(meeting), NOBODY)
    strange = without.catalogue.row_of[one.nearest[0].actor.iri]
    monkeypatch.setattr("s3graph.matching.unheld.of_another_trade", lambda *_: {strange})
    (other,) = unheld(meeting, score(meeting), NOBODY)
    assert one.nearest[0] not in other.nearest
    assert one.nearest[1] in other.nearest


def test_not_what_is_told_of_the_company(without: Index, met: Met) -> None:
    meeting = asking(met, f"Vi är en lådfabrik i Nässjö. {WISH}", 0.9)
    assert meeting.asking.tolist() == [False, True]
    assert not found(meeting)
    meeting.backed[0] = 0
    assert found(meeting)


def test_parts_about_the_same_speak_together_and_it_is_said_once(without: Index, met: Met) -> None:
    sure = 1 - (1 - SURELY) ** 0.5
    assert found(asking(met, TWO, sure + 0.01)) == [("förpackningar", WISH)]
    assert not found(asking(met, TWO, sure - 0.01))


@pytest.mark.parametrize(("slight", "said"), [(False, False), (True, True)])
def test_what_the_first_are_told_to_come_near_is_not_said_again(
    without: Index, met: Met, slight: bool, said: bool
) -> None:
    meeting = asking(met, WISH, 0.9)
    iri = meeting.index.competences[meeting.index.column_of["forpackning"]].iri
    assert bool(found(meeting, told(iri, slight=slight))) is said
    assert found(meeting, told("another"))


def test_it_is_of_a_part_in_which_something_is_wanted(without: Index, met: Met) -> None:
    told, wish = "Grannen pratar om lådorna på hyllan.", "Vi vill köpa en robot."
    meeting = asking(met, f"{told} {wish}", 0.9)
    for chances, part in (((0.1, 0.9), wish), ((0.9, 0.1), told)):
        assert found(likely(meeting, *chances)) == [("förpackningar", part)]


def test_nobody_is_nearest_from_too_far_away_or_who_may_no_longer_be_there(
    without: Index, met: Met, monkeypatch: pytest.MonkeyPatch
) -> None:
    near = {region: asking(met, WISH, 0.9, region=region) for region in ("SE214", "SE212")}
    named = {
        region: [holder.actor.label.sv for one in unheld(each, score(each), NOBODY) for holder in one.nearest]
        for region, each in near.items()
    }
    assert "Beta Matkluster" in named["SE214"]
    assert "Beta Matkluster" not in named["SE212"]
    monkeypatch.setattr("s3graph.matching.anywhere.presence", lambda meeting: np.full(len(meeting.index.reach), -1.0))
    (one,) = unheld(near["SE214"], score(near["SE214"]), NOBODY)
    assert one.nearest == ()


@pytest.fixture
def answer(without: Index, matcher: Matcher, met: Met) -> Answer:
    meeting = asking(met, WISH, 0.9)
    said = unheld(meeting, score(meeting), NOBODY)
    return replace(matcher.match(NeedRequest(TWO), TODAY), unheld=said, uncovered=(WISH, "en raket"), wishes=())


def test_programs_and_terminals_get_it_and_it_is_not_said_twice(answer: Answer) -> None:
    drawn = answer.to_json(Language.SV)
    assert drawn["unheld"][0]["label"] == "förpackningar"
    assert drawn["unheld"][0]["nearest"][0]["actor"]["label"]
    assert drawn["uncovered"] == [WISH, "en raket"]
    assert answer.unmet == ("en raket",)
    text = " ".join(as_text(drawn, Language.SV).split())
    holder = answer.unheld[0].nearest[0]
    assert f"”{WISH}” gäller förpackningar, som ingen aktör här har uppgett. Närmast: {holder.actor.label.sv} (" in text
    assert f"delen: ”{WISH}”" not in text
    assert "delen: ”en raket”" in text
    alone = replace(answer, unheld=(replace(answer.unheld[0], nearest=()),)).to_json(Language.EN)
    assert "which no actor here has stated." in as_text(alone, Language.EN)
    assert "Nearest" not in as_text(alone, Language.EN)
