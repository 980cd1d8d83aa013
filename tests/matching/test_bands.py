from __future__ import annotations

import numpy as np
import pytest

from benchmarks.bands import LEAST, Shown, bands, least, report


def made_up() -> Shown:
    """100 actors of standing 2, 100 of 1.5 and 100 of 1; of each ten, 9, 7 and 4 are useful."""
    grades = [[1] * useful + [0] * (10 - useful) for useful in (9, 7, 4) for _ in range(10)]
    return Shown(np.repeat([2.0, 1.5, 1.0], 100) - np.arange(300) / 10_000, np.concatenate(grades))


def test_bands_begin_where_the_shares_fall() -> None:
    strong, likely = bands(made_up())
    assert 1.45 < strong <= 2.0
    assert 0.97 < likely < strong
    high, low = made_up().between(strong, np.inf), made_up().between(likely, strong)
    assert high.useful >= 0.85 > low.useful >= 0.65 > made_up().between(0, likely).useful


def test_a_share_of_few_is_not_told() -> None:
    few = Shown(np.linspace(2, 1, 100), np.array([1] * 10 + [0] * 90))
    assert least(few, 0.9) == 2.0
    assert least(Shown(few.standing, np.array([1] * LEAST + [0] * (100 - LEAST))), 0.9) < 2.0


def test_what_is_told_of_a_band_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    told = "\n".join(report(made_up()))
    assert told.count("strong from") == 2
    assert "useful 0.90" in told
