"""A question with a column of every type, and an answer with every kind of term and every sort of trouble."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from s3graph.model import Language
from s3graph.querying import SavedQuestion
from s3graph.querying.table import Asked, Table

QUESTION = """# title@sv: Prövning
# title@en: Trial
# question@sv: Vad klarar en tabell?
# question@en: What does a table bear?
# tags: trial
# parameter area type=iri kind=area example=livsmedel optional: Område | Area
# parameter least type=integer default=2: Minst | At least
# column thing type=iri: Sak | Thing
# column name type=text: Namn | Name
# column number type=integer: Antal | Number
# column share type=decimal: Andel | Share
# column day type=date: Dag | Day
# column moment type=time: Stund | Moment
# column sure type=boolean: Säker | Sure
SELECT ?thing ?name ?number ?share ?day ?moment ?sure WHERE {
  VALUES ?area { UNDEF } # parameter area
  VALUES ?least { 2 } # parameter least
} ORDER BY ?name
"""
COLUMNS = ("thing", "name", "number", "share", "day", "moment", "sure")
Term = Mapping[str, str]
XSD = "http://www.w3.org/2001/XMLSchema#"


def typed(value: str, datatype: str) -> Term:
    return {"type": "literal", "value": value, "datatype": XSD + datatype}


FULL: dict[str, Term] = {
    "thing": {"type": "uri", "value": "https://w3id.org/s3graph/id/area/livsmedel"},
    "name": {"type": "literal", "value": 'Mat, "och"\ndryck å', "xml:lang": "sv"},
    "number": typed("1234567", "integer"),
    "share": typed("0.3333333333333333", "decimal"),
    "day": typed("2026-11-25Z", "date"),
    "moment": typed("2026-11-25T13:00:00+01:00", "dateTime"),
    "sure": typed("true", "boolean"),
}
BARE: dict[str, Term] = {"name": {"type": "literal", "value": ""}, "thing": {"type": "bnode", "value": "b1"}}


def named(name: str) -> dict[str, Term]:
    return {"name": {"type": "literal", "value": name}}


def content(rows: Sequence[Mapping[str, Term]]) -> bytes:
    """As the query processes give it."""
    return json.dumps({"head": {"vars": list(COLUMNS)}, "results": {"bindings": rows}}).encode()


def table(folder: Path, rows: Sequence[Mapping[str, Term]], language: Language = Language.SV) -> Table:
    path = folder / "trial.rq"
    path.write_text(QUESTION, "utf-8")
    asked = Asked(
        question=SavedQuestion.load(path),
        values={"area": "livsmedel"},
        language=language,
        release=7,
        published_at="2026-11-20T12:00:00Z",
        day=date(2026, 11, 25),
        address="https://example.org/api/v1/queries/trial.xlsx?area=livsmedel",
    )
    return Table.read(asked, content(rows))
