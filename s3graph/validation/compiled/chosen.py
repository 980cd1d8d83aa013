"""How many of the nodes in focus a shape chooses. Counted by the store where they are many: fetching every row only to
count it was a third of all the work."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from pyoxigraph import DefaultGraph, Store

from s3graph.validation.compiled.frame import Frame
from s3graph.validation.finding import Node, Term

FEW = 2_000


class Chosen:
    """Counts in one store. ``focus`` is None where all nodes are in focus."""

    def __init__(self, store: Store, focus: frozenset[Node] | None) -> None:
        self._store = store
        self._focus = focus
        self._counts: dict[str, int] = {}

    def has(self, node: Term) -> bool:
        return self._focus is None or node in self._focus

    def count(self, frame: Frame) -> int:
        """The nodes of a frame of depth 0 that are in focus."""
        if frame.body not in self._counts:
            total = _counted(self._store, frame)
            self._counts[frame.body] = total if self._focus is None or not total else self._in_focus(frame, total)
        return self._counts[frame.body]

    def count_any(self, frames: Iterable[Frame]) -> int:
        """The nodes that are in focus and in any of some frames."""
        met = {frame.body: frame for frame in frames if self.count(frame)}
        if len(met) < 2:
            return sum(map(self.count, met.values()))
        union = " UNION ".join(f"{{ {body} }}" for body in met)
        by_subject = all(frame.by_subject for frame in met.values())
        return self.count(Frame(f"{{ SELECT DISTINCT ?n0 WHERE {{ {union} }} }}", by_subject=by_subject))

    def _in_focus(self, frame: Frame, total: int) -> int:
        """Of many nodes the few out of focus are taken away: those a file refers to, not those it is about."""
        if total > FEW and frame.by_subject and self._outside is not None:
            return total - _counted(self._outside, frame)
        rows = self._store.query(f"SELECT DISTINCT ?n0 WHERE {{ {frame.body} }}")
        return sum(self.has(row[0]) for row in rows)  # type: ignore[union-attr]

    @cached_property
    def _outside(self) -> Store | None:
        """What is said of the subjects out of focus; None where they are many."""
        rows = self._store.query("SELECT DISTINCT ?s WHERE { ?s ?p ?o }")
        outside = [row[0] for row in rows if not self.has(row[0])]  # type: ignore[union-attr]
        if len(outside) > 20_000:
            return None
        said = Store()
        for node in outside:
            said.extend(self._store.quads_for_pattern(node, None, None, DefaultGraph()))
        return said


def _counted(store: Store, frame: Frame) -> int:
    (row,) = store.query(f"SELECT (COUNT(*) AS ?count) WHERE {{ {frame.body} }}")  # type: ignore[misc]
    return int(row[0].value)
