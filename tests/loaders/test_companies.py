"""A register of companies: whatever a row gets wrong is told as it stands, for the shapes to find."""

from __future__ import annotations

import pytest

from loaders.companies import COMPANY_READER, size_of
from s3graph.vocabulary import entity
from tests.loaders.sent import said, triples

HEAD = "Organisationsnummer;Namn;SNI 2007;Kommun;Antal anställda\n"
NODE = entity("sme", "4099000145")


def test_a_company_in_whatever_words_its_columns_have() -> None:
    ours = triples(COMPANY_READER, HEAD + "409900-0145;Exempelsnickeriet AB;16239, 31.010;Markaryd;12\n")
    other = triples(
        COMPANY_READER,
        'PeOrgNr\tNamn\t"SNI1, kod"\t"Kommun, kod"\temployees\n'
        "164099000145\tExempelsnickeriet AB\t16239 31010\t0767\t10-49\n",
    )
    assert said(ours, NODE) == said(other, NODE)
    assert said(ours, NODE) == {
        "type": {"https://w3id.org/s3graph/ontology#SME"},
        "organisationNumber": {"4099000145"},
        "legalName": {"Exempelsnickeriet AB"},
        "seat": {entity("municipality", "0767").value},
        "companyActivity": {entity("sni2007", "16.239").value, entity("sni2007", "31.010").value},
        "sizeClass": {entity("size", "small").value},
    }


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("0", "micro"),
        ("9", "micro"),
        ("10", "small"),
        ("49", "small"),
        ("50", "medium"),
        ("249", "medium"),
        ("250", "large"),
        ("1 200", "large"),
        ("10-19 anställda", "small"),
        ("5-49", "5-49"),
        ("många", "många"),
    ],
)
def test_size_is_read_from_the_number_of_employees(text: str, size: str) -> None:
    assert size_of(text) == size


@pytest.mark.parametrize("number", ["800101-1234", "8001011234", "198001011234", "", "12345"])
def test_a_number_that_is_personal_or_none_stands_in_no_address(number: str) -> None:
    read = triples(COMPANY_READER, HEAD + f"{number};Exempel;16.239;Markaryd;1\n")
    assert {triple.subject for triple in read} == {entity("sme", "Row-2")}


def test_what_is_not_understood_is_kept_legible_for_the_finding() -> None:
    read = triples(COMPANY_READER, HEAD + "4099000145;Exempel;trä;Stor Stad;okänt\n")
    found = said(read, NODE)
    assert found["seat"] == {entity("municipality", "stor-stad").value}
    assert found["companyActivity"] == {entity("sni2007", "trä").value}
    assert found["sizeClass"] == {entity("size", "okänt").value}


def test_a_column_of_sni_2025_is_not_taken_for_2007() -> None:
    content = "orgnr;namn;kommun;SNI 2025\n4099000145;Exempel;0767;16.231\n"
    assert "companyActivity" not in said(triples(COMPANY_READER, content), NODE)
