"""Grants become initiatives; persons and abstracts are not read whatever stands in their columns."""

from __future__ import annotations

import csv
import io

from pyoxigraph import BlankNode, Literal, NamedNode

from loaders.grants import GRANT_READER
from s3graph.vocabulary import DCAT, EURIO, entity
from tests.loaders.sent import said, triples

GRANT = {
    "ProjectId": "2099-00001_Exempel",
    "ProjectTitleSv": "Påhittat projekt",
    "ProjectTitleEn": "Made-up project",
    "ProjectAbstractSv": "HEMLIG TEXT",
    "ProjectAbstractEn": "HEMLIG TEXT",
    "ProjectStartDate": "2099-01-01",
    "ProjectEndDate": "2099-12-31T00:00:00",
    "CoordinatingOrganisationId": "409900-0012",
    "CoordinatingOrganisationNameSv": "Exempelhögskolan",
    "CoordinatingOrganisationNameEn": "Example University",
    "FundingOrganisationId": "",
    "FundingOrganisationNameSv": "Exempelrådet",
    "FundingOrganisationNameEn": "Example Council ",
    "FundingsSek": "2 500 000,50",
    "InvolvedPeople": "HEMLIG PERSON",
    "Scbs": "¤¤¤ 2: Teknik, Engineering, 202: El, Electrical, 20201: Robotteknik, Robotics ¤¤¤ 99999: Okänt, Unknown",
}
NODE = entity("initiative", "swecris-2099-00001-exempel")


def table(**other: str) -> str:
    written = io.StringIO()
    writer = csv.DictWriter(written, GRANT)
    writer.writeheader()
    writer.writerow(GRANT | other)
    return written.getvalue()


def test_a_grant_is_an_initiative_with_owner_funder_dates_money_and_subject() -> None:
    read = triples(GRANT_READER, table())
    found = said(read, NODE)
    assert found["prefLabel"] == {"Påhittat projekt@sv", "Made-up project@en"}
    assert (found["startDate"], found["endDate"]) == ({"2099-01-01"}, {"2099-12-31"})
    assert found["owner"] == {entity("organisation", "4099000012").value}
    assert found["funder"] == {entity("organisation", "exempelradet").value}
    assert {triple.object for triple in read if triple.predicate == DCAT.theme} == {entity("research-subject", "20201")}
    (money,) = [triple.object for triple in read if triple.predicate == EURIO.hasTotalCost]
    assert isinstance(money, BlankNode)
    amounts = [t.object for t in read if t.subject == money and t.predicate == EURIO.value]
    assert [amount.value for amount in amounts if isinstance(amount, Literal)] == ["2500000.50"]


def test_nothing_of_persons_or_abstracts_is_read() -> None:
    assert not any("HEMLIG" in str(triple) for triple in triples(GRANT_READER, table()))


def test_a_sole_trader_who_coordinates_is_not_read_at_all() -> None:
    read = triples(GRANT_READER, table(CoordinatingOrganisationId="800101-1234"))
    assert "owner" not in said(read, NODE)
    assert not any("8001011234" in str(triple) or "Exempelhögskolan" in str(triple) for triple in read)


def test_an_organisation_that_the_row_does_not_name_is_left_unknown() -> None:
    unnamed = table(CoordinatingOrganisationNameSv="", CoordinatingOrganisationNameEn="")
    assert "owner" not in said(triples(GRANT_READER, unnamed), NODE)


def test_a_row_without_its_number_stands_under_its_line() -> None:
    read = triples(GRANT_READER, table(ProjectId=""))
    subjects = {triple.subject.value for triple in read if isinstance(triple.subject, NamedNode)}
    assert entity("initiative", "Row-2").value in subjects
