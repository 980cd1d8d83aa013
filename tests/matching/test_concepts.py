from __future__ import annotations

import numpy as np
import pytest

from s3graph.matching.concepts import (
    ALONE,
    BACKING,
    BEARING,
    BESIDE,
    FORE,
    KEPT,
    SETTING,
    TEMPERATURE,
    TOGETHER,
    backed,
    certainty,
    confidence,
    context,
    link,
    stated,
)


def test_shares_sum_to_one_over_the_kept_concepts() -> None:
    rng = np.random.default_rng(3)
    links = link(*rng.random((2, 4, 30), dtype=np.float32))
    assert np.allclose(links.shares.sum(axis=1), 1, atol=1e-5)
    assert ((links.shares > 0).sum(axis=1) <= KEPT).all()


def test_a_clear_winner_takes_the_share() -> None:
    links = link(np.array([[0.9, 0.3, 0.2]], np.float32), np.zeros((1, 3), np.float32))
    assert links.best(0)[0][0] == 0
    assert links.shares[0, 0] > 0.95


def test_confidence_grows_with_similarity_and_stays_a_probability() -> None:
    sure = confidence(np.array([0.0, 0.3, 0.6, 1.0], np.float32))
    assert (np.diff(sure) > 0).all()
    assert sure[0] < 0.05
    assert sure[-1] > 0.9


def test_certainty_grows_with_what_the_best_concept_reached() -> None:
    assert (np.diff(certainty(np.array([0.0, 0.5, 1.0, 2.0], np.float32))) > 0).all()


def test_what_the_need_asks_never_exceeds_one() -> None:
    links = link(*np.ones((2, 3, 8), np.float32))
    assert links.weights(np.array([1, 1, 0.3], np.float32)).sum() == pytest.approx(1, abs=0.02)


def test_nothing_to_link_to() -> None:
    assert link(*np.zeros((2, 2, 0), np.float32)).confidence.tolist() == [0, 0]
    assert link(*np.zeros((2, 0, 3), np.float32)).weights(np.zeros(0, np.float32)).tolist() == [0, 0, 0]


def test_the_bearing_chooses_among_concepts_and_leaves_the_confidence_alone() -> None:
    similarities = np.array([[0.5, 0.45]], np.float32)
    bearings = np.array([[0.0, 0.1 / BEARING]], np.float32)
    plain, turned = (link(similarities, weight * bearings) for weight in (0, 1))
    assert (plain.best(0)[0][0], turned.best(0)[0][0]) == (0, 1)
    assert np.array_equal(plain.confidence, turned.confidence)


def test_what_is_shown_keeps_the_order_and_sums_to_the_certainty() -> None:
    links = link(np.array([[0.9, 0.6, 0.58, 0.2]], np.float32), np.zeros((1, 4), np.float32))
    shown = [sure for _, sure in links.best(0, KEPT)]
    assert shown == sorted(shown, reverse=True)
    assert sum(shown) == pytest.approx(float(links.certainty[0]))


def test_what_is_shown_claims_less_than_what_the_ranking_reads() -> None:
    links = link(np.array([[0.9, 0.3]], np.float32), np.zeros((1, 2), np.float32))
    assert links.best(0)[0][1] < links.confidence[0] * links.shares[0, 0]


def test_a_part_stated_as_a_concept_is_certain() -> None:
    assert stated(np.array([2]), 4).best(0) == [(2, 1.0)]


NEAR = np.eye(40, dtype=np.float32)
NEAR[30, 31] = NEAR[31, 30] = 0.5


