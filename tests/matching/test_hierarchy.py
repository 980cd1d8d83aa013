from __future__ import annotations

import numpy as np
import pytest

from s3graph.matching.catalogue import Actor, Catalogue, Facet, Kind, Topic
from s3graph.matching.hierarchy import (
    SEVERAL,
    TAUGHT,
    TO_BROADER,
    TO_NARROWER,
    TO_RELATED,
    Floats,
    concepts_of,
    nearness,
    own_concepts,
    reach,
    shares,
)
from s3graph.model import Text
from s3graph.vocabulary import entity


@pytest.fixture
def column(catalogue: Catalogue) -> dict[str, int]:
    return {catalogue.topics[place].iri.rsplit("/", 1)[1]: n for n, place in enumerate(concepts_of(catalogue.topics))}


def test_nearness_follows_broader_related_and_stops(catalogue: Catalogue, column: dict[str, int]) -> None:
    near = nearness(catalogue.topics)
    assert np.allclose(np.diag(near), 1)
    assert near[column["ytbehandling"], column["trateknik"]] == pytest.approx(TO_BROADER)
    assert near[column["trateknik"], column["ytbehandling"]] == pytest.approx(TO_NARROWER)
    assert near[column["ost"], column["forpackning"]] == pytest.approx(TO_RELATED)
    assert near[column["ost"], column["automation"]] == 0


def test_reach_counts_what_services_and_initiatives_are_about(catalogue: Catalogue, column: dict[str, int]) -> None:
    reached = reach(catalogue)
    actors = [actor.iri.rsplit("/", 1)[1] for actor in catalogue.actors]
    assert reached[actors.index("beta"), column["ost"]] == 1
    assert 0 < reached[actors.index("beta"), column["forpackning"]] < 1
    assert reached[actors.index("gamma"), column["ost"]] == 0
    assert reached.max() <= 1


TOPICS = tuple(
    Topic(f"c:{name}", Kind.COMPETENCE, Text(sv=name, en=name), (), broader=("c:energi",) if name != "energi" else ())
    for name in ("energi", "sol", "vind", "spillvärme", "vatten")
)


def able(*own: int, advises: float = 0.5, from_afar: bool = False) -> Floats:
    """How far an actor that states some of the topics reaches each of them."""
    facets = tuple(Facet(place, ()) for place in own)
    actor = Actor("a", TOPICS[0].label, None, (), (), (), facets, advises=advises, from_afar=from_afar)
    return np.asarray(reach(Catalogue(TOPICS, (actor,), (), (), ()))[0], np.float32)


def test_who_can_several_parts_nearly_has_the_whole() -> None:
    assert able(1)[[0, 3]] == pytest.approx([TO_BROADER, TO_BROADER * TO_NARROWER])
    assert able(1, 2)[[0, 3]] == pytest.approx([TO_BROADER, TO_BROADER * TO_NARROWER])
    assert able(1, 2, 4)[[0, 3]] == pytest.approx([SEVERAL, SEVERAL * TO_NARROWER])
    assert able(0, 1, 2, 4)[[0, 3]] == pytest.approx([1, TO_NARROWER])


def test_who_teaches_a_field_is_not_the_one_for_each_part() -> None:
    assert able(0)[3] == pytest.approx(TO_NARROWER)
    assert able(0, advises=0.0)[3] == pytest.approx(TAUGHT)
    assert able(0, advises=0.0, from_afar=True)[3] == pytest.approx(TO_NARROWER)
    assert able(3, advises=0.0)[3] == 1


def test_the_strongest_kind_of_facet_counts(catalogue: Catalogue) -> None:
    alfa = next(actor for actor in catalogue.actors if actor.iri.endswith("alfa"))
    assert own_concepts(alfa, catalogue.topics)[entity("competence", "ytbehandling").value] == 1.0


def test_shares_are_of_offers_and_of_unit_length(catalogue: Catalogue, column: dict[str, int]) -> None:
    """A competence that an actor only says it has is no offer."""
    found = shares(catalogue)
    lengths = np.linalg.norm(found, axis=1)
    assert np.allclose(lengths[lengths > 0], 1, atol=1e-5)
    assert found[[actor.iri.rsplit("/", 1)[1] for actor in catalogue.actors].index("beta"), column["ost"]] > 0
    assert 0 < (lengths > 0).sum() < len(lengths)
