"""What a need says of who asks, what stands alone in it, and the reasons that follow."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from s3graph.matching.common_words import words_reason
from s3graph.matching.index import Index
from s3graph.matching.matcher import Matcher
from s3graph.matching.meeting import EXACT, Meeting
from s3graph.matching.need import NeedRequest
from s3graph.matching.reasons import competence
from tests.matching.conftest import TODAY, Met

STORY = "Vi är ett åkeri i Växjö. Vi vill göra ost av mjölken. Gårdens hall står tom."


def row_of(index: Index, slug: str) -> int:
    return index.catalogue.row_of[f"https://w3id.org/s3graph/id/actor/{slug}"]


def asking(met: Met, slug: str, text: str = "Vi vill göra ost av mjölken.") -> Meeting:
    """All parts are surely about one competence."""
    meeting = met(NeedRequest(text))
    one = np.zeros(len(meeting.index.concepts), np.float32)
    one[meeting.index.column_of[slug]] = 1
    vars(meeting).update(concepts=one, backed=np.tile(one, (len(meeting.need.parts), 1)))
    return meeting


def test_who_asks_counts_as_much_for_the_area_as_what_is_asked(met: Met, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = met(NeedRequest("Vi är ett åkeri i Växjö. Vi vill göra ost av mjölken."))
    sure = np.zeros((2, len(meeting.index.concepts)), np.float32)
    sure[0, meeting.index.column_of["automation"]] = sure[1, meeting.index.column_of["ost"]] = 1
    beside = np.zeros_like(sure)
    beside[:, meeting.index.column_of["ost"]] = 1
    vars(meeting).update(links=SimpleNamespace(sure=beside), alone=sure)
    monkeypatch.setattr(Meeting, "_lying", {})
    assert meeting.areas == {"industri": 0.5, "livsmedel": 0.5}, "not what stands beside it"


@pytest.mark.parametrize("anybodys", [True, False])
def test_what_any_trade_may_ask_for_outright_stands_alone(
    met: Met, monkeypatch: pytest.MonkeyPatch, anybodys: bool
) -> None:
    monkeypatch.setattr("s3graph.matching.meeting.of_any_trade", lambda found: np.full(len(found), anybodys))
    monkeypatch.setattr("s3graph.matching.concepts.FORE", 0)
    monkeypatch.setattr("s3graph.matching.concepts.BACKING", 2)
    meeting = met(NeedRequest(STORY))
    assert meeting.asking.tolist() == [False, True, True]
    assert meeting.wished.tolist() == [False, True, False]
    kept = (meeting.backed == meeting.links.sure).all(axis=1)
    assert kept.tolist() == [False, anybodys, False]


def test_so_does_money(met: Met, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("s3graph.matching.meeting.of_any_trade", lambda found: np.ones(len(found), np.bool_))
    monkeypatch.setattr("s3graph.matching.concepts.FORE", 0)
    monkeypatch.setattr("s3graph.matching.concepts.BACKING", 2)
    for ends, kept in ((True, True), (False, False)):
        monkeypatch.setattr("s3graph.matching.meeting.is_of_money", lambda _, ends=ends: ends)
        monkeypatch.setattr("s3graph.matching.meeting.outright", lambda _: False)
        meeting = met(NeedRequest(STORY))
        assert (meeting.backed[1] == meeting.links.sure[1]).all() == kept


def test_a_name_that_shares_words_is_no_reason(met: Met, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("s3graph.matching.common_words.RARE", 1)
    monkeypatch.setattr("s3graph.matching.warrant.ALIKE", 0)
    meeting = met(NeedRequest("Vi söker ett matkluster i hela länet"))
    told = words_reason(meeting, row_of(meeting.index, "beta"), 1.0)
    assert "matkluster" in told.text.sv
    assert told.slight


@pytest.mark.parametrize(("furthest", "told"), [(EXACT, False), (EXACT - 0.01, True)])
def test_of_what_nobody_has_who_has_what_is_beside_it_is_told(
    met: Met, monkeypatch: pytest.MonkeyPatch, furthest: float, told: bool
) -> None:
    """Cheese is related to packaging, and not the whole of it."""
    meeting = asking(met, "forpackning")
    columns = len(meeting.index.concepts)
    monkeypatch.setitem(vars(meeting.index.tables), "furthest", np.full(columns, furthest))
    found = competence(meeting, row_of(meeting.index, "beta"), 1.0)
    assert found.met.sv == "osttillverkning"
    assert found.slight is not told
    assert ("som ingen här har uppgett" in found.text.sv) is told
    assert found.about == meeting.index.competences[meeting.index.column_of["forpackning"]].iri


def test_it_is_told_by_which_service_an_actor_has_a_competence(met: Met, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = asking(met, "ytbehandling", "Lacken släpper från luckorna.")
    alfa, delta = (competence(meeting, row_of(meeting.index, slug), 1.0) for slug in ("alfa", "delta"))
    assert alfa.text.sv.endswith(
        ", och Alfa Träcentrum har just den kompetensen, bland annat genom tjänsten Lackprovning."
    )
    assert alfa.text.en.endswith(", among other things through the service Coating test.")
    assert any("providedBy" in statement.predicate for statement in alfa.evidence)
    assert "bland annat" not in delta.text.sv
    monkeypatch.setattr("s3graph.matching.reasons.ADJACENT", 1.1)
    assert "bland annat" not in competence(meeting, row_of(meeting.index, "alfa"), 1.0).text.sv


def test_what_somebody_is_named_for_beside_is_not_said_to_be_met_by_nobody(
    matcher: Matcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = NeedRequest("Vi vill göra ost av mjölken. Vi vill köpa en robot.")
    monkeypatch.setattr("s3graph.matching.matcher.separate", lambda meeting: (meeting,))
    monkeypatch.setattr("s3graph.matching.matcher.uncovered", lambda *_: ("Vi vill göra ost av mjölken.",))
    assert matcher.match(request, TODAY).uncovered == ("Vi vill göra ost av mjölken.",)
    card = matcher.match(request, TODAY).matches.items[0].actor
    monkeypatch.setattr("s3graph.matching.matcher.beside", lambda *_: {0: card})
    assert matcher.match(request, TODAY).uncovered == ()
