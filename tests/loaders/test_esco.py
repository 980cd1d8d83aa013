"""ESCO as the Commission gives it out: one language a file, Swedish and English of one scheme."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode

from loaders.esco import ESCO_READER
from s3graph.errors import ReadError
from s3graph.vocabulary import ESCO
from tests.loaders.sent import said, triples

SKILL = ESCO["skill/11111111-aaaa-4bbb-8ccc-222222222222"]
HEAD = (
    "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,scopeNote,"
    "definition,inScheme,description\n"
)
ROW = (
    f'KnowledgeSkillCompetence,{SKILL.value},skill/competence,sector-specific,{{name}},"{{name}}\n{{other}}\n",'
    ',released,2024-01-01,,,"http://data.europa.eu/esco/concept-scheme/skills, http://x.example/y",{text}\n'
)
SWEDISH = HEAD + ROW.format(name="slipa brädor", other="finslipa", text="Påhittad.")
ENGLISH = HEAD + ROW.format(name="sand boards", other="sanding", text="Made up.")


def test_each_file_speaks_the_language_of_its_name_and_both_make_one_concept() -> None:
    read = [*triples(ESCO_READER, SWEDISH, "skills_sv.csv"), *triples(ESCO_READER, ENGLISH, "skills_en.csv.gz")]
    found = said(read, SKILL)
    assert found["prefLabel"] == {"slipa brädor@sv", "sand boards@en"}
    assert found["altLabel"] == {"finslipa@sv", "sanding@en"}
    assert found["description"] == {"Påhittad.@sv", "Made up.@en"}
    assert found["inScheme"] == {"http://data.europa.eu/esco/concept-scheme/skills"}
    assert "definition" not in found


@pytest.mark.parametrize("name", ["skills.csv", "skills_de.csv", "stdin"])
def test_a_file_without_a_language_in_its_name_is_refused(name: str) -> None:
    with pytest.raises(ReadError) as told:
        triples(ESCO_READER, SWEDISH, name)
    assert "skills_sv.csv" in told.value.detail.sv


def test_broader_relations_are_a_file_of_their_own() -> None:
    group = "http://data.europa.eu/esco/skill/S9.9"
    content = f"conceptType,conceptUri,broaderType,broaderUri\nK,{SKILL.value},SkillGroup,{group}\n"
    (triple,) = triples(ESCO_READER, content, "broaderRelationsSkillPillar_sv.csv")
    assert (triple.subject, triple.object) == (SKILL, NamedNode(group))


def test_occupations_stand_below_their_isco_group_in_the_scheme_of_occupations() -> None:
    node = ESCO["occupation/33333333-aaaa-4bbb-8ccc-444444444444"]
    content = (
        f"conceptType,conceptUri,iscoGroup,preferredLabel,description,code\nO,{node.value},7522,snickare,x,7522.1\n"
    )
    found = said(triples(ESCO_READER, content, "occupations_sv.csv"), node)
    assert found["broader"] == {"http://data.europa.eu/esco/isco/C7522"}
    assert found["inScheme"] == {"http://data.europa.eu/esco/concept-scheme/occupations"}


def test_a_table_of_both_languages_is_read_too() -> None:
    content = f"uri\tsv\ten\talt_en\tdescription_en\n{SKILL.value}\tslipa\tsand\tsand | sanding\tMade up.\n"
    found = said(triples(ESCO_READER, content, "esco.tsv"), SKILL)
    assert found["prefLabel"] == {"slipa@sv", "sand@en"}
    assert found["altLabel"] == {"sanding@en"}


def test_isco_groups_stand_below_the_group_with_one_digit_less() -> None:
    content = (
        "uri\tsv\ten\nhttp://data.europa.eu/esco/isco/C75\tHantverk\tCraft\nhttp://data.europa.eu/esco/isco/C7\tA\tB\n"
    )
    read = triples(ESCO_READER, content, "isco.tsv")
    assert said(read, ESCO["isco/C75"])["broader"] == {"http://data.europa.eu/esco/isco/C7"}
    assert "broader" not in said(read, ESCO["isco/C7"])


@pytest.mark.parametrize("uri", ["", "no address", "http://data.europa.eu/esco/skill/<x>"])
def test_a_row_without_an_address_stands_under_its_line(uri: str) -> None:
    read = triples(ESCO_READER, f"uri\tsv\ten\n{uri}\tslipa\tsand\n", "esco.tsv")
    assert any(triple.subject == NamedNode("https://w3id.org/s3graph/id/row/Row-2") for triple in read)
