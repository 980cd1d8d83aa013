"""A made-up network around the companies: actors, initiatives, collaborations, needs, each as partners would say it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pyoxigraph import RdfFormat, parse

from benchmarks.companies import MUNICIPALITIES, companies, organisation_number
from s3graph.resources import shelf
from s3graph.vocabulary import CV, DCT, EURIO, ORG, RDF, S3, SKOS, XSD, entity

AREAS = ("tra-skog", "livsmedel", "besoksnaring", "industri", "digital")
REGIONS = ("SE211", "SE212", "SE213", "SE214")
KINDS = ("science-park", "university", "campus", "industrial-development-centre")
ACTORS, INITIATIVES, COLLABORATIONS, NEEDS = 400, 1_500, 300, 2_000
_REACHED = 10


def network(count: int, seed: int = 11) -> Iterator[str]:
    """Lines of N-Triples, ``count`` companies among them; each initiative has reached ten of these."""
    chance = random.Random(seed)  # noqa: S311 - test data
    competences = _competences()
    yield from companies(count, faults=0.0)
    for index in range(ACTORS):
        yield from _actor(index, chance, competences)
    for index in range(INITIATIVES):
        yield from _initiative(index, count, chance, competences)
    for index in range(COLLABORATIONS):
        node = entity("collaboration", f"bench-{index}")
        yield f"{node} {RDF.type} {S3.Collaboration} ."
        for actor in chance.sample(range(ACTORS), 2):
            yield f"{node} {S3.party} {entity('actor', f'bench-{actor}')} ."
    for index in range(NEEDS):
        node = entity("need", f"bench-{index}")
        yield f"{node} {RDF.type} {S3.Need} ."
        yield f"{node} {CV.thematicArea} {entity('area', chance.choice(AREAS))} ."
        yield f"{node} {DCT.spatial} {entity('region', chance.choice(REGIONS))} ."
        for competence in chance.sample(competences, 2):
            yield f"{node} {S3.requiresCompetence} {competence} ."


def actor_lines(index: int, chance: random.Random) -> Iterator[str]:
    """One made-up actor."""
    return _actor(index, chance, _competences())


@cache
def _competences() -> list[str]:
    files: list[Path] = sorted((shelf("ontology") / "competences").glob("*.ttl"))
    quads = (quad for path in files for quad in parse(path=str(path), format=RdfFormat.TURTLE))
    return [str(quad.subject) for quad in quads if quad.predicate == RDF.type and quad.object == S3.Competence]


def _actor(index: int, chance: random.Random, competences: list[str]) -> Iterator[str]:
    node = entity("actor", f"bench-{index}")
    yield f"{node} {RDF.type} {S3.SupportActor} ."
    yield f'{node} {SKOS.prefLabel} "Exempelaktör {index}"@sv .'
    yield f'{node} {SKOS.prefLabel} "Example actor {index}"@en .'
    yield f"{node} {ORG.classification} {entity('actor-kind', chance.choice(KINDS))} ."
    yield f"{node} {S3.seat} {entity('municipality', chance.choice(MUNICIPALITIES))} ."
    yield f"{node} {DCT.spatial} {entity('region', chance.choice(REGIONS))} ."
    for area in chance.sample(AREAS, 2):
        yield f"{node} {CV.thematicArea} {entity('area', area)} ."
    for competence in chance.sample(competences, 5):
        yield f"{node} {S3.hasCompetence} {competence} ."


def _initiative(index: int, count: int, chance: random.Random, competences: list[str]) -> Iterator[str]:
    node, amount = entity("initiative", f"bench-{index}"), entity("amount", f"bench-{index}")
    start = chance.randint(2018, 2027)
    yield f"{node} {RDF.type} {S3.Initiative} ."
    yield f'{node} {SKOS.prefLabel} "Exempelinsats {index}"@sv .'
    yield f'{node} {EURIO.startDate} "{start}-0{chance.randint(1, 9)}-01"^^{XSD.date} .'
    yield f'{node} {EURIO.endDate} "{start + chance.randint(1, 3)}-12-31"^^{XSD.date} .'
    yield f"{node} {S3.owner} {entity('actor', f'bench-{chance.randrange(ACTORS)}')} ."
    yield f"{node} {S3.funder} {entity('actor', f'bench-{chance.randrange(20)}')} ."
    for actor in chance.sample(range(ACTORS), 3):
        yield f"{node} {S3.participant} {entity('actor', f'bench-{actor}')} ."
    for company in chance.sample(range(count), min(_REACHED, count)):
        yield f"{node} {S3.participant} {entity('sme', organisation_number(company))} ."
    yield f"{node} {S3.openTo} {entity('audience', 'all-smes')} ."
    yield f"{node} {DCT.spatial} {entity('region', chance.choice(REGIONS))} ."
    yield f"{node} {CV.thematicArea} {entity('area', chance.choice(AREAS))} ."
    for competence in chance.sample(competences, 3):
        yield f"{node} {DCT.subject} {competence} ."
    yield f"{node} {EURIO.hasTotalCost} {amount} ."
    yield f'{amount} {EURIO.value} "{chance.randint(1, 40)}00000.0"^^{XSD.decimal} .'
    yield f'{amount} {EURIO.currency} "SEK" .'
