"""An answer as text: everything it holds, in the asker's language, within the width of a terminal."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from s3graph.matching import Matcher, NeedRequest
from s3graph.matching.rendering import HINT, WIDTH, as_text
from s3graph.model import Language

NEED = "Lacken släpper från våra snickerier, och vi behöver hjälp med ytbehandling."


@pytest.fixture
def answer(matcher: Matcher) -> dict[str, Any]:
    found: dict[str, Any] = matcher.match(NeedRequest(text=NEED), date(2026, 11, 1)).to_json()
    return found


def test_it_names_release_actors_and_reasons(answer: dict[str, Any]) -> None:
    text = as_text(answer, Language.SV)
    assert text.startswith("Svar ur utgåva 7, 2026-")
    assert answer["matches"]
    for place, match in enumerate(answer["matches"], 1):
        assert f"\n{place}. {match['actor']['label']}" in text
    assert text.endswith("\n")
    assert as_text(answer, Language.EN).startswith("Answer from release 7")


def test_what_is_not_confirmed_is_marked(answer: dict[str, Any]) -> None:
    first = answer["matches"][0]
    one = answer | {"matches": [first | {"reasons": [first["reasons"][0] | {"confirmed": False}]}]}
    assert "[obekräftat]" in as_text(one, Language.SV)
    assert "[unconfirmed]" in as_text(one, Language.EN)
    sure = answer | {"matches": [first | {"reasons": [first["reasons"][0] | {"confirmed": True}]}]}
    assert "[obekräftat]" not in as_text(sure, Language.SV)


def test_pages_are_named_as_sources_and_the_services_own_graphs_are_not(answer: dict[str, Any]) -> None:
    first = answer["matches"][0]
    sources = ["https://w3id.org/s3graph/graph/places", "https://example.org/page"]
    one = answer | {"matches": [first | {"reasons": [first["reasons"][0] | {"source": sources}]}]}
    text = as_text(one, Language.SV)
    assert "Källor: https://example.org/page" in text
    assert "graph/places" not in text


def test_parts_nobody_covers_the_nearest_teams_and_initiatives_are_said(answer: dict[str, Any]) -> None:
    more = {
        "uncovered": ["vätgas till havs"],
        "nearest": [
            {"label": name, "confidence": sure} for name, sure in (("Alfa", 0.9), ("Beta", HINT), ("Gås", 0.86))
        ],
        "teams": [{"actors": [{"label": "Alfa"}, {"label": "Gamma"}], "reasons": ["De möts i limträ."]}],
        "initiatives": [
            {"label": "Ostlyftet", "status": status, "end": "2026-12", "owners": ["Beta"] if status == "open" else []}
            for status in ("open", "planned", "ended", "unknown")
        ],
        "services": [{"label": "Lackprovning", "providers": [{"label": "Alfa"}, {"label": "Beta"}]}],
        "similar_needs": [{"label": "Måla luckor"}],
    }
    text = as_text(answer | more, Language.SV)
    for said in (
        "”vätgas till havs”",
        "Alfa + Gamma",
        "De möts i limträ.",
        "Ostlyftet (öppen till 2026-12) – Beta\n",
        "Ostlyftet (avslutad)\n",
        "Lackprovning – Alfa, Beta",
    ):
        assert said in text
    assert "okänt om den är öppen" in text
    assert "Närmast av det som stöds här: Alfa, Beta\n" in text
    assert "“vätgas till havs”" in as_text(answer | more, Language.EN)
    assert "Liknande behov som är kända\n  • Måla luckor" in text


def test_lines_fit_a_terminal(answer: dict[str, Any]) -> None:
    long = answer | {"message": "ord " * 200, "uncovered": ["ett mycket långt behov " * 20]}
    assert max(map(len, as_text(long, Language.SV).splitlines())) <= WIDTH


def test_a_slight_reason_is_told_only_where_there_is_no_other(answer: dict[str, Any]) -> None:
    first = answer["matches"][0]
    one, other = (
        {**first["reasons"][0], "text": text, "slight": text == "Knappt."} for text in ("Knappt.", "Just så.")
    )
    both = answer | {"matches": [first | {"reasons": [one, other]}]}
    assert "Just så." in as_text(both, Language.SV)
    assert "Knappt." not in as_text(both, Language.SV)
    assert "Knappt." in as_text(answer | {"matches": [first | {"reasons": [one]}]}, Language.SV)


@pytest.mark.parametrize("near", [True, False])
def test_what_merely_touches_is_slight(matcher: Matcher, monkeypatch: pytest.MonkeyPatch, near: bool) -> None:
    monkeypatch.setattr("s3graph.matching.reasons.close", lambda *_: near)
    found = matcher.match(NeedRequest(text=NEED), date(2026, 11, 1)).to_json()
    said = [reason for match in found["matches"] for reason in match["reasons"] if reason["feature"] == "clauses"]
    assert {reason["slight"] for reason in said} == {not near}
    assert {"har något gemensamt med" in reason["text"] for reason in said} == {not near}


def test_the_actors_own_page_comes_before_where_it_was_read(answer: dict[str, Any]) -> None:
    answer["matches"][0]["actor"]["homepage"] = "https://example.org/own"
    lines = [line.strip() for line in as_text(answer, Language.SV).splitlines()]
    own = lines.index("Webbplats: https://example.org/own")
    assert lines[own + 1].startswith("Källor: ")


def test_an_address_is_never_cut(answer: dict[str, Any]) -> None:
    long = "https://example.org/" + "-".join(["nyheter"] * 30)
    for match in answer["matches"]:
        for reason in match["reasons"]:
            reason["source"] = [long, long + "-2"]
    lines = [line.strip() for line in as_text(answer, Language.SV).splitlines()]
    assert f"Källor: {long}" in lines
    assert f"{long}-2" in lines


def test_what_a_quoted_part_says_is_not_said_again(answer: dict[str, Any]) -> None:
    def said(feature: str, met: str, text: str) -> dict[str, Any]:
        return {
            **answer["matches"][0]["reasons"][0],
            "feature": feature,
            "met": met,
            "text": text,
            "slight": False,
            "confirmed": False,
        }

    reasons = [
        said("area", "industri", "Det hör dit."),
        said("clauses", "robot", "Citerat."),
        said("meaning", "robot", "Närmast robot."),
        said("words", "robot", "Samma ord."),
        said("competence", "robot", "Har robot."),
        said("competence", "svets", "Har svets."),
    ]
    told = as_text(answer | {"matches": [answer["matches"][0] | {"reasons": reasons}]}, Language.SV)
    assert [line for line in told.splitlines() if line.startswith("   - ")] == [
        "   - Det hör dit. [obekräftat]",
        "   - Citerat. [obekräftat]",
        "   - Har svets. [obekräftat]",
    ]
    for left, says in (("meaning", "Närmast robot."), ("words", "Samma ord.")):
        some = [one for one in reasons if one["feature"] in ("area", left)]
        assert says in as_text(answer | {"matches": [answer["matches"][0] | {"reasons": some}]}, Language.SV)
