"""The reference engine: pySHACL, reading the staging store in place."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from pyoxigraph import BlankNode, Literal, NamedNode, Store

from s3graph.errors import ShapesError
from s3graph.model import Text
from s3graph.validation import guards
from s3graph.validation.finding import Finding, Node, Term
from s3graph.validation.messages import message_for, texts_for
from s3graph.validation.paths import Predicate
from s3graph.validation.report import Report
from s3graph.validation.shapes_graph import ShapesGraph
from s3graph.vocabulary import PREFIXES, SH

if TYPE_CHECKING:
    from pyshacl.shape import Shape

_LOGGER = logging.getLogger(__name__)
_Fields = dict[Any, dict[NamedNode, list[Any]]]


class PyshaclEngine:
    """What pySHACL says is what a shape means. Roughly four seconds for a thousand companies."""

    name = "pyshacl"

    def validate(self, data: Store, shapes: ShapesGraph, focus: frozenset[Node] | None) -> Report:
        from pyparsing.exceptions import ParseException
        from pyshacl.errors import ReportableRuntimeError, ValidationFailure

        guards.check_support(shapes)
        try:
            return self._judged(data, shapes, focus)
        except (ReportableRuntimeError, ValidationFailure, NotImplementedError, ParseException, TypeError) as error:
            detail = str(getattr(error, "message", error))
            raise ShapesError(
                Text(sv=f"En form kan inte tillämpas: {detail}", en=f"A shape cannot be applied: {detail}")
            ) from error

    def _judged(self, data: Store, shapes: ShapesGraph, focus: frozenset[Node] | None) -> Report:
        from pyshacl.pytypes import SHACLExecutor
        from pyshacl.shapes_graph import ShapesGraph as PyshaclShapes

        from s3graph.validation.staging_graph import StagingGraph, from_rdflib, rdflib_graph, to_rdflib

        graph = StagingGraph(data, {**PREFIXES, **shapes.prefixes})
        wanted = None if focus is None else {to_rdflib(node) for node in focus}
        findings: list[Finding] = []
        met: dict[Node, int] = {}
        checked: set[Any] = set()
        known = PyshaclShapes(rdflib_graph(shapes.triples), logger=_LOGGER)
        for shape in known.shapes:
            name = _as_node(from_rdflib(shape.node))
            if not shapes.has_target(name) or shape.deactivated:
                continue
            chosen = self._chosen(shape, graph, wanted)
            met[name] = len(chosen)
            if shapes.chooses_by_class(name):
                checked.update(chosen)
            if chosen:
                _, results = shape.validate(SHACLExecutor(), graph, focus=chosen)
                findings.extend(_finding(shapes, result, _fields(triples)) for _, result, triples in results)
        return Report(tuple(findings), met, dict.fromkeys(met, self.name), len(checked))

    @staticmethod
    def _chosen(shape: Shape, graph: Any, wanted: set[Any] | None) -> list[Any]:
        nodes: set[Any] = shape.focus_nodes(graph)  # type: ignore[no-untyped-call]
        return list(nodes if wanted is None else nodes & wanted)


def _fields(triples: Iterable[tuple[Any, Any, Any]]) -> _Fields:
    """By result, what the triples say of it: of a result itself, and of those that led to it (``sh:detail``)."""
    from s3graph.validation.staging_graph import from_rdflib

    found: _Fields = {}
    for subject, predicate, value in triples:
        key = NamedNode(str(predicate))
        term = value[1] if isinstance(value, tuple) else value
        found.setdefault(subject, {}).setdefault(key, []).append(term if key == SH.detail else from_rdflib(term))
    return found


def _finding(shapes: ShapesGraph, result: Any, known: _Fields) -> Finding:
    fields: dict[NamedNode, Any] = {key: values[0] for key, values in known[result].items()}
    focus, value = fields[SH.focusNode], fields.get(SH.value)
    shape = _as_node(fields[SH.sourceShape])
    component = NamedNode(fields[SH.sourceConstraintComponent].value)
    path = shapes.path_at(_as_node(fields[SH.resultPath])) if SH.resultPath in fields else None
    source = fields.get(SH.sourceConstraint)
    bearers = (_as_node(source), shape) if source is not None else (shape,)
    values = {"this": focus, "value": value, "path": path.iri if isinstance(path, Predicate) else None}
    said = tuple(text.value for text in known[result].get(SH.resultMessage, ())) if source is not None else ()
    texts = texts_for(shapes, bearers, values, said)
    return Finding(
        focus=shapes.as_written(focus),
        path=path,
        value=shapes.as_written(focus) if value == focus else value,
        component=component,
        severity=shapes.severity(shape),
        shape=shape,
        messages=message_for(texts, component, values),
        source=None if source is None else _as_node(source),
        texts=texts,
        details=tuple(_finding(shapes, detail, known) for detail in known[result].get(SH.detail, ())),
    )


def _as_node(term: Term) -> NamedNode | BlankNode:
    if isinstance(term, Literal):
        raise TypeError(f"a literal where a node belongs: {term}")
    return term
