"""Import profiles: which shapes a file must meet, how severe each is, and what a source may speak about."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode

from s3graph.errors import NotFoundError, ShapesError
from s3graph.model import Text
from s3graph.resources import FileState, shelf, states
from s3graph.validation.finding import Severity
from s3graph.validation.shapes_graph import ShapesGraph
from s3graph.vocabulary import BASE, PREFIXES

SHAPES = f"{BASE}shapes/"


@dataclass(frozen=True)
class Profile:
    """``reserved`` classes get no members from a source; ``linking`` properties may be said of other sources' entities.

    ``about_others``: the source may describe entities that another source speaks for, as collected facts do.
    ``classes`` and ``properties`` are the only ones a register may use; empty in the other profiles.
    """

    name: str
    title: Text
    shapes: ShapesGraph
    reserved: frozenset[NamedNode] = frozenset()
    linking: frozenset[NamedNode] = frozenset()
    about_others: bool = False
    classes: frozenset[NamedNode] = frozenset()
    properties: frozenset[NamedNode] = frozenset()

    @property
    def of_register(self) -> bool:
        """Whether the source speaks of the terms of its register alone, in the words that the profile lists."""
        return bool(self.classes)

    @classmethod
    def load(cls, name: str, folder: Path | None = None) -> Profile:
        """A profile of the shelf, or of another folder laid out like it; read once as long as no file there changes.

        NotFoundError for an unknown name, ShapesError where the profile or its shapes are wrong.
        """
        folder = folder or shelf("shapes")
        return _read(name, folder, states(sorted((*folder.glob("*.ttl"), *folder.glob("profiles/*.toml")))))

    @staticmethod
    def files(name: str, folder: Path | None = None) -> tuple[str, ...]:
        """The shapes files of a profile, by name."""
        return tuple(_table(name, folder or shelf("shapes"))["shapes"]["files"])

    @staticmethod
    def names(folder: Path | None = None) -> tuple[str, ...]:
        """The profiles there are, by name."""
        return tuple(sorted(file.stem for file in ((folder or shelf("shapes")) / "profiles").glob("*.toml")))


@lru_cache(maxsize=8)
def _read(name: str, folder: Path, _: tuple[FileState, ...]) -> Profile:
    table = _table(name, folder)
    shapes = ShapesGraph.load(folder / file for file in Profile.files(name, folder))
    severities = {NamedNode(SHAPES + shape): Severity(value) for shape, value in table.get("severity", {}).items()}
    speech = table.get("speech", {})
    return Profile(
        name=name,
        title=Text(sv=table["title"]["sv"], en=table["title"]["en"]),
        shapes=shapes.relaxed(severities),
        reserved=frozenset(_expanded(term) for term in speech.get("reserved", ())),
        linking=frozenset(_expanded(term) for term in speech.get("linking", ())),
        about_others=bool(speech.get("about_others", False)),
        classes=frozenset(_expanded(term) for term in speech.get("classes", ())),
        properties=frozenset(_expanded(term) for term in speech.get("properties", ())),
    )


def _table(name: str, folder: Path) -> Mapping[str, Any]:
    """The profile's own table over the one it extends."""
    if name not in Profile.names(folder):
        known = ", ".join(Profile.names(folder))
        raise NotFoundError(
            Text(
                sv=f"Profilen {name} finns inte. Det finns: {known}.",
                en=f"There is no profile {name}. There are: {known}.",
            )
        )
    file = folder / "profiles" / f"{name}.toml"
    try:
        own = tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ShapesError(
            Text(
                sv=f"Profilen {file.name} kan inte läsas: {error}.",
                en=f"The profile {file.name} cannot be read: {error}.",
            )
        ) from error
    return _over(_table(own["extends"], folder), own) if "extends" in own else own


def _over(base: Mapping[str, Any], own: Mapping[str, Any]) -> Mapping[str, Any]:
    merged = dict(base)
    for key, value in own.items():
        merged[key] = {**base[key], **value} if isinstance(value, dict) and key in base else value
    return merged


def _expanded(term: str) -> NamedNode:
    prefix, _, local = term.partition(":")
    return NamedNode(PREFIXES[prefix] + local)
