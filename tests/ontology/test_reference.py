"""The reference data: places, areas and codes are whole and hang together."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Store

from s3graph.resources import shelf
from s3graph.vocabulary import CV, DCT, GEO, NUTS, RDF, S3, SKOS, entity

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
COUNTIES = {"SE211": "06", "SE212": "07", "SE213": "08", "SE214": "09"}
MUNICIPALITIES = {"06": 13, "07": 8, "08": 12, "09": 1}
LANGUAGES = ("sv", "en")
# Read off a map: an island, a bridge, the coast, the inland, and two that meet in one point only.
NEIGHBOURS = {
    "0980": set(),
    "0885": {"0840"},
    "0880": {"0834", "0861", "0862", "0881"},
    "0780": {"0684", "0685", "0760", "0761", "0763", "0764"},
    "0821": {"0685", "0760", "0860", "0861", "0881", "0882"},
}


@pytest.fixture(scope="module")
def data() -> Store:
    found = Store()
    for name in ("places.ttl", "areas.ttl", "codes.ttl", "sni2007.ttl"):
        found.load(path=shelf("ontology") / name)
    for file in (shelf("ontology") / "competences").glob("*.ttl"):
        found.load(path=file)
    return found


def published(*parts: str) -> Path:
    """A file of the data that is not shipped; the test skips where it is absent."""
    path = DATA.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"../shared/data/{'/'.join(parts)} is not here")
    return path


def last(iri: str) -> str:
    return iri.rsplit("/", 1)[1]


def of_class(data: Store, name: NamedNode) -> list[NamedNode]:
    found = (quad.subject for quad in data.quads_for_pattern(None, RDF.type, name, None))
    return [node for node in found if isinstance(node, NamedNode)]


def values(data: Store, node: NamedNode, predicate: NamedNode) -> set[str]:
    """Literals as their text, IRIs as they stand."""
    found = (quad.object for quad in data.quads_for_pattern(node, predicate, None, None))
    return {value.value for value in found if isinstance(value, Literal | NamedNode)}


def languages(data: Store, node: NamedNode, predicate: NamedNode) -> list[str]:
    found = (quad.object for quad in data.quads_for_pattern(node, predicate, None, None))
    return sorted(str(value.language) for value in found if isinstance(value, Literal))


def touching(data: Store, node: NamedNode) -> set[str]:
    return values(data, node, GEO.sfTouches)


def test_four_regions_make_the_programme_area(data: Store) -> None:
    (area,) = of_class(data, S3.ProgrammeArea)
    assert NUTS.SE21.value in values(data, area, SKOS.exactMatch)
    regions = of_class(data, S3.Region)
    assert {last(node.value) for node in regions} == set(COUNTIES)
    for node in regions:
        code = last(node.value)
        assert values(data, node, SKOS.notation) == {code, COUNTIES[code]}
        assert values(data, node, SKOS.exactMatch) == {NUTS[code].value}
        assert values(data, node, DCT.isPartOf) == {area.value}
        assert languages(data, node, SKOS.prefLabel) == ["en", "sv"]


def test_thirty_four_municipalities_lie_in_their_county(data: Store) -> None:
    found = of_class(data, S3.Municipality)
    assert len(found) == 34
    counted = dict.fromkeys(MUNICIPALITIES, 0)
    for node in found:
        (code,) = values(data, node, SKOS.notation)
        assert re.fullmatch(r"\d{4}", code)
        assert node == entity("municipality", code)
        (region,) = values(data, node, DCT.isPartOf)
        assert COUNTIES[last(region)] == code[:2]
        assert languages(data, node, SKOS.prefLabel) == ["en", "sv"], node
        counted[code[:2]] += 1
    assert counted == MUNICIPALITIES


def test_codes_and_names_are_those_of_statistics_sweden(data: Store) -> None:
    with published("scb", "lkf2026.csv").open(encoding="utf-8-sig", newline="") as rows:
        names = {row["vardekod"]: row["vardebenamning"] for row in csv.DictReader(rows)}
    expected = {code: name for code, name in names.items() if len(code) == 4 and code[:2] in MUNICIPALITIES}
    shipped = {last(node.value): values(data, node, SKOS.prefLabel) for node in of_class(data, S3.Municipality)}
    assert shipped.keys() == expected.keys()
    assert {code: name for code, name in expected.items() if name not in shipped[code]} == {}


@pytest.mark.parametrize("code", NEIGHBOURS)
def test_neighbours_are_those_of_the_map(data: Store, code: str) -> None:
    assert {last(iri) for iri in touching(data, entity("municipality", code))} == NEIGHBOURS[code]


@pytest.mark.parametrize("kind", [S3.Region, S3.Municipality])
def test_neighbours_are_neighbours_of_each_other(data: Store, kind: NamedNode) -> None:
    places = {node.value for node in of_class(data, kind)}
    for node in of_class(data, kind):
        neighbours = touching(data, node)
        assert neighbours <= places - {node.value}, node
        assert all(node.value in touching(data, NamedNode(other)) for other in neighbours), node
        assert neighbours or node.value.endswith(("SE214", "0980")), f"{node} touches nothing"


def test_municipalities_across_a_border_make_their_regions_neighbours(data: Store) -> None:
    across = set()
    for node in of_class(data, S3.Municipality):
        for other in touching(data, node):
            pair = (
                *values(data, node, DCT.isPartOf),
                *values(data, NamedNode(other), DCT.isPartOf),
            )
            across.add(pair)
    expected = {(node.value, other) for node in of_class(data, S3.Region) for other in touching(data, node)}
    assert {pair for pair in across if pair[0] != pair[1]} == expected


def test_five_areas_with_their_topics(data: Store) -> None:
    areas = of_class(data, S3.ThematicArea)
    assert {last(node.value) for node in areas} == {
        "tra-skog", "livsmedel", "besoksnaring", "industri", "digital",
    }  # fmt: skip
    topics: dict[str, list[NamedNode]] = {node.value: [] for node in areas}
    for topic in of_class(data, S3.AreaTopic):
        (area,) = values(data, topic, SKOS.broader)
        topics[area].append(topic)
    assert all(5 <= len(found) <= 10 for found in topics.values()), topics
    for node in [*areas, *(topic for found in topics.values() for topic in found)]:
        assert languages(data, node, SKOS.prefLabel) == ["en", "sv"], node
        assert set(languages(data, node, SKOS.altLabel)) == set(LANGUAGES), f"{node}: everyday words"


@pytest.mark.parametrize(
    ("kind", "slugs"),
    [
        ("Basis", {"read", "inferred", "general", "self-declared", "confirmed"}),
        ("InitiativeStatus", {"open", "planned", "ended", "unknown"}),
        ("SizeClass", {"micro", "small", "medium"}),
        ("FinancingForm", {"public", "partly-public", "private", "unknown"}),
        ("Audience", {"all-smes"}),
    ],
)
def test_codes(data: Store, kind: str, slugs: set[str]) -> None:
    nodes = of_class(data, S3[kind])
    assert {last(node.value) for node in nodes} == slugs
    _bilingual(data, nodes)


def test_kinds_of_actors_form_two_levels(data: Store) -> None:
    nodes = of_class(data, S3.ActorKind)
    assert len(nodes) >= 20
    _bilingual(data, nodes)
    tops = {node.value for node in nodes if not values(data, node, SKOS.broader)}
    assert len(tops) == 7
    for node in nodes:
        assert languages(data, node, SKOS.definition) == ["en", "sv"], node
        assert values(data, node, SKOS.broader) <= tops, node


def test_the_competence_scheme_is_big_enough_and_serves_every_area(data: Store) -> None:
    """What each concept needs is tested in test_competences.py."""
    nodes = of_class(data, S3.Competence)
    assert len(nodes) >= 200
    served = [area for node in nodes for area in values(data, node, CV.thematicArea)]
    for area in of_class(data, S3.ThematicArea):
        assert served.count(area.value) >= 20, area


@pytest.mark.parametrize(
    "kind", ["ThematicArea", "AreaTopic", "Competence", "ActorKind", "FinancingForm", "SizeClass", "Basis", "SniCode"]
)
def test_every_concept_stands_in_a_scheme_that_exists(data: Store, kind: str) -> None:
    schemes = {node.value for node in of_class(data, SKOS.ConceptScheme)}
    placed = {scheme for node in of_class(data, S3[kind]) for scheme in values(data, node, SKOS.inScheme) or {"none"}}
    assert len(placed) == 1
    assert placed <= schemes


def test_industries_form_one_tree(data: Store) -> None:
    codes = set(of_class(data, S3.SniCode))
    assert len(codes) > 1500
    tops = 0
    for node in codes:
        above = values(data, node, SKOS.broader)
        tops += not above
        assert above <= {code.value for code in codes}
        assert node.value.endswith(f"/{next(iter(values(data, node, SKOS.notation)))}")
    assert tops == 21, "sections A to U"


def _bilingual(data: Store, nodes: Iterable[NamedNode]) -> None:
    labels = []
    for node in nodes:
        assert languages(data, node, SKOS.prefLabel) == ["en", "sv"], node
        labels += sorted(values(data, node, SKOS.prefLabel))
    assert len(set(labels)) == len(labels)
