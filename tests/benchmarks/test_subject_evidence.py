from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from benchmarks.grant_actors import GrantActor, Project, catalogue
from benchmarks.subject_evidence import NEAREST, Evidenced, likeness, nearest_subjects
from s3graph.matching import Index, NeedRequest
from s3graph.matching.encoder import HashingEncoder
from s3graph.matching.index import write_index
from s3graph.matching.meeting import Meeting, meet
from s3graph.matching.need import read_need
from s3graph.model import Language, Text

LABELS = {
    "203": Text("Maskinteknik", "Mechanical engineering"),
    "20301": Text("Hållfasthet", "Strength"),
    "401": Text("Lantbruk", "Agriculture"),
    "40101": Text("Odling", "Growing"),
}


def project(number: int, title: str, *subjects: str) -> Project:
    return Project(str(number), "Org", Text(title, title), Text(title, title), frozenset(subjects))


@pytest.fixture
def index(tmp_path: Path) -> Index:
    bridges = [project(n, f"sprickor i broar och balkar {n}", "20301") for n in range(4)]
    wheat = [project(9, "skördar av vete", "40101")]
    actors = [GrantActor("Bro", "20301", (*bridges, *wheat)), GrantActor("Åker", "40101", tuple(wheat))]
    write_index(catalogue(actors, LABELS, Language.SV), HashingEncoder(), tmp_path)
    return Index.load(tmp_path)


def met(index: Index, text: str) -> Meeting:
    request = NeedRequest(text, language=Language.SV)
    return meet(index, HashingEncoder(), read_need(request), (request, date(2026, 11, 1), None))


def test_a_need_is_about_what_the_services_like_it_are_about(index: Index) -> None:
    """Its words are those of projects, not of any subject's name."""
    meeting = met(index, "Vi har sprickor i balkar")
    asked = Evidenced.of(meeting).concepts
    assert index.catalogue.topics[index.concepts[int(np.argmax(asked))]].label.sv == "Hållfasthet"
    assert asked.sum() == pytest.approx(1, abs=1e-5)


def test_all_else_of_the_meeting_stays_as_it_was(index: Index) -> None:
    meeting = met(index, "Vi har sprickor i balkar")
    assert np.array_equal(Evidenced.of(meeting).clause_actor, meeting.clause_actor)


def test_who_does_little_else_is_more_like_a_need_than_who_does_it_once(index: Index) -> None:
    growing = np.zeros(len(index.concepts), np.float32)
    growing[index.column_of["40101"]] = 1
    bridges, field = likeness(growing, index)
    assert 0 < bridges < 0.5
    assert field == pytest.approx(1)
    assert index.reach[0, index.column_of["40101"]] == index.reach[1, index.column_of["40101"]]


def test_the_nearest_services_share_one_between_their_subjects() -> None:
    found = nearest_subjects(np.array([0.9, 0.1], np.float32), np.array([[0.5, 0.5, 0], [0, 0, 1]], np.float32))
    assert found.sum() == pytest.approx(1)
    assert found[0] == found[1] > 0.49


def test_services_beyond_the_nearest_say_nothing() -> None:
    similar = np.linspace(1, 0.9, NEAREST + 1, dtype=np.float32)
    assert nearest_subjects(similar, np.eye(NEAREST + 1, dtype=np.float32))[-1] == 0
