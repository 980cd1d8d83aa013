"""One thing a rule has to say about one node: the value every engine and every check returns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from pyoxigraph import BlankNode, Literal, NamedNode

from s3graph.model import Text
from s3graph.validation.location import Cell, Where
from s3graph.validation.paths import Path
from s3graph.vocabulary import SH

Node = NamedNode | BlankNode
Term = NamedNode | BlankNode | Literal


class Severity(StrEnum):
    """What a finding does to a delivery: a violation blocks it, the others are only told."""

    VIOLATION = "Violation"
    WARNING = "Warning"
    INFO = "Info"

    @property
    def iri(self) -> NamedNode:
        return SH[self.value]

    @property
    def label(self) -> Text:
        return _LABELS[self]

    @property
    def rank(self) -> int:
        """0 for the gravest, so that findings sort with what blocks first."""
        return list(Severity).index(self)

    @classmethod
    def of(cls, iri: NamedNode) -> Severity:
        """The severity an ``sh:severity`` value means; ValueError for an IRI outside the three of SHACL."""
        return cls(iri.value.removeprefix(SH.iri))


_LABELS = {
    Severity.VIOLATION: Text(sv="fel", en="violation"),
    Severity.WARNING: Text(sv="varning", en="warning"),
    Severity.INFO: Text(sv="upplysning", en="information"),
}


@dataclass(frozen=True)
class Finding:
    """``shape`` is the rule: the named property or node shape, or one of the rules of ``speech``.

    ``value`` is the term complained of, None where something is missing. ``line`` is the line of the delivered file
    where the focus node is first described, None where the format has no lines; of a workbook it is the row, and
    ``cell`` the whole place. ``source`` is the SPARQL constraint that spoke, where one did. ``texts`` are the shape's
    own messages in all their languages, empty where it has none. ``details`` say why a value does not conform to the
    shape it was handed to.
    """

    focus: Term
    path: Path | None
    value: Term | None
    component: NamedNode
    severity: Severity
    shape: Node
    messages: Text
    line: int | None = None
    source: Node | None = None
    texts: tuple[Literal, ...] = ()
    details: tuple[Finding, ...] = ()
    cell: Cell | None = None

    @property
    def rule(self) -> str:
        """Readable name of the rule: the last part of its IRI.

        >>> finding.rule  # doctest: +SKIP
        'Initiative-end-after-start'
        """
        return rule_name(self.shape)

    @property
    def identity(self) -> tuple[str, str, str, str, Severity]:
        """What two engines must agree on: focus, path, value, component, severity. Blank nodes are folded into one."""
        return (
            _folded(self.focus),
            str(self.path) if self.path else "",
            _folded(self.value),
            self.component.value,
            self.severity,
        )

    def at(self, where: Where | None) -> Finding:
        if isinstance(where, Cell):
            return replace(self, line=where.row, cell=where)
        return replace(self, line=where, cell=None)

    def with_severity(self, severity: Severity) -> Finding:
        return replace(self, severity=severity)


def rule_name(shape: Node) -> str:
    return shape.value.rsplit("/", 1)[-1].rsplit("#", 1)[-1]


def _folded(term: Term | None) -> str:
    if term is None:
        return ""
    return "_:" if isinstance(term, BlankNode) else str(term)
