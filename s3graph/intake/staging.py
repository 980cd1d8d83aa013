"""A delivered file in memory: as canonical triples, as a store to validate, with the lines its subjects stand on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Store

from s3graph.errors import ReadError
from s3graph.intake.canonical import CanonicalGraph, canonical
from s3graph.intake.reader import Reader
from s3graph.intake.unpacking import unpacked
from s3graph.model import Text


@dataclass(frozen=True)
class Staged:
    """``store`` has the file's triples in its default graph and nothing else; ``lines`` knows named subjects alone."""

    store: Store
    canonical: CanonicalGraph
    lines: Mapping[NamedNode | BlankNode, int]


def stage(reader: Reader, stream: BinaryIO, name: str, limit: int) -> Staged:
    """Reads the whole file, packed or not. ``limit`` is in bytes, unpacked.

    ReadError where it cannot be read or says nothing, LimitError where it is larger.
    """
    lines: dict[NamedNode | BlankNode, int] = {}
    triples = []
    for triple, line in reader.read(unpacked(stream, name, limit), name):
        triples.append(triple)
        if line is not None and isinstance(triple.subject, NamedNode):
            lines.setdefault(triple.subject, line)
    if not triples:
        raise ReadError(
            Text(
                sv=f"{name} innehåller inga påståenden. Är det rätt fil?",
                en=f"{name} holds no statements. Is it the right file?",
            )
        )
    content = canonical(triples)
    store = Store()
    store.bulk_extend(Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in content.triples)
    return Staged(store, content, lines)
