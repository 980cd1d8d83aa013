"""The template follows the shapes and the schemes, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from s3graph.resources import shelf
from s3graph.validation import Profile, Severity, ShapesGraph
from s3graph.validation.paths import Predicate
from s3graph.vocabulary import DCT, S3, SH, SKOS
from s3graph.workbook.column import Column, Kind, Need
from s3graph.workbook.sheet import Sheet
from s3graph.workbook.template import Template

ADDED = """
@prefix shape: <https://w3id.org/s3graph/shapes/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix s3: <https://w3id.org/s3graph/ontology#> .
@prefix dct: <http://purl.org/dc/terms/> .

shape:AddedShape a sh:NodeShape ; sh:targetClass s3:Initiative ; sh:property shape:Added-language .
shape:Added-language a sh:PropertyShape ;
    sh:path dct:language ; sh:minCount 1 ; sh:maxCount 1 ; sh:in ( s3:swedish s3:english ) ;
    sh:name "Språk"@sv, "Language"@en ; sh:description "Vilket språk?"@sv, "Which language?"@en ; sh:order 2.5 ;
    sh:message "Ange språket."@sv, "State the language."@en .
"""
ADDED_SHEET = """
@prefix shape: <https://w3id.org/s3graph/shapes/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix s3: <https://w3id.org/s3graph/ontology#> .

shape:Need-sheet a sh:NodeShape ; sh:targetClass s3:Strategy ; sh:name "Strategier"@sv, "Strategies"@en ; sh:order 9 .
"""


@pytest.fixture(scope="module")
def template() -> Template:
    return Template.load()


def with_shapes(folder: Path, turtle: str) -> Template:
    added = folder / "added.ttl"
    added.write_text(turtle, encoding="utf-8")
    files = [shelf("shapes") / file for file in Profile.files("partner")]
    return Template.load(ShapesGraph.load([*files, added]))


def sheet(template: Template, name: str) -> Sheet:
    found = template.sheet_named(name)
    assert found is not None
    return found


def test_there_is_a_sheet_for_each_class_that_partners_deliver(template: Template) -> None:
    assert [it.name.sv for it in template.sheets] == [
        "Aktörer", "Organisationer", "Tjänster", "Testbäddar", "Insatser", "Samverkan",
    ]  # fmt: skip
    assert [it.kind for it in template.sheets] == [
        "actor", "organisation", "service", "service", "initiative", "collaboration",
    ]  # fmt: skip


def test_sheets_are_found_by_their_name_in_either_language(template: Template) -> None:
    assert sheet(template, " insatser ") is sheet(template, "Initiatives")
    assert template.sheet_named("Blad1") is None


@pytest.mark.parametrize(
    ("name", "heading", "said"),
    [
        ("Aktörer", "Namn (svenska)", (Kind.TEXT, Need.REQUIRED, False)),
        ("Aktörer", "Namn (engelska)", (Kind.TEXT, Need.OPTIONAL, False)),
        ("Aktörer", "Andra namn (svenska)", (Kind.TEXT, Need.OPTIONAL, True)),
        ("Aktörer", "Beskrivning (svenska)", (Kind.TEXT, Need.OPTIONAL, False)),
        ("Aktörer", "Organisationsnummer", (Kind.WORD, Need.OPTIONAL, False)),
        ("Aktörer", "Webbplats", (Kind.ADDRESS, Need.ADVISED, True)),
        ("Aktörer", "Kommun", (Kind.CHOICE, Need.REQUIRED, True)),
        ("Aktörer", "Kompetenser", (Kind.CHOICE, Need.ADVISED, True)),
        ("Organisationer", "Kommun", (Kind.CHOICE, Need.OPTIONAL, True)),
        ("Tjänster", "Erbjuds av", (Kind.ENTITY, Need.REQUIRED, True)),
        ("Insatser", "Start", (Kind.DATE, Need.REQUIRED, False)),
        ("Insatser", "Total kostnad", (Kind.AMOUNT, Need.OPTIONAL, False)),
        ("Insatser", "Öppen för", (Kind.CHOICE, Need.REQUIRED, True)),
        ("Samverkan", "Parter", (Kind.ENTITY, Need.REQUIRED, True)),
    ],
)
def test_a_column_is_what_the_shapes_say(
    template: Template, name: str, heading: str, said: tuple[Kind, Need, bool]
) -> None:
    (column,) = [it for it in sheet(template, name).columns if it.heading.sv == heading]
    assert (column.kind, column.need, column.several) == said
    assert column.help.sv.endswith(".")
    assert column.help.en.endswith(".")


def test_whatever_a_class_must_have_has_a_column(template: Template) -> None:
    """Else nobody could deliver it in a workbook: give the property shape an sh:name."""
    shapes = Profile.load("partner").shapes
    for one in template.sheets:
        above = template.terms.supers.get(one.target, frozenset({one.target}))
        for owner in shapes.targeted:
            if not above & set(shapes.objects(owner, SH.targetClass)):
                continue
            for rule in shapes.nodes(owner, SH.property):
                path = shapes.path(rule)
                required = shapes.objects(rule, SH.minCount) and shapes.severity(rule) is Severity.VIOLATION
                if required and isinstance(path, Predicate):
                    assert one.column(path.iri), (one.name.en, path)


def test_choices_come_from_the_schemes_and_leave_out_what_a_shape_refuses(template: Template) -> None:
    actors = sheet(template, "Aktörer")
    columns = {column.heading.en: column for column in actors.columns}
    assert len(template.choices(columns["Municipality"])) == 34
    assert [term.label.en for term in template.choices(columns["Financing"])] == [
        "partly publicly financed", "publicly financed",
    ]  # fmt: skip
    assert "robotik" in [term.label.sv for term in template.choices(columns["Competences"])]
    assert template.choices(columns["Website"]) == ()


def test_a_shape_that_is_added_is_a_column_of_the_template(template: Template, tmp_path: Path) -> None:
    changed = with_shapes(tmp_path, ADDED)
    (column,) = [it for it in sheet(changed, "Insatser").columns if it.predicate == DCT.language]
    assert (column.heading.sv, column.need, column.single) == ("Språk", Need.REQUIRED, True)
    assert [term.node for term in changed.choices(column)] == [S3.swedish, S3.english]
    headings = [it.heading.en for it in sheet(changed, "Insatser").columns]
    assert headings.index("Language") == headings.index("Description (English)") + 1
    assert changed.version != template.version


def test_a_named_shape_of_another_class_is_a_sheet_of_the_template(tmp_path: Path) -> None:
    changed = with_shapes(tmp_path, ADDED_SHEET)
    assert changed.sheets[-1].name.sv == "Strategier"
    assert (changed.sheets[-1].kind, changed.sheets[-1].target) == ("strategy", S3.Strategy)


def test_the_version_stays_as_long_as_nothing_changes(template: Template) -> None:
    assert Template.load().version == template.version
    assert len(template.version) == 12


def test_a_text_is_understood_by_its_own_name_in_its_own_language(template: Template) -> None:
    name: Column | None = sheet(template, "Aktörer").column(SKOS.prefLabel)
    assert name is not None
    assert name.headings == ("Namn (svenska)", "Name (Swedish)", "Namn")
