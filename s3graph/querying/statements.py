"""Look-ups in one release, each statement with what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from s3graph.graph import ReleaseStore
from s3graph.model import Basis, Text
from s3graph.querying.entity import Link, Named, Stated
from s3graph.vocabulary import DCT, LEGAL, RDF, RDFS, S3, SKOS, entity, graph, slug_of

Subject = NamedNode | BlankNode | Triple
Term = NamedNode | BlankNode | Literal | Triple

T = TypeVar("T")
EXAMPLE = graph("example")
_LABELS = (SKOS.prefLabel, LEGAL.legalName, DCT.title, RDFS.label)
_RANK = (Basis.CONFIRMED, Basis.READ, Basis.SELF_DECLARED, Basis.INFERRED, Basis.GENERAL)


@dataclass(frozen=True)
class Ground:
    """What a statement rests on: its basis, and the addresses where it was read or the source that says it."""

    basis: Basis
    sources: tuple[str, ...]


class Statements:
    """What has been read of the release is kept, so one of these lives only as long as something is built from it."""

    def __init__(self, store: ReleaseStore) -> None:
        self._store = store
        self._about: dict[Subject, dict[NamedNode, dict[Term, set[NamedNode]]]] = {}
        self._labels: dict[Subject, Text] = {}
        self._claims: dict[Subject, dict[tuple[Term, Term], Ground]] = {}
        self._confirmed = frozenset(quad.object for quad in store.quads(None, S3.confirms, None))
        self._speaks_for = {
            graph(slug_of(quad.subject)): quad.object
            for quad in store.quads(None, S3.speaksFor, None)
            if isinstance(quad.subject, NamedNode)
        }

    def about(self, subject: Subject) -> dict[NamedNode, dict[Term, set[NamedNode]]]:
        """Everything said of a node: predicate, then value, then the graphs that say it."""
        known = self._about.get(subject)
        if known is None:
            known = {}
            for quad in self._store.quads(subject):
                if isinstance(quad.graph_name, NamedNode):
                    known.setdefault(quad.predicate, {}).setdefault(quad.object, set()).add(quad.graph_name)
            self._about[subject] = known
        return known

    def terms(self, subject: Subject, predicate: NamedNode) -> list[Term]:
        """Sorted by their spelling."""
        return sorted(self.about(subject).get(predicate, ()), key=str)

    def nodes(self, subject: Subject, predicate: NamedNode) -> list[NamedNode]:
        return [term for term in self.terms(subject, predicate) if isinstance(term, NamedNode)]

    def literals(self, subject: Subject, predicate: NamedNode) -> list[Literal]:
        return [term for term in self.terms(subject, predicate) if isinstance(term, Literal)]

    def subjects(self, predicate: NamedNode, value: Term) -> list[NamedNode]:
        """Named nodes of which this is said, by address."""
        found = {quad.subject for quad in self._store.quads(None, predicate, value)}
        return sorted((node for node in found if isinstance(node, NamedNode)), key=lambda node: node.value)

    def members(self, name: NamedNode) -> list[NamedNode]:
        return self.subjects(RDF.type, name)

    def label(self, node: Subject) -> Text:
        """In both languages: the other language's, any, or the end of its address where one is missing."""
        known = self._labels.get(node)
        if known is None:
            known = next(filter(None, (self.text(node, predicate) for predicate in _LABELS)), None)
            if known is None:
                name = slug_of(node) if isinstance(node, NamedNode) else ""
                known = Text(sv=name, en=name)
            self._labels[node] = known
        return known

    def text(self, subject: Subject, predicate: NamedNode) -> Text | None:
        by_code = {literal.language: literal.value for literal in reversed(self.literals(subject, predicate))}
        if not by_code:
            return None
        anything = by_code[min(by_code, key=lambda code: code or "")]
        sv = by_code.get("sv", by_code.get("en", anything))
        return Text(sv=sv, en=by_code.get("en", by_code.get("sv", anything)))

    def tagged(self, subject: Subject, predicate: NamedNode) -> tuple[tuple[str, str], ...]:
        """``(language, text)`` of every value, by language."""
        found = self.literals(subject, predicate)
        return tuple(sorted((literal.language or "", literal.value) for literal in found))

    def value(self, subject: Subject, predicate: NamedNode) -> str | None:
        """The only or first value, as it is spelt."""
        found = self.terms(subject, predicate)
        return spelt(found[0]) if found else None

    def is_example(self, node: Subject) -> bool:
        """Whether only the fictional source says what it is."""
        graphs = set[NamedNode]().union(*self.about(node).get(RDF.type, {}).values())
        return graphs == {EXAMPLE}

    def named(self, node: NamedNode) -> Named:
        return Named(node.value, self.label(node), self.is_example(node))

    def links(self, subject: NamedNode, predicate: NamedNode) -> tuple[Link, ...]:
        """The nodes it is said to have, by address."""
        return tuple(
            self.stated(Triple(subject, predicate, node), self.named(node)) for node in self.nodes(subject, predicate)
        )

    def link(self, subject: NamedNode, predicate: NamedNode) -> Link | None:
        """The best grounded node it is said to have."""
        return min(self.links(subject, predicate), key=rank, default=None)

    def stated(self, statement: Triple, meaning: T) -> Stated[T]:
        """What a statement means, with its ground."""
        ground = self.ground(statement)
        return Stated(meaning, ground.basis, ground.sources)

    def ground(self, statement: Triple) -> Ground:
        """As ``told``; where nobody says what it rests on, it is general and comes from who states it."""
        return self.told(statement) or Ground(Basis.GENERAL, self.tellers(statement))

    def told(self, statement: Triple) -> Ground | None:
        """From a confirmation, the source that speaks for whom the subject belongs to, or a claim; else None.

        What an actor says of itself beats what others have collected, unless it says itself what that rests on.
        """
        subject = statement.subject
        claimed = self._claimed(subject).get((statement.predicate, statement.object))
        if self.confirmed(subject):
            return Ground(Basis.CONFIRMED, claimed.sources if claimed else self.tellers(statement))
        owner = self._owner(subject)
        own = [name for name in self._graphs(statement) if self._speaks_for.get(name) == owner]
        if own and not self._claims_in(own, statement):
            return Ground(Basis.CONFIRMED, tuple(self._teller(name) for name in own))
        return claimed

    def _claims_in(self, graphs: list[NamedNode], statement: Triple) -> bool:
        """Whether one of the graphs says itself what the statement rests on."""
        return any(
            statement.object in self.terms(quad.subject, RDF.object)
            and statement.predicate in self.terms(quad.subject, RDF.predicate)
            for name in graphs
            for quad in self._store.quads(None, RDF.subject, statement.subject, name)
        )

    def tellers(self, statement: Triple) -> tuple[str, ...]:
        """Addresses of the sources that state it; of the graph itself where it is no source's."""
        return tuple(self._teller(name) for name in self._graphs(statement))

    def _graphs(self, statement: Triple) -> list[NamedNode]:
        said = self.about(statement.subject).get(statement.predicate, {})
        return sorted(said.get(statement.object, ()), key=lambda name: name.value)

    def confirmed(self, node: Subject) -> bool:
        """Whether somebody stands by a whole entity, or by a claim."""
        return node in self._confirmed

    def _claimed(self, subject: Subject) -> dict[tuple[Term, Term], Ground]:
        known = self._claims.get(subject)
        if known is None:
            known = {}
            for quad in self._store.quads(None, RDF.subject, subject):
                for predicate in self.terms(quad.subject, RDF.predicate):
                    for value in self.terms(quad.subject, RDF.object):
                        ground = self._ground_of(quad.subject)
                        known[predicate, value] = min(ground, known.get((predicate, value), ground), key=rank)
            self._claims[subject] = known
        return known

    def _ground_of(self, claim: Subject) -> Ground:
        bases = [Basis(slug_of(node)) for node in self.nodes(claim, S3.basis)]
        basis = bases[0] if bases else Basis.GENERAL
        if self.confirmed(claim):
            basis = Basis.CONFIRMED
        return Ground(basis, tuple(node.value for node in self.nodes(claim, DCT.source)))

    def _owner(self, node: Subject) -> Subject:
        """Whom an entity belongs to: a service's provider, an initiative's owner, else itself."""
        for predicate in (S3.providedBy, S3.owner):
            for owner in self.nodes(node, predicate):
                return owner
        return node

    def _teller(self, name: NamedNode) -> str:
        source = entity("source", slug_of(name))
        return source.value if S3.Source in self.about(source).get(RDF.type, {}) else name.value


def rank(ground: Ground | Stated[object]) -> int:
    """The better grounded, the lower."""
    return _RANK.index(ground.basis)


def spelt(term: Term) -> str:
    return term.value if isinstance(term, NamedNode | Literal | BlankNode) else str(term)
