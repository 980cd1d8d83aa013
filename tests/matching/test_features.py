from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from s3graph.errors import UsageError
from s3graph.matching import features, reasons
from s3graph.matching.encoder import HashingEncoder
from s3graph.matching.features import FEATURES, weights
from s3graph.matching.index import Index, build_index
from s3graph.matching.meeting import Meeting
from s3graph.matching.nearness import region_reason
from s3graph.matching.need import NeedRequest
from s3graph.matching.record import confirmation
from s3graph.matching.sector import sector
from s3graph.matching.segments import top_means
from tests.matching.conftest import FIXTURES, MemoryStore, Met

Meet = Callable[[NeedRequest], Meeting]


def values(index: Index, row: object) -> dict[str, float]:
    names = [actor.iri.rsplit("/", 1)[1] for actor in index.catalogue.actors]
    return dict(zip(names, np.asarray(row).tolist(), strict=True))


def test_clauses_prefer_the_actor_with_the_facet(index: Index, met: Meet) -> None:
    found = values(index, features.clauses(met(NeedRequest("Vi vill göra ost av mjölken"))))
    assert max(found, key=lambda name: found[name]) == "beta"


def test_meaning_is_a_cosine(index: Index, met: Meet) -> None:
    found = features.meaning(met(NeedRequest("Lackering av skåpluckor i trä")))
    assert (np.abs(found) <= 1.001).all()


@pytest.mark.parametrize(
    ("said", "areas", "told"),
    [
        ("vi vill göra ost av mjölken", (), "is: cheese making."),
        ("lacken på osten", ("tra-skog",), "is: wood surface treatment."),
        ("lacken på osten", ("livsmedel",), "works with cheese making, wood surface treatment."),
    ],
)
def test_what_is_nearest_is_told_of_the_needs_own_area(
    said: str, areas: tuple[str, ...], told: str, encoder: HashingEncoder, tmp_path: Path
) -> None:
    index, row = index_with("s3:hasCompetence competence:ost, competence:ytbehandling", encoder, tmp_path)
    reason = reasons.meaning(Met(index, encoder)(NeedRequest(said, areas=areas)), row, 0.1)
    assert reason.text.en.endswith(told)


def test_who_is_there_for_another_municipality_is_nearer_nowhere(encoder: HashingEncoder, tmp_path: Path) -> None:
    """Where only the county is known, it may be there for the asker."""
    index, row = index_with("s3:hasCompetence competence:ost ; s3:serves municipality:0685", encoder, tmp_path)
    met = Met(index, encoder)
    values = [features.region(met(NeedRequest(f"ost i {at}")))[row] for at in ("Vetlanda", "Nässjö", "Jönköpings län")]
    assert values[0] == 1
    assert values[1] < 0 == values[2]
    reason = region_reason(met(NeedRequest("ost i Nässjö")), row, -0.1)
    assert reason.text.en == "Both is there for companies of certain municipalities in Jönköping County."


def index_with(states: str, encoder: HashingEncoder, tmp_path: Path) -> tuple[Index, int]:
    """The small index with one more actor, and the actor's row."""
    both = tmp_path / "both.ttl"
    prefixes = "".join(
        f"@prefix {name}: <https://w3id.org/s3graph/{path}> . "
        for name, path in [
            ("s3", "ontology#"),
            *((kind, f"id/{kind}/") for kind in ("actor", "competence", "municipality")),
        ]
    )
    named = '<http://www.w3.org/2004/02/skos/core#prefLabel> "Both"@en'
    both.write_text(f"{prefixes}\nactor:both a s3:SupportActor ; {named} ; {states} .\n", encoding="utf-8")
    build_index(MemoryStore(FIXTURES / "small.ttl", both), encoder, tmp_path / "index")
    index = Index.load(tmp_path / "index")
    return index, [actor.iri.rsplit("/", 1)[1] for actor in index.catalogue.actors].index("both")


def test_words_read_the_needs_own_language(index: Index, met: Meet) -> None:
    swedish = values(index, features.words(met(NeedRequest("lackering av trä"))))
    english = values(index, features.words(met(NeedRequest("painting of wood"))))
    assert swedish["alfa"] > 0
    assert english["alfa"] > 0
    assert english["gamma"] < english["alfa"]


def test_competence_reaches_through_the_hierarchy(index: Index, met: Meet) -> None:
    found = values(index, features.competence(met(NeedRequest("osten behöver en bättre förpackning"))))
    assert found["epsilon"] > found["beta"] > found["gamma"]


