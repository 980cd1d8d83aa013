"""One delivered file against a profile: shapes, rules of speech, and what the file points at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store, Triple

from s3graph.validation.compiled import CompiledEngine
from s3graph.validation.engine import Engine
from s3graph.validation.file_graph import FileGraph
from s3graph.validation.finding import Finding, Severity, Term
from s3graph.validation.paths import Predicate
from s3graph.validation.profile import Profile
from s3graph.validation.pyshacl_engine import PyshaclEngine
from s3graph.validation.reference import Reference
from s3graph.validation.report import Report
from s3graph.validation.speech import ENTITIES, Speech, SpeechCheck
from s3graph.validation.surroundings import Surroundings
from s3graph.vocabulary import RDF, SH

_LEVELS = 10
Place = NamedNode | Triple
"""What a line of a file is asked for: where an entity is first described, or where a statement stands."""


@dataclass(frozen=True)
class StagedDelivery:
    """A file in memory: its triples in the default graph of ``data``, and nothing else there.

    ``lines`` gives the lines of the places it is asked for, as far as the reader knows them. Validation adds the
    reference graphs and the types of known entities to ``data``; take what the file itself says before.
    """

    data: Store
    speech: Speech
    reference: Reference
    lines: Callable[[Set[Place]], Mapping[Place, int]] = lambda wanted: {}


def validate_delivery(delivery: StagedDelivery, profile: Profile, engine: Engine | None = None) -> Report:
    """Findings about the subjects of the file, gravest first.

    What shapes read is the file, the reference graphs, and the types of the known entities the file points at. A
    value that nobody has described yet is a warning, not a violation of the class expected of it.
    """
    file = FileGraph(delivery.data)
    surroundings = Surroundings(file, delivery.speech, delivery.reference, profile)
    beside = [
        *SpeechCheck(file, delivery.speech, delivery.reference, profile).findings(),
        *surroundings.findings(),
    ]
    subjects, unknown = file.subjects(), surroundings.unknown_entities()
    known_types = list(_known_types(file, delivery.speech))
    delivery.reference.add_to(delivery.data)
    delivery.data.extend(known_types)
    report = (engine or CompiledEngine(PyshaclEngine())).validate(delivery.data, profile.shapes, subjects)
    report = report.map(lambda finding: _softened(finding, unknown)).with_findings(beside)
    described = {finding.focus: _described_at(finding.focus, delivery.data) for finding in report.findings}
    wanted: set[Place] = {node for node in described.values() if node is not None}
    wanted.update(statement for finding in report.findings if (statement := _statement(finding)))
    lines = delivery.lines(wanted)
    return report.map(lambda finding: _located(finding, described, lines)).sorted()


def _described_at(focus: Term, data: Store) -> NamedNode | None:
    """The named node whose description holds the focus: itself, or the one that leads to a blank node."""
    for _ in range(_LEVELS):
        if isinstance(focus, NamedNode):
            return focus
        leading = next(data.quads_for_pattern(None, None, focus, DefaultGraph()), None)
        if leading is None or isinstance(leading.subject, Triple):
            return None
        focus = leading.subject
    return None


def _statement(finding: Finding) -> Triple | None:
    """The very statement that is complained of; None where something is missing, or on the way of a longer path."""
    if isinstance(finding.focus, NamedNode) and isinstance(finding.path, Predicate) and finding.value is not None:
        return Triple(finding.focus, finding.path.iri, finding.value)
    return None


def _located(finding: Finding, described: Mapping[Term, NamedNode | None], lines: Mapping[Place, int]) -> Finding:
    """At its statement where that is known, else where its node is first described."""
    node, statement = described[finding.focus], _statement(finding)
    line = lines.get(statement) if statement else None
    return finding.at(line if line is not None or node is None else lines.get(node))


def _known_types(file: FileGraph, speech: Speech) -> Iterator[Quad]:
    """Types of the entities pointed at, as far as the platform knows them and the file does not say."""
    for entity in file.pointed_at(ENTITIES) - file.subjects():
        for kind in speech.types.get(entity, ()):
            yield Quad(entity, RDF.type, kind, DefaultGraph())


def _softened(finding: Finding, unknown: frozenset[NamedNode]) -> Finding:
    """The class of an entity that nobody has described cannot be wrong yet."""
    if finding.component == SH.ClassConstraintComponent and finding.value in unknown:
        return finding.with_severity(Severity.WARNING)
    return finding
