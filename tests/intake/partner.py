"""Files of a made-up partner, whole and broken."""

from __future__ import annotations

HEAD = """\
@prefix s3: <https://w3id.org/s3graph/ontology#> .
@prefix id: <https://w3id.org/s3graph/id/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix cv: <http://data.europa.eu/m8g/> .
@prefix eurio: <http://data.europa.eu/s66#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

"""
ACTOR = """\
<https://w3id.org/s3graph/id/actor/provgarden> a s3:SupportActor ;
    skos:prefLabel "Provgården"@sv, "Test Yard"@en ;
    dct:description "Påhittad park för robotar i verkstäder."@sv, "A made-up park for robots in workshops."@en ;
    foaf:homepage <https://provgarden.example/> ;
    org:classification <https://w3id.org/s3graph/id/actor-kind/science-park> ;
    s3:financing <https://w3id.org/s3graph/id/financing/public> ;
    s3:seat <https://w3id.org/s3graph/id/municipality/0880> ;
    dct:spatial <https://w3id.org/s3graph/id/region/SE213> ;
    cv:thematicArea <https://w3id.org/s3graph/id/area/industri> ;
    s3:hasCompetence <https://w3id.org/s3graph/id/competence/robotik> .

[] a s3:Claim ;
    rdf:subject <https://w3id.org/s3graph/id/actor/provgarden> ;
    rdf:predicate s3:hasCompetence ;
    rdf:object <https://w3id.org/s3graph/id/competence/robotik> ;
    s3:basis <https://w3id.org/s3graph/id/basis/self-declared> .
"""
INITIATIVE = """\
<https://w3id.org/s3graph/id/initiative/provrobot> a s3:Initiative ;
    skos:prefLabel "Provrobot"@sv, "Test Robot"@en ;
    dct:description "Påhittad insats: prova en robot."@sv, "A made-up initiative: try a robot."@en ;
    s3:owner <https://w3id.org/s3graph/id/actor/provgarden> ;
    eurio:startDate "2026-03"^^xsd:gYearMonth ;
    eurio:endDate "{end}"^^xsd:gYear ;
    cv:thematicArea <https://w3id.org/s3graph/id/area/industri> ;
    dct:subject <https://w3id.org/s3graph/id/competence/robotik> ;
    dct:spatial <https://w3id.org/s3graph/id/programme-area/smaland-och-oarna> ;
    s3:openTo <https://w3id.org/s3graph/id/audience/all-smes> ;
    foaf:page <https://provgarden.example/robot> ;
    eurio:hasTotalCost [ a eurio:MonetaryAmount ; eurio:value 2500000.0 ; eurio:currency "SEK" ] .
"""
WHOLE = HEAD + ACTOR + INITIATIVE.format(end="2028")
ENDS_BEFORE_IT_STARTS = HEAD + ACTOR + INITIATIVE.format(end="2024")
