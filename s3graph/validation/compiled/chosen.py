"""How many of the nodes in focus a shape chooses, counted by the store: fetching them was a third of all the work."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from pyoxigraph import BlankNode, Store

from s3graph.validation.compiled.frame import Frame, written
from s3graph.validation.finding import Node, Term

_FEW = 5_000


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
            total = self._ask(frame.body)
            self._counts[frame.body] = total if self._focus is None or not total else self._in_focus(frame, total)
        return self._counts[frame.body]

    def count_any(self, frames: Iterable[Frame]) -> int:
        """The nodes that are in focus and in any of some frames."""
        bodies = dict.fromkeys(frame.body for frame in frames)
        return self.count(Frame(" UNION ".join(f"{{ {body} }}" for body in bodies))) if bodies else 0

    def _in_focus(self, frame: Frame, total: int) -> int:
        """Of many nodes those out of focus are taken away, which are few: what a file refers to, not what it is about.

        A node that is not described at all cannot be in focus of a file, but can be of a caller's own choice.
        """
        if total <= _FEW or self._outside is None:
            rows = self._store.query(f"SELECT DISTINCT ?n0 WHERE {{ {frame.body} }}")
            return sum(row[0] in self._focus for row in rows)  # type: ignore[union-attr, operator]
        outside = self._ask(f"VALUES ?n0 {{ {self._outside} }} {frame.body}")
        undescribed = self._ask(
            f"{{ SELECT DISTINCT ?n0 {{ {frame.body} }} }} MINUS {{ ?n0 ?any_property ?any_value }}"
        )
        return total - outside - undescribed

    @cached_property
    def _outside(self) -> str | None:
        """The nodes that are described but not in focus, as a query names them; None where counting by them is no use:
        they are many, some have no name, or a node in focus is not described."""
        rows = self._store.query("SELECT DISTINCT ?s WHERE { ?s ?p ?o }")
        described = {row[0] for row in rows}  # type: ignore[union-attr]
        focus = self._focus or frozenset()
        outside = described - focus
        if len(described) - len(outside) < len(focus) or len(outside) > 10 * _FEW:
            return None
        if any(isinstance(node, BlankNode) for node in outside):
            return None
        return " ".join(written(node) for node in outside)

    def _ask(self, body: str) -> int:
        rows = self._store.query(f"SELECT (COUNT(DISTINCT ?n0) AS ?count) WHERE {{ {body} }}")
        (row,) = rows  # type: ignore[misc]
        return int(row[0].value)
