"""Grants for research and innovation as SweCRIS gives them out, as initiatives.

Only the columns named here are read. Persons are in none of them; abstracts are left where they are, because their
texts may not be given on. A coordinator whose number is a sole trader's, and so a person's, is not read either.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from loaders.published_table import Columns, Row
from loaders.register_reader import Form, RegisterReader, Whole
from loaders.terms import named
from s3graph.model import Language
from s3graph.vocabulary import DCAT, EURIO, ORG, RDF, S3, SKOS, XSD, entity

_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ].*)?")
_SUBJECT = re.compile(r"(?<![0-9])([0-9]{5}): ")
_UNCLASSIFIED = "99999"
_PERSONAL = re.compile(r"(?:[0-9]{2})?[0-9]{2}[01][0-9]{7}")
_AMOUNT = re.compile(r"[0-9]+(?:[.,][0-9]+)?")


def _grant(row: Row, _: Whole) -> Iterator[Triple]:
    slug = _slug(row["id"])
    node = entity("initiative", f"swecris-{slug}" if slug else row.nameless)
    yield Triple(node, RDF.type, S3.Initiative)
    yield from named(node, SKOS.prefLabel, {Language.SV: row["title_sv"], Language.EN: row["title_en"]})
    yield from _dates(node, row)
    yield from _money(node, row)
    for predicate, role in ((S3.owner, "owner"), (S3.funder, "funder")):
        organisation = _organisation(row, role)
        if organisation is not None:
            yield Triple(node, predicate, organisation)
            yield from _called(organisation, row, role)
    for code in dict.fromkeys(_SUBJECT.findall(row["subjects"])):
        if code != _UNCLASSIFIED:
            yield Triple(node, DCAT.theme, entity("research-subject", code))


def _dates(node: NamedNode, row: Row) -> Iterator[Triple]:
    for predicate, column in ((EURIO.startDate, "start"), (EURIO.endDate, "end")):
        if row[column]:
            day = _DAY.fullmatch(row[column])
            yield Triple(node, predicate, Literal(day.group(1) if day else row[column], datatype=XSD.date))


def _money(node: NamedNode, row: Row) -> Iterator[Triple]:
    amount = re.sub(r"\s", "", row["amount"])
    if not amount:
        return
    money = BlankNode(f"money{row.line}")
    value = amount.replace(",", ".") if _AMOUNT.fullmatch(amount) else row["amount"]
    yield Triple(node, EURIO.hasTotalCost, money)
    yield Triple(money, RDF.type, EURIO.MonetaryAmount)
    yield Triple(money, EURIO.value, Literal(value, datatype=XSD.decimal))
    yield Triple(money, EURIO.currency, Literal("SEK"))


def _organisation(row: Row, role: str) -> NamedNode | None:
    """By its number, else by its name; None where the row names none, or a person."""
    number, name = _number(row, role), row[f"{role}_sv"] or row[f"{role}_en"]
    if not name or _PERSONAL.fullmatch(number):
        return None
    return entity("organisation", number or _slug(name))


def _called(node: NamedNode, row: Row, role: str) -> Iterator[Triple]:
    number = _number(row, role)
    yield Triple(node, RDF.type, ORG.FormalOrganization)
    if number:
        yield Triple(node, S3.organisationNumber, Literal(number))
    names = {Language.SV: row[f"{role}_sv"], Language.EN: row[f"{role}_en"]}
    yield from named(node, SKOS.prefLabel, names)


def _number(row: Row, role: str) -> str:
    digits = row[f"{role}_id"].replace("-", "").replace(" ", "")
    return digits if digits.isdigit() else ""


def _slug(text: str) -> str:
    """
    >>> _slug("2019-12345_VR"), _slug("Energimyndigheten ")
    ('2019-12345-vr', 'energimyndigheten')
    """
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


_COLUMNS = Columns(
    required={
        "id": ("ProjectId",),
        "title_sv": ("ProjectTitleSv",),
        "title_en": ("ProjectTitleEn",),
        "owner_id": ("CoordinatingOrganisationId",),
        "owner_sv": ("CoordinatingOrganisationNameSv",),
        "funder_en": ("FundingOrganisationNameEn",),
    },
    optional={
        "owner_en": ("CoordinatingOrganisationNameEn",),
        "funder_id": ("FundingOrganisationId",),
        "funder_sv": ("FundingOrganisationNameSv",),
        "start": ("ProjectStartDate",),
        "end": ("ProjectEndDate",),
        "amount": ("FundingsSek",),
        "subjects": ("Scbs",),
    },
)

GRANT_READER = RegisterReader("grants", (Form(_COLUMNS, _grant),))
