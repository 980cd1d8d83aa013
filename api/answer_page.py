"""What the page of an answer shows, beside the words of its template."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from api.answer_facets import Facet, facets, narrowed
from api.asked import Asked
from api.company_choices import CompanyChoices
from api.state import Published
from api.suggestions import Suggestion, suggestions
from api.understood import near, understood
from s3graph.matching import Answer, Band, Team
from s3graph.matching.answer import PartAnswer
from s3graph.matching.cards import ConceptLink
from s3graph.matching.offers import InitiativeMatch
from s3graph.matching.wish import Unheld
from s3graph.model import Language
from s3graph.querying.entity import Actor, Named

SHORT = 5
"""Actors of the short list."""
TEAMS = 2
_LIKELY = (Band.STRONG, Band.LIKELY)
_NEAR = 0.2
"""Least confidence of a competence named where nobody fits."""
FEW = 3
"""Actors of the short list where nobody fits more than perhaps."""
LONG = 20
"""Most actors of the whole one."""


@dataclass(frozen=True)
class AnswerPage:
    """An answer in one language, as ``asked`` narrows it. ``day`` is today, ``service`` the public address.

    ``unknown`` says that what was to be added is no competence; the answer is the one from before.
    """

    asked: Asked
    answer: Answer
    release: Published
    language: Language
    day: date
    service: str
    unknown: str = ""

    @cached_property
    def concepts(self) -> tuple[Named, ...]:
        """What the need is taken to be about."""
        known = self.release.entities.competences
        return tuple(known.get(slug).as_named for slug in understood(self.answer, self.asked) if slug in known)

    @property
    def near(self) -> tuple[Named, ...]:
        return near(self.answer, tuple(one.slug for one in self.concepts), self.release.entities)

    @cached_property
    def every(self) -> list[Suggestion]:
        """All that fit, before they are narrowed."""
        offers = tuple(service.iri for service in self.answer.services)
        return suggestions(self.answer.matches, self.release.entities, self.day, offers)

    @cached_property
    def fitting(self) -> list[Suggestion]:
        return narrowed(self.every, self.asked)

    @cached_property
    def shown(self) -> list[Suggestion]:
        """The short list: of those that hardly fit none beside others that do."""
        if self.asked.all:
            return self.fitting[:LONG]
        likely = [one for one in self.fitting if one.match.band in _LIKELY]
        return likely[:SHORT] if likely else self.fitting[:FEW]

    @property
    def doubtful(self) -> bool:
        """Whether nobody fits more than perhaps."""
        return all(match.band not in _LIKELY for match in self.answer.matches)

    @property
    def more(self) -> int:
        """How many the whole list has beside the short one."""
        return min(len(self.fitting), LONG) - len(self.shown)

    @cached_property
    def facets(self) -> tuple[Facet, ...]:
        return facets(self.every, self.asked, self.language)

    @property
    def open_now(self) -> int:
        return sum(bool(one.initiatives) for one in self.every)

    @property
    def initiatives(self) -> tuple[InitiativeMatch, ...]:
        """Those that can be joined, or asked about; ended ones are no offer."""
        return tuple(one for one in self.answer.initiatives if one.status.value != "ended")

    @property
    def nearest(self) -> tuple[ConceptLink, ...]:
        """What came closest, where it came near."""
        return tuple(link for link in self.answer.nearest if link.confidence >= _NEAR)

    @property
    def beside(self) -> tuple[PartAnswer, ...]:
        """Parts that the first actors are not for, each with whom to ask; not those told among the wishes."""
        return tuple(part for part in self.answer.parts if part.beside and part.text not in self.answer.answered)

    @property
    def unheld(self) -> tuple[Unheld, ...]:
        """What no actor states, but for what is told among the wishes."""
        return tuple(one for one in self.answer.unheld if one.part not in self.answer.answered)

    @property
    def teams(self) -> tuple[Team, ...]:
        return self.answer.teams[:TEAMS]

    @property
    def authorities(self) -> list[Actor]:
        """Who answers for regional development where the company is, else in each county: whom anybody can ask."""
        regions = self.release.entities.regions.ordered(self.language)
        here = [
            region
            for region in regions
            if self.place in (region.slug, *(place.slug for place in region.municipalities))
        ]
        named = [region.authority.slug for region in here or regions if region.authority]
        actors = self.release.entities.actors
        return [actors.get(slug) for slug in named if slug in actors]

    @property
    def place(self) -> str:
        """Slug of the municipality or region, as asked or as found in the text."""
        return self.asked.municipality or self.answer.place_slug or ""

    @property
    def place_name(self) -> str:
        return self.choices.name_of("municipality", self.place) or self.label(self.place)

    def company(self, field: str) -> str:
        """What the company said of itself, in words."""
        return self.choices.name_of(field, getattr(self.asked, field)) or ""

    @property
    def choices(self) -> CompanyChoices:
        return self.release.company_choices(self.language)

    @property
    def as_concepts(self) -> Asked:
        """The same question without its text: what can be passed on."""
        return replace(self.asked, text="", concepts=tuple(one.slug for one in self.concepts), municipality=self.place)

    @property
    def link(self) -> str | None:
        """The address to pass on; None where nothing was understood that could be answered again."""
        return f"{self.service}{self.as_concepts.address}" if self.concepts else None

    def label(self, slug: str) -> str:
        """Of a thematic area or a region."""
        for known in (self.release.entities.areas, self.release.entities.regions):
            if slug in known:
                return known.get(slug).label.in_language(self.language)
        return slug
