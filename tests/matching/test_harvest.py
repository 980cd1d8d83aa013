from __future__ import annotations

from pathlib import Path

from s3graph.matching.catalogue import Actor, Catalogue, Kind
from s3graph.matching.harvest import read_catalogue
from s3graph.model import Basis, Text
from s3graph.vocabulary import RDF, S3, SKOS, entity
from tests.matching.conftest import FIXTURES, MemoryStore


def actor(catalogue: Catalogue, slug: str) -> Actor:
    return next(actor for actor in catalogue.actors if actor.iri == entity("actor", slug).value)


def test_only_support_actors_are_actors(catalogue: Catalogue) -> None:
    assert [actor.iri.rsplit("/", 1)[1] for actor in catalogue.actors] == ["alfa", "beta", "delta", "epsilon", "gamma"]


def test_what_only_the_example_source_says_of_is_not_recommended(tmp_path: Path) -> None:
    example = tmp_path / "example.ttl"
    example.write_text((FIXTURES / "small.ttl").read_text("utf-8").replace("actor:", "actor:exempel-"), "utf-8")
    example.write_text(example.read_text("utf-8").replace("@prefix actor:exempel- ", "@prefix actor: "), "utf-8")
    both = read_catalogue(MemoryStore(FIXTURES / "small.ttl", example))
    assert [actor.label.sv[:4] for actor in both.actors] == ["Alfa", "Beta", "Delt", "Epsi", "Gamm"]
    assert {initiative.iri.rsplit("/", 1)[1] for initiative in both.initiatives} == {
        "ended",
        "open",
        "planned",
        "unknown",
    }
    assert read_catalogue(MemoryStore(example)).actors == ()


def test_a_label_missing_in_one_language_is_taken_from_the_other(catalogue: Catalogue) -> None:
    assert actor(catalogue, "alfa").label == Text(sv="Alfa Träcentrum", en="Alfa Träcentrum")
    assert actor(catalogue, "alfa").kind == Text(sv="branschcentrum", en="industry centre")


def test_facets_are_competences_services_initiatives_areas_and_the_description(catalogue: Catalogue) -> None:
    kinds = [catalogue.topics[facet.topic].kind for facet in actor(catalogue, "alfa").facets]
    assert sorted(kinds) == [Kind.AREA, Kind.COMPETENCE, Kind.COMPETENCE, Kind.DESCRIPTION, Kind.SERVICE]
    ended = [f for f in actor(catalogue, "beta").facets if catalogue.topics[f.topic].label.sv == "Ostlyftet"]
    assert ended[0].statements[0].predicate == S3.owner.value


def test_a_claim_gives_basis_and_source(catalogue: Catalogue) -> None:
    said = {
        slug: next(
            statement
            for facet in actor(catalogue, slug).facets
            for statement in facet.statements
            if statement.object == entity("competence", "ytbehandling").value
        )
        for slug in ("alfa", "delta")
    }
    assert (said["alfa"].basis, said["alfa"].sources) == (Basis.READ, ("https://example.org/alfa",))
    assert (said["delta"].basis, said["delta"].confirmed) == (Basis.INFERRED, False)


def test_a_confirmed_claim_is_confirmed(catalogue: Catalogue) -> None:
    statements = actor(catalogue, "gamma").facets[0].statements
    assert statements[0].basis is Basis.CONFIRMED
    assert statements[0].sources == ("https://example.org/gamma",)


def test_a_source_that_speaks_for_its_actor_confirms_by_stating(catalogue: Catalogue) -> None:
    assert actor(catalogue, "epsilon").facets[0].statements[0].basis is Basis.CONFIRMED


def test_a_statement_without_claim_of_a_third_party_is_not_confirmed(catalogue: Catalogue) -> None:
    assert actor(catalogue, "beta").facets[0].statements[0].basis is Basis.GENERAL


def test_an_area_speaks_with_the_names_of_its_topics(catalogue: Catalogue) -> None:
    food = next(topic for topic in catalogue.topics if topic.iri == entity("area", "livsmedel").value)
    assert "cheese" in {passage.text for passage in food.passages}


def test_a_competence_carries_phrasings_hierarchy_and_industry(catalogue: Catalogue) -> None:
    topic = next(topic for topic in catalogue.topics if topic.iri == entity("competence", "ytbehandling").value)
    assert "lacken släpper från luckorna" in {passage.text for passage in topic.passages}
    assert topic.broader == (entity("competence", "trateknik").value,)
    wood = next(topic for topic in catalogue.topics if topic.iri == entity("competence", "trateknik").value)
    assert wood.sni == ("16.2",)


def test_collaborations_know_whether_they_are_proposed(catalogue: Catalogue) -> None:
    assert [(len(c.parties), c.proposed) for c in catalogue.collaborations] == [(2, False)]


def test_saved_and_loaded_is_the_same(catalogue: Catalogue, tmp_path: Path) -> None:
    catalogue.save(tmp_path)
    assert Catalogue.load(tmp_path) == catalogue


def test_what_an_actor_says_of_itself_beats_what_was_collected(tmp_path: Path) -> None:
    """The platform infers a competence; the actor's own source states it: confirmed, and from the actor."""
    node, competence = entity("actor", "alfa").value, entity("competence", "ytbehandling").value
    stated = f"<{node}> <{S3.hasCompetence.value}> <{competence}> .\n"
    rests = {RDF.subject: node, RDF.predicate: S3.hasCompetence.value, RDF.object: competence}
    rests |= {RDF.type: S3.Claim.value, S3.basis: entity("basis", "inferred").value}
    collected = "".join(f"_:claim <{name.value}> <{value}> .\n" for name, value in rests.items())
    source = entity("source", "own").value
    files = {
        "platform.ttl": f"<{node}> a <{S3.SupportActor.value}> .\n{stated}{collected}"
        f'<{competence}> a <{S3.Competence.value}> ; <{SKOS.prefLabel.value}> "ytbehandling"@sv .\n',
        "own.ttl": stated,
        "catalogue.ttl": f"<{source}> a <{S3.Source.value}> ; <{S3.speaksFor.value}> <{node}> .\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    for names, basis in ((("platform.ttl",), Basis.INFERRED), (tuple(files), Basis.CONFIRMED)):
        found = read_catalogue(MemoryStore(*(tmp_path / name for name in names)))
        statements = [s for f in actor(found, "alfa").facets for s in f.statements if s.object == competence]
        assert [statement.basis for statement in statements] == [basis]
        assert statements[0].confirmed == (basis is Basis.CONFIRMED)
        assert basis is Basis.INFERRED or statements[0].sources == (source,)
