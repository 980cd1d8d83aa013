"""What comes with the software: reference graphs, and the two sources it brings along."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import RdfFormat, Triple, parse

from s3graph.graph import REFERENCE_GRAPHS, Source
from s3graph.model import Text
from s3graph.resources import shelf

_CC_BY = "https://creativecommons.org/licenses/by/4.0/"
_CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"


@dataclass(frozen=True)
class ShippedGraph:
    """Turtle files that make one named graph. ``source`` is None for reference graphs."""

    name: str
    files: tuple[Path, ...]
    source: Source | None = None

    @property
    def digest(self) -> str:
        """SHA-256 over the files, in order; the same files anywhere give the same."""
        found = hashlib.sha256()
        for path in self.files:
            found.update(hashlib.sha256(path.read_bytes()).digest())
        return found.hexdigest()

    def triples(self) -> Iterator[Triple]:
        """As the files have them, blank nodes apart between files."""
        for path in self.files:
            for quad in parse(path=str(path), format=RdfFormat.TURTLE, rename_blank_nodes=True):
                yield quad.triple


def reference_graphs() -> tuple[ShippedGraph, ...]:
    """The graphs every source may point at and none may change."""
    folder = shelf("ontology")
    files: dict[str, tuple[Path, ...]] = {name: (folder / f"{name}.ttl",) for name in REFERENCE_GRAPHS}
    files["ontology"] = (folder / "s3.ttl", folder / "alignments.ttl")
    files["competences"] = tuple(sorted((folder / "competences").glob("*.ttl")))
    return tuple(ShippedGraph(name, files[name]) for name in REFERENCE_GRAPHS)


def shipped_sources(example_data: bool) -> tuple[ShippedGraph, ...]:
    """The collected facts, and, where wanted, the fictional example source."""
    folder = shelf("ontology")
    platform = Source(
        name="platform",
        label=Text(sv="Plattformens insamlade fakta", en="Facts collected by the platform"),
        profile="facts",
        licence=_CC_BY,
        shipped=True,
    )
    example = Source(
        name="example",
        label=Text(sv="Påhittade exempel", en="Fictional examples"),
        profile="partner",
        licence=_CC0,
        shipped=True,
    )
    collected = ShippedGraph("platform", tuple(sorted((folder / "platform").glob("*.ttl"))), platform)
    return (
        (collected, ShippedGraph("example", (folder / "example-source.ttl",), example))
        if example_data
        else (collected,)
    )
