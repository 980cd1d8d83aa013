"""The actors of an answer as a company reads them: why, where, what they offer, and how to reach them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from api.pages import place
from s3graph.matching import Band, Match, Reason
from s3graph.model import Language, Status
from s3graph.querying.entities import Entities
from s3graph.querying.entity import Actor, Named
from s3graph.vocabulary import is_graph

STRENGTHS = {Band.STRONG: 3, Band.LIKELY: 2, Band.WEAK: 1, Band.NONE: 0}
_PLAIN = ("clauses", "competence", "meaning", "region", "sector", "area", "adviser")
"""Reasons that say something to a company, in the order they are told; the others are how the machine counts."""
_REASONS, _SERVICES, _INITIATIVES, _SOURCES = 4, 4, 3, 4


@dataclass(frozen=True)
class Suggestion:
    """One actor for one need. ``offers`` are addresses of services that fit the need, shown before its others."""

    match: Match
    actor: Actor
    entities: Entities
    day: date
    offers: tuple[str, ...] = ()

    @property
    def strength(self) -> int:
        return STRENGTHS[self.match.band]

    @cached_property
    def reasons(self) -> tuple[Reason, ...]:
        """The few a company needs; the same competence is not told twice, area and kind only where little else is."""
        plain = [reason for reason in self.match.reasons if reason.feature in _PLAIN and not reason.slight]
        plain.sort(key=lambda reason: _PLAIN.index(reason.feature))
        met = next((reason.met for reason in plain if reason.feature == "clauses"), None)
        told = [reason for reason in plain if reason.feature != "competence" or reason.met != met]
        nearer = [reason for reason in told if reason.feature not in ("area", "adviser")]
        return tuple(nearer if len(nearer) > 1 else told)[:_REASONS]

    @property
    def further(self) -> tuple[Reason, ...]:
        """All others, for who wants to check."""
        return tuple(reason for reason in self.match.reasons if reason not in self.reasons)

    @property
    def sources(self) -> tuple[str, ...]:
        """Pages where the statements behind the reasons were read, one of each host; not the service's own graphs."""
        found = [source for reason in self.match.reasons for source in reason.sources if not is_graph(source)]
        by_host = {place(source): source for source in reversed(found)}
        return tuple(by_host[host] for host in dict.fromkeys(map(place, found)))[:_SOURCES]

    @property
    def homepage(self) -> str | None:
        return self.actor.homepage.value if self.actor.homepage else None

    @property
    def services(self) -> tuple[Named, ...]:
        """Those that fit the need first."""
        every = sorted(self.actor.services, key=lambda said: said.value.iri not in self.offers)
        return tuple(said.value for said in every)[:_SERVICES]

    @cached_property
    def initiatives(self) -> tuple[Named, ...]:
        """Those open today that it owns or takes part in."""
        return tuple(dict.fromkeys(_open(self.actor, self.entities, self.day)))[:_INITIATIVES]

    def where(self, language: Language) -> str:
        """Its seat, and the counties it works in."""
        seat = [self.actor.seat.value] if self.actor.seat else []
        counties = [said.value for said in self.actor.regions]
        return ", ".join(dict.fromkeys(one.label.in_language(language) for one in (*seat, *counties)))


def suggestions(matches: Iterable[Match], entities: Entities, day: date, offers: tuple[str, ...]) -> list[Suggestion]:
    """In the order of the matches; who has left the release between two looks is left out."""
    found = ((match, match.actor.iri.rsplit("/", 1)[-1]) for match in matches)
    return [
        Suggestion(match, entities.actors.get(slug), entities, day, offers)
        for match, slug in found
        if slug in entities.actors
    ]


def _open(actor: Actor, entities: Entities, day: date) -> Iterator[Named]:
    for said in actor.initiatives:
        part = said.value
        known = part.role != "funder" and part.slug in entities.initiatives
        if known and entities.initiatives.get(part.slug).status(day) is Status.OPEN:
            yield Named(part.iri, part.label, part.example)
