"""A register's file is known by its headings; what is missing is named, and findings stand at their lines."""

from __future__ import annotations

import pickle

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from loaders import REGISTER_READERS, all_readers
from s3graph.errors import ReadError
from s3graph.intake.reader import Reader
from s3graph.intake.registers import registers
from s3graph.vocabulary import SKOS
from tests.loaders.sent import sent, triples


def reader(name: str) -> Reader:
    return all_readers().choose("any.csv", name)


def test_every_register_has_its_reader_and_every_reader_a_register() -> None:
    assert {row.reader for row in registers().values()} == {reader.name for reader in REGISTER_READERS}


def test_the_end_of_a_file_name_chooses_no_register() -> None:
    readers = all_readers()
    assert not {"csv", "tsv"} & {suffix for one in REGISTER_READERS for suffix in one.suffixes}
    assert not readers.knows("x.esco")


def test_readers_can_be_sent_to_the_writer_process() -> None:
    assert pickle.dumps(all_readers())


@pytest.mark.parametrize(
    ("name", "content", "missing"),
    [
        ("cpv", "code,en\n1,x\n", "sv"),
        ("lkf", "vardekod\n01\n", "vardebenamning"),
        ("companies", "orgnr,namn\n1,x\n", "kommun"),
        (
            "grants",
            "ProjectId,ProjectTitleSv,ProjectTitleEn,CoordinatingOrganisationId,FundingOrganisationNameEn\n",
            "Coord",
        ),
        ("esco", "conceptType,conceptUri,description\n", "preferredLabel"),
        ("esco", "conceptUri,broaderType\n", "broaderUri"),
        ("esco", "uri,sv\n", "en"),
    ],
)
def test_a_missing_column_is_named_in_both_languages(name: str, content: str, missing: str) -> None:
    with pytest.raises(ReadError) as told:
        triples(reader(name), content, "skills_sv.csv")
    assert told.value.line == 1
    for text in told.value.detail:
        assert f": {missing}" in text


def test_entities_and_statements_are_found_at_their_rows() -> None:
    content = 'code\tsv\n"03000000"\t"a\nb"\n03100000\tc\n'
    node = NamedNode("http://data.europa.eu/cpv/cpv/03100000")
    name = Triple(node, SKOS.prefLabel, Literal("c", language="sv"))
    elsewhere = Triple(node, SKOS.prefLabel, Literal("d", language="sv"))
    assert reader("cpv").lines(sent(content), {node, name, elsewhere}) == {node: 4, name: 4}
