"""Directions of competences: which of several classes a vector lies the way of, whatever their single passages say."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from s3graph.matching.catalogue import Catalogue
from s3graph.matching.directions import area_directions, directions, discriminants, shares
from s3graph.matching.encoder import HashingEncoder
from s3graph.matching.hierarchy import concepts_of
from s3graph.matching.index import Index
from s3graph.matching.need import NeedRequest
from s3graph.matching.passages import passages_of, vectors_of
from s3graph.model import Language
from tests.matching.conftest import Met


def towards(heads: np.ndarray, vectors: np.ndarray) -> list[int]:
    return [int(column) for column in (vectors @ heads[:, :-1].T + heads[:, -1]).argmax(axis=1)]


def test_vectors_lie_the_way_of_the_class_they_came_from() -> None:
    chance = np.random.default_rng(5)
    middles = np.eye(3, 6)
    classes = np.repeat(np.arange(3), 40)
    known, new = (chance.normal(middles[classes], 0.3).astype(np.float32) for _ in range(2))
    assert np.mean(towards(discriminants(known, classes), new) == classes) > 0.9


def test_what_varies_inside_every_class_counts_less_than_what_does_not() -> None:
    """Two classes differ by the same amount in both places, and spread widely in the first alone."""
    chance = np.random.default_rng(5)
    classes = np.repeat(np.arange(2), 200)
    apart = chance.normal(0, (1.0, 0.05), (2, 200, 2))
    vectors = (apart - apart.mean(axis=1, keepdims=True)).reshape(-1, 2) + np.where(classes[:, None] == 0, -0.2, 0.2)
    first, second, _ = np.abs(np.diff(discriminants(vectors.astype(np.float32), classes), axis=0))[0]
    assert second > 1.5 * first


def test_a_class_of_one_vector_has_its_own_direction() -> None:
    vectors = np.array([[1, 0, 0], [0.9, 0.1, 0], [0, 0, 1]], np.float32)
    assert towards(discriminants(vectors, np.array([0, 0, 1])), vectors) == [0, 0, 1]


@pytest.mark.parametrize("classes", [[], [0], [0, 1]])
def test_nothing_tells_classes_apart_that_say_one_thing_each(classes: list[int]) -> None:
    found = discriminants(np.eye(len(classes), 4, dtype=np.float32), np.array(classes, dtype=np.int64))
    assert found.shape == (len(classes), 5)
    assert not found.any()


def test_an_index_keeps_one_direction_for_each_competence(
    catalogue: Catalogue, encoder: HashingEncoder, index: Index
) -> None:
    vectors = vectors_of(passages_of(catalogue), encoder, {})
    assert np.array_equal(index.directions, directions(catalogue, vectors))
    assert index.directions.shape == (len(concepts_of(catalogue.topics)), encoder.dimension + 1)
    assert index.directions.any()


def test_the_label_of_a_competence_lies_its_own_way(index: Index, met: Met) -> None:
    for column, place in enumerate(index.concepts):
        bearings = met(NeedRequest(index.catalogue.topics[place].label.sv, Language.SV)).bearings
        assert bearings[0].argmax() == column


def test_the_way_of_an_area_is_that_of_what_its_special_competences_say(
    catalogue: Catalogue, encoder: HashingEncoder, index: Index
) -> None:
    """Packaging lies in no area of the small graph, and tells none apart."""
    vectors = vectors_of(passages_of(catalogue), encoder, {})
    assert index.area_names == ("industri", "livsmedel", "tra-skog")
    assert np.array_equal(index.area_directions, area_directions(catalogue, vectors))
    for text, area in (("vi vill göra ost av mjölken", "livsmedel"), ("vi är ett snickeri", "tra-skog")):
        lying = shares(encoder.encode([text], Language.SV)[0], index.area_directions)
        assert index.area_names[int(lying.argmax())] == area
        assert lying.sum() == pytest.approx(1, abs=1e-5)


def test_nothing_lies_anywhere_where_nothing_tells_areas_apart() -> None:
    assert not shares(np.ones(4, np.float32), np.zeros((3, 5), np.float32)).any()
    assert not len(shares(np.ones(4, np.float32), np.zeros((0, 5), np.float32)))


def test_the_area_of_a_need_is_read_from_the_whole_too_unless_it_is_said_in_competences(met: Met) -> None:
    said = met(NeedRequest("Vi vill göra ost av mjölken"))
    assert said.areas["livsmedel"] > max(said.areas.get("industri", 0), said.areas.get("tra-skog", 0))
    chosen = replace(said, request=NeedRequest("", concepts=("ost",)))
    assert chosen.areas == {"livsmedel": pytest.approx(1.0)}
