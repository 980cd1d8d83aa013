"""The compiled engine: every shape it knows as queries, every other shape handed to the reference engine."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from pyoxigraph import Store

from s3graph.validation.compiled.evaluation import Evaluation
from s3graph.validation.compiled.frame import NotCompilableError, target_frame
from s3graph.validation.engine import Engine
from s3graph.validation.finding import Finding, Node, Term
from s3graph.validation.report import Report
from s3graph.validation.shapes_graph import ShapesGraph
from s3graph.vocabulary import OWL, RDF, RDFS, SH

_LOGGER = logging.getLogger(__name__)
_TARGETS = (SH.targetNode, SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.target)


class CompiledEngine:
    """Same findings as the reference engine, in the time of a few passes over the data."""

    name = "compiled"

    def __init__(self, reference: Engine) -> None:
        self._reference = reference

    def validate(self, data: Store, shapes: ShapesGraph, focus: frozenset[Node] | None) -> Report:
        evaluation = Evaluation(data, shapes)
        report = Report()
        left: list[Node] = []
        checked: set[Term] = set()
        for shape in shapes.targeted:
            if evaluation.deactivated(shape):
                continue
            try:
                met, findings = _judged(evaluation, shape, focus)
            except NotCompilableError as reason:
                _LOGGER.info("%s is left to %s: %s", shape, self._reference.name, reason)
                left.append(shape)
                continue
            checked |= met if shapes.chooses_by_class(shape) else frozenset()
            report = report.merge(Report(tuple(findings), {shape: len(met)}, {shape: self.name}))
        if left:
            report = report.merge(self._reference.validate(data, only(shapes, left), focus))
        return report.merge(Report(checked=len(checked)))


def _judged(
    evaluation: Evaluation, shape: Node, focus: frozenset[Node] | None
) -> tuple[frozenset[Term], list[Finding]]:
    frame = target_frame(evaluation.store, evaluation.shapes, shape)
    chosen = evaluation.nodes(frame)
    met = chosen if focus is None else chosen & focus
    if not met:
        return met, []
    results = evaluation.results(shape, frame)
    return met, [result.finding(evaluation.shapes) for result in results if result.chain[0] in met]


def only(shapes: ShapesGraph, targeted: Iterable[Node]) -> ShapesGraph:
    """The same shapes with no targets but those of a few."""
    kept = set(targeted)
    classes = (RDFS.Class, OWL.Class)
    return ShapesGraph.of(
        triple
        for triple in shapes.triples
        if triple.subject in kept
        or not (
            triple.predicate in _TARGETS
            or (triple.predicate == RDF.type and triple.object in classes and triple.subject in shapes.targeted)
        )
    )
