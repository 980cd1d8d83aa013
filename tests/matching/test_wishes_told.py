"""Wishes as programs, terminals and answers have them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from s3graph.matching.answer import Answer
from s3graph.matching.index import Index
from s3graph.matching.matcher import Matcher
from s3graph.matching.meeting import EXACT
from s3graph.matching.need import NeedRequest
from s3graph.matching.rendering import as_text
from s3graph.model import Language
from tests.matching.conftest import TODAY, Met
from tests.matching.wished import PACK, ROBOT, asking, found


@pytest.fixture
def answer(matcher: Matcher) -> Answer:
    return matcher.match(NeedRequest(f"{PACK} {ROBOT}"), TODAY)


def test_programs_and_terminals_get_them_and_nothing_is_said_twice(answer: Answer, met: Met) -> None:
    wishes = found(asking(met, f"{PACK} {ROBOT}", {"forpackning": 0.9}, {"automation": 0.9}), "Epsilon", "Gamma")
    said = replace(answer, wishes=wishes, uncovered=(ROBOT, "en raket"))
    assert said.unmet == ("en raket",)
    drawn = said.to_json(Language.EN)
    assert drawn["wishes"][1] == {
        "text": ROBOT,
        "about": [{"iri": wishes[1].about[0].iri, "label": "automation", "confidence": 0.9, "through": None}],
        "stated": True,
        "actors": [wishes[1].actors[0].to_json(Language.EN)],
        "elsewhere": [],
        "says": "is about automation:",
    }
    text = " ".join(as_text(drawn, Language.EN).split())
    assert "What is asked for • “" + PACK in text
    assert f"“{ROBOT}” is about automation: Gamma Industriutveckling." in text
    assert f"part: “{ROBOT}”" not in text
    assert "part: “en raket”" in text
    parts = [part | {"beside": {"label": "Delta"}} for part in drawn["need"]["parts"]]
    unheld = [{"part": part, "label": "packaging", "nearest": []} for part in (PACK, "en raket")]
    more = drawn | {"need": drawn["need"] | {"parts": parts}, "unheld": unheld}
    text = " ".join(as_text(more, Language.EN).split())
    assert [one["text"] for one in parts] == [PACK, ROBOT]
    assert "ask Delta" not in text
    assert "“en raket” is about packaging, which no actor here has stated." in text
    assert f"“{PACK}” is about packaging, which no actor" not in text
    text = " ".join(as_text(more | {"wishes": []}, Language.EN).split())
    assert f"ask Delta: “{ROBOT}”" in text
    assert f"“{PACK}” is about packaging, which no actor here has stated." in text


def test_a_terminal_says_by_what_and_who_has_it_elsewhere(answer: Answer, met: Met) -> None:
    (wish,) = found(asking(met, "Lacken släpper från luckorna, vi vill ha hjälp.", {"ytbehandling": 0.9}), "Alfa")
    far = replace(wish, actors=(), elsewhere=wish.actors)
    text = " ".join(as_text(replace(answer, wishes=(wish, far)).to_json(Language.SV), Language.SV).split())
    assert "Alfa Träcentrum (tjänsten Lackprovning)." in text
    assert "I annat län: Alfa Träcentrum (tjänsten Lackprovning)." in text
    doubtful = replace(wish, actors=(replace(wish.actors[0], doubtful=True),))
    text = " ".join(as_text(replace(answer, wishes=(doubtful,)).to_json(Language.SV), Language.SV).split())
    assert "Alfa Träcentrum (finns kanske inte kvar)." in text


def test_an_answer_for_a_day_holds_them(matcher: Matcher, index: Index) -> None:
    answer = matcher.match(NeedRequest("Lacken släpper från våra luckor. Vi vill köpa en robot."), date(2026, 11, 1))
    assert answer.wishes
    assert all(wish.text in {part.text for part in answer.parts} for wish in answer.wishes)
    reach = {actor.iri: index.reach[row] for row, actor in enumerate(index.catalogue.actors)}
    stated = [wish for wish in answer.wishes if wish.stated]
    for wish in stated:
        columns = [place for place, one in enumerate(index.competences) if one.iri in {a.iri for a in wish.about}]
        assert max(reach[wish.actors[0].actor.iri][columns]) >= EXACT
