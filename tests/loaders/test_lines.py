from __future__ import annotations

import pytest
from pyoxigraph import Literal, RdfFormat, Triple

from loaders.lines import lines_of_descriptions, lines_of_statements
from s3graph.validation.location import Place
from s3graph.vocabulary import EURIO, RDF, S3, SKOS, XSD, entity

ROBOT, OTHER = entity("initiative", "robot"), entity("initiative", "annan")
TURTLE = """\
@prefix s3: <https://w3id.org/s3graph/ontology#> .
@prefix id: <https://w3id.org/s3graph/id/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix eurio: <http://data.europa.eu/s66#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<https://w3id.org/s3graph/id/initiative/robot> a s3:Initiative ;
    # endDate 2024 was wrong
    skos:prefLabel "Robot 2024"@sv,
        "A robot"@en ;
    eurio:startDate "2024-03"^^xsd:gYearMonth ; eurio:endDate "2024"^^xsd:gYear ;
    skos:altLabel "Twice"@sv ; skos:note "Twice" ;
    skos:altLabel "Twice"@en .

[] a s3:Claim ; s3:basis id:endDate-2024 .
<https://w3id.org/s3graph/id/initiative/annan> a s3:Initiative ;
    eurio:endDate "2024"^^xsd:gYear .
"""
ENDED = Literal("2024", datatype=XSD.gYear)


def lines(*wanted: Place) -> dict[Place, int]:
    return dict(lines_of_descriptions(TURTLE.encode().splitlines(keepends=True), set(wanted)))


def test_an_entity_is_found_where_its_description_begins() -> None:
    assert lines(ROBOT, OTHER, entity("initiative", "ingen")) == {ROBOT: 7, OTHER: 16}


@pytest.mark.parametrize(
    ("statement", "line"),
    [
        (Triple(ROBOT, RDF.type, S3.Initiative), 7),
        (Triple(ROBOT, EURIO.startDate, Literal("2024-03", datatype=XSD.gYearMonth)), 11),
        (Triple(ROBOT, SKOS.prefLabel, Literal("Robot 2024", language="sv")), 9),
        (Triple(ROBOT, EURIO.endDate, ENDED), 11),
        (Triple(OTHER, EURIO.endDate, ENDED), 17),
    ],
)
def test_a_statement_is_found_on_the_line_with_its_property_and_its_value(statement: Triple, line: int) -> None:
    assert lines(statement) == {statement: line}


def test_where_several_lines_could_be_meant_none_is_named() -> None:
    """Nor where the property stands on a line above its value."""
    continued = Triple(ROBOT, SKOS.prefLabel, Literal("A robot", language="en"))
    twice = Triple(ROBOT, SKOS.altLabel, Literal("Twice", language="sv"))
    assert lines(ROBOT, continued, twice) == {ROBOT: 7}


def test_one_statement_a_line_is_found_exactly() -> None:
    alike = Triple(ROBOT, SKOS.altLabel, Literal("Twice", language="en"))
    text = f'{ROBOT} {SKOS.altLabel} "Twice"@sv .\n{OTHER} {SKOS.altLabel} "Twice"@en .\n{alike} .\n{alike} .\n'
    found = lines_of_statements(text.encode().splitlines(keepends=True), {ROBOT, alike}, RdfFormat.N_TRIPLES)
    assert found == {ROBOT: 1, alike: 3}
