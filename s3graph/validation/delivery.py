"""One delivered file against a profile: shapes, rules of speech, and what the file points at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass, replace

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store, Triple

from s3graph.model import Text
from s3graph.validation.compiled import CompiledEngine
from s3graph.validation.engine import Engine
from s3graph.validation.file_graph import FileGraph
from s3graph.validation.finding import Finding, Severity, Term
from s3graph.validation.location import Gap, Place, Where
from s3graph.validation.paths import Predicate
from s3graph.validation.profile import Profile
from s3graph.validation.pyshacl_engine import PyshaclEngine
from s3graph.validation.reference import Reference
from s3graph.validation.report import Report
from s3graph.validation.speech import ENTITIES, Speech, SpeechCheck
from s3graph.validation.surroundings import Surroundings
from s3graph.vocabulary import RDF, SH

_LEVELS = 10
_MISSING = (SH.MinCountConstraintComponent, SH.QualifiedMinCountConstraintComponent)
_FILL_IN = Text(sv='Fyll i kolumnen "{}".', en='Fill in the column "{}".')
_ADD_COLUMN = Text(sv='Lägg till kolumnen "{}" och fyll i den.', en='Add the column "{}" and fill it in.')


@dataclass(frozen=True)
class StagedDelivery:
    """A file in memory: its triples in the default graph of ``data``, and nothing else there.

    ``lines`` gives the lines of the places it is asked for, as far as the reader knows them. ``remarks`` are what the
    reader found itself, each at its place. Validation adds the reference graphs and the types of known entities to
    ``data``; take what the file itself says before.
    """

    data: Store
    speech: Speech
    reference: Reference
    lines: Callable[[Set[Place]], Mapping[Place, Where]] = lambda wanted: {}
    remarks: tuple[Finding, ...] = ()


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
    wanted.update(place for finding in report.findings if (place := _place(finding, described)))
    lines = delivery.lines(wanted)
    report = report.map(lambda finding: _located(finding, described, lines))
    return _with_remarks(report, delivery.remarks).sorted()


def _with_remarks(report: Report, remarks: tuple[Finding, ...]) -> Report:
    """A cell that could not be read says nothing, and of that no shape complains once more."""
    unread = {remark.cell for remark in remarks if remark.cell and remark.cell.column}
    return report.filter(lambda it: it.component not in _MISSING or it.cell not in unread).with_findings(remarks)


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


def _place(finding: Finding, described: Mapping[Term, NamedNode | None]) -> Triple | Gap | None:
    """The very statement that is complained of, or where it is missed; None on the way of a longer path."""
    if not isinstance(finding.path, Predicate):
        return None
    if isinstance(finding.focus, NamedNode) and finding.value is not None:
        return Triple(finding.focus, finding.path.iri, finding.value)
    node = described[finding.focus]
    return Gap(node, finding.path.iri) if node else None


def _located(finding: Finding, described: Mapping[Term, NamedNode | None], lines: Mapping[Place, Where]) -> Finding:
    """At its statement where that is known, else where its node is first described."""
    node, place = described[finding.focus], _place(finding, described)
    where = lines.get(place) if place else None
    return _said_of_cell(finding.at(where if where is not None or node is None else lines.get(node)))


def _said_of_cell(finding: Finding) -> Finding:
    """What is missing in a workbook is filled in in a column, whose heading the sender knows; shapes speak of RDF."""
    if finding.component not in _MISSING or finding.cell is None or not finding.cell.heading:
        return finding
    ways = _FILL_IN if finding.cell.column else _ADD_COLUMN
    said = (
        f"{message.partition('. ')[0].removesuffix('.')}. {way.format(finding.cell.heading)}"
        for message, way in zip(finding.messages, ways, strict=True)
    )
    return replace(finding, messages=Text(*said))


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
