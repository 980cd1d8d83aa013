"""What the matcher answers: reasons that add up to scores, matches, teams, offers, and what nobody covers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from s3graph.matching.cards import ActorCard, ConceptLink
from s3graph.matching.offers import InitiativeMatch, ServiceMatch, SimilarNeed
from s3graph.matching.reason import Reason
from s3graph.matching.wish import Unheld, Wish
from s3graph.model import Language, Text


class Band(StrEnum):
    """How well a match fits, as it is shown to people."""

    STRONG = "strong"
    LIKELY = "likely"
    WEAK = "weak"
    NONE = "none"


@dataclass(frozen=True)
class Match:
    """One actor for one need. ``caution``: what to ask first, where it may no longer be there.

    ``elsewhere``: actors of the same kind and name in other counties, where it is not known which the asker's is.
    ``wishes``: which of several things that are wanted it is named for, in the asker's words; empty where all is one.
    """

    actor: ActorCard
    score: float
    band: Band
    reasons: tuple[Reason, ...]
    caution: Text | None = None
    elsewhere: tuple[ActorCard, ...] = ()
    wishes: tuple[str, ...] = ()

    def to_json(self, language: Language) -> dict[str, Any]:
        return {
            "actor": self.actor.to_json(language),
            "score": round(self.score, 4),
            "band": self.band.value,
            "reasons": [reason.to_json(language) for reason in self.reasons],
            "caution": self.caution.in_language(language) if self.caution else None,
            "elsewhere": [other.to_json(language) for other in self.elsewhere],
            "wishes": list(self.wishes),
        }


@dataclass(frozen=True)
class Matches:
    """Matches, best first; ties in the order of IRIs. What every ranking here returns.

    >>> len(Matches(()).top(3))
    0
    """

    items: tuple[Match, ...]

    @classmethod
    def of(cls, matches: Iterator[Match] | tuple[Match, ...]) -> Matches:
        return cls(tuple(sorted(matches, key=lambda match: (-match.score, match.actor.iri))))

    def top(self, count: int) -> Matches:
        return Matches(self.items[:count])

    def filter(self, keep: Callable[[Match], bool]) -> Matches:
        return Matches(tuple(match for match in self.items if keep(match)))

    def merge(self, other: Matches) -> Matches:
        """Both, each actor once with its better score."""
        best: dict[str, Match] = {}
        for match in (*self.items, *other.items):
            known = best.get(match.actor.iri)
            if known is None or known.score < match.score:
                best[match.actor.iri] = match
        return Matches.of(tuple(best.values()))

    def __iter__(self) -> Iterator[Match]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


@dataclass(frozen=True)
class PartAnswer:
    """A part of the need as it was understood; ``covered`` is the best any actor here does on it, 0 to 1.

    ``beside`` is whom to ask about it where the first matches are for other parts.
    """

    text: str
    asks: bool
    concepts: tuple[ConceptLink, ...]
    covered: float
    beside: ActorCard | None = None


@dataclass(frozen=True)
class TeamMember:
    """An actor of a team, the area it stands for, and what it adds that the others do not bring."""

    actor: ActorCard
    area: str
    adds: tuple[Text, ...]


@dataclass(frozen=True)
class Team:
    """Actors of different areas that together cover more than the best one alone; ``established``: what joins them."""

    members: tuple[TeamMember, ...]
    covers: float
    best_alone: float
    bridge: Text | None
    established: tuple[str, ...]
    reasons: tuple[Text, ...]

    @property
    def proposed(self) -> bool:
        return not self.established

    def to_json(self, language: Language) -> dict[str, Any]:
        return {
            "actors": [
                {
                    **member.actor.to_json(language),
                    "area": member.area,
                    "adds": [a.in_language(language) for a in member.adds],
                }
                for member in self.members
            ],
            "covers": round(self.covers, 4),
            "best_alone": round(self.best_alone, 4),
            "bridge": self.bridge.in_language(language) if self.bridge else None,
            "proposed": self.proposed,
            "established": list(self.established),
            "reasons": [reason.in_language(language) for reason in self.reasons],
        }


@dataclass(frozen=True)
class Answer:
    """One need answered. ``matches`` is empty where nobody fits; ``nearest`` then says what came closest.

    ``place`` and ``place_slug`` are the municipality or region it was answered for, asked for or found in the text.
    """

    release: int | None
    day: date
    language: Language
    parts: tuple[PartAnswer, ...]
    place: Text | None
    matches: Matches
    teams: tuple[Team, ...]
    initiatives: tuple[InitiativeMatch, ...]
    services: tuple[ServiceMatch, ...]
    similar_needs: tuple[SimilarNeed, ...]
    uncovered: tuple[str, ...]
    nearest: tuple[ConceptLink, ...]
    message: Text
    notices: tuple[Text, ...] = ()
    place_slug: str | None = None
    unheld: tuple[Unheld, ...] = ()
    wishes: tuple[Wish, ...] = ()

    @property
    def unmet(self) -> tuple[str, ...]:
        """``uncovered`` without the parts of which ``unheld`` or ``wishes`` say more."""
        said = {one.part for one in self.unheld} | self.answered
        return tuple(part for part in self.uncovered if part not in said)

    @property
    def answered(self) -> frozenset[str]:
        """The parts that ``wishes`` answer, each by itself."""
        return frozenset(wish.text for wish in self.wishes)

    def to_json(self, language: Language | None = None) -> dict[str, Any]:
        """As DESIGN.md section 9 draws it; texts in the need's language unless another is asked for."""
        spoken = language or self.language
        return {
            "release": self.release,
            "day": self.day.isoformat(),
            "need": {"language": self.language.value, "parts": [_part_json(part, spoken) for part in self.parts]},
            "place": self.place.in_language(spoken) if self.place else None,
            "message": self.message.in_language(spoken),
            "notices": [notice.in_language(spoken) for notice in self.notices],
            "wishes": [wish.to_json(spoken) for wish in self.wishes],
            "matches": [match.to_json(spoken) for match in self.matches],
            "teams": [team.to_json(spoken) for team in self.teams],
            "initiatives": [initiative.to_json(spoken) for initiative in self.initiatives],
            "services": [service.to_json(spoken) for service in self.services],
            "similar_needs": [need.to_json(spoken) for need in self.similar_needs],
            "uncovered": list(self.uncovered),
            "unheld": [one.to_json(spoken) for one in self.unheld],
            "nearest": [link.to_json(spoken) for link in self.nearest],
        }


def _part_json(part: PartAnswer, language: Language) -> dict[str, Any]:
    return {
        "text": part.text,
        "asks": part.asks,
        "concepts": [link.to_json(language) for link in part.concepts],
        "covered": round(part.covered, 3),
        "beside": part.beside.to_json(language) if part.beside else None,
    }
