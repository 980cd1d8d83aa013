"""Entities of a release, held against what comes with the software."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from pyoxigraph import NamedNode, parse

from s3graph.errors import NotFoundError, UsageError
from s3graph.graph import ReleaseStore
from s3graph.model import Basis, Language, Status, Text
from s3graph.querying.entities import Entities, Wanted
from s3graph.querying.entity import Amount
from s3graph.resources import shelf
from s3graph.vocabulary import RDF, S3
from tests.querying.shipped import shipped_store

DAY = date(2026, 11, 1)
ANY = Wanted(day=DAY)
CENTRE = "tracentrum-nassjo-kompetensutveckling-ab"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> ReleaseStore:
    return shipped_store(tmp_path_factory.mktemp("release"))


@pytest.fixture(scope="module")
def entities(store: ReleaseStore) -> Entities:
    return Entities(store)


def shipped_subjects(name: NamedNode) -> set[str]:
    """What the shipped files say to be of a class, read without the code under test."""
    files = [path for path in shelf("ontology").rglob("*.ttl") if "examples" not in path.parts]
    return {
        quad.subject.value
        for path in files
        for quad in parse(path=str(path))
        if quad.predicate == RDF.type and quad.object == name and isinstance(quad.subject, NamedNode)
    }


@pytest.mark.parametrize(
    ("kind", "name", "least"),
    [
        ("actors", S3.SupportActor, 70),
        ("areas", S3.ThematicArea, 5),
        ("competences", S3.Competence, 200),
        ("initiatives", S3.Initiative, 90),
        ("regions", S3.Region, 4),
    ],
)
def test_every_shipped_entity_is_there(entities: Entities, kind: str, name: NamedNode, least: int) -> None:
    shipped = shipped_subjects(name)
    assert len(shipped) >= least
    assert {one.iri for one in getattr(entities, kind).ordered(Language.SV)} == shipped


def test_one_actor_field_by_field(entities: Entities) -> None:
    actor = entities.actors.get(CENTRE)
    assert actor.iri == f"https://w3id.org/s3graph/id/actor/{CENTRE}"
    assert actor.label == Text("Träcentrum Nässjö Kompetensutveckling AB", "Träcentrum Nässjö Kompetensutveckling AB")
    assert (actor.example, actor.authority, actor.confirmed) == (False, False, False)
    assert ("sv", "Träcentrum") in actor.other_names
    assert (actor.description, actor.organisation_number) == (None, None)
    assert actor.kind
    assert (actor.kind.value.slug, actor.kind.value.label.sv) == ("sector-centre", "branschcentrum")
    assert actor.financing
    assert (actor.financing.value.slug, actor.financing.basis, actor.financing.confirmed) == (
        "partly-public",
        Basis.INFERRED,
        False,
    )
    assert actor.homepage
    assert (actor.homepage.value, actor.homepage.basis) == ("https://www.tracentrum.se", Basis.READ)
    assert actor.seat
    assert (actor.seat.value.slug, actor.seat.value.label.sv) == ("0682", "Nässjö")
    assert [region.value.slug for region in actor.regions] == ["SE211"]
    assert {(area.value.slug, area.basis) for area in actor.areas} == {
        ("industri", Basis.INFERRED),
        ("tra-skog", Basis.INFERRED),
    }
    competences = {link.value.slug: link for link in actor.competences}
    assert {"traindustri", "trateknik", "ytbehandling-av-tra", "lovtra"} <= set(competences)
    assert competences["trateknik"].basis is Basis.READ
    assert "https://www.rjl.se" in " ".join(competences["trateknik"].sources)
    services = {service.value.label.en: service.value for service in actor.services}
    assert [competence.slug for competence in services["Needs analysis"].competences] == ["behovsanalys"]
    assert not services["Needs analysis"].testbed
    assert {(part.value.slug, part.value.role, part.basis) for part in actor.initiatives} >= {
        ("instra", "owner", Basis.INFERRED),
        ("s3-plattform-smaland-och-oarna", "participant", Basis.READ),
    }


def test_one_initiative_field_by_field(entities: Entities) -> None:
    initiative = entities.initiatives.get("s3-plattform-smaland-och-oarna")
    assert initiative.label.en == "S3 platform Småland and the islands"
    assert initiative.start
    assert initiative.end
    assert (initiative.start.value.lexical, initiative.end.value.lexical) == ("2024-04-01", "2029-03-29")
    assert initiative.status(DAY) is Status.OPEN
    assert initiative.status(date(2024, 3, 31)) is Status.PLANNED
    assert initiative.status(date(2029, 3, 30)) is Status.ENDED
    assert initiative.owners == ()
    assert len(initiative.participants) == 9
    assert "eruf" in {funder.value.slug for funder in initiative.funders}
    assert [cost.value for cost in initiative.costs] == [
        Amount("25000000", "SEK", "Källan: 25 MSEK (varav ERUF 10 MSEK)")
    ]
    assert {place.value.slug for place in initiative.territory} == {"SE211", "SE212", "SE213", "SE214"}
    assert initiative.page
    assert initiative.page.startswith("https://campusljungby.se/")


def test_an_initiative_without_an_end_is_never_open(entities: Entities) -> None:
    endless = [one for one in entities.initiatives.ordered(Language.SV) if one.end is None]
    assert len(endless) > 20
    assert {one.status(DAY) for one in endless} == {Status.UNKNOWN}


def test_a_competence_stands_in_its_place(entities: Entities) -> None:
    competence = entities.competences.get("digital-kompetens")
    assert competence.definition
    assert competence.definition.en.startswith("The ability")
    assert [wider.slug for wider in competence.broader] == ["digitalisering"]
    assert "kompetensutveckling" in {other.slug for other in competence.related}
    assert ("closeMatch", "http://data.europa.eu/esco/skill/d15ce60f-ddab-41ce-ba56-398451b77b60") in competence.esco
    assert {code.slug for code in competence.sni} == {"62", "56", "25"}
    assert {area.slug for area in competence.areas} == {"digital", "besoksnaring", "industri"}
    assert ("en", "half the staff is afraid of the computer") in competence.phrasings
    assert "digital-kompetens" in {one.slug for one in entities.competences.get("digitalisering").narrower}


def test_who_has_a_competence_is_who_says_to_have_it(entities: Entities) -> None:
    pairs = {
        (actor.slug, link.value.slug) for actor in entities.actors.ordered(Language.SV) for link in actor.competences
    }
    found = {(link.value.slug, one.slug) for one in entities.competences.ordered(Language.SV) for link in one.actors}
    assert len(found) > 300
    assert found == pairs


def test_a_region_knows_its_places_and_who_governs_it(entities: Entities) -> None:
    region = entities.regions.get("SE212")
    assert region.codes == ("07", "SE212")
    assert {place.slug for place in region.neighbours} == {"SE211", "SE213"}
    assert len(region.municipalities) == 8
    assert region.authority
    assert region.authority.slug == "region-kronoberg"
    assert [strategy.slug for strategy in region.strategies] == ["region-kronoberg-s3"]
    assert sum(len(one.municipalities) for one in entities.regions.ordered(Language.SV)) == 34


def test_an_area_counts_what_the_filters_find(entities: Entities) -> None:
    area = entities.areas.get("besoksnaring")
    wanted = replace(ANY, area="besoksnaring")
    assert area.counts == {
        "actors": len(entities.choose(entities.actors, wanted, Language.SV)),
        "competences": len(entities.choose(entities.competences, wanted, Language.SV)),
        "initiatives": len(entities.choose(entities.initiatives, wanted, Language.SV)),
    }
    assert len(area.topics) == 7
    assert "region-gotland-s3-besoksnaring" in {link.value.slug for link in area.priorities}


def test_a_source_says_what_it_delivered(entities: Entities) -> None:
    platform, example = entities.sources.get("platform"), entities.sources.get("example")
    assert (platform.profile, platform.speaks_for, platform.example) == ("facts", None, False)
    assert platform.licence == "https://creativecommons.org/licenses/by/4.0/"
    assert [(one.iri.rsplit("/")[-1], one.issued) for one in platform.deliveries] == [
        ("platform-1", "2026-11-01T12:00:00Z")
    ]
    assert platform.deliveries[0].triples
    assert platform.deliveries[0].triples > 20_000
    assert example.example
    assert example.counts["SME"] == 12
    assert platform.counts["SupportActor"] + example.counts["SupportActor"] == len(entities.actors)


def test_what_only_the_fictional_source_says_is_marked(entities: Entities) -> None:
    marked = {actor.slug for actor in entities.actors.ordered(Language.SV) if actor.example}
    assert len(marked) == 5
    assert all(slug.startswith("exempelaktor-") for slug in marked)
    assert {one.slug for one in entities.initiatives.ordered(Language.SV) if one.example} == {
        slug for slug in (one.slug for one in entities.initiatives.ordered(Language.SV)) if slug.startswith("exempel-")
    }
    holders = {link.value.slug: link.value.example for link in entities.competences.get("robotik").actors}
    assert holders["exempelaktor-verkstad"]


def test_lists_are_in_the_order_of_the_language(entities: Entities) -> None:
    swedish = [one.label.sv.casefold() for one in entities.competences.ordered(Language.SV)]
    assert swedish.index("export") < swedish.index("ytbehandling")
    after_z = [label for label in swedish if label[0] in "åäö"]
    assert after_z
    assert swedish[-len(after_z) :] == after_z
    english = [one.label.en.casefold() for one in entities.competences.ordered(Language.EN)]
    assert english.index("additive manufacturing") < english.index("supply chains") < english.index("surface treatment")


def test_a_region_finds_what_covers_the_whole_programme_area(entities: Entities) -> None:
    found = {one.slug for one in entities.choose(entities.initiatives, replace(ANY, region="SE214"), Language.SV)}
    assert "exempel-automatisera-smatt" in found
    assert "exempel-mat-pa-vag" in found
    assert "exempel-spillet-tillbaka" not in found


def test_a_region_finds_who_works_in_it(entities: Entities) -> None:
    found = {one.slug for one in entities.choose(entities.actors, replace(ANY, region="SE214"), Language.SV)}
    assert {"region-gotland", "science-park-gotland"} <= found
    assert CENTRE not in found


def test_a_competence_finds_its_narrower_ones_and_a_kind_too(entities: Entities) -> None:
    wide = {
        one.slug for one in entities.choose(entities.actors, replace(ANY, competence="digitalisering"), Language.SV)
    }
    narrow = replace(ANY, competence="digital-kompetens")
    assert {one.slug for one in entities.choose(entities.actors, narrow, Language.SV)} < wide
    bodies = entities.choose(entities.actors, replace(ANY, kind="public-body"), Language.SV)
    assert {"region-kronoberg", "region-gotland"} <= {one.slug for one in bodies}


def test_filters_narrow_together(entities: Entities) -> None:
    both = entities.choose(entities.actors, replace(ANY, region="SE211", area="tra-skog"), Language.SV)
    assert CENTRE in {one.slug for one in both}
    for actor in both:
        assert "tra-skog" in actor.facets()["area"]
        assert actor.facets()["region"] & {"SE211", "smaland-och-oarna"}


@pytest.mark.parametrize("status", list(Status))
def test_status_is_that_of_the_day(entities: Entities, status: Status) -> None:
    found = entities.choose(entities.initiatives, replace(ANY, status=status), Language.SV)
    assert {one.status(DAY) for one in found} <= {status}
    whole = entities.initiatives.ordered(Language.SV)
    assert len(found) == sum(one.status(DAY) is status for one in whole)


@pytest.mark.parametrize("text", ["träcentrum", "TRÄCENTRUM NÄSSJÖ", "nässjö trä", "  träcentrum i  "])
def test_words_find_names(entities: Entities, text: str) -> None:
    found = entities.choose(entities.actors, replace(ANY, text=text), Language.SV)
    assert CENTRE in {one.slug for one in found}
    assert len(found) < 5


def test_words_must_all_be_in_one_name(entities: Entities) -> None:
    assert entities.choose(entities.actors, replace(ANY, text="träcentrum gotland"), Language.SV) == ()


@pytest.mark.parametrize(
    ("wanted", "facet", "known"),
    [
        (replace(ANY, region="SE999"), "region", "SE211"),
        (replace(ANY, area="magi"), "area", "tra-skog"),
        (replace(ANY, competence="magi"), "competence", ""),
        (replace(ANY, kind="magi"), "kind", ""),
    ],
)
def test_an_unknown_value_is_refused_by_name(entities: Entities, wanted: Wanted, facet: str, known: str) -> None:
    with pytest.raises(UsageError) as refusal:
        entities.choose(entities.actors, wanted, Language.SV)
    for said in refusal.value.detail:
        assert said.startswith(f"{facet}: ")
        assert known in said


def test_what_is_not_there_is_named(entities: Entities) -> None:
    with pytest.raises(NotFoundError) as refusal:
        entities.actors.get("Nobody")
    assert refusal.value.detail == Text(
        sv="I den här utgåvan finns inte aktören Nobody.", en="There is no actor Nobody in this release."
    )
