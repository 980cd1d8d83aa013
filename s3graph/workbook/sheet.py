"""A sheet of the workbook: one class that partners deliver, with its columns, as the shapes have them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pyoxigraph import Literal, NamedNode

from s3graph.model import Language, Text
from s3graph.validation.finding import Node, Severity, Term
from s3graph.validation.paths import Predicate
from s3graph.validation.shapes_graph import ShapesGraph, in_both
from s3graph.vocabulary import EURIO, RDF, SH, XSD
from s3graph.workbook.column import Column, Kind, Need

DASH_SINGLE_LINE = NamedNode("http://datashapes.org/dash#singleLine")
_ADDRESS_KIND = re.compile(r"/id/\(?([a-z][a-z-]*)")
_DATATYPES = {
    RDF.langString: Kind.TEXT,
    XSD.date: Kind.DATE,
    XSD.gYear: Kind.DATE,
    XSD.boolean: Kind.TRUTH,
    XSD.decimal: Kind.NUMBER,
    XSD.integer: Kind.NUMBER,
}
_LISTS = (SH["or"], SH["and"], SH.xone)
Supers = Mapping[NamedNode, frozenset[NamedNode]]
"""Each class with itself and the classes above it."""


@dataclass(frozen=True)
class Sheet:
    """``kind`` is the middle of the addresses of its things, such as ``initiative``. ``numbered`` ones end with an
    organisation number."""

    target: NamedNode
    kind: str
    name: Text
    help: Text
    columns: tuple[Column, ...]
    numbered: bool = False

    def column(self, predicate: NamedNode, language: Language | None = None) -> Column | None:
        """The column of a property; of a text the one in a language, the first where none is named."""
        found = (it for it in self.columns if it.predicate == predicate and language in (None, it.language))
        return next(found, None)


def sheets(shapes: ShapesGraph, supers: Supers, concepts: frozenset[NamedNode]) -> tuple[Sheet, ...]:
    """A sheet for each named shape of a single class. ``concepts`` are the classes whose members are chosen from a
    list; a value of any other class is an entity."""
    named = [shape for shape in shapes.targeted if shapes.objects(shape, SH.name) and shapes.path(shape) is None]
    described = [
        _Described(shapes, shape, supers, concepts) for shape in sorted(named, key=lambda it: _order(shapes, it))
    ]
    return tuple(it.sheet() for it in described)


@dataclass(frozen=True)
class _Described:
    """What the shapes say of the class of one sheet."""

    shapes: ShapesGraph
    shape: Node
    supers: Supers
    concepts: frozenset[NamedNode]

    def sheet(self) -> Sheet:
        target = self._target()
        address = self._address_pattern()
        found = _ADDRESS_KIND.search(address)
        return Sheet(
            target=target,
            kind=found.group(1) if found else target.value.rsplit("#", 1)[-1].lower(),
            name=_said(self.shapes, self.shape, SH.name),
            help=_said(self.shapes, self.shape, SH.description),
            columns=tuple(self._columns()),
            numbered="[0-9]{10}" in address,
        )

    def _target(self) -> NamedNode:
        return next(node for node in self.shapes.objects(self.shape, SH.targetClass) if isinstance(node, NamedNode))

    def _of_class(self) -> list[Node]:
        """Shapes of the class and of those above it, its own first."""
        kinds = self.supers.get(self._target(), frozenset({self._target()}))
        found = [it for it in self.shapes.targeted if kinds & set(self.shapes.objects(it, SH.targetClass))]
        return sorted(found, key=lambda it: self._target() not in self.shapes.objects(it, SH.targetClass))

    def _address_pattern(self) -> str:
        """The pattern its addresses meet, the narrowest first."""
        patterns = [term.value for shape in self._of_class() for term in self.shapes.objects(shape, SH.pattern)]
        return patterns[0] if patterns else ""

    def _columns(self) -> Iterator[Column]:
        rules: dict[NamedNode, list[Node]] = {}
        for owner in self._of_class():
            for rule in self.shapes.nodes(owner, SH.property):
                path = self.shapes.path(rule)
                if isinstance(path, Predicate):
                    rules.setdefault(path.iri, []).append(rule)
        named = {iri: [rule for rule in several if self._is_named(rule)] for iri, several in rules.items()}
        for iri in sorted((iri for iri, several in named.items() if several), key=lambda it: self._rank(named[it])):
            everything = [*rules[iri], *self._of_anything(iri)]
            yield from _in_languages(_Values(self.shapes, everything, self.concepts).column(iri, named[iri][0]))

    def _is_named(self, rule: Node) -> bool:
        return bool(self.shapes.objects(rule, SH.name))

    def _rank(self, rules: list[Node]) -> float:
        return min(_order(self.shapes, rule) for rule in rules)

    def _of_anything(self, path: NamedNode) -> list[Node]:
        """What is asked of the property wherever it stands."""
        owners = (it for it in self.shapes.targeted if path in self.shapes.objects(it, SH.targetSubjectsOf))
        linked = (rule for owner in owners for rule in self.shapes.nodes(owner, SH.property))
        return [rule for rule in linked if self.shapes.path(rule) == Predicate(path)]


@dataclass(frozen=True)
class _Values:
    """What the rules of one property say of its values."""

    shapes: ShapesGraph
    rules: list[Node]
    concepts: frozenset[NamedNode]

    def column(self, path: NamedNode, named: Node) -> Column:
        classes = tuple(dict.fromkeys(term for term in self._all(SH["class"]) if isinstance(term, NamedNode)))
        allowed = tuple(term for term in self._listed(SH["in"]) if isinstance(term, NamedNode))
        kind = self._kind(classes, allowed)
        long = any(term.value == "false" for rule in self.rules for term in self.shapes.objects(rule, DASH_SINGLE_LINE))
        return Column(
            predicate=path,
            name=_said(self.shapes, named, SH.name),
            help=_said(self.shapes, named, SH.description),
            kind=kind,
            need=self._need(),
            single=self._is_single(),
            long=long,
            classes=classes,
            allowed=allowed,
            refused=tuple(self._refused()),
        )

    def _kind(self, classes: tuple[NamedNode, ...], allowed: tuple[NamedNode, ...]) -> Kind:
        if EURIO.MonetaryAmount in classes:
            return Kind.AMOUNT
        if allowed or any(kind in self.concepts for kind in classes):
            return Kind.CHOICE
        if classes:
            return Kind.ENTITY
        if any(isinstance(term, Literal) and term.datatype == XSD.boolean for term in self._listed(SH["in"])):
            return Kind.TRUTH
        datatypes = [_DATATYPES[it] for it in self._all(SH.datatype) if isinstance(it, NamedNode) and it in _DATATYPES]
        if datatypes:
            return datatypes[0]
        return Kind.ADDRESS if SH.IRI in self._all(SH.nodeKind) else Kind.WORD

    def _need(self) -> Need:
        asked = [rule for rule in self.rules if any(int(term.value) for term in self.shapes.objects(rule, SH.minCount))]
        severities = {self.shapes.severity(rule) for rule in asked}
        if Severity.VIOLATION in severities:
            return Need.REQUIRED
        return Need.ADVISED if severities else Need.OPTIONAL

    def _is_single(self) -> bool:
        return any(term.value == "1" for rule in self.rules for term in self.shapes.objects(rule, SH.maxCount)) or any(
            term.value == "true" for rule in self.rules for term in self.shapes.objects(rule, SH.uniqueLang)
        )

    def _all(self, parameter: NamedNode) -> list[Term]:
        return [term for shape in self._reached() for term in self.shapes.objects(shape, parameter)]

    def _listed(self, parameter: NamedNode) -> list[Term]:
        heads = (head for shape in self._reached() for head in self.shapes.nodes(shape, parameter))
        return [item for head in heads for item in self.shapes.items(head)]

    def _refused(self) -> Iterator[NamedNode]:
        for rule in self.rules:
            for negated in self.shapes.nodes(rule, SH["not"]):
                for head in self.shapes.nodes(negated, SH["in"]):
                    yield from (item for item in self.shapes.items(head) if isinstance(item, NamedNode))

    def _reached(self) -> list[Node]:
        """The rules and the shapes that their values are handed to, negated ones aside."""
        found = list(self.rules)
        for shape in found:
            heads = (head for parameter in _LISTS for head in self.shapes.nodes(shape, parameter))
            listed = (item for head in heads for item in self.shapes.items(head) if not isinstance(item, Literal))
            found.extend(it for it in (*self.shapes.nodes(shape, SH.node), *listed) if it not in found)
        return found


def _in_languages(column: Column) -> Iterator[Column]:
    """A text in Swedish, which may be required, and in English, which never is."""
    if column.kind is not Kind.TEXT:
        yield column
        return
    yield replace(column, language=Language.SV)
    yield replace(column, language=Language.EN, need=Need.OPTIONAL)


def _said(shapes: ShapesGraph, shape: Node, predicate: NamedNode) -> Text:
    texts = in_both(term for term in shapes.objects(shape, predicate) if isinstance(term, Literal))
    return texts or Text(sv="", en="")


def _order(shapes: ShapesGraph, shape: Node) -> float:
    """Last where none is stated."""
    return min((float(term.value) for term in shapes.objects(shape, SH.order)), default=1e6)
