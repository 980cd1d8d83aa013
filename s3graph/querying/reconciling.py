"""Candidates for a name in somebody's table, with an honest score: how alike the names are, and what else agrees.

A candidate is a certain match only where exactly one thing of the types asked for has the name, or a number that
belongs to one thing only, and nothing that was told of it speaks against.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from s3graph.model import Language
from s3graph.querying.collation import order
from s3graph.querying.reconcilable import HOMEPAGE, KINDS, PROPERTIES, SPACE, Kind, Property, Thing, Value, host

DEFAULT_LIMIT = 10
MOST_CANDIDATES = 100
LEAST_LIKENESS = 0.3
"""Names less alike than this are not proposed."""
_PHRASE = 0.8
"""What an everyday phrase counts beside a name."""
_EXACT, _LIKELIEST = 1.0, 0.99
_NAME_WEIGHT = 0.6
_UNTOLD = 0.5
"""Agreement on a property of which nothing is known."""


@dataclass(frozen=True)
class Told:
    """What the asker knows of one property: texts, or identifiers of things."""

    property: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Sought:
    """One name to match. ``strict``: ``any`` of the types, ``all`` of them, or ``should``, which only prefers them."""

    text: str = ""
    kinds: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()
    limit: int = DEFAULT_LIMIT
    strict: Literal["any", "all", "should"] = "any"


@dataclass(frozen=True)
class Candidate:
    """``score`` from 0 to 100; ``features`` are the parts it was made of, each from 0 to 1."""

    thing: Thing
    score: float
    match: bool
    features: Mapping[str, float]


class Reconciler:
    """Over the things of one release; made once and asked often."""

    def __init__(self, things: Iterable[Thing]) -> None:
        self._things = {thing.id: thing for thing in things}
        self._entries = [entry for thing in self._things.values() for entry in _entries(thing)]
        self._grams: dict[str, list[int]] = {}
        for number, entry in enumerate(self._entries):
            for gram in entry.grams:
                self._grams.setdefault(gram, []).append(number)

    def get(self, identifier: str) -> Thing | None:
        """By its identifier, or by its whole address."""
        return self._things.get(identifier.strip().removeprefix(SPACE))

    def candidates(self, sought: Sought) -> tuple[Candidate, ...]:
        """The best first; none where neither a text nor anything told is alike."""
        likeness = self._likeness(sought)
        found = [(thing, likeness.get(thing.id, 0.0)) for thing in self._chosen(sought, likeness)]
        scored = [_scored(thing, alike, sought) for thing, alike in found]
        certain = [one for one in scored if _is_certain(one)]
        decided = [
            Candidate(one.thing, one.score, len(certain) == 1 and one is certain[0], one.features) for one in scored
        ]
        decided.sort(key=lambda one: (-one.score, one.thing.label.sv, one.thing.id))
        return tuple(decided[: min(sought.limit, MOST_CANDIDATES)])

    def beginning(self, prefix: str, language: Language) -> tuple[Thing, ...]:
        """Things with a name, or a word of a name, that begins so; by label."""
        known, wanted = self.get(prefix), normal(prefix)
        if known is not None:
            return (known,)
        found = (
            {entry.thing.id for entry in self._entries if not entry.phrase and entry.begins(wanted)} if wanted else ()
        )
        return _by_label((self._things[identifier] for identifier in found), language)

    def _chosen(self, sought: Sought, likeness: Mapping[str, float]) -> Iterator[Thing]:
        """Those with a like name, or, where something that identifies is told or no text is given, that agree."""
        for thing in self._things.values():
            if _is_of_kind(thing, sought) and (thing.id in likeness or _is_told(thing, sought)):
                yield thing

    def _likeness(self, sought: Sought) -> dict[str, float]:
        """How alike the best name of each thing is, from 0 to 1, for those that are proposed."""
        if not sought.text:
            return {}
        known = self.get(sought.text)
        if known is not None:
            return {known.id: _EXACT}
        wanted = normal(sought.text)
        grams = _grams(wanted)
        shared = Counter(number for gram in grams for number in self._grams.get(gram, ()))
        found: dict[str, float] = {}
        for number, count in shared.items():
            entry = self._entries[number]
            alike = entry.likeness(wanted, count, len(grams))
            if alike >= LEAST_LIKENESS and alike > found.get(entry.thing.id, 0.0):
                found[entry.thing.id] = alike
        return found


@dataclass(frozen=True)
class _Entry:
    """One name or phrase of a thing, ready to be compared."""

    thing: Thing
    name: str
    phrase: bool

    @cached_property
    def grams(self) -> frozenset[str]:
        return _grams(self.name)

    def likeness(self, wanted: str, shared: int, size: int) -> float:
        """Dice's coefficient over groups of three letters; 1 for the same name alone."""
        if not self.phrase and self.name == wanted:
            return _EXACT
        alike = min(2 * shared / (size + len(self.grams)), _LIKELIEST)
        return alike * _PHRASE if self.phrase else alike

    def begins(self, prefix: str) -> bool:
        return f" {self.name}".find(f" {prefix}") >= 0


