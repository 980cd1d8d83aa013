"""A shapes graph held in memory, read by name; it never changes, a change gives another one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path as FilePath

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from s3graph.errors import ShapesError
from s3graph.model import Text
from s3graph.validation import guards
from s3graph.validation.finding import Node, Severity, Term
from s3graph.validation.paths import Path, read_list, read_path
from s3graph.validation.stored import as_stored
from s3graph.validation.terms import PARAMETERS, SHAPE_LINKS, SHAPE_LIST_LINKS, TARGETS
from s3graph.vocabulary import OWL, RDF, RDFS, SH

PLACEHOLDER = re.compile(r"\{[?$](\w+)\}")


class ShapesGraph:
    """Shapes as triples. ``load`` refuses what no engine complains of (see ``guards``), ``of`` takes them as is.

    Literals are those the store would make of them, as the data's are: a shape that asks for 4.0 means the 4 it holds.
    """

    def __init__(self, triples: Iterable[Triple], relaxed: Mapping[NamedNode, Severity] | None = None) -> None:
        self.written = tuple(triples)
        self.triples = tuple(dict.fromkeys(_as_stored(triple) for triple in self.written))
        self._literal_targets: dict[Term, Literal] = {as_stored(term): term for term in _literal_targets(self.written)}
        self._severities = dict(relaxed or {})
        self._objects: dict[tuple[Node, NamedNode], list[Term]] = defaultdict(list)
        self._properties: dict[Node, set[NamedNode]] = defaultdict(set)
        for triple in self.triples:
            subject = _node(triple.subject)
            self._objects[subject, triple.predicate].append(_term(triple.object))
            self._properties[subject].add(triple.predicate)

    @classmethod
    def of(cls, triples: Iterable[Triple]) -> ShapesGraph:
        return cls(triples)

    @classmethod
    def load(cls, files: Iterable[FilePath]) -> ShapesGraph:
        """Turtle files as one shapes graph. ShapesError for broken syntax and for everything ``guards`` refuses."""
        graph = cls(triple for file in files for triple in _parsed(file))
        guards.check(graph)
        return graph

    def relaxed(self, severities: Mapping[NamedNode, Severity]) -> ShapesGraph:
        """The same shapes with other severities. ShapesError where a named shape is not here."""
        missing = sorted(shape.value for shape in severities if shape not in self.shapes)
        if missing:
            raise ShapesError(
                Text(
                    sv=f"Profilen ändrar allvarsgrad för former som inte finns: {', '.join(missing)}.",
                    en=f"The profile changes the severity of shapes that do not exist: {', '.join(missing)}.",
                )
            )
        kept = (t for t in self.written if not (t.predicate == SH.severity and t.subject in severities))
        added = (Triple(shape, SH.severity, severity.iri) for shape, severity in severities.items())
        return ShapesGraph((*kept, *added), severities)

    def objects(self, subject: Node, predicate: NamedNode) -> list[Term]:
        return self._objects.get((subject, predicate), [])

    def properties(self, subject: Node) -> set[NamedNode]:
        return self._properties.get(subject, set())

    def nodes(self, subject: Node, predicate: NamedNode) -> list[Node]:
        """Objects that are no literals."""
        return [term for term in self.objects(subject, predicate) if not isinstance(term, Literal)]

    def items(self, head: Node) -> list[Term]:
        """Members of an RDF list; ShapesError where it is broken."""
        try:
            return read_list(head, self.objects)
        except ValueError as error:
            raise _malformed(head, str(error)) from error

    @cached_property
    def shapes(self) -> tuple[Node, ...]:
        """Every shape, in file order: typed, with a target or a constraint, or pointed at by another shape."""
        found: dict[Node, None] = {}
        for triple in self.triples:
            subject = _node(triple.subject)
            typed = triple.predicate == RDF.type and triple.object in (SH.NodeShape, SH.PropertyShape)
            if (
                typed
                or triple.predicate in TARGETS
                or (triple.predicate in PARAMETERS and not self._is_parameter(subject))
            ):
                found.setdefault(subject)
            if triple.predicate in SHAPE_LINKS or triple.predicate in SHAPE_LIST_LINKS:
                found.update(dict.fromkeys(self._linked(triple)))
        return tuple(found)

    @cached_property
    def prefixes(self) -> Mapping[str, str]:
        """Every prefix that some ``sh:declare`` of the graph introduces, with its namespace."""
        declared = [
            node for triple in self.triples if triple.predicate == SH.declare for node in [_term(triple.object)]
        ]
        return {
            name.value: namespace.value
            for node in declared
            if not isinstance(node, Literal)
            for name in self.objects(node, SH["prefix"])
            for namespace in self.objects(node, SH.namespace)
        }

    @cached_property
    def targeted(self) -> tuple[Node, ...]:
        """The shapes that choose nodes themselves."""
        return tuple(shape for shape in self.shapes if self.has_target(shape))

    def has_target(self, shape: Node) -> bool:
        return any(self.objects(shape, target) for target in TARGETS) or self.is_implicit_class(shape)

    def chooses_by_class(self, shape: Node) -> bool:
        """True where nodes are chosen by what they are, not by carrying some property."""
        return bool(self.objects(shape, SH.targetClass)) or self.is_implicit_class(shape)

    def is_implicit_class(self, shape: Node) -> bool:
        """A shape that is itself a class, and so targets its instances."""
        kinds = self.objects(shape, RDF.type)
        return isinstance(shape, NamedNode) and (RDFS.Class in kinds or OWL.Class in kinds)

    def referred(self, shape: Node) -> list[Node]:
        """The shapes this one hands nodes to."""
        direct = [node for link in SHAPE_LINKS for node in self.nodes(shape, link)]
        listed = [item for link in SHAPE_LIST_LINKS for head in self.nodes(shape, link) for item in self.items(head)]
        return [*direct, *(node for node in listed if not isinstance(node, Literal))]

    def path(self, shape: Node) -> Path | None:
        """The path of a property shape, None for a node shape."""
        heads = self.nodes(shape, SH.path)
        return self.path_at(heads[0]) if heads else None

    def path_at(self, head: Node) -> Path:
        """The path that starts at a node of this graph; ShapesError where there is none."""
        try:
            return read_path(head, self.objects)
        except (ValueError, RecursionError) as error:
            raise _malformed(head, str(error)) from error

    def as_written(self, term: Term) -> Term:
        """A focus node, in the form the shapes give it where they name a literal as their target."""
        return self._literal_targets.get(term, term)

    def severity(self, shape: Node) -> Severity:
        """Violation where the shape names none, as SHACL has it. ShapesError for a severity of someone's own."""
        stated = self.nodes(shape, SH.severity)
        if not stated:
            return Severity.VIOLATION
        try:
            return Severity.of(NamedNode(stated[0].value))
        except ValueError as error:
            raise _malformed(shape, f"sh:severity {stated[0]}") from error

    def message(self, shape: Node, values: Mapping[str, Term | None]) -> Text | None:
        """``sh:message`` in both languages, ``{?value}`` and its like filled in; one language stands for the other."""
        return in_both([like(text, filled(text.value, values)) for text in self.texts(shape)])

    def texts(self, shape: Node) -> list[Literal]:
        """Every ``sh:message`` as written."""
        return [term for term in self.objects(shape, SH.message) if isinstance(term, Literal)]

    def _linked(self, triple: Triple) -> list[Node]:
        linked = _term(triple.object)
        if isinstance(linked, Literal):
            return []
        if triple.predicate in SHAPE_LINKS:
            return [linked]
        return [item for item in self.items(linked) if not isinstance(item, Literal)]

    def _is_parameter(self, node: Node) -> bool:
        """Nodes that describe a parameter of a custom component carry constraint names without being shapes."""
        return SH.Parameter in self.objects(node, RDF.type)


