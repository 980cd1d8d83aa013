"""A kept need as its advisor reads it: with names instead of addresses, and what was suggested with its marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from pyoxigraph import NamedNode

from api.asked import Asked
from api.state import Published
from s3graph.errors import S3GraphError
from s3graph.matching import Answer
from s3graph.model import Language
from s3graph.private import Marked, PrivateNeed
from s3graph.vocabulary import entity, slug_of

_TITLE_LENGTH = 90
_NAMED = 3
_SHOWN = 5


@dataclass(frozen=True)
class Suggestion:
    """One actor. ``now`` where today's answer names it, ``then`` where the one did that was kept; ``reasons`` are
    today's."""

    iri: str
    label: str
    then: bool
    now: bool
    reasons: tuple[str, ...]
    marked: Marked | None


@dataclass(frozen=True)
class KeptNeed:
    """``title`` is the beginning of its words, or what it is about where they are not kept."""

    need: PrivateNeed
    title: str
    competences: tuple[str, ...]
    areas: tuple[str, ...]
    region: str
    municipality: str
    sni: str

    @classmethod
    def of(cls, need: PrivateNeed, release: Published, language: Language) -> Self:
        def label(kind: str, slug: str | None) -> str:
            return release.store.label(entity(kind, slug), language) if slug else ""

        competences = tuple(release.store.label(NamedNode(iri), language) for iri in need.competences)
        areas = tuple(label("area", area) for area in need.areas)
        title = _shortened(need.text) if need.text else ", ".join((competences or areas)[:_NAMED])
        return cls(
            need=need,
            title=title,
            competences=competences,
            areas=areas,
            region=label("region", need.region),
            municipality=label("municipality", need.municipality),
            sni=f"{need.sni} {label('sni2007', need.sni)}" if need.sni else "",
        )

    @property
    def counts(self) -> Mapping[str, int]:
        """How many suggestions have each mark; only those there are."""
        found: dict[str, int] = {}
        for marked in self.need.marks:
            found[marked.mark.value] = found.get(marked.mark.value, 0) + 1
        return found


def asked_again(need: PrivateNeed) -> Asked:
    """What the page of answers is asked to answer it today: in its words, else in what it is about."""
    concepts = () if need.text else tuple(slug_of(NamedNode(iri)) for iri in need.competences)
    place = need.municipality or need.region or ""
    return Asked(need.text or "", concepts, municipality=place, sector=need.sni or "", size=need.size or "")


def answered_again(need: PrivateNeed, release: Published, today: date) -> Answer | None:
    """What the release says of it today; None where there is nothing to ask, or it says nothing to it any longer."""
    asked = asked_again(need)
    if not (asked.text or asked.concepts):
        return None
    request = replace(asked.request(need.language), language=need.language, areas=need.areas, limit=_SHOWN)
    try:
        return release.matcher.match(request, today)
    except S3GraphError:
        return None


def suggestions(
    need: PrivateNeed, answer: Answer | None, release: Published, language: Language
) -> tuple[Suggestion, ...]:
    """Those that were kept, then those that are new today, then those that were marked beside both."""
    today = {match.actor.iri: match for match in answer.matches} if answer else {}
    marks = {marked.actor: marked for marked in need.marks}

    def found() -> Iterator[Suggestion]:
        for iri in dict.fromkeys((*need.suggested, *today, *marks)):
            reasons = today[iri].reasons if iri in today else ()
            yield Suggestion(
                iri=iri,
                label=release.store.label(NamedNode(iri), language),
                then=iri in need.suggested,
                now=iri in today,
                reasons=tuple(reason.text.in_language(language) for reason in reasons[:_NAMED]),
                marked=marks.get(iri),
            )

    return tuple(found())


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _TITLE_LENGTH else f"{line[:_TITLE_LENGTH].rsplit(' ', 1)[0]} …"
