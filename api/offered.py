"""What the forms of lists and map can be set to: a value of the address and its name, by name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from api.state import Published
from s3graph.model import Language
from s3graph.querying.collation import order
from s3graph.querying.entity import Entity, Named

Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class Offered:
    """The choices of one release in a language."""

    release: Published
    language: Language

    @property
    def regions(self) -> Choices:
        return self._by_name(self.release.entities.regions.by_address())

    @property
    def areas(self) -> Choices:
        return self._by_name(self.release.entities.areas.by_address())

    @property
    def kinds(self) -> Choices:
        """Those that some actor is of."""
        return self._by_name({actor.kind.value for actor in self.release.entities.actors.by_address() if actor.kind})

    @property
    def competences(self) -> Choices:
        """Those that some actor has, and those that are asked for and nobody in a county has."""
        held = {one.value for actor in self.release.entities.actors.by_address() for one in actor.competences}
        return self._by_name(held | {spot.competence for spot in self.release.connections.white_spots})

    @property
    def owners(self) -> Choices:
        return self._by_name(self.release.entities.owners)

    def _by_name(self, things: Iterable[Entity | Named]) -> Choices:
        found = [(one.slug, one.label.in_language(self.language)) for one in things]
        return sorted(found, key=lambda choice: (order(choice[1], self.language), choice[0]))
