"""The search for weights on made-up tables, where the right weights are known."""

from __future__ import annotations

import doctest

import numpy as np
import pytest

import benchmarks.fitting
from benchmarks.fitting import (
    FIRST,
    FOLDS,
    STAY,
    UNTOLD,
    WAYS,
    Fit,
    Floats,
    Gain,
    Table,
    Way,
    by_coordinates,
    by_few,
    fitted,
    fold_of,
    gain,
    listwise,
    unseen,
    worth,
)
from benchmarks.judged import judged_needs
from s3graph.matching.features import FEATURES
from s3graph.matching.figures import measure

TRUE, PRESENT = np.array([1.0, 0.5, 0.0]), np.array([1.0, 0.5, 0.6])
"""The last feature is noise that the present weights believe in."""


def made_up(needs: int = 60, weights: Floats = TRUE, seed: int = 3) -> Table:
    """Each need twice, as in two languages. The best actor by the true weights is right, the next two are useful."""
    chance = np.random.default_rng(seed)
    values = chance.normal(size=(needs, len(weights), 12))
    order = np.argsort(-np.einsum("f,nfa->na", weights, values), axis=1)
    grades = np.zeros((needs, 12))
    np.put_along_axis(grades, order[:, :1], 2, axis=1)
    np.put_along_axis(grades, order[:, 1:3], 1, axis=1)
    number = np.arange(needs)
    return Table(
        names=("clauses", "meaning", "words"),
        values=np.concatenate([values, values + chance.normal(scale=0.05, size=values.shape)]),
        grades=np.concatenate([grades, grades]),
        need=np.concatenate([number, number]),
        fold=np.concatenate([number, number]) % FOLDS,
    )


def test_the_objective_is_ndcg_and_a_right_actor_first() -> None:
    chance = np.random.default_rng(1)
    totals, grades = chance.normal(size=(20, 15)), chance.integers(0, 3, size=(20, 15)).astype(float)
    for row, found in zip(range(20), worth(totals, grades), strict=True):
        judged = {place: int(grade) for place, grade in enumerate(grades[row])}
        ndcg = measure([totals[row].astype(np.float32)], [judged]).ndcg10
        assert found == pytest.approx(ndcg + FIRST * (grades[row, totals[row].argmax()] == 2))


def test_every_fold_has_needs_and_both_languages_of_a_need_lie_in_one() -> None:
    names = [need.name for need in judged_needs()]
    assert {fold_of(name) for name in names} == set(range(FOLDS))


@pytest.mark.parametrize("fit", [by_coordinates, by_few, listwise])
def test_a_fit_finds_that_a_feature_is_noise(fit: Fit) -> None:
    table = made_up()
    found = fit(table, PRESENT, 0.001)
    assert found[2] < PRESENT[2] / 3
    assert found[1] / found[0] == pytest.approx(0.5, abs=0.2)
    assert table.worth(found).mean() > table.worth(PRESENT).mean() + 0.05


@pytest.mark.parametrize("fit", [by_coordinates, by_few, listwise])
def test_a_great_pull_keeps_the_present_weights(fit: Fit) -> None:
    assert fit(made_up(), PRESENT, 1e6) == pytest.approx(PRESENT, abs=0.02)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_what_is_true_of_needs_it_did_not_see_holds(way: Way) -> None:
    table = made_up(40)
    few = way._replace(pulls=(way.pulls[0] / 100, STAY))
    found = gain(table, table.worth(PRESENT), unseen(table, PRESENT, few))
    assert found.holds
    assert found.mean > 2 * found.error


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_where_the_present_weights_are_right_they_stay(way: Way) -> None:
    weights, pull = fitted(made_up(40), TRUE, way._replace(pulls=(way.pulls[0], STAY)))
    assert pull == STAY
    assert weights is TRUE


def test_a_weight_is_never_below_nothing() -> None:
    table = made_up(weights=np.array([1.0, 0.5, -0.5]))
    for fit in (by_coordinates, by_few, listwise):
        assert fit(table, PRESENT, 0.001).min() == 0.0


def test_features_the_needs_tell_nothing_about_are_left_alone() -> None:
    assert set(UNTOLD) < {feature.name for feature in FEATURES}
    table = made_up()
    named = Table(("clauses", "meaning", "sector"), table.values, table.grades, table.need, table.fold)
    for fit in (by_coordinates, by_few, listwise):
        assert fit(named, PRESENT, 0.001)[2] == PRESENT[2]


def test_a_gain_counts_a_need_once_and_holds_in_four_folds_of_five() -> None:
    table = made_up(10)
    before = np.zeros(20)
    after = np.where(table.fold == 0, -0.1, 0.1)
    found = gain(table, before, after)
    assert found.mean == pytest.approx(0.06)
    assert found.holds
    assert not Gain(0.06, 0.01, (0.1, 0.1, 0.1, -0.1, 0.0)).holds
    assert not Gain(-0.01, 0.01, (0.1, 0.1, 0.1, 0.1, -0.5)).holds


def test_examples() -> None:
    assert doctest.testmod(benchmarks.fitting).failed == 0
