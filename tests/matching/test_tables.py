"""The arrays of an index against the catalogue they were found from, the long way."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from s3graph.matching.catalogue import Kind
from s3graph.matching.hierarchy import OFFERS, facet_concepts
from s3graph.matching.index import Index
from s3graph.matching.tables import EVIDENCE, Tables


@pytest.fixture
def tables(together: Index) -> Tables:
    return together.tables


def test_topics_of_a_kind_are_found_by_it(together: Index, tables: Tables) -> None:
    topics = together.catalogue.topics
    for kind in Kind:
        assert list(tables.of_kind(kind)) == [place for place, topic in enumerate(topics) if topic.kind is kind]
        assert np.flatnonzero(tables.are(kind)).tolist() == tables.of_kind(kind).tolist()
    both = tables.of_kind(Kind.TESTBED, Kind.SERVICE)
    assert np.flatnonzero(tables.are(Kind.TESTBED, Kind.SERVICE)).tolist() == sorted(both.tolist())
    assert [topics[place].kind for place in both] == sorted((topics[place].kind for place in both), reverse=True)


def test_each_actor_has_its_own_facets_and_evidence(together: Index, tables: Tables) -> None:
    topics = together.catalogue.topics
    for row, actor in enumerate(together.catalogue.actors):
        assert list(tables.own(row)) == [facet.topic for facet in actor.facets]
        places, own = together.evidence_of(row)
        assert [actor.facets[place].topic for place in places] == list(own)
        assert list(own) == [facet.topic for facet in actor.facets if topics[facet.topic].kind in EVIDENCE]
    assert list(together.facet_topics) == [
        topic for row in range(len(together.catalogue.actors)) for topic in together.evidence_of(row)[1]
    ]


def test_holders_are_the_actors_with_a_facet_of_the_topic(together: Index, tables: Tables) -> None:
    several = 0
    for topic in range(len(tables.kinds)):
        wanted = [
            (actor.iri, facet) for actor in together.catalogue.actors for facet in actor.facets if facet.topic == topic
        ]
        assert [(actor.iri, facet) for actor, facet in together.holders(topic)] == wanted
        several += len(wanted) > 1
    assert several, "some topic is of more than one actor"


def test_what_facets_are_about_is_what_they_state(together: Index, tables: Tables) -> None:
    topics, columns = together.catalogue.topics, together.columns
    for row, actor in enumerate(together.catalogue.actors):
        wanted = [
            (place, columns[iri])
            for place, facet in enumerate(actor.facets)
            for iri in facet_concepts(facet, topics)
            if iri in columns
        ]
        assert list(zip(*(pairs.tolist() for pairs in tables.about(row)), strict=True)) == wanted


def test_a_topic_is_about_the_competences_it_states(tables: Tables) -> None:
    topics, columns = tables.subjects
    for topic in range(len(tables.kinds)):
        assert tables.competences_of(topic).tolist() == columns[topics == topic].tolist()


def test_nobody_reaches_a_competence_further_than_the_furthest(tables: Tables) -> None:
    assert np.array_equal(tables.furthest, tables.reach.max(axis=0))


def test_offers_that_state_their_subjects_are_found_with_them(together: Index, tables: Tables) -> None:
    topics, columns = together.catalogue.topics, together.columns
    places, starts, about = tables.stating
    found = {int(place): about[starts[n] : starts[n + 1]].tolist() for n, place in enumerate(places)}
    assert found == {
        place: [columns[iri] for iri in topic.subjects]
        for place, topic in enumerate(topics)
        if topic.subjects and topic.kind in OFFERS
    }


def test_statements_are_counted(together: Index, tables: Tables) -> None:
    for row, actor in enumerate(together.catalogue.actors):
        said = [statement for facet in actor.facets for statement in facet.statements]
        assert list(tables.statements[row]) == [len(said), sum(statement.confirmed for statement in said)]
    assert (tables.confirmed.min(), tables.confirmed.max()) == (0, 0.75)


def test_a_profile_is_the_mean_direction_of_the_evidence(together: Index, tables: Tables) -> None:
    vectors, ends = together.vectors[:], np.append(tables.passages, len(together.vectors))
    for row in range(len(together.catalogue.actors)):
        means = np.array(
            [vectors[ends[topic] : ends[topic + 1]].mean(axis=0) for topic in together.evidence_of(row)[1]]
        )
        total = (means / np.linalg.norm(means, axis=1, keepdims=True)).sum(axis=0)
        assert np.allclose(tables.profiles[row], total / np.linalg.norm(total), atol=1e-5)


def test_saved_and_loaded_is_the_same(tables: Tables, tmp_path: Path) -> None:
    tables.save(tmp_path / "tables.npz")
    loaded = Tables.load(tmp_path / "tables.npz")
    for field in fields(Tables):
        assert np.array_equal(getattr(loaded, field.name), getattr(tables, field.name)), field.name
