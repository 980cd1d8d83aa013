"""SHACL property paths as small values: read from a shapes graph, written as SPARQL and as triples."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from s3graph.vocabulary import PREFIXES, RDF, SH


def shorten(iri: NamedNode) -> str:
    """An IRI as a person writes it: with a prefix of ours where one fits, else in angle brackets.

    >>> shorten(NamedNode("http://purl.org/dc/terms/source"))
    'dct:source'
    """
    for prefix, namespace in PREFIXES.items():
        local = iri.value.removeprefix(namespace)
        if local != iri.value and local.replace("-", "").replace("_", "").isalnum():
            return f"{prefix}:{local}"
    return str(iri)


class Repeat(StrEnum):
    """The three path forms that repeat, by their mark in SPARQL."""

    ZERO_OR_MORE = "*"
    ONE_OR_MORE = "+"
    ZERO_OR_ONE = "?"

    @property
    def predicate(self) -> NamedNode:
        return {
            Repeat.ZERO_OR_MORE: SH.zeroOrMorePath,
            Repeat.ONE_OR_MORE: SH.oneOrMorePath,
            Repeat.ZERO_OR_ONE: SH.zeroOrOnePath,
        }[self]


@dataclass(frozen=True)
class Predicate:
    """One step along one property."""

    iri: NamedNode

    def sparql(self) -> str:
        return str(self.iri)

    def __str__(self) -> str:
        return shorten(self.iri)


@dataclass(frozen=True)
class Inverse:
    """A path walked backwards."""

    path: Path

    def sparql(self) -> str:
        return f"^({self.path.sparql()})"

    def __str__(self) -> str:
        return f"^{_bracketed(self.path)}"


@dataclass(frozen=True)
class Sequence:
    """One path after the other."""

    paths: tuple[Path, ...]

    def sparql(self) -> str:
        return "/".join(f"({path.sparql()})" for path in self.paths)

    def __str__(self) -> str:
        return "/".join(_bracketed(path) for path in self.paths)


@dataclass(frozen=True)
class Alternative:
    """Any of several paths."""

    paths: tuple[Path, ...]

    def sparql(self) -> str:
        return "|".join(f"({path.sparql()})" for path in self.paths)

    def __str__(self) -> str:
        return "|".join(_bracketed(path) for path in self.paths)


@dataclass(frozen=True)
class Repeated:
    """A path zero or more times, once or more, or at most once."""

    path: Path
    repeat: Repeat

    def sparql(self) -> str:
        return f"({self.path.sparql()}){self.repeat}"

    def __str__(self) -> str:
        return f"{_bracketed(self.path)}{self.repeat}"


Path = Predicate | Inverse | Sequence | Alternative | Repeated
Objects = Callable[[NamedNode | BlankNode, NamedNode], list[NamedNode | BlankNode | Literal]]


def _bracketed(path: Path) -> str:
    return f"({path})" if isinstance(path, Sequence | Alternative) else str(path)


def read_path(node: NamedNode | BlankNode, objects: Objects) -> Path:
    """The path ``node`` stands for; ``objects`` reads the shapes graph. ValueError where it is no SHACL path."""
    if isinstance(node, NamedNode):
        return Predicate(node)
    if objects(node, RDF.first):
        return Sequence(tuple(read_path(item, objects) for item in _path_list(node, objects)))
    if inverse := objects(node, SH.inversePath):
        return Inverse(read_path(_path_node(inverse[0]), objects))
    if alternatives := objects(node, SH.alternativePath):
        return Alternative(tuple(read_path(item, objects) for item in _path_list(_path_node(alternatives[0]), objects)))
    for repeat in Repeat:
        if inner := objects(node, repeat.predicate):
            return Repeated(read_path(_path_node(inner[0]), objects), repeat)
    raise ValueError(f"no SHACL path: {node}")


def read_list(node: NamedNode | BlankNode, objects: Objects) -> list[NamedNode | BlankNode | Literal]:
    """Members of an RDF list. ValueError where the list is broken or bites its own tail."""
    items: list[NamedNode | BlankNode | Literal] = []
    seen: set[str] = set()
    while node != RDF.nil:
        first, rest = objects(node, RDF.first), objects(node, RDF.rest)
        if len(first) != 1 or len(rest) != 1 or str(node) in seen or isinstance(rest[0], Literal):
            raise ValueError(f"broken RDF list at {node}")
        seen.add(str(node))
        items.append(first[0])
        node = rest[0]
    return items


def _path_list(node: NamedNode | BlankNode, objects: Objects) -> list[NamedNode | BlankNode]:
    return [_path_node(item) for item in read_list(node, objects)]


def _path_node(term: NamedNode | BlankNode | Literal) -> NamedNode | BlankNode:
    if isinstance(term, Literal):
        raise ValueError(f"a literal is no path: {term}")  # noqa: TRY004 - the data is wrong, not the call
    return term


def write_path(path: Path) -> tuple[NamedNode | BlankNode, list[Triple]]:
    """The node that stands for the path in RDF, and the triples that describe it."""
    match path:
        case Predicate(iri):
            return iri, []
        case Sequence(paths):
            return _write_list(paths)
        case Alternative(paths):
            head, triples = _write_list(paths)
            return _wrapped(SH.alternativePath, head, triples)
        case Inverse(inner):
            return _wrapped(SH.inversePath, *write_path(inner))
        case Repeated(inner, repeat):
            return _wrapped(repeat.predicate, *write_path(inner))


def _wrapped(
    predicate: NamedNode, inner: NamedNode | BlankNode, triples: list[Triple]
) -> tuple[NamedNode | BlankNode, list[Triple]]:
    node = BlankNode()
    return node, [Triple(node, predicate, inner), *triples]


def _write_list(paths: tuple[Path, ...]) -> tuple[NamedNode | BlankNode, list[Triple]]:
    cells = [BlankNode() for _ in paths]
    triples = list(_cells(cells, paths))
    return cells[0], triples


def _cells(cells: list[BlankNode], paths: tuple[Path, ...]) -> Iterator[Triple]:
    for index, path in enumerate(paths):
        head, triples = write_path(path)
        rest = cells[index + 1] if index + 1 < len(cells) else RDF.nil
        yield Triple(cells[index], RDF.first, head)
        yield Triple(cells[index], RDF.rest, rest)
        yield from triples
