from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from benchmarks.subject_evidence import Evidenced, likeness, nearest_subjects, subjects_of
from s3graph.matching.catalogue import Actor, Catalogue, Facet, Kind, Passage, Topic
from s3graph.matching.encoder import HashingEncoder
from s3graph.matching.index import Index, write_index
from s3graph.matching.meeting import meet
from s3graph.matching.need import NeedRequest, read_need
from s3graph.model import Language, Text


def topic(name: str, kind: Kind, *subjects: str) -> Topic:
    return Topic(name, kind, Text(name, name), (Passage(name, Language.SV),), subjects=subjects)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """Two subjects; one actor with two services on the first and one on the second, another with one on the second."""
    topics = (
        topic("mejeri", Kind.COMPETENCE),
        topic("målning", Kind.COMPETENCE),
        topic("ystning av mjölk", Kind.SERVICE, "mejeri"),
        topic("lagring av ost", Kind.SERVICE, "mejeri"),
        topic("lackering av trä", Kind.SERVICE, "målning"),
    )
    facets = ((2, 3, 4), (4,))
    actors = tuple(
        Actor(f"a{number}", Text("A", "A"), None, (), (), (), tuple(Facet(place, ()) for place in own))
        for number, own in enumerate(facets)
    )
    folder = tmp_path_factory.mktemp("index")
    write_index(Catalogue(topics, actors, (), (), ()), HashingEncoder(), Path(folder))
    return Index.load(Path(folder))


def test_subjects_are_those_offers_state_and_not_a_competences_own(index: Index) -> None:
    assert subjects_of(index).tolist() == [[0, 0], [0, 0], [1, 0], [1, 0], [0, 1]]


def test_two_services_of_three_say_more_than_none(index: Index) -> None:
    first, second = likeness(np.array([1, 0], np.float32), index)
    assert first == pytest.approx(2 / np.sqrt(5))
    assert second == pytest.approx(0)


def test_a_need_is_about_what_the_services_nearest_to_it_are_about(index: Index) -> None:
    request = NeedRequest("vi vill börja med lagring av ost", language=Language.SV)
    meeting = meet(index, HashingEncoder(), read_need(request), (request, date(2026, 11, 1), None))
    asked = Evidenced.of(meeting).concepts
    assert asked.sum() == pytest.approx(1)
    assert asked[0] > asked[1]


def test_nearest_subjects_sum_to_one() -> None:
    found = nearest_subjects(np.array([0.9, 0.8, 0.1], np.float32), np.array([[1, 0], [0, 1], [0, 1]], np.float32))
    assert found.sum() == pytest.approx(1)
    assert found[0] > found[1]