def in_both(texts: Iterable[Literal]) -> Text | None:
    """Texts of any languages as the two of the service; None where there are none."""
    found: dict[str, str] = {}
    for text in texts:
        found.setdefault(text.language or "", text.value)
    if not found:
        return None
    spare = found.get("", next(iter(found.values())))
    return Text(sv=found.get("sv", spare), en=found.get("en", spare))


def like(text: Literal, value: str) -> Literal:
    """Another text in the same language."""
    return Literal(value, language=text.language) if text.language else Literal(value)


def filled(message: str, values: Mapping[str, Term | None]) -> str:
    """A message with its placeholders filled; a placeholder without a value stays as written.

    >>> filled("{?value} is too long", {"value": Literal("abc")})
    'abc is too long'
    """

    def value_of(match: re.Match[str]) -> str:
        term = values.get(match.group(1))
        return match.group(0) if term is None else shown(term)

    return PLACEHOLDER.sub(value_of, message)


def shown(term: Term, longest: int = 120) -> str:
    """A term as it stands in a sentence: the text of a literal, the address of an IRI; cut where it is long."""
    text = str(term) if isinstance(term, BlankNode) else term.value
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _parsed(file: FilePath) -> Iterable[Triple]:
    try:
        quads = list(parse(path=str(file), format=RdfFormat.TURTLE, rename_blank_nodes=True))
    except SyntaxError as error:
        where = f"{file.name}, {error}"
        raise ShapesError(
            Text(sv=f"Formfilen kan inte läsas: {where}.", en=f"The shapes file cannot be read: {where}.")
        ) from error
    return (quad.triple for quad in quads)


def _malformed(node: Node, detail: str) -> ShapesError:
    return ShapesError(Text(sv=f"Felbyggd form vid {node}: {detail}.", en=f"Malformed shape at {node}: {detail}."))


def _as_stored(triple: Triple) -> Triple:
    value = triple.object
    kept = as_stored(value) if isinstance(value, Literal) else value
    return triple if kept == value else Triple(triple.subject, triple.predicate, kept)


def _literal_targets(triples: Iterable[Triple]) -> list[Literal]:
    return [t.object for t in triples if t.predicate == SH.targetNode and isinstance(t.object, Literal)]


def _node(term: NamedNode | BlankNode | Triple) -> Node:
    if isinstance(term, Triple):
        raise _malformed(BlankNode(), "triple term")
    return term


def _term(term: NamedNode | BlankNode | Literal | Triple) -> Term:
    if isinstance(term, Triple):
        raise _malformed(BlankNode(), "triple term")
    return term
