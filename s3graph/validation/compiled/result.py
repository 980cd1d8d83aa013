"""What one constraint has to say, before it becomes a finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from s3graph.validation.finding import Finding, Node, Term
from s3graph.validation.messages import message_for, texts_for
from s3graph.validation.paths import Path, Predicate
from s3graph.validation.shapes_graph import ShapesGraph


@dataclass(frozen=True)
class Result:
    """``chain`` leads from the focus node of the outermost shape to the node complained of, which is its last member.

    ``source`` is the SPARQL constraint that spoke, where one did; ``bindings`` are the variables its message may use.
    ``details`` are the results of the shape that the value was handed to.
    """

    chain: tuple[Term, ...]
    path: Path | None
    value: Term | None
    component: NamedNode
    shape: Node
    source: Node | None = None
    bindings: Mapping[str, Term | None] = field(default_factory=dict)
    details: tuple[Result, ...] = ()

    @property
    def focus(self) -> Term:
        return self.chain[-1]

    def finding(self, shapes: ShapesGraph) -> Finding:
        bearers = (self.source, self.shape) if self.source is not None else (self.shape,)
        walked = self.path.iri if isinstance(self.path, Predicate) else None
        values = {**self.bindings, "this": self.focus, "value": self.value, "path": walked}
        texts = texts_for(shapes, bearers, values)
        return Finding(
            focus=shapes.as_written(self.focus),
            path=self.path,
            value=shapes.as_written(self.focus) if self.value == self.focus else self.value,
            component=self.component,
            severity=shapes.severity(self.shape),
            shape=self.shape,
            messages=message_for(texts, self.component, values),
            source=self.source,
            texts=texts,
            details=tuple(detail.finding(shapes) for detail in self.details),
        )
