"""Whom a company looks for: people of a trade, not help with the trade."""

from __future__ import annotations

import pytest

from s3graph.matching.need import NeedRequest
from s3graph.matching.staffing import as_staff
from s3graph.model import Language
from tests.matching.conftest import Met


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Vi får inte tag i svetsare", "Vi får inte tag i personal"),
        ("Det är ont om duktiga CNC-operatörer här", "Det är ont om duktiga personal här"),
        ("Vi hittar inga kockar till säsongen", "Vi hittar inga personal till säsongen"),
        ("behöver fler maskinförare och snickare", "behöver fler personal och snickare"),
        ("Vi får inte tag på programmerare", "Vi får inte tag på personal"),
        ("Vi söker en programmerare som kan bygga en app", "Vi söker en programmerare som kan bygga en app"),
        ("Vi svetsar åt snickare", "Vi svetsar åt snickare"),
        ("Vi vill hitta nya kunder bland snickare", "Vi vill hitta nya kunder bland snickare"),
        ("Vi saknar kurser för truckförare", "Vi saknar kurser för truckförare"),
        ("Vi hittar inga återförsäljare", "Vi hittar inga återförsäljare"),
        ("Vi hittar inte billigare el", "Vi hittar inte billigare el"),
    ],
)
def test_trades_that_somebody_is_looked_for_in_are_staff(written: str, read: str) -> None:
    assert as_staff(written, Language.SV) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("We can't find welders", "We can't find staff"),
        ("there is a shortage of skilled joiners", "there is a shortage of skilled staff"),
        ("We want to hire two software developers", "We want to hire two software staff"),
        ("we look for a developer of apps", "we look for a developer of apps"),
        ("We can't find distributors in Germany", "We can't find distributors in Germany"),
        ("Our painters need a better booth", "Our painters need a better booth"),
        ("we want to find customers among painters", "we want to find customers among painters"),
        ("getting our app to drivers", "getting our app to drivers"),
    ],
)
def test_in_english_too(written: str, read: str) -> None:
    assert as_staff(written, Language.EN) == read


def test_the_need_is_compared_so_and_quoted_as_written(met: Met) -> None:
    (part,) = met(NeedRequest("Vi får inte tag i svetsare")).need.parts
    assert part.text == "Vi får inte tag i svetsare"
    assert part.matter == "Vi får inte tag i personal"