def normal(text: str) -> str:
    """As names are compared: letters and digits alone, one case, one space between words."""
    composed = unicodedata.normalize("NFKC", text).casefold()
    return " ".join("".join(letter if letter.isalnum() else " " for letter in composed).split())


def kinds_beginning(prefix: str, language: Language) -> tuple[Kind, ...]:
    """Types whose identifier or name begins so, in their order."""
    return tuple(kind for kind in KINDS.values() if _begins(kind.id, kind.name.in_language(language), prefix))


def properties_beginning(prefix: str, language: Language) -> tuple[Property, ...]:
    """Properties whose identifier or name begins so, in their order."""
    return tuple(one for one in PROPERTIES.values() if _begins(one.id, one.name.in_language(language), prefix))


def _entries(thing: Thing) -> Iterator[_Entry]:
    names = {normal(name) for name in thing.names} - {""}
    yield from (_Entry(thing, name, phrase=False) for name in sorted(names))
    phrases = {normal(phrase) for phrase in thing.phrases} - names - {""}
    yield from (_Entry(thing, phrase, phrase=True) for phrase in sorted(phrases))


def _grams(name: str) -> frozenset[str]:
    """Groups of three letters, word by word, so that the order of words does not count."""
    return frozenset(f" {word} "[start : start + 3] for word in name.split() for start in range(len(word)))


def _scored(thing: Thing, alike: float, sought: Sought) -> Candidate:
    features = {"name": round(alike, 3)} if sought.text else {}
    agreements = {told.property: _agreement(thing, told) for told in sought.told}
    features |= {f"property:{name}": value for name, value in agreements.items()}
    named = alike if sought.text else None
    agreed = sum(agreements.values()) / len(agreements) if agreements else None
    if named is None:
        score = agreed or 0.0
    elif agreed is None:
        score = named
    else:
        score = _NAME_WEIGHT * named + (1 - _NAME_WEIGHT) * agreed
    if any(PROPERTIES[name].identifies and value == _EXACT for name, value in agreements.items() if name in PROPERTIES):
        score = max(score, _EXACT if named is None or named > 0 else _LIKELIEST)
        features["identified"] = 1.0
    if sought.kinds and sought.strict == "should":
        features["type"] = float(_has_kind(thing, sought.kinds))
        score *= 0.9 + 0.1 * features["type"]
    return Candidate(thing, round(100 * score, 1), match=False, features=features)


def _is_certain(one: Candidate) -> bool:
    """The same name, or an identifying number, and nothing against it."""
    against = any(value == 0 for name, value in one.features.items() if name.startswith("property:"))
    return not against and (one.features.get("name") == _EXACT or "identified" in one.features)


def _agreement(thing: Thing, told: Told) -> float:
    """1 where one value is the same, 0 where all differ, between where nothing is known of it."""
    known = thing.values.get(told.property, ())
    if not known:
        return _UNTOLD
    wanted = {_comparable(told.property, value) for value in told.values}
    return _EXACT if any(wanted & _forms(told.property, value) for value in known) else 0.0


def _forms(name: str, value: Value) -> set[str]:
    forms = {_comparable(name, value.text.sv), _comparable(name, value.text.en)}
    if value.id:
        forms |= {_comparable(name, value.id), _comparable(name, value.id.rpartition("/")[2])}
    return forms


def _comparable(name: str, text: str) -> str:
    if name == HOMEPAGE.id:
        return host(text)
    if name in PROPERTIES and PROPERTIES[name].identifies:
        return "".join(letter for letter in text.casefold() if letter.isalnum())
    return normal(text.removeprefix(SPACE))


def _is_told(thing: Thing, sought: Sought) -> bool:
    """Whether it is proposed for what is told of it, whatever its name."""
    agreeing = [told for told in sought.told if thing.values.get(told.property) and _agreement(thing, told) == _EXACT]
    if sought.text:
        return any(told.property in PROPERTIES and PROPERTIES[told.property].identifies for told in agreeing)
    return bool(agreeing)


def _is_of_kind(thing: Thing, sought: Sought) -> bool:
    if not sought.kinds or sought.strict == "should":
        return True
    own = {kind.id for kind in thing.kind.all}
    return own.issuperset(sought.kinds) if sought.strict == "all" else _has_kind(thing, sought.kinds)


def _has_kind(thing: Thing, wanted: Sequence[str]) -> bool:
    return any(kind.id in wanted for kind in thing.kind.all)


def _by_label(things: Iterable[Thing], language: Language) -> tuple[Thing, ...]:
    return tuple(sorted(things, key=lambda one: (order(one.label.in_language(language), language), one.id)))


def _begins(identifier: str, name: str, prefix: str) -> bool:
    wanted = normal(prefix)
    return normal(identifier).startswith(wanted) or f" {normal(name)}".find(f" {wanted}") >= 0
