"""What a map after the pooling is trained on: rows of texts, in pairs by family, and everyday sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from s3graph.model import Language
from training.competences import Competence, kin
from training.corpus import Pair
from training.sources import Concept

Side = tuple[str, Language]
"""A text and its language."""


class Texts:
    """Texts of both languages, each with a row of its own."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, Language], int] = {}

    def row(self, text: str, language: Language) -> int:
        """The row of a text; a new one where it has none."""
        return self.rows.setdefault((text, language), len(self.rows))

    def of(self, language: Language) -> dict[str, int]:
        return {text: row for (text, spoken), row in self.rows.items() if spoken is language}


class Sentences(NamedTuple):
    """Everyday sentences: ``rows``, and ``own``, the place of the competence each is about.

    ``passages[competence, passage]`` are rows too, -1 where a competence says less than another.
    """

    rows: NDArray[np.int64]
    own: NDArray[np.int64]
    passages: NDArray[np.int64]
    kin: NDArray[np.bool_]


def families(rows: Sequence[Concept], texts: Texts) -> dict[str, list[Pair]]:
    """Pairs by how their sides are to each other."""
    found: dict[str, list[Pair]] = {}
    numbers: dict[str, int] = {}
    titles = {row.identifier: row.sv[0] for row in rows if row.kind == "title"}
    for concept in rows:
        number = numbers.setdefault(concept.identifier, len(numbers))
        for name, one, other in _sides(concept, titles.get(concept.identifier)):
            found.setdefault(name, []).append(Pair(texts.row(*one), texts.row(*other), number))
    return found


def _sides(concept: Concept, title: str | None) -> Iterator[tuple[str, Side, Side]]:
    swedish, english = (concept.sv[0], Language.SV), (concept.en[0], Language.EN)
    yield concept.kind, swedish, english
    if concept.kind == "abstract" and title:
        yield "title and abstract", (title, Language.SV), swedish
        yield "title and abstract", (title, Language.SV), english
    if concept.kind in ("skill", "occupation"):
        for other in concept.en[1:]:
            yield "alternative", (other, Language.EN), english
        for other in concept.sv[1:]:
            yield "alternative", (other, Language.SV), swedish
        if concept.definition:
            yield "definition", (concept.definition, Language.EN), english
            yield "definition in Swedish", (concept.definition, Language.EN), swedish


def sentences(rows: Sequence[Concept], told: Sequence[Competence], texts: Texts) -> Sentences:
    """Our own sentences of both languages, and all that their competences say."""
    places = {competence.identifier: place for place, competence in enumerate(told)}
    said = [[texts.row(text, language) for language in Language for text in c.texts[language]] for c in told]
    passages = np.full((len(told), max(map(len, said))), -1, np.int64)
    for place, own in enumerate(said):
        passages[place, : len(own)] = own
    asked = [
        (texts.row(text, language), places[row.identifier])
        for row in rows
        if row.kind == "everyday"
        for text, language in ((row.sv[0], Language.SV), (row.en[0], Language.EN))
    ]
    numbers, wanted = np.array(asked, np.int64).T
    return Sentences(numbers, wanted, passages, kin(told))