def test_area_follows_the_competences_and_what_is_asked_for(index: Index, met: Meet) -> None:
    by_text = values(index, features.area(met(NeedRequest("vi vill göra ost av mjölken"))))
    assert by_text["beta"] > by_text["gamma"]
    asked = values(index, features.area(met(NeedRequest("vi vill göra ost av mjölken", areas=("industri",)))))
    assert asked["gamma"] > by_text["gamma"]


def test_activity_counts_open_initiatives_only(index: Index, met: Meet) -> None:
    found = values(index, features.activity(met(NeedRequest("vi vill göra ost av mjölken"))))
    assert found["beta"] > 0
    assert found["epsilon"] == found["beta"]
    assert found["alfa"] == 0


def test_region_puts_the_nearest_first(index: Index, met: Meet) -> None:
    found = values(index, features.region(met(NeedRequest("lackering av trä i Nässjö"))))
    assert found["alfa"] > found["epsilon"] > found["delta"] == found["beta"] > 0


def test_who_is_of_use_from_afar_loses_less_by_the_way(tmp_path: Path) -> None:
    """A centre of a branch, where its kind says so; those of other kinds stand as before."""
    more, encoder = tmp_path / "more.ttl", HashingEncoder()
    kind = "<https://w3id.org/s3graph/id/actor-kind/centre>"
    more.write_text(f"{kind} <https://w3id.org/s3graph/ontology#usedFromAfar> true .\n", "utf-8")
    build_index(MemoryStore(FIXTURES / "small.ttl", more), encoder, tmp_path / "index")
    index = Index.load(tmp_path / "index")
    met = Met(index, encoder)
    found = values(index, features.region(met(NeedRequest("lackering av trä i Växjö"))))
    assert found["delta"] > found["alfa"] == pytest.approx(0.4)
    assert found["epsilon"] == pytest.approx(0.1)
    far = values(index, features.region(met(NeedRequest("lackering av trä", region="SE214"))))
    assert far["alfa"] == pytest.approx(0.3)


@pytest.mark.parametrize(
    ("sni", "counts"), [("16.231", True), ("16", True), ("16.2", True), ("10.511", False), (None, False)]
)
def test_sector_meets_codes_of_one_branch(index: Index, met: Meet, sni: str | None, counts: bool) -> None:
    found = values(index, sector(met(NeedRequest("hjälp med produktionen", sni=sni))))
    assert (found["alfa"] > 0) is counts
    assert found["beta"] == 0


def test_confirmation_is_a_share(index: Index, met: Meet) -> None:
    found = values(index, confirmation(met(NeedRequest("ost"))))
    assert found["epsilon"] > found["delta"]
    assert all(0 <= share <= 1 for share in found.values())


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.name)
def test_every_feature_explains_every_actor_in_both_languages(
    index: Index, met: Meet, feature: features.Feature
) -> None:
    meeting = met(NeedRequest("Vi gör ost i Nässjö och lacken släpper från luckorna", sni="16.2"))
    contributions = feature.weight * feature.value(meeting)
    for row, contribution in enumerate(contributions):
        reason = feature.explain(meeting, row, float(contribution))
        assert reason.feature == feature.name
        assert reason.contribution == pytest.approx(float(contribution))
        assert reason.text.sv.endswith(".")
        assert reason.text.en.endswith(".")
        assert reason.text.sv != reason.text.en


def test_names_are_unique_and_weights_positive() -> None:
    assert len({feature.name for feature in FEATURES}) == len(FEATURES)
    assert all(feature.weight > 0 for feature in FEATURES)


def test_a_request_replaces_weights_by_name() -> None:
    assert weights({"region": 0})["region"] == 0
    with pytest.raises(UsageError) as refused:
        weights({"luck": 1.0})
    assert "region" in refused.value.detail.sv


def test_top_means_takes_distinct_values_of_each_segment() -> None:
    row = np.array([[0.9, 0.9, 0.5, 0.1, 0.4]], np.float32)
    found = top_means(row, np.array([0, 4]), (0.5, 0.3, 0.2))
    assert found[0, 0] == pytest.approx(0.5 * 0.9 + 0.3 * 0.5 + 0.2 * 0.1)
    assert found[0, 1] == pytest.approx(0.5 * 0.4)
