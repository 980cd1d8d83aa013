"""Floors under concept links: everyday sentences about competences the encoder never saw (``benchmarks/links.py``)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks.ladder import Service
from benchmarks.links import Asked, Linked, asked, calibration_error, sentences
from s3graph.matching.concepts import BEARING, CERTAINTY
from s3graph.model import Language

pytestmark = pytest.mark.xdist_group("embedded")

FEWEST = 2000


@pytest.fixture(scope="module")
def found(embedded_data: Path) -> Asked:
    service = Service(embedded_data)
    return asked(service.index, service.encoder, tuple(sentences()))


def mean_rank(found: Asked, bearing: float) -> float:
    return float(np.mean([1 / found.ranks(bearing, language) for language in Language]))


def test_a_direction_beside_the_nearest_passage_finds_more_of_the_right_competences(found: Asked) -> None:
    assert mean_rank(found, BEARING) >= mean_rank(found, 0) + 0.01


def test_one_sentence_in_three_is_linked_to_exactly_the_right_competence(found: Asked) -> None:
    assert len(found.wanted) >= FEWEST
    assert np.mean([found.ranks(BEARING, language) == 1 for language in Language]) >= 0.415
    links = found.links()
    assert links.fitted(np.ones(len(links.fold), bool)) == pytest.approx(CERTAINTY, abs=0.05)
    assert calibration_error(links.unseen().reshape(-1), links.right.reshape(-1)) <= 0.02


def test_what_is_shown_of_a_link_knows_nothing_of_its_own_competence() -> None:
    """One fold says the opposite of all others: it is judged by theirs."""
    chance = np.random.default_rng(3)
    fold = np.repeat(np.arange(5), 400)
    reached = chance.random(2000)
    often = np.where(fold == 0, 0.9, 0.2)
    right = (chance.random(2000) < often)[:, None]
    shown = Linked(reached, np.ones((2000, 1)), right, fold).unseen()
    assert shown[fold == 0].mean() == pytest.approx(0.2, abs=0.03)
