"""On which line of a file an entity is first described, and a statement stands."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from s3graph.validation.location import Place
from s3graph.vocabulary import RDF

_PREFIX = re.compile(rb"^[ \t]*(?:@prefix|PREFIX)[ \t]+([\w.-]*):[ \t]*<([^>]*)>", re.MULTILINE | re.IGNORECASE)
_SUBJECT = re.compile(rb"[ \t]*(<[^<>\s]+>|[A-Za-z][\w.-]*:[^\s;,]*)[ \t]+(?=\S)")


def lines_of_statements(lines: Iterable[bytes], wanted: Set[Place], kind: RdfFormat) -> Mapping[Place, int]:
    """Of N-Triples and N-Quads, exactly: a line of a wanted subject is parsed."""
    found: dict[Place, int] = {}
    stated = {place.subject for place in wanted if isinstance(place, Triple)}
    for number, line in enumerate(lines, 1):
        hit = _SUBJECT.match(line)
        subject = _subject(hit.group(1), {}) if hit else None
        if subject is None:
            continue
        if subject in wanted:
            found.setdefault(subject, number)
        if subject in stated:
            for quad in parse(line, format=kind):
                if quad.triple in wanted:
                    found.setdefault(quad.triple, number)
        if len(found) == len(wanted):
            break
    return found


def lines_of_descriptions(lines: Iterable[bytes], wanted: Set[Place]) -> Mapping[Place, int]:
    """Of Turtle and TriG: an entity by the first line that begins with it, prefixes read as they are declared; a
    statement by the one line below that which has both its property and its value, and not where several have."""
    found: dict[Place, int] = {}
    stated: dict[object, list[_Sought]] = defaultdict(list)
    for place in wanted:
        if isinstance(place, Triple):
            stated[place.subject].append(_Sought(place))
    current: list[_Sought] = []
    for number, line, subject in _with_subjects(lines):
        if subject is not None and subject in wanted:
            found.setdefault(subject, number)
        if subject in stated:
            current = stated[subject]
        elif not line[:1].isspace():
            current = []
        for sought in current:
            if sought.stands_in(line):
                sought.numbers.append(number)
    known = (sought for several in stated.values() for sought in several if len(sought.numbers) == 1)
    return found | {sought.statement: sought.numbers[0] for sought in known}


def _with_subjects(lines: Iterable[bytes]) -> Iterator[tuple[int, bytes, NamedNode | None]]:
    """Lines that are no comments, with their numbers and the address they begin with, if they do."""
    prefixes: dict[bytes, bytes] = {}
    for number, line in enumerate(lines, 1):
        if declared := _PREFIX.match(line):
            prefixes[declared.group(1)] = declared.group(2)
        elif not line.lstrip().startswith(b"#"):
            hit = _SUBJECT.match(line)
            yield number, line, _subject(hit.group(1), prefixes) if hit else None


class _Sought:
    """A statement as it may be spelt on a line of Turtle, and the lines that have been found to hold it."""

    def __init__(self, statement: Triple) -> None:
        self.statement = statement
        self.numbers: list[int] = []
        self._words = [re.compile(rb"(?<![\w-])(?:%b)(?![\w-])" % word) for word in _spelt(statement)]

    def stands_in(self, line: bytes) -> bool:
        return all(word.search(line) for word in self._words)


def _spelt(statement: Triple) -> Iterator[bytes]:
    yield b"a|type" if statement.predicate == RDF.type else _local(statement.predicate)
    value = statement.object
    if isinstance(value, NamedNode):
        yield _local(value)
    elif isinstance(value, Literal):
        yield re.escape(value.value.encode())
    elif isinstance(value, BlankNode):
        yield rb"\[|_:\w+"


def _local(name: NamedNode) -> bytes:
    return re.escape(re.split(r"[/#]", name.value.rstrip("/#"))[-1].encode())


def _subject(spelt: bytes, prefixes: Mapping[bytes, bytes]) -> NamedNode | None:
    """None where it is no address, such as a keyword."""
    if spelt.startswith(b"<"):
        iri = spelt[1:-1]
    else:
        prefix, _, local = spelt.partition(b":")
        iri = prefixes.get(prefix, b"") + local.replace(b"\\", b"")
    try:
        return NamedNode(iri.decode("utf-8", "replace"))
    except ValueError:
        return None
