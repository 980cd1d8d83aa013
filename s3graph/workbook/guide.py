"""The first sheet of the template: how it is filled in, in Swedish and English, and what each column is for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from s3graph.model import Language, Text
from s3graph.workbook.column import Column, Need
from s3graph.workbook.template import KEY, KEY_HELP, VERSION_LABEL, Template

TITLE = Text(
    sv="Er data till plattformen för smart specialisering", en="Your data for the smart specialisation platform"
)
_STEPS = (
    Text(
        sv="Fyll i ett blad i taget, en sak på varje rad, under rubrikerna. Blad som ni inte behöver lämnas tomma.",
        en="Fill in one sheet at a time, one thing a row, below the headings. Leave sheets you do not need empty.",
    ),
    Text(
        sv="Rubriker med * måste fyllas i. Kolumner får byta plats, och egna kolumner får finnas; de läses inte.",
        en="Headings with * must be filled in. Columns may change places. Columns of your own are not read.",
    ),
    Text(
        sv="Rader som börjar med EXEMPEL läses inte. Ta bort dem, eller låt dem stå.",
        en="Rows that begin with EXAMPLE are not read. Remove them, or leave them.",
    ),
    Text(
        sv="Flera värden i en cell skiljs åt med semikolon. Listorna ger förslag; egna ord får skrivas bland "
        "kompetenserna, och rapporten föreslår då det närmaste ordet i listan.",
        en="Put semicolons between several values in a cell. The lists suggest words; words of your own may be written "
        "among the competences, and the report then suggests the nearest word of the list.",
    ),
    Text(
        sv="Organisationer anges med namn, organisationsnummer eller eget id. Finns de inte på plattformen, beskriv "
        "dem i bladet Organisationer.",
        en="Organisations are given by name, organisation number or own id. If the platform does not have them, "
        "describe them in the sheet Organisations.",
    ),
    Text(
        sv="Det som inte är känt lämnas tomt. Datum skrivs 2026-03-01, 2026-03 eller 2026. Inga personers namn.",
        en="Leave out what is not known. Dates are written 2026-03-01, 2026-03 or 2026. No names of persons.",
    ),
    Text(
        sv="Formler räknas inte om: det värde som programmet sparade läses. Dolda blad läses inte.",
        en="Formulas are not calculated: the value that the program saved is read. Hidden sheets are not read.",
    ),
    Text(
        sv="Leverera hela arbetsboken varje gång: den ersätter den förra. Rapporten kommer tillbaka som samma "
        "arbetsbok med märkta celler.",
        en="Deliver the whole workbook each time: it replaces the former one. The report comes back as the same "
        "workbook with marked cells.",
    ),
)
_COLUMNS = (Text(sv="Blad", en="Sheet"), Text(sv="Kolumn", en="Column"), Text(sv="", en=""), Text(sv="Om", en="About"))
_NEEDS = {
    Need.REQUIRED: Text(sv="måste fyllas i", en="must be filled in"),
    Need.ADVISED: Text(sv="bör fyllas i", en="should be filled in"),
    Need.OPTIONAL: Text(sv="valfri", en="optional"),
}


class Line(NamedTuple):
    """A row of the guide; ``style`` is 'title', 'heading', 'text' or 'row'."""

    style: str
    cells: tuple[str, ...]


def lines(template: Template, language: Language) -> Iterator[Line]:
    """The whole guide: first in the template's language, then in the other."""
    yield Line("row", (VERSION_LABEL.in_language(language), template.version))
    for spoken in (language, *(other for other in Language if other is not language)):
        yield Line("title", (TITLE.in_language(spoken),))
        yield from (Line("text", (f"{number}. {step.in_language(spoken)}",)) for number, step in enumerate(_STEPS, 1))
        yield Line("heading", tuple(column.in_language(spoken) for column in _COLUMNS))
        yield from _about(template, spoken)


def _about(template: Template, language: Language) -> Iterator[Line]:
    for sheet in template.sheets:
        name = sheet.name.in_language(language)
        yield Line("row", (name, "", "", sheet.help.in_language(language)))
        optional = _NEEDS[Need.OPTIONAL].in_language(language)
        yield Line("row", (name, KEY.in_language(language), optional, KEY_HELP.in_language(language)))
        for column in sheet.columns:
            yield Line("row", (name, column.heading.in_language(language), *said(column, language)))


def said(column: Column, language: Language) -> tuple[str, str]:
    """Whether a column is needed, and its help."""
    return _NEEDS[column.need].in_language(language), column.help.in_language(language)
