"""What of a need is said to be covered by nobody."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from s3graph.matching.answer import Band, Match, Matches
from s3graph.matching.cards import ActorCard
from s3graph.matching.concepts import SURE
from s3graph.matching.meeting import COVERED, HELD
from s3graph.matching.need import NeedRequest, read_need, worded
from s3graph.matching.reason import Reason
from s3graph.matching.uncovered import told_of_who_asks, uncovered
from s3graph.model import Text

FIRST = "Vi vill göra ost av mjölken på gården."
SECOND = "Vi behöver en raket till månen."
FITS = Matches((Match(ActorCard("a", Text("A", "A"), None, (), ()), 1.0, Band.STRONG, ()),))


def meeting(text: str, sure: float, covered: float, reach: float) -> Any:
    """Every part is about the only competence, so surely; actor ``a`` reaches it so far. A wish is worded so."""
    need = read_need(NeedRequest(text))
    wishes = zip(need.parts, worded(need.parts), strict=True)
    need = replace(need, parts=tuple(replace(part, chance=float(wish)) for part, wish in wishes))
    parts = len(need.parts)
    return SimpleNamespace(
        need=need,
        backed=np.full((parts, 1), sure),
        alone=np.full((parts, 1), sure),
        asking=np.array([part.asks for part in need.parts]),
        wished=np.array(need.wishes),
        covered=np.array([1.0, *[covered] * (parts - 1)]) if parts > 1 else np.array([covered]),
        links=SimpleNamespace(sure=np.full((parts, 1), sure)),
        index=SimpleNamespace(reach=np.array([[reach]]), concepts=(), catalogue=SimpleNamespace(row_of={"a": 0})),
    )


@pytest.mark.parametrize(
    ("second", "sure", "reach", "told"),
    [
        ("Vi behöver en raket till månen.", SURE, HELD, True),
        ("Vi behöver en raket till månen.", SURE - 0.1, 0.0, False),
        ("Dessutom kvantdatorer och blockkedjor.", SURE - 0.1, HELD, False),
        ("Dessutom kvantdatorer och blockkedjor.", SURE - 0.1, HELD - 0.1, True),
    ],
)
def test_what_is_understood_or_named_and_not_had(second: str, sure: float, reach: float, told: bool) -> None:
    found = uncovered(meeting(f"{FIRST} {second}", sure, COVERED - 0.01, reach), FITS)
    assert found == ((second,) if told else ())
    assert uncovered(meeting(f"{FIRST} {second}", sure, COVERED, reach), FITS) == ()


@pytest.mark.parametrize("told", [True, False])
def test_what_is_told_of_who_asks_is_not_what_nobody_meets(told: bool) -> None:
    """All is about the one competence."""
    found = meeting(f"Vi är ett mejeri i Visby med nio anställda. {FIRST} {SECOND}", SURE, 0.0, HELD)
    assert found.asking.tolist() == [False, True, True]
    if not told:
        found.backed[0] = 0
    assert bool(uncovered(found, Matches(()))) is not told


def test_what_is_wished_is_not_told_of_who_asks_though_it_does_not_ask() -> None:
    found = meeting(f"Vi är ett mejeri i Visby med nio anställda. {FIRST}", SURE, 0.0, HELD)
    assert found.asking.tolist() == found.wished.tolist() == [False, True]
    assert told_of_who_asks(found).tolist() == [True]
    found.wished[0] = True
    assert told_of_who_asks(found).tolist() == [False]
    found.wished[0] = False
    found.alone[0] = SURE - 0.01
    assert told_of_who_asks(found).tolist() == [False], "only what stands beside it says so"


def test_nothing_where_one_thing_is_wanted_and_somebody_fits_it() -> None:
    alone = meeting(FIRST, SURE, 0.0, 0.0)
    assert uncovered(alone, FITS) == ()
    assert uncovered(alone, Matches(())) == (FIRST,)


WISHES = "Vi vill göra ost av mjölken på gården. Vi behöver en raket till månen."


def passing(text: str, reach: float = 0.0, quoted: str = "", *, slight: bool = False) -> Any:
    """Nothing is surely understood; the only actor reaches the only competence so far and is told for some words."""
    found = meeting(text, SURE - 0.1, 0.0, reach)
    found.index.concepts = (0,)
    name = Text("A", "A")
    told = Reason("clauses", 0.1, name, asked=quoted, slight=slight)
    return found, Matches((Match(ActorCard("a", name, None, (), ()), 1.0, Band.STRONG, (told,)),))


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        (WISHES, [FIRST, SECOND]),
        (f"{FIRST} Butikerna vill ha ost som håller längre.", [FIRST]),
        (
            f"{WISHES} Ska vi göra det själva om vi inte vill sälja gården?",
            [FIRST, SECOND, "Ska vi göra det själva om vi inte vill sälja gården?"],
        ),
        (f"{WISHES} Jag vill ju inte sälja gården?", [FIRST, SECOND]),
        (SECOND, []),
    ],
    ids=["both", "what others want", "what is asked", "what is not wanted", "one wish, and somebody fits"],
)
def test_a_wish_that_nobody_is_told_for_is_not_passed_over(text: str, lost: list[str]) -> None:
    assert list(uncovered(*passing(text))) == lost


def test_not_one_that_a_reason_quotes_or_somebody_named_has() -> None:
    assert uncovered(*passing(WISHES, quoted=FIRST)) == (SECOND,)
    assert uncovered(*passing(WISHES, quoted=FIRST, slight=True)) == (FIRST, SECOND)
    assert uncovered(*passing(WISHES, reach=HELD)) == ()
    assert uncovered(*passing(WISHES, reach=HELD - 0.01)) == (FIRST, SECOND)
    found, matches = passing(WISHES, reach=HELD)
    found.links.sure[:] = 0.1
    assert uncovered(found, matches) == (), "it has what is likeliest, however unsure that is"


def test_a_wish_that_goes_on_is_one_and_one_that_says_little_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("s3graph.matching.uncovered.only_names", lambda _: False)
    assert uncovered(*passing("Vi vill sälja ost i butiken, låna till en lift.")) == (
        "Vi vill sälja ost i butiken",
        "låna till en lift.",
    )
    text = "Jag har en låda av trä. Jag vill få den provad och undrar om jag ska söka patent först."
    assert uncovered(*passing(text)) == ("undrar om jag ska söka patent först.",)


def test_one_wish_is_not_passed_over() -> None:
    found, matches = passing(FIRST)
    assert uncovered(found, Matches((replace(matches.items[0], band=Band.LIKELY),))) == ()