@pytest.mark.parametrize(
    ("other", "fore", "doubted"),
    [
        ((31, 0.0), False, True),
        ((31, 2 * BACKING), False, False),
        ((31, 2 * BACKING - 0.01), False, True),
        ((30, BACKING), False, False),
        ((31, 0.0), True, False),
    ],
    ids=["alone", "beside what is near", "beside what hardly is", "another part says it", "the whole need says it"],
)
def test_what_nothing_else_of_the_need_speaks_for_is_doubted(
    other: tuple[int, float], fore: bool, doubted: bool
) -> None:
    """Competence 30 of a part; the setting puts 20 of the others first, or it."""
    sure = np.zeros((2, 40), np.float32)
    sure[0, 30], sure[1, other[0]] = 0.8, other[1]
    setting = -np.arange(40, dtype=np.float32)
    setting[30] = 1 if fore else -FORE + 0.5
    spared = np.zeros(sure.shape, np.bool_)
    found = backed(sure, NEAR, setting, spared)
    assert found[0, 30] == pytest.approx(ALONE * 0.8 if doubted else 0.8)
    assert found[1, other[0]] <= sure[1, other[0]]
    spared[0, 30] = True
    assert backed(sure, NEAR, setting, spared)[0, 30] == sure[0, 30]


def test_the_last_of_what_is_foremost_is_not_doubted() -> None:
    sure = np.zeros((2, 40), np.float32)
    sure[0] = 0.8
    found = backed(sure, np.eye(40, dtype=np.float32), -np.arange(40, dtype=np.float32), sure > 1)[0]
    assert [found[FORE - 1], found[FORE]] == pytest.approx([0.8, ALONE * 0.8])


def test_a_need_of_one_part_is_its_own_setting() -> None:
    sure = np.full((1, 40), 0.4, np.float32)
    assert np.array_equal(backed(sure, NEAR, np.zeros(40, np.float32), sure > 1), sure)


def test_the_setting_chooses_among_concepts_and_leaves_the_confidence_alone() -> None:
    similarities = np.array([[0.5, 0.45], [0.9, 0.1]], np.float32)
    setting = np.array([0.0, 0.1 / SETTING], np.float32)
    plain, turned = (link(similarities, np.zeros((2, 2), np.float32), weight * setting) for weight in (0, 1))
    assert [plain.best(part)[0][0] for part in (0, 1)] == [0, 0]
    assert [turned.best(part)[0][0] for part in (0, 1)] == [1, 0]
    assert np.array_equal(plain.confidence, turned.confidence)


def test_what_is_said_beside_a_part_speaks_for_its_concepts_and_half_as_much_between_wishes() -> None:
    own, none = np.array([[1.0], [2.0], [4.0]], np.float32), np.zeros((3, 1), np.float32)
    setting = np.array([10.0], np.float32)
    nothing_else = [False] * 3
    told = context(own, none, setting, np.array([[True, False, True], nothing_else, nothing_else])) - SETTING * setting
    assert told[:, 0].tolist() == pytest.approx([2 * BESIDE, 5 * BESIDE, 2 * BESIDE])
    wished = (
        context(own, none, setting, np.array([[True, True, False], nothing_else, nothing_else])) - SETTING * setting
    )
    assert wished[:, 0].tolist() == pytest.approx([BESIDE, (0.5 + 4) * BESIDE, 2 * BESIDE])
    borne = context(none, own, setting, np.array([nothing_else] * 3)) - SETTING * setting
    assert borne == pytest.approx(BEARING * told)


def test_where_another_thing_begins_neither_what_is_before_nor_the_whole_speaks_for_it() -> None:
    own, none = np.array([[1.0], [2.0], [4.0]], np.float32), np.zeros((3, 1), np.float32)
    setting = np.array([10.0], np.float32)
    found = context(own, none, setting, np.array([[False] * 3, [False, True, False], [False] * 3]))
    assert found[:, 0].tolist() == pytest.approx([SETTING * 10, 4 * BESIDE, SETTING * 10 + 2 * BESIDE])


def test_where_something_beside_speaks_too_the_best_wins_less_sharply() -> None:
    similarities, none = np.array([[0.5, 0.4]], np.float32), np.zeros((1, 2), np.float32)
    alone, together = link(similarities, none), link(similarities, none, none)
    assert alone.shares[0, 0] / alone.shares[0, 1] == pytest.approx(np.exp(0.1 / TEMPERATURE), rel=1e-3)
    assert together.shares[0, 0] / together.shares[0, 1] == pytest.approx(np.exp(0.1 / TOGETHER), rel=1e-3)
    assert together.of(0).sure.tolist() == together.sure.tolist()
