from __future__ import annotations

import math

import numpy as np
import pytest

from s3graph.matching.figures import measure


def test_a_perfect_ranking() -> None:
    figures = measure([np.array([3, 2, 1, 0], np.float32)], [{0: 2, 1: 1}])
    assert (figures.ndcg10, figures.mrr, figures.recall1, figures.recall5) == (1.0, 1.0, 0.5, 1.0)


def test_graded_gain_is_linear_and_discounted() -> None:
    figures = measure([np.array([1, 2, 0], np.float32)], [{0: 2, 1: 1}])
    expected = (1 + 2 / math.log2(3)) / (2 + 1 / math.log2(3))
    assert figures.ndcg10 == pytest.approx(expected)


def test_a_ranker_that_gives_everything_the_same_score_gains_nothing_by_it() -> None:
    figures = measure([np.zeros(100, np.float32)], [{0: 1}])
    assert figures.recall1 == pytest.approx(0.01)
    assert figures.recall10 == pytest.approx(0.1)
    assert figures.mrr == pytest.approx(1 / 50.5)
    assert figures.ndcg10 < 0.06


def test_documents_judged_irrelevant_do_not_count() -> None:
    assert measure([np.array([1, 0], np.float32)], [{0: 0, 1: 1}]).mrr == 0.5


def test_it_is_a_mean_over_queries() -> None:
    figures = measure([np.array([1, 0], np.float32)] * 2, [{0: 1}, {1: 1}])
    assert (figures.queries, figures.mrr) == (2, 0.75)
