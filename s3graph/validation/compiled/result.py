"""What one constraint has to say, before it becomes a finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from s3graph.validation.finding import Finding, Node, Term
from s3graph.validation.messages import message_for
from s3graph.validation.paths import Path
from s3graph.validation.shapes_graph import ShapesGraph


@dataclass(frozen=True)
class Result:
    """``chain`` leads from the focus node of the outermost shape to the node complained of, which is its last member.

    ``source`` is the SPARQL constraint that spoke, where one did; ``bindings`` are the variables its message may use.
    """

    chain: tuple[Term, ...]
    path: Path | None
    value: Term | None
    component: NamedNode
    shape: Node
    source: Node | None = None
    bindings: Mapping[str, Term | None] = field(default_factory=dict)

    @property
    def focus(self) -> Term:
        return self.chain[-1]

    def finding(self, shapes: ShapesGraph) -> Finding:
        bearers = (self.source, self.shape) if self.source is not None else (self.shape,)
        values = {**self.bindings, "this": self.focus, "value": self.value}
        return Finding(
            focus=self.focus,
            path=self.path,
            value=self.value,
            component=self.component,
            severity=shapes.severity(self.shape),
            shape=self.shape,
            messages=message_for(shapes, bearers, self.component, values),
        )
