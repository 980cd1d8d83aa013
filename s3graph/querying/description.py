"""Everything a release says of one node, ready to be shown: with labels, grounds, and who mentions it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from pyoxigraph import Literal, NamedNode, Triple

from s3graph.errors import NotFoundError
from s3graph.graph import ReleaseStore
from s3graph.model import Text
from s3graph.querying.entity import Named
from s3graph.querying.statements import Ground, Statements, Subject, Term
from s3graph.vocabulary import RDF, S3

MOST_MENTIONS = 200
_OF_CLAIMS = frozenset({RDF.subject, RDF.predicate, RDF.object, S3.basis})


@dataclass(frozen=True)
class Shown:
    """A value: another node, a text with its language, a list, or a nameless node with statements of its own."""

    node: Named | None = None
    text: str = ""
    language: str | None = None
    items: tuple[Shown, ...] = ()
    statements: tuple[Said, ...] = ()


@dataclass(frozen=True)
class Said:
    """One statement. ``ground`` is None where nobody says what it rests on; ``sources`` then say who states it."""

    predicate: Named
    value: Shown
    ground: Ground | None
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Mention:
    """A statement of another node about this one."""

    subject: Named
    predicate: Named


@dataclass(frozen=True)
class Description:
    """One node as a page shows it. ``more_mentions``: there are more than the ``MOST_MENTIONS`` listed."""

    node: Named
    classes: tuple[Named, ...]
    statements: tuple[Said, ...]
    mentions: tuple[Mention, ...]
    more_mentions: bool


def documented(store: ReleaseStore, node: NamedNode) -> tuple[Triple, ...]:
    """The statements of a node and the claims about them, each once. NotFoundError where nothing is said of it."""
    _check_known(store, node)
    found = dict.fromkeys(store.describe(node))
    for claim in sorted({triple.subject for triple in store.triples(None, RDF.subject, node)}, key=str):
        found.update(dict.fromkeys(sorted(store.triples(claim), key=str)))
    return tuple(found)


def describe(store: ReleaseStore, node: NamedNode) -> Description:
    """NotFoundError where nothing is said of the node."""
    _check_known(store, node)
    said = Statements(store)
    mentions = list(islice(_mentions(store, said, node), MOST_MENTIONS + 1))
    return Description(
        node=said.named(node),
        classes=tuple(said.named(name) for name in said.nodes(node, RDF.type)),
        statements=_statements(said, node, frozenset()),
        mentions=tuple(
            sorted(mentions[:MOST_MENTIONS], key=lambda mention: (mention.predicate.iri, mention.subject.label.sv))
        ),
        more_mentions=len(mentions) > MOST_MENTIONS,
    )


def _check_known(store: ReleaseStore, node: NamedNode) -> None:
    if not store.knows(node):
        raise NotFoundError(
            Text(
                sv=f"Den här utgåvan säger inget om {node.value[:200]}.",
                en=f"This release says nothing about {node.value[:200]}.",
            )
        )


def _statements(said: Statements, subject: Subject, seen: frozenset[Subject]) -> tuple[Said, ...]:
    """All but the classes; a nameless node that leads back to itself is shown once."""
    found = []
    for predicate in sorted(said.about(subject), key=lambda name: name.value):
        for value in said.terms(subject, predicate):
            if predicate != RDF.type and value not in seen:
                statement = Triple(subject, predicate, value)
                ground = said.told(statement)
                sources = ground.sources if ground else said.tellers(statement)
                shown = _shown(said, value, seen | {subject})
                found.append(Said(said.named(predicate), shown, ground, sources))
    return tuple(found)


def _shown(said: Statements, value: Term, seen: frozenset[Subject]) -> Shown:
    if isinstance(value, NamedNode):
        return Shown(node=said.named(value))
    if isinstance(value, Literal):
        return Shown(text=value.value, language=value.language)
    if said.terms(value, RDF.first):
        return Shown(items=tuple(_items(said, value, seen)))
    return Shown(statements=_statements(said, value, seen))


def _items(said: Statements, head: Term, seen: frozenset[Subject]) -> Iterator[Shown]:
    """The members of an RDF list."""
    while not isinstance(head, Literal) and head not in seen:
        seen |= {head}
        yield from (_shown(said, member, seen) for member in said.terms(head, RDF.first))
        rest = said.terms(head, RDF.rest)
        if not rest or rest[0] == RDF.nil:
            return
        head = rest[0]


def _mentions(store: ReleaseStore, said: Statements, node: NamedNode) -> Iterator[Mention]:
    for triple in store.triples(None, None, node):
        if isinstance(triple.subject, NamedNode) and triple.predicate not in _OF_CLAIMS:
            yield Mention(said.named(triple.subject), said.named(triple.predicate))
