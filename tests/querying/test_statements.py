"""What a statement rests on, and what cannot be understood, over releases of a few statements."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from s3graph.graph import ReleaseStore
from s3graph.model import Basis, Language, Status
from s3graph.querying.entities import Entities, Wanted
from s3graph.vocabulary import CATALOGUE, CONFIRMATIONS, DCT, EURIO, RDF, S3, SKOS, XSD, entity, graph

DAY = date(2026, 11, 1)


def small(*quads: Quad) -> Entities:
    store = Store()
    store.extend(quads)
    return Entities(ReleaseStore(store))


def actor_quads(source: str) -> list[Quad]:
    actor, competence, name = entity("actor", "a"), entity("competence", "c"), graph(source)
    return [
        Quad(actor, RDF.type, S3.SupportActor, name),
        Quad(actor, SKOS.prefLabel, Literal("A", language="sv"), name),
        Quad(actor, S3.hasCompetence, competence, name),
        Quad(competence, RDF.type, S3.Competence, graph("competences")),
        Quad(entity("source", source), RDF.type, S3.Source, CATALOGUE),
    ]


def claim(slug: str, basis: str, page: str, source: str = "s") -> list[Quad]:
    node, name = entity("claim", slug), graph(source)
    return [
        Quad(node, RDF.type, S3.Claim, name),
        Quad(node, RDF.subject, entity("actor", "a"), name),
        Quad(node, RDF.predicate, S3.hasCompetence, name),
        Quad(node, RDF.object, entity("competence", "c"), name),
        Quad(node, S3.basis, entity("basis", basis), name),
        Quad(node, DCT.source, NamedNode(page), name),
    ]


SPEAKS = Quad(entity("source", "s"), S3.speaksFor, entity("actor", "a"), CATALOGUE)
CONFIRMED = Quad(entity("confirmation", "1"), S3.confirms, entity("actor", "a"), CONFIRMATIONS)
CLAIM_CONFIRMED = Quad(entity("confirmation", "1"), S3.confirms, entity("claim", "1"), CONFIRMATIONS)
SOURCE = "https://w3id.org/s3graph/id/source/s"
PAGE = "https://a.example/"


@pytest.mark.parametrize(
    ("quads", "basis", "sources"),
    [
        ([], Basis.GENERAL, (SOURCE,)),
        ([SPEAKS], Basis.CONFIRMED, (SOURCE,)),
        (claim("1", "inferred", PAGE), Basis.INFERRED, (PAGE,)),
        (
            [*claim("1", "inferred", PAGE), *claim("2", "read", "https://b.example/")],
            Basis.READ,
            ("https://b.example/",),
        ),
        ([*claim("1", "inferred", PAGE), SPEAKS], Basis.INFERRED, (PAGE,)),
        ([*claim("1", "inferred", PAGE, "platform"), SPEAKS], Basis.CONFIRMED, (SOURCE,)),
        ([*claim("1", "general", PAGE), CONFIRMED], Basis.CONFIRMED, (PAGE,)),
        ([*claim("1", "general", PAGE), CLAIM_CONFIRMED], Basis.CONFIRMED, (PAGE,)),
    ],
)
def test_what_a_statement_rests_on(quads: list[Quad], basis: Basis, sources: tuple[str, ...]) -> None:
    [link] = small(*actor_quads("s"), *quads).actors.get("a").competences
    assert (link.basis, link.sources) == (basis, sources)


def test_a_source_speaks_for_what_its_actor_owns() -> None:
    initiative, name = entity("initiative", "i"), graph("s")
    owned = [
        Quad(initiative, RDF.type, S3.Initiative, name),
        Quad(initiative, S3.owner, entity("actor", "a"), name),
        Quad(initiative, EURIO.endDate, Literal("2027", datatype=XSD.gYear), name),
    ]
    end = small(*actor_quads("s"), SPEAKS, *owned).initiatives.get("i").end
    assert end
    assert end.basis is Basis.CONFIRMED


def test_a_date_that_cannot_be_understood_is_unknown() -> None:
    initiative, name = entity("initiative", "i"), graph("s")
    found = small(
        Quad(initiative, RDF.type, S3.Initiative, name),
        Quad(initiative, EURIO.endDate, Literal("snart"), name),
    ).initiatives.get("i")
    assert found.end is None
    assert found.status(DAY) is Status.UNKNOWN


def test_a_circle_of_concepts_ends() -> None:
    one, other, name = entity("competence", "x"), entity("competence", "y"), graph("competences")
    found = small(
        Quad(one, RDF.type, S3.Competence, name),
        Quad(other, RDF.type, S3.Competence, name),
        Quad(one, SKOS.broader, other, name),
        Quad(other, SKOS.broader, one, name),
    )
    chosen = found.choose(found.competences, replace(Wanted(day=DAY), competence="x"), Language.SV)
    assert {competence.slug for competence in chosen} == {"x", "y"}


def test_an_empty_release_has_empty_lists() -> None:
    found = small()
    assert (len(found.actors), len(found.sources)) == (0, 0)
    assert found.choose(found.actors, Wanted(day=DAY, text="x"), Language.EN) == ()
