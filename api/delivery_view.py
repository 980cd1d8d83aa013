"""A delivery's report as a partner's page shows it: from the JSON that is kept, so that old reports are shown too."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

from s3graph.model import Language, Text
from s3graph.validation.location import Cell
from s3graph.vocabulary import BASE

_LINE = Text(sv="rad", en="line")
_KINDS = ("added", "changed", "removed")


class Named(NamedTuple):
    """An address, and what is left of it when our base is taken away."""

    iri: str
    short: str

    @classmethod
    def of(cls, iri: str) -> Self:
        return cls(iri, _short(iri))


@dataclass(frozen=True)
class FoundAt:
    """One place of a rule's findings. ``place`` is a line or a ``cell``, empty where neither is known."""

    place: str
    cell: bool
    about: str
    path: str
    value: str


@dataclass(frozen=True)
class Rule:
    """All findings of one rule: what is wrong, how often, and the first places."""

    name: str
    severity: str
    count: int
    message: str
    places: tuple[FoundAt, ...]

    @property
    def in_cells(self) -> bool:
        """Whether every place is a cell, whose heading says which property it is."""
        return all(found.cell for found in self.places)

    @property
    def more(self) -> int:
        return self.count - len(self.places)


@dataclass(frozen=True)
class Change:
    """What comes, changes or goes: how many entities, and the first of them."""

    kind: str
    count: int
    examples: tuple[Named, ...]

    @property
    def more(self) -> int:
        return self.count - len(self.examples)


@dataclass(frozen=True)
class DeliveryView:
    """What a report says. ``removed_share`` is in percent; ``identities`` are pairs that were found to be one
    organisation."""

    rules: tuple[Rule, ...]
    changes: tuple[Change, ...]
    before: int
    statements: Mapping[str, int]
    removed_share: int
    checked: int
    counts: Mapping[str, int]
    identities: tuple[tuple[Named, Named], ...]

    @classmethod
    def of(cls, content: bytes, language: Language) -> Self:
        told: dict[str, Any] = json.loads(content)
        difference, validation = told["difference"], told["validation"]
        return cls(
            rules=tuple(_rule(rule, language) for rule in validation["rules"]),
            changes=tuple(
                Change(kind, difference["entities"][kind], tuple(map(Named.of, difference["examples"].get(kind, ()))))
                for kind in _KINDS
                if difference["entities"][kind]
            ),
            before=difference["entities"]["before"],
            statements=difference["statements"],
            removed_share=round(difference["removed_share"] * 100),
            checked=validation["checked"],
            counts=validation["counts"],
            identities=tuple((Named.of(pair["alias"]), Named.of(pair["canonical"])) for pair in told["identities"]),
        )


def _rule(told: Mapping[str, Any], language: Language) -> Rule:
    return Rule(
        name=told["rule"],
        severity=told["severity"],
        count=told["count"],
        message=told["message"][language.value],
        places=tuple(_found(example, language) for example in told["examples"]),
    )


def _found(told: Mapping[str, Any], language: Language) -> FoundAt:
    cell, line = told.get("cell"), told["line"]
    if cell:
        place = Cell(cell["sheet"], cell["row"], cell["column"], cell["heading"]).to_text(language)
    else:
        place = "" if line is None else f"{_LINE.in_language(language)} {line}"
    return FoundAt(place, bool(cell), _short(told["focus"]), told["path"] or "", _short(told["value"] or ""))


def _short(text: str) -> str:
    return text.removeprefix(f"{BASE}id/")
