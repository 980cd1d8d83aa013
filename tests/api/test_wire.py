"""The shapes that the description promises are those of the answers."""

from __future__ import annotations

import pytest

from api.wire import AnswerWire, NeedBody
from tests.api.service import NEED, Service


def test_an_answer_is_as_described_to_the_last_field(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("SURELY", 0.0), ("EXACT", 1.1), ("FIRST", 0)):
        monkeypatch.setattr(f"s3graph.matching.unheld.{name}", value)
    needs = (
        NEED,
        "Vi vill göra ost av mjölken på gården. Vi vill köpa en robot. Dessutom kvantdatorer och blockkedjor.",
        "We want to buy a robot.",
        "kvantdatorer och blockkedjor",
        "zzzz qqqq",
        "hej",
    )
    answers = [service.client.post("/api/v1/matches", json={"text": need}).json() for need in needs]
    for answer in answers:
        assert AnswerWire.model_validate(answer).model_dump(mode="json") == answer
    for part in ("matches", "teams", "initiatives", "uncovered", "unheld", "nearest", "wishes"):
        assert any(answer[part] for answer in answers), f"no answer here has {part}"


def test_a_body_becomes_the_request_it_says() -> None:
    body = NeedBody(text="x", areas=["tra-skog"], size="small", sni="16", region="SE211", municipality="0682", limit=3)
    request = body.request()
    assert (request.areas, request.size, request.sni) == (("tra-skog",), "small", "16")
    assert (request.region, request.municipality, request.limit) == ("SE211", "0682", 3)
