"""A delivery's report as a partner's page shows it: from the JSON that is kept, so that old reports are shown too."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from s3graph.model import Language
from s3graph.validation.location import Cell
from s3graph.vocabulary import BASE

_KINDS = ("added", "changed", "removed")


@dataclass(frozen=True)
class FoundAt:
    """One place of a rule's findings. ``place`` is a line or a cell, empty where neither is known."""

    place: str
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
    def more(self) -> int:
        return self.count - len(self.places)


@dataclass(frozen=True)
class Change:
    """What comes, changes or goes: how many entities, and the addresses of the first."""

    kind: str
    count: int
    examples: tuple[str, ...]

    @property
    def more(self) -> int:
        return self.count - len(self.examples)


@dataclass(frozen=True)
class DeliveryView:
    """``identities`` are sentences about who was found to be whom."""

    rules: tuple[Rule, ...]
    changes: tuple[Change, ...]
    before: int
    statements: Mapping[str, int]
    removed_share: int
    checked: int
    counts: Mapping[str, int]
    engines: tuple[str, ...]

    @classmethod
    def of(cls, content: bytes, language: Language) -> Self:
        told: dict[str, Any] = json.loads(content)
        difference, validation = told["difference"], told["validation"]
        return cls(
            rules=tuple(_rule(rule, language) for rule in validation["rules"]),
            changes=tuple(
                Change(kind, difference["entities"][kind], tuple(difference["examples"].get(kind, ())))
                for kind in _KINDS
                if difference["entities"][kind]
            ),
            before=difference["entities"]["before"],
            statements=difference["statements"],
            removed_share=round(difference["removed_share"] * 100),
            checked=validation["checked"],
            counts=validation["counts"],
            engines=tuple(validation["engines"]),
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
        place = "" if line is None else str(line)
    return FoundAt(place, _short(told["focus"]), told["path"] or "", _short(told["value"] or ""))


def _short(text: str) -> str:
    return text.removeprefix(f"{BASE}id/")
