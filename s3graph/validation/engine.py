"""What an engine is: shapes and data in, a report out. Several may stand side by side."""

from __future__ import annotations

from typing import Protocol

from pyoxigraph import Store

from s3graph.validation.finding import Node
from s3graph.validation.report import Report
from s3graph.validation.shapes_graph import ShapesGraph


class Engine(Protocol):
    """Judges the default graph of a store."""

    name: str

    def validate(self, data: Store, shapes: ShapesGraph, focus: frozenset[Node] | None) -> Report:
        """Findings about the nodes in ``focus``, about all nodes where it is None. The store is not changed.

        Only which nodes a target chooses is limited by ``focus``; what a constraint reads is not.
        """
