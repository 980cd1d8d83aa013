"""Made-up files of registers, read by a Reader without anything being stored."""

from __future__ import annotations

from io import BytesIO

from pyoxigraph import Literal, NamedNode, Triple

from s3graph.intake.limits import Limits
from s3graph.intake.reader import Reader, Sent
from s3graph.settings import Settings

Said = dict[str, set[str]]


def sent(content: str | bytes, name: str = "register.csv") -> Sent:
    raw = content if isinstance(content, bytes) else content.encode()
    return Sent(BytesIO(raw), name, Limits.of(Settings()))


def triples(reader: Reader, content: str | bytes, name: str = "register.csv") -> list[Triple]:
    return [quad.triple for quad in reader.read(sent(content, name))]


def said(read: list[Triple], subject: NamedNode) -> Said:
    """What is said of one node: ends of predicates, and values as ``text@language`` or addresses."""
    found: Said = {}
    for triple in read:
        if triple.subject == subject:
            value = triple.object
            text = value.value if isinstance(value, NamedNode) else ""
            if isinstance(value, Literal):
                text = f"{value.value}@{value.language}" if value.language else value.value
            found.setdefault(end(triple.predicate.value), set()).add(text)
    return found


def end(iri: str) -> str:
    return iri.replace("#", "/").rsplit("/", 1)[-1]
