"""Organisations and other things that cells point at by name: those of the file itself, and those known already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import NamedNode

from s3graph.intake.reader import Named
from s3graph.workbook.terms import Names, Terms, silent


class Entities:
    """Found by name, number, own id or address. What the file describes itself goes before what is known already."""

    def __init__(self, terms: Terms, known: Named) -> None:
        self._terms = terms
        self._known = known
        self._own: dict[NamedNode, list[tuple[str, NamedNode]]] = defaultdict(list)
        self._names: dict[tuple[NamedNode, ...], Names] = {}

    def add(self, target: NamedNode, node: NamedNode, names: Iterable[str]) -> None:
        """A thing of the file, under every name it may be pointed at with."""
        self._own[target] += [(name, node) for name in names if name]
        for classes in [it for it in self._names if target in self._kinds(it)]:
            del self._names[classes]

    def names(self, classes: tuple[NamedNode, ...]) -> Names:
        """Of everything that is one of the classes, or of one below them."""
        if classes not in self._names:
            kinds = self._kinds(classes)
            own = tuple(pair for kind in kinds for pair in self._own.get(kind, ()))
            known = [(name, node) for kind in kinds for node, name in self._known(kind)]
            nodes = dict.fromkeys(node for _, node in (*own, *known))
            self._names[classes] = Names((own, tuple(known)), silent(nodes))
        return self._names[classes]

    def _kinds(self, classes: tuple[NamedNode, ...]) -> tuple[NamedNode, ...]:
        """The classes with those below them."""
        return tuple(dict.fromkeys(below for kind in classes for below in self._terms.below(kind)))
