"""What a release is made of, in numbers: as VoID describes a dataset by its classes and properties."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

SECONDS = 120.0
"""Counting a release may take longer than an answer to a stranger."""
_KEPT = 2

Ask = Callable[[str], bytes]
"""Answers a SELECT in SPARQL results JSON."""

_CLASSES = "SELECT ?name (COUNT(*) AS ?n) WHERE { ?s a ?name } GROUP BY ?name"
_PROPERTIES = "SELECT ?name (COUNT(*) AS ?n) WHERE { ?s ?name ?o } GROUP BY ?name"
_GRAPHS = "SELECT ?name (COUNT(*) AS ?n) WHERE { GRAPH ?name { ?s ?p ?o } } GROUP BY ?name"
_SUBJECTS = "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s ?p ?o }"
_OBJECTS = "SELECT (COUNT(DISTINCT ?o) AS ?n) WHERE { ?s ?p ?o }"


@dataclass(frozen=True)
class Statistics:
    """Counts over the union of all graphs, each triple once; ``graphs`` over each graph by itself. Keys are IRIs."""

    classes: Mapping[str, int]
    properties: Mapping[str, int]
    graphs: Mapping[str, int]
    subjects: int
    objects: int

    @property
    def triples(self) -> int:
        return sum(self.properties.values())

    @classmethod
    def of(cls, ask: Ask) -> Statistics:
        """Errors as ``ask`` has them."""
        return cls(
            classes=dict(_counts(ask(_CLASSES))),
            properties=dict(_counts(ask(_PROPERTIES))),
            graphs=dict(_counts(ask(_GRAPHS))),
            subjects=next(_rows(ask(_SUBJECTS)))[1],
            objects=next(_rows(ask(_OBJECTS)))[1],
        )


def _counts(answer: bytes) -> Iterator[tuple[str, int]]:
    """By IRI, sorted; a class without a name is left out."""
    yield from sorted((name["value"], count) for name, count in _rows(answer) if name and name["type"] == "uri")


def _rows(answer: bytes) -> Iterator[tuple[dict[str, Any], int]]:
    for row in json.loads(answer)["results"]["bindings"]:
        yield row.get("name", {}), int(row["n"]["value"])


class Counted:
    """The statistics of the releases counted last, each once, by the first who asks. For threads."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._kept: dict[int, Statistics] = {}

    def of(self, release: int, ask: Ask) -> Statistics:
        """Errors as ``ask`` has them; the next who asks tries again then."""
        with self._turn:
            if release not in self._kept:
                self._kept[release] = Statistics.of(ask)
                for old in sorted(self._kept)[:-_KEPT]:
                    del self._kept[old]
            return self._kept[release]
