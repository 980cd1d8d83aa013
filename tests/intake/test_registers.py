"""Registers come in through the same door as partners' files, speak of their own terms alone, and are catalogued."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from s3graph.errors import NotFoundError, ReadError, UsageError
from s3graph.graph import DataDirectory, Deliveries, Releases, ReleaseStore
from s3graph.intake.importing import Desk, run_import
from s3graph.intake.registers import Register, register_named, registers
from s3graph.intake.request import ImportReport, ImportRequest, Outcome
from s3graph.model import Language
from s3graph.querying.cataloguing import PublishedCatalogue, Publisher
from s3graph.querying.entities import Entities
from s3graph.vocabulary import CATALOGUE, DCAT, DCT, FOAF, RDF, S3, SKOS, entity, graph
from tests.loaders.test_esco import ENGLISH, SKILL, SWEDISH
from tests.loaders.test_grants import table

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
PUBLISHED = {
    "esco-skills": ("esco/esco_skills_sv_en.tsv", 9_968),
    "esco-occupations": ("esco/esco_occupations_isco_sv_en.tsv", 3_627),
    "sni2007": ("scb/sni2007.csv", 1_817),
    "sni2025": ("scb/sni2025_subset_sv_en.csv", 169),
    "lkf": ("scb/lkf2026.csv", 1_567),
    "nuts": ("cpv-eforms/nuts_sv_en.tsv", 2_088),
    "cpv": ("cpv-eforms/cpv_sv_en.tsv", 9_455),
    "research-subjects": ("swecris/scb_research_subjects_sv_en.tsv", 300),
    "grants": ("swecris/train_projects.csv", 2_834),
}
"""The file of each, and how many things it describes: its rows, and its scheme or the organisations they name."""
LONG = ("esco-skills", "esco-occupations", "cpv", "grants")
LKF = "vardekod,vardebenamning\n07,Kronoberg\n0780,Växjö\n"
COMPANIES = "Orgnr;Namn;SNI;Kommun;Anställda\n"


def delivered(desk: Desk, register: str, *files: tuple[str, str], **more: object) -> ImportReport:
    folder = desk.settings.data_dir.parent
    paths = []
    for name, content in files:
        path = folder / name
        path.write_text(content, encoding="utf-8")
        paths.append(path)
    request = ImportRequest(paths[0], register_named(register).source, register=register, beside=tuple(paths[1:]))
    return run_import(replace(request, **more), desk)  # type: ignore[arg-type]


def store(desk: Desk) -> ReleaseStore:
    return ReleaseStore.open(Releases(DataDirectory.open(desk.settings.data_dir)).current())


def rules(report: ImportReport) -> set[tuple[str, int | None]]:
    return {(finding.rule, finding.line) for finding in report.validation.findings if finding.severity == "Violation"}


@pytest.mark.parametrize("row", registers().values(), ids=registers())
def test_every_row_of_the_manifest_is_whole(row: Register) -> None:
    assert row.title.sv
    assert row.title.en
    assert row.publisher.sv
    assert (row.profile == "register") is bool(row.terms)
    assert all(term.startswith("http") and term.endswith(("/", "skills", "occupations")) for term in row.terms)
    assert row.source not in {other.source for other in registers().values() if other is not row}
    assert row.often.isupper()


def test_no_two_registers_speak_of_the_same_terms() -> None:
    terms = [(term, row.name) for row in registers().values() for term in row.terms]
    assert not [(a, b) for a, one in terms for b, other in terms if one != other and a.startswith(b)]


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.soak if name in LONG else ()) for name in PUBLISHED]
)
def test_the_published_file_is_accepted_unchanged(name: str, desk: Desk) -> None:
    file, things = PUBLISHED[name]
    if not (DATA / file).exists():
        pytest.skip(f"../shared/data/{file} is not here")
    report = run_import(ImportRequest(DATA / file, register_named(name).source, register=name, dry_run=True), desk)
    assert report.outcome is Outcome.CHECKED, rules(report)
    assert report.difference.added == things


@pytest.mark.parametrize("name", LONG)
def test_the_first_rows_of_a_long_published_file_are_accepted(name: str, desk: Desk) -> None:
    """What always runs of the long ones: the lines of the first 300 records as they are."""
    file = DATA / PUBLISHED[name][0]
    if not file.exists():
        pytest.skip(f"../shared/data/{PUBLISHED[name][0]} is not here")
    with file.open(encoding="utf-8-sig", newline="") as rows:
        records = csv.reader(rows, delimiter="\t" if file.suffix == ".tsv" else ",")
        last = [records.line_num for _, _ in zip(range(301), records, strict=False)][-1]
    first = desk.settings.data_dir.parent / file.name
    first.write_bytes(b"".join(file.read_bytes().splitlines(keepends=True)[:last]))
    report = run_import(ImportRequest(first, register_named(name).source, register=name, dry_run=True), desk)
    assert report.outcome is Outcome.CHECKED, rules(report)
    assert report.difference.added >= 300


def test_every_register_is_tried() -> None:
    assert {*PUBLISHED, "companies"} == set(registers())


@pytest.mark.soak
def test_files_of_one_register_are_one_delivery_and_one_scheme(desk: Desk) -> None:
    report = delivered(desk, "esco-skills", ("skills_sv.csv", SWEDISH), ("skills_en.csv", ENGLISH))
    assert report.outcome is Outcome.ACCEPTED
    names = {quad.object for quad in store(desk).quads(SKILL, SKOS.prefLabel)}
    assert names == {Literal("slipa brädor", language="sv"), Literal("sand boards", language="en")}
    (delivery,) = Deliveries(DataDirectory.open(desk.settings.data_dir)).of("esco-skills")
    assert delivery.file_name == "skills_sv.csv"


def test_the_catalogue_says_who_publishes_it_under_what_licence_and_how_often_it_changes(desk: Desk) -> None:
    delivered(desk, "lkf", ("lkf.csv", LKF))
    row, node, released = register_named("lkf"), entity("source", "scb-lkf"), store(desk)
    said = {quad.predicate: quad.object for quad in released.quads(node) if quad.graph_name == CATALOGUE}
    assert said[DCT.license] == NamedNode(row.licence or "")
    assert said[DCT.publisher] == NamedNode(row.publisher_iri or "")
    published = PublishedCatalogue(released, Entities(released), Publisher("Exempel"), "https://s3.example")
    triples = list(published.triples())
    told = {triple.predicate: triple.object for triple in triples if triple.subject == node}
    assert told[DCT.publisher] == NamedNode(row.publisher_iri or "")
    assert told[DCT.accrualPeriodicity] == NamedNode(
        "http://publications.europa.eu/resource/authority/frequency/ANNUAL"
    )
    assert told[DCT.title]
    agents = {triple.subject for triple in triples if triple.predicate == RDF.type and triple.object == FOAF.Agent}
    assert NamedNode(row.publisher_iri or "") in agents
    assert sum(triple.predicate == DCT.publisher for triple in triples if triple.subject == graph("competences")) == 1
    assert any(triple.predicate == DCAT.dataset and triple.object == node for triple in triples)


HOSTILE = {
    "describes-an-actor": (
        "Speech-register-subject",
        '<https://w3id.org/s3graph/id/actor/science-park> <http://purl.org/dc/terms/description> "x"@sv .\n',
    ),
    "changes-a-competence": (
        "Speech-register-subject",
        '<https://w3id.org/s3graph/id/competence/ai> <http://www.w3.org/2004/02/skos/core#altLabel> "x"@sv .\n',
    ),
    "speaks-of-another-register": (
        "Speech-register-subject",
        '<http://data.europa.eu/nuts/code/SE21> <http://www.w3.org/2004/02/skos/core#altLabel> "x"@sv .\n',
    ),
    "says-something-nameless": (
        "Speech-register-subject",
        '_:x <http://www.w3.org/2004/02/skos/core#altLabel> "x"@sv .\n',
    ),
    "makes-a-term-an-actor": (
        "Speech-register-word",
        f"{SKILL} {RDF.type} {S3.SupportActor} .\n",
    ),
    "gives-an-actor-a-competence": (
        "Speech-register-word",
        f"{SKILL} <https://w3id.org/s3graph/ontology#providedBy> <https://w3id.org/s3graph/id/actor/science-park> .\n",
    ),
    "widens-a-class": (
        "Speech-schema-axiom",
        f"{SKILL} <http://www.w3.org/2000/01/rdf-schema#subClassOf> <https://w3id.org/s3graph/ontology#SME> .\n",
    ),
}


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.soak if turn % 6 else ()) for turn, name in enumerate(HOSTILE)]
)
def test_a_register_says_nothing_but_what_its_own_terms_are(name: str, desk: Desk) -> None:
    rule, line = HOSTILE[name]
    term = (
        f'{SKILL} {RDF.type} {S3.RegisterTerm} .\n{SKILL} {SKOS.prefLabel} "x"@sv .\n'
        f"{SKILL} {SKOS.inScheme} <http://data.europa.eu/esco/concept-scheme/skills> .\n"
        f"<http://data.europa.eu/esco/concept-scheme/skills> {RDF.type} {SKOS.ConceptScheme} .\n"
        f'<http://data.europa.eu/esco/concept-scheme/skills> {SKOS.prefLabel} "x"@sv .\n'
    )
    assert delivered(desk, "esco-skills", ("x.nt", term), format="nt", dry_run=True).outcome is Outcome.CHECKED
    report = delivered(desk, "esco-skills", ("x.nt", term + line), format="nt")
    assert report.outcome is Outcome.REFUSED
    assert rule in {found for found, _ in rules(report)}
    assert not list(store(desk).quads(SKILL))


def test_a_partner_may_not_call_its_things_terms_of_a_register(desk: Desk) -> None:
    line = f'{SKILL} {RDF.type} {S3.RegisterTerm} .\n{SKILL} {SKOS.prefLabel} "x"@sv .\n'
    path = desk.settings.data_dir.parent / "partner.nt"
    path.write_text(line)
    report = run_import(ImportRequest(path, "partner"), desk)
    assert report.outcome is Outcome.REFUSED


def test_rows_with_faults_are_found_at_their_lines(desk: Desk) -> None:
    content = "vardekod,vardebenamning\n07,Kronoberg\n,Utan kod\n0780,\n"
    report = delivered(desk, "lkf", ("lkf.csv", content))
    assert report.outcome is Outcome.REFUSED
    assert rules(report) == {("RegisterTerm-iri", 3), ("RegisterTerm-name", 4)}


def test_a_company_register_is_taken_in_and_its_faults_stand_at_their_lines(desk: Desk) -> None:
    good = COMPANIES + "4099000145;Exempelsnickeriet AB;16.239;Markaryd;12\n"
    assert delivered(desk, "companies", ("companies.csv", good), dry_run=True).outcome is Outcome.CHECKED
    bad = good + (
        "8001011234;Enskild Exempel;16.239;Markaryd;1\n"
        "4099000152;Fel kommun AB;16.239;Stor Stad;1\n"
        "4099000160;Stora AB;16.239;Markaryd;900\n"
        "4099000178;Okänd AB;99.999;Markaryd;1\n"
    )
    report = delivered(desk, "companies", ("companies.csv", bad))
    assert report.outcome is Outcome.REFUSED
    found = rules(report)
    assert {("OrganisationNumber-not-personal", 3), ("Reference-municipality", 4), ("Reference-size", 5)} <= found
    assert ("Reference-industry-code", 6) in found
    assert not any(line == 2 for _, line in found)
    assert "8001011234" not in report.to_text(Language.SV) + str(report.to_json())


@pytest.mark.soak
def test_grants_are_initiatives_of_collected_facts(desk: Desk) -> None:
    report = delivered(desk, "grants", ("swecris.csv", table()))
    assert report.outcome is Outcome.ACCEPTED, rules(report)
    assert list(store(desk).quads(entity("initiative", "swecris-2099-00001-exempel"), RDF.type, S3.Initiative))


def test_a_source_that_is_something_else_does_not_become_a_register(desk: Desk) -> None:
    with pytest.raises(UsageError, match="comes with the software"):
        delivered(desk, "lkf", ("lkf.csv", LKF), source="platform")
    delivered(desk, "lkf", ("lkf.csv", LKF))
    with pytest.raises(UsageError, match="another --source"):
        delivered(
            desk, "companies", ("companies.csv", COMPANIES + "4099000145;A;16.239;Markaryd;1\n"), source="scb-lkf"
        )


def test_an_unknown_register_is_told_with_those_there_are() -> None:
    with pytest.raises(NotFoundError, match="esco-skills, esco-occupations"):
        register_named("esko")


def test_a_register_of_another_form_is_a_read_error_that_names_the_column(desk: Desk) -> None:
    with pytest.raises(ReadError, match="vardebenamning"):
        delivered(desk, "lkf", ("lkf.csv", "vardekod,namnet\n07,Kronoberg\n"))
