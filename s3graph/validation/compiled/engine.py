"""The compiled engine: every shape it knows as queries, every other shape handed to the reference engine."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from pyoxigraph import Store

from s3graph.validation import guards
from s3graph.validation.compiled.chosen import Chosen
from s3graph.validation.compiled.evaluation import Evaluation
from s3graph.validation.compiled.frame import Frame, NotCompilableError, target_frame
from s3graph.validation.engine import Engine
from s3graph.validation.finding import Finding, Node
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
        guards.check_support(shapes)
        evaluation, chosen = Evaluation(data, shapes), Chosen(data, focus)
        report = Report()
        left: list[Node] = []
        by_class: list[Frame] = []
        for shape in shapes.targeted:
            if evaluation.deactivated(shape):
                continue
            try:
                frame = target_frame(data, shapes, shape)
                by_class.extend([frame] if shapes.chooses_by_class(shape) else [])
                findings = _findings(evaluation, shape, frame, chosen) if chosen.count(frame) else ()
            except NotCompilableError as reason:
                _LOGGER.info("%s is left to %s: %s", shape, self._reference.name, reason)
                left.append(shape)
                continue
            report = report.merge(Report(findings, {shape: chosen.count(frame)}, {shape: self.name}))
        if left:
            report = report.merge(self._reference.validate(data, only(shapes, left), focus))
        return report.merge(Report(checked=chosen.count_any(by_class)))


def _findings(evaluation: Evaluation, shape: Node, frame: Frame, chosen: Chosen) -> tuple[Finding, ...]:
    results = evaluation.results(shape, frame)
    return tuple(result.finding(evaluation.shapes) for result in results if chosen.has(result.chain[0]))


def only(shapes: ShapesGraph, targeted: Iterable[Node]) -> ShapesGraph:
    """The same shapes with no targets but those of a few."""
    kept = set(targeted)
    classes = (RDFS.Class, OWL.Class)
    return ShapesGraph.of(
        triple
        for triple in shapes.written
        if triple.subject in kept
        or not (
            triple.predicate in _TARGETS
            or (triple.predicate == RDF.type and triple.object in classes and triple.subject in shapes.targeted)
        )
    )
