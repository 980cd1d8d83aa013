"""What the page of answers is asked: a need in words or in competences, who asks, and how the answer is narrowed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from starlette.datastructures import FormData, QueryParams

from s3graph.matching import NeedRequest
from s3graph.model import Language

CANDIDATES = 50
"""Actors that the choices of an answer choose among; the matcher gives no more."""
TRAP = "website"
"""A field that people do not see; who fills it in is a program."""
_SINGLE = ("text", "municipality", "sector", "size", "area", "county", "kind", "open", "all")


@dataclass(frozen=True)
class Asked:
    """One question to the page, as its form or its address says it; all values as they were sent.

    ``municipality`` is the slug of a municipality or of a whole region. ``area``, ``county``, ``kind``, ``open`` and
    ``all`` choose among the actors that fit. Competences, where there are any, are answered instead of the text.
    """

    text: str = ""
    concepts: tuple[str, ...] = ()
    municipality: str = ""
    sector: str = ""
    size: str = ""
    area: str = ""
    county: str = ""
    kind: str = ""
    open: str = ""
    all: str = ""

    @classmethod
    def read(cls, fields: FormData | QueryParams) -> Asked:
        """Of a field that stands several times the first counts; fields it does not know are left alone, because
        addresses that are passed on collect some."""
        single = {name: _first(fields, name) for name in _SINGLE}
        concepts = [value.strip() for value in fields.getlist("concept") if isinstance(value, str)]
        return cls(**{**single, "concepts": tuple(dict.fromkeys(filter(None, concepts)))})  # type: ignore[arg-type]

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Its fields, to be sent again."""
        yield from (("concept", concept) for concept in self.concepts)
        yield from ((name, value) for name in _SINGLE if (value := getattr(self, name)))

    @property
    def address(self) -> str:
        """Where competences are answered; never with the text."""
        return f"/answer?{urlencode([pair for pair in self.pairs() if pair[0] != 'text'])}"

    @property
    def shareable(self) -> bool:
        return bool(self.concepts)

    @property
    def narrowed(self) -> bool:
        return bool(self.area or self.county or self.kind or self.open)

    def unnarrowed(self) -> Asked:
        return replace(self, area="", county="", kind="", open="", all="")

    def request(self, language: Language) -> NeedRequest:
        """For the matcher; the place as the region or the municipality it is."""
        region = self.municipality.startswith("SE")
        return NeedRequest(
            text="" if self.concepts else self.text,
            language=language if self.concepts else None,
            concepts=self.concepts,
            region=self.municipality if region else None,
            municipality=None if region else self.municipality or None,
            sni=self.sector or None,
            size=self.size or None,
            limit=CANDIDATES,
        )


def _first(fields: FormData | QueryParams, name: str) -> str:
    """A file in its place counts as nothing."""
    found = [value for value in fields.getlist(name) if isinstance(value, str)]
    return found[0].strip() if found else ""
