"""Made-up company registers of any size, as a partner would deliver them: N-Triples, about thirteen a company."""

from __future__ import annotations

import random
from collections.abc import Iterator

from s3graph.vocabulary import LEGAL, RDF, RDFS, S3, SKOS, XSD, entity

FAULTS = (
    "no-name", "bad-number", "unknown-municipality", "no-seat", "two-names", "bad-website", "bad-year", "unknown-size",
)  # fmt: skip
MUNICIPALITIES = (
    "0604", "0617", "0642", "0643", "0662", "0665", "0680", "0682", "0683", "0684", "0685", "0686", "0687",
    "0760", "0761", "0763", "0764", "0765", "0767", "0780", "0781", "0821", "0834", "0840", "0860", "0861",
    "0862", "0880", "0881", "0882", "0883", "0884", "0885", "0980",
)  # fmt: skip
_ACTIVITIES = ("16.101", "16.231", "25.110", "25.620", "10.710", "55.101", "56.100", "62.010", "31.090", "22.290")
_SIZES = ("micro", "small", "medium")
_PAGE = "http://xmlns.com/foaf/0.1/homepage"
_ACTIVITY = LEGAL.companyActivity.value


def organisation_number(index: int) -> str:
    """The ``index``-th of a million numbers, with check digit, that neither companies nor the shipped example have."""
    body = f"408{index:06d}"
    doubled = [int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(body)]
    return f"{body}{-sum(value // 10 + value % 10 for value in doubled) % 10}"


def companies(count: int, seed: int = 7, faults: float = 0.005) -> Iterator[str]:
    """Lines of N-Triples; ``faults`` is the share of companies with one thing wrong, all kinds alike."""
    chance = random.Random(seed)  # noqa: S311 - test data
    for index in range(count):
        fault = FAULTS[index % len(FAULTS)] if chance.random() < faults else ""
        yield from _company(index, chance, fault)


def _company(index: int, chance: random.Random, fault: str) -> Iterator[str]:
    number = organisation_number(index)
    company = entity("sme", number)
    municipality = "9999" if fault == "unknown-municipality" else chance.choice(MUNICIPALITIES)
    yield f"{company} {RDF.type} {S3.SME} ."
    if fault != "no-name":
        yield f'{company} {LEGAL.legalName} "Exempelbolaget {index} AB" .'
    if fault == "two-names":
        yield f'{company} {LEGAL.legalName} "Exempelbolaget nummer {index} AB" .'
    written = number[:-1] + str((int(number[-1]) + 1) % 10) if fault == "bad-number" else number
    yield f'{company} {S3.organisationNumber} "{written}" .'
    yield f'{company} {SKOS.prefLabel} "Exempelbolaget {index}"@sv .'
    yield f'{company} {SKOS.altLabel} "Bolag {index}"@sv .'
    if fault != "no-seat":
        yield f"{company} {S3.seat} {entity('municipality', municipality)} ."
    for activity in chance.sample(_ACTIVITIES, 2):
        yield f"{company} <{_ACTIVITY}> {entity('sni2007', activity)} ."
    size = "enormous" if fault == "unknown-size" else chance.choice(_SIZES)
    yield f"{company} {S3.sizeClass} {entity('size', size)} ."
    page = f"ftp://example.org/{index}" if fault == "bad-website" else f"https://example.org/{index}"
    yield f"{company} <{_PAGE}> <{page}> ."
    year = "MMXX" if fault == "bad-year" else str(chance.randint(1950, 2025))
    yield f'{company} <http://purl.org/dc/terms/issued> "{year}"^^{XSD.gYear} .'
    yield f'{company} <http://purl.org/dc/terms/description> "Exempel, inget verkligt företag"@sv .'
    yield f"{company} {RDFS.seeAlso} <https://example.org/register/{index}> ."
