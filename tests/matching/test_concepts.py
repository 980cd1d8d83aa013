from __future__ import annotations

import numpy as np
import pytest

from s3graph.matching.concepts import KEPT, calibrated, confidence, link


def test_shares_sum_to_one_over_the_kept_concepts() -> None:
    rng = np.random.default_rng(3)
    links = link(rng.random((4, 30), dtype=np.float32))
    assert np.allclose(links.shares.sum(axis=1), 1, atol=1e-5)
    assert ((links.shares > 0).sum(axis=1) <= KEPT).all()


def test_a_clear_winner_takes_the_share() -> None:
    links = link(np.array([[0.9, 0.3, 0.2]], np.float32))
    assert links.best(0)[0][0] == 0
    assert links.shares[0, 0] > 0.95


def test_confidence_grows_with_similarity_and_stays_a_probability() -> None:
    sure = confidence(np.array([0.0, 0.3, 0.6, 1.0], np.float32))
    assert (np.diff(sure) > 0).all()
    assert sure[0] < 0.05
    assert sure[-1] > 0.9


def test_what_the_need_asks_never_exceeds_one() -> None:
    links = link(np.ones((3, 8), np.float32))
    assert links.weights(np.array([1, 1, 0.3], np.float32)).sum() == pytest.approx(1, abs=0.02)


def test_nothing_to_link_to() -> None:
    assert link(np.zeros((2, 0), np.float32)).confidence.tolist() == [0, 0]
    assert link(np.zeros((0, 3), np.float32)).weights(np.zeros(0, np.float32)).tolist() == [0, 0, 0]


def test_what_is_shown_keeps_the_order_and_claims_less_than_the_raw_confidence() -> None:
    raw = np.array([0.0, 0.1, 0.3, 0.6, 0.9, 1.0], np.float32)
    shown = calibrated(raw)
    assert (np.diff(shown) > 0).all()
    assert (shown[2:] < raw[2:]).all()
    assert link(np.array([[0.9, 0.3]], np.float32)).best(0)[0][1] < 0.95
