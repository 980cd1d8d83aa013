from __future__ import annotations

import doctest

import numpy as np
import pytest

import benchmarks.grants
from benchmarks.grant_actors import Project
from benchmarks.grants import Form, covered, greedy, ordered
from s3graph.matching.need import NEED_LENGTH
from s3graph.model import Text

REACH = np.array([[1, 0, 0], [0.9, 0.8, 0], [0, 0, 1], [0, 0.8, 0]], np.float32)


@pytest.mark.parametrize(("members", "share"), [([], 0), ([{"a"}], 0.5), ([{"a"}, {"b", "c"}], 1), ([{"c"}, {"d"}], 0)])
def test_a_subject_is_covered_once_some_member_has_it(members: list[set[str]], share: float) -> None:
    assert covered(frozenset({"a", "b"}), [frozenset(held) for held in members]) == share


def test_a_greedy_team_takes_who_adds_most() -> None:
    asked = np.array([0.5, 0.3, 0.2], np.float32)
    assert greedy(asked, REACH, [0, 1, 2, 3], 2) == [1, 2]


def test_a_greedy_team_takes_the_better_ranked_where_nobody_adds_anything() -> None:
    asked = np.array([0, 0, 1], np.float32)
    assert greedy(asked, REACH, [3, 1, 2, 0], 3) == [2, 3, 1]
    assert greedy(asked, REACH, [3], 3) == [3]


def test_actors_are_ordered_best_first() -> None:
    assert ordered(np.array([0.1, 0.9, 0.1], np.float32)) == [1, 0, 2]


def test_a_need_is_asked_in_swedish_and_no_longer_than_the_service_reads() -> None:
    project = Project("1", "Org", Text("titel", "title"), Text("å" * (NEED_LENGTH + 1), "a"), frozenset({"20301"}))
    assert Form.TITLE.of(project) == "titel"
    assert Form.ABSTRACT.of(project) == "å" * NEED_LENGTH


def test_the_examples_are_true() -> None:
    assert doctest.testmod(benchmarks.grants).failed == 0
