"""What is wished in a need, one by one, and who has it, as an answer says it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from s3graph.matching.cards import ActorCard, ConceptLink
from s3graph.matching.catalogue import Statement
from s3graph.model import Language, Text

DOUBTFUL = Text(sv="finns kanske inte kvar", en="may no longer be there")
"""Beside the name of who bears the name of a project that ended."""


@dataclass(frozen=True)
class Holder:
    """An actor that states a competence, ``own``; ``through``: the service, testbed or open initiative by which.

    ``own`` is None of one that is there to be asked about anything; its evidence says that. ``doubtful``: it may no
    longer be there; its match says whom to ask.
    """

    actor: ActorCard
    own: Text | None
    evidence: tuple[Statement, ...]
    through: Text | None = None
    doubtful: bool = False

    def to_json(self, language: Language) -> dict[str, Any]:
        return {
            "actor": self.actor.to_json(language),
            "competence": self.own.in_language(language) if self.own else None,
            "through": self.through.in_language(language) if self.through else None,
            "doubtful": self.doubtful,
            "evidence": [statement.to_json() for statement in self.evidence],
        }


@dataclass(frozen=True)
class Unheld:
    """A competence that is surely asked for in a part of the need and that no actor states, and who comes nearest."""

    iri: str
    label: Text
    part: str
    nearest: tuple[Holder, ...]

    def to_json(self, language: Language) -> dict[str, Any]:
        return {
            "iri": self.iri,
            "label": self.label.in_language(language),
            "part": self.part,
            "nearest": [holder.to_json(language) for holder in self.nearest],
        }


@dataclass(frozen=True)
class Wish:
    """One thing that is wanted, in the asker's words, what it is ``about``, and who has that at home or near it.

    ``about`` is empty where it is not understood; ``actors`` then are those to begin with. ``stated``: one of them has
    it itself; where none has, they are those who come nearest, and ``elsewhere`` has it too far away to come first.
    ``says`` leads from the asker's words to the actors.
    """

    text: str
    about: tuple[ConceptLink, ...]
    stated: bool
    actors: tuple[Holder, ...]
    elsewhere: tuple[Holder, ...]
    says: Text

    def has(self, holder: Holder) -> Text | None:
        """What is said of an actor beside its name: by what it has what is wanted, or what else it has."""
        if holder.doubtful:
            return DOUBTFUL
        if holder.through is not None:
            return holder.through
        return None if any(link.label == holder.own for link in self.about) else holder.own

    def to_json(self, language: Language) -> dict[str, Any]:
        return {
            "text": self.text,
            "about": [link.to_json(language) for link in self.about],
            "stated": self.stated,
            "actors": [holder.to_json(language) for holder in self.actors],
            "elsewhere": [holder.to_json(language) for holder in self.elsewhere],
            "says": self.says.in_language(language),
        }
