"""The Swedish standard of research subjects: codes of one, three and five digits, Swedish and English in one cell."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Triple

from loaders.coded import Coded, shorter
from loaders.published_table import Columns, Row
from loaders.register_reader import Form, RegisterReader, Whole
from loaders.terms import Scheme
from s3graph.model import Text
from s3graph.vocabulary import BASE, entity

_BETWEEN = ", "
_SUBJECTS = Coded(
    Scheme(
        entity("research-subject-scheme", "research-subjects"),
        Text(sv="Forskningsämnen", en="Research subjects"),
        f"{BASE}id/research-subject/",
    ),
    wider=shorter,
)
_FORM = _SUBJECTS.form(Columns(required={"code": ("code",), "both": ("label_sv_en",)}))


def apart(text: str) -> tuple[str, str]:
    """The Swedish name and the English one, cut at the comma before a capital letter that is nearest the middle.

    >>> apart("Språkteknologi (språkvetenskaplig databehandling), Language Technology")
    ('Språkteknologi (språkvetenskaplig databehandling)', 'Language Technology')
    """
    cuts = [
        place
        for place in range(len(text))
        if text.startswith(_BETWEEN, place) and text[place + len(_BETWEEN) :].lstrip()[:1].isupper()
    ]
    if not cuts:
        return text.strip(), ""
    cut = min(cuts, key=lambda place: abs(2 * place - len(text)))
    return text[:cut].strip(), text[cut + len(_BETWEEN) :].strip()


def _told(row: Row, whole: Whole) -> Iterator[Triple]:
    swedish, english = apart(row["both"])
    yield from _FORM.told(Row(row.line, {**row.cells, "sv": swedish, "en": english}), whole)


RESEARCH_SUBJECT_READER = RegisterReader("research-subjects", (Form(_FORM.columns, _told, _FORM.about, key="code"),))
