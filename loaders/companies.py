"""A register of companies as CSV: organisation number, name, industry, municipality, employees.

What a row gets wrong is told as it stands there, so that the shapes find it, with its line. A sole trader's number is a
person's: such a row is refused like everywhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from loaders.places import municipality
from loaders.published_table import Columns, Row
from loaders.register_reader import Form, RegisterReader, Whole
from loaders.sni import published
from s3graph.vocabulary import LEGAL, RDF, S3, entity

_CENTURY = re.compile(r"16(?=[0-9]{6}-?[0-9]{4}$)")
"""What twelve digits of a legal person begin with."""
_LEGAL = re.compile(r"[0-9]{2}[2-9][0-9]{7}")
"""A number that is no person's: the others stand in no address, which a report would repeat."""
_CODE = re.compile(r"[0-9]{2}(?:\.?[0-9]{1,3})?|[A-U]")
_SIZES = ((10, "micro"), (50, "small"), (250, "medium"))
"""Employees below which a company has the size; past the last it is no small or medium-sized one."""


def _company(row: Row, _: Whole) -> Iterator[Triple]:
    number = _CENTURY.sub("", row["number"].replace(" ", "")).replace("-", "")
    node = entity("sme", number if _LEGAL.fullmatch(number) else row.nameless)
    yield Triple(node, RDF.type, S3.SME)
    if number:
        yield Triple(node, S3.organisationNumber, Literal(number))
    if row["name"]:
        yield Triple(node, LEGAL.legalName, Literal(row["name"]))
    if row["municipality"]:
        yield Triple(node, S3.seat, _seat(row["municipality"]))
    for code in re.split(r"[\s,;|]+", row["sni"]):
        if code:
            yield Triple(node, LEGAL.companyActivity, _industry(code))
    if row["employees"]:
        yield Triple(node, S3.sizeClass, entity("size", size_of(row["employees"])))


def _seat(text: str) -> NamedNode:
    return municipality(text) or entity("municipality", _slug(text))


def _industry(text: str) -> NamedNode:
    return entity("sni2007", published(text) if _CODE.fullmatch(text) else _slug(text))


def size_of(text: str) -> str:
    """The size class by number of employees, or by a span of it; what can be neither is given back, made an address.

    >>> size_of("9"), size_of("10-49 anställda"), size_of("1 200"), size_of("many")
    ('micro', 'small', 'large', 'many')
    """
    numbers = [int(number) for number in re.findall(r"[0-9]+", re.sub(r"(?<=[0-9])\s(?=[0-9])", "", text))]
    sizes = {next((size for below, size in _SIZES if number < below), "large") for number in numbers}
    return sizes.pop() if len(sizes) == 1 else _slug(text)


def _slug(text: str) -> str:
    """As an address, never that of something else: what it was stays legible."""
    kept = re.sub(r"[^0-9A-Za-zÅÄÖåäö]+", "-", text).strip("-").lower()
    return kept or "unknown"


_COLUMNS = Columns(
    required={
        "number": ("organisationsnummer", "orgnr", "org.nr", "PeOrgNr", "organisation number"),
        "name": ("namn", "företagsnamn", "företag", "firma", "name"),
        "municipality": ("kommun", "kommunkod", "säteskommun", "Kommun, kod", "municipality"),
    },
    optional={
        "sni": ("SNI 2007", "sni", "sni-kod", "SNI1, kod", "branschkod"),
        "employees": ("anställda", "antal anställda", "employees"),
    },
)

COMPANY_READER = RegisterReader("companies", (Form(_COLUMNS, _company),))
