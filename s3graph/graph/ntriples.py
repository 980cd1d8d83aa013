"""Statements as canonical N-Triples: one line of bytes each, sorted, none twice.

A million statements as lines take a quarter of the memory and the time that they take as objects, and sets of lines are
compared exactly as they were written, while a store spells numbers its own way (1.0 and 1.00 are one there).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BufferedReader, RawIOBase
from itertools import chain
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, Triple, parse

if TYPE_CHECKING:
    from typing_extensions import Buffer

Line = bytes
_PIECE = 20_000
_LOADED_AT_ONCE = 500_000
"""Loading sorts what it is given in memory: 1.3 million lines at once take 1.1 GB and are no faster than in parts
(docs/figures.md)."""
_FEW = 8
"""Up to an eighth of the lines are faster sorted than picked out in order."""


@dataclass(frozen=True)
class NTriples:
    """``lines`` are sorted and differ; each ends with a dot and a line feed. Make them with ``of`` or ``read``."""

    lines: tuple[Line, ...] = ()

    @classmethod
    def of(cls, triples: Iterable[Triple]) -> NTriples:
        return cls.sorted(line_of(triple) for triple in triples)

    @classmethod
    def read(cls, content: bytes) -> NTriples:
        """N-Triples as pyoxigraph writes them, in any order."""
        return cls.sorted(content.splitlines(keepends=True))

    @classmethod
    def sorted(cls, lines: Iterable[Line]) -> NTriples:
        ordered = sorted(lines)
        following = iter(ordered)
        next(following, None)
        kept = [line for line, after in zip(ordered, following, strict=False) if line != after]
        return cls((*kept, *ordered[-1:]))

    def __len__(self) -> int:
        return len(self.lines)

    def __iter__(self) -> Iterator[Triple]:
        for quad in parse(BufferedReader(_Pieces(self)), format=RdfFormat.N_TRIPLES):
            yield quad.triple

    def __add__(self, other: NTriples) -> NTriples:
        if not (self.lines and other.lines):
            return self if self.lines else other
        return NTriples.sorted(chain(self.lines, other.lines))

    def minus(self, other: NTriples) -> NTriples:
        """The lines that ``other`` does not have."""
        gone = set(other.lines)
        return NTriples(tuple(line for line in self.lines if line not in gone)) if gone else self

    def changed_to(self, new: NTriples) -> tuple[NTriples, NTriples]:
        """What goes and what comes where ``new`` takes the place of this."""
        if not self.lines:
            return self, new
        before = frozenset(self.lines)
        differing = before.symmetric_difference(new.lines)
        if len(differing) * _FEW > len(before):
            return self._among(differing), new._among(differing)
        return NTriples(tuple(sorted(differing & before))), NTriples(tuple(sorted(differing - before)))

    def _among(self, lines: frozenset[Line]) -> NTriples:
        return NTriples(tuple(line for line in self.lines if line in lines))

    def mentioning(self, *terms: NamedNode) -> NTriples:
        """The lines that may hold one of the terms; a line with its address inside a literal is among them."""
        found: set[Line] = set()
        for term in terms:
            spelt = str(term).encode()
            found.update(line for line in self.lines if spelt in line)
        return NTriples(tuple(sorted(found)))

    def subjects(self) -> set[bytes]:
        """The subjects as they are written."""
        return {line[: line.index(b" ")] for line in self.lines}

    def pieces(self, size: int = _PIECE) -> Iterator[bytes]:
        """The content in pieces of moderate size."""
        for start in range(0, len(self.lines), size):
            yield b"".join(self.lines[start : start + size])

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the content."""
        found = hashlib.sha256()
        for piece in self.pieces():
            found.update(piece)
        return found.hexdigest()

    def apart(self) -> tuple[NTriples, NTriples]:
        """The lines without blank nodes, and those with one."""
        if not self._blank.lines:
            return self, self._blank
        return self.minus(self._blank), self._blank

    @cached_property
    def _blank(self) -> NTriples:
        return NTriples(tuple(line for line in self.lines if b"_:" in line and has_blank_node(line)))

    def store(self) -> Store:
        """A store in memory with all of it in its default graph."""
        made = Store()
        self.load_into(made)
        return made

    def load_into(self, store: Store, graph: NamedNode | None = None) -> None:
        """Adds all to a graph of a store, by default to its default graph; blank nodes keep their names."""
        ground, blank = self.apart()
        name = graph or DefaultGraph()
        for piece in ground.pieces(_LOADED_AT_ONCE):
            store.bulk_load(piece, format=RdfFormat.N_TRIPLES, to_graph=name)
        if blank:
            store.bulk_extend(Quad(t.subject, t.predicate, t.object, name) for t in blank)


class _Pieces(RawIOBase):
    """The content as a stream, without a second copy of all of it."""

    def __init__(self, content: NTriples) -> None:
        super().__init__()
        self._pieces = content.pieces()
        self._left = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer, /) -> int:
        into = memoryview(buffer).cast("B")
        if not self._left:
            self._left = memoryview(next(self._pieces, b""))
        count = min(len(into), len(self._left))
        into[:count] = self._left[:count]
        self._left = self._left[count:]
        return count


def line_of(triple: Triple) -> Line:
    """One statement as its line."""
    return f"{triple} .\n".encode()


def has_blank_node(line: Line) -> bool:
    return line.startswith(b"_:") or line.split(b" ", 2)[2].startswith(b"_:")


def graph_of(store: Store, graph: NamedNode) -> NTriples:
    """What a graph of a store says, numbers as the store spells them."""
    return NTriples.read(store.dump(format=RdfFormat.N_TRIPLES, from_graph=graph) or b"")
