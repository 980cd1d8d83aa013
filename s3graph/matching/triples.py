"""The triples of a release that the matcher reads, each once whatever graphs say it, and what each rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from s3graph.matching.catalogue import Statement
from s3graph.matching.dates import Dates, dates_any
from s3graph.model import Basis, Text
from s3graph.vocabulary import CV, DCT, EURIO, FOAF, GEO, ORG, PROV, RDF, S3, SKOS, graph, kind_of, slug_of

Subject = NamedNode | BlankNode | Triple
Term = NamedNode | BlankNode | Literal | Triple


EXAMPLE = graph("example")
"""The fictional source: what only it says of is there to be looked at, never recommended."""
_DEFAULT = graph("default")


class Quads(Protocol):
    """What is read of a release's store; ``s3graph.graph.ReleaseStore`` gives it."""

    def quads(self, subject: Subject | None, predicate: NamedNode | None, object: Term | None, /) -> Iterable[Quad]: ...  # noqa: A002


@dataclass(frozen=True)
class _Ground:
    """What a claim, made in a graph, says a statement rests on."""

    basis: Basis
    sources: tuple[str, ...]
    graphs: frozenset[NamedNode] = frozenset()
    claim: Subject | None = None


_BEST_FIRST = (Basis.CONFIRMED, Basis.READ, Basis.SELF_DECLARED, Basis.INFERRED, Basis.GENERAL)


_CLASSES = (
    S3.Competence, S3.ThematicArea, S3.AreaTopic, S3.Service, S3.Testbed, S3.Initiative, S3.SupportActor, S3.ActorKind,
    S3.ProgrammeArea, S3.Region, S3.Municipality, S3.Collaboration, S3.ProposedCollaboration, S3.Claim, S3.Confirmation,
    S3.Source, S3.Need,
)  # fmt: skip
_READ = frozenset((
    RDF.type, RDF.subject, RDF.predicate, RDF.object,
    SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel, SKOS.definition, S3.phrasing,
    SKOS.broader, SKOS.related, SKOS.relatedMatch,
    CV.thematicArea, DCT.description, DCT.subject, DCT.spatial, DCT.isPartOf, DCT.source, GEO.sfTouches,
    ORG.classification,
    S3.seat, S3.serves, S3.hasCompetence, S3.providedBy, S3.owner, S3.participant, S3.party, S3.speaksFor, S3.confirms,
    S3.basis, S3.requiresCompetence, S3.generalAdvice, S3.usedFromAfar, S3.ofOneTrade, PROV.generatedAtTime,
    EURIO.startDate, EURIO.endDate, FOAF.page, FOAF.homepage,
))  # fmt: skip


def _matched(store: Quads) -> list[Subject]:
    """Members of the classes that are matched, and who owns or takes part in them."""
    found = {quad.subject for kind in _CLASSES for quad in store.quads(None, RDF.type, kind)}
    for predicate in (S3.owner, S3.participant):
        found |= {q.object for q in store.quads(None, predicate, None) if not isinstance(q.object, Literal)}
    return sorted(found, key=str)


_TYPE = str(RDF.type).encode()
_MEMBERS = frozenset(f"{kind} .\n".encode() for kind in (*_CLASSES, S3.RegisterTerm))
_LINKS = frozenset(str(predicate).encode() for predicate in (S3.owner, S3.participant))
_SAID = frozenset(str(predicate).encode() for predicate in _READ)
_MAPPED = frozenset(
    str(predicate).encode() for predicate in (SKOS.exactMatch, SKOS.closeMatch, SKOS.narrowMatch, SKOS.inScheme)
)


def reads_any(changed: Iterable[bytes], store: Quads) -> bool:
    """Whether one of these N-Triples lines, gone or come, is among what ``Triples`` reads of ``store``, where they are
    gone or have come."""
    terms = (quad.subject for quad in store.quads(None, RDF.type, S3.RegisterTerm))
    matched = {str(node).encode() for node in (*_matched(store), *terms)}
    for line in changed:
        subject, predicate, value = line.split(b" ", 2)
        if predicate in _SAID and (
            subject in matched or predicate in _LINKS or (predicate == _TYPE and value in _MEMBERS)
        ):
            return True
        if (predicate in _MAPPED and subject in matched) or dates_any(subject, predicate, store):
            return True
    return False


class Triples:
    """Look-ups by predicate over what ``_READ`` names, held in memory while a catalogue is built.

    Only what is matched is read, member by member: a register of a million companies costs nothing here.
    """

    def __init__(self, store: Quads) -> None:
        self._objects: dict[tuple[NamedNode, Subject], dict[Term, list[NamedNode]]] = defaultdict(dict)
        self._subjects: dict[tuple[NamedNode, Term], list[Subject]] = defaultdict(list)
        for subject in _matched(store):
            for quad in store.quads(subject, None, None):
                predicate, value, name = quad.predicate, quad.object, quad.graph_name
                if predicate not in _READ:
                    continue
                graphs = self._objects[predicate, subject].setdefault(value, [])
                if not graphs and not isinstance(value, Literal):
                    self._subjects[predicate, value].append(subject)
                graphs.append(name if isinstance(name, NamedNode) else _DEFAULT)
        self._confirmed = {
            node for (predicate, _), nodes in self._objects.items() if predicate == S3.confirms for node in nodes
        }
        self._grounds: dict[tuple[Subject, Term, Term], list[_Ground]] = defaultdict(list)
        for stated, ground in self._claims():
            self._grounds[stated].append(ground)
        self._sources = {slug_of(source): source for source in self.of_class(S3.Source)}
        self._dates = Dates(store)

    def real(self, name: NamedNode) -> list[NamedNode]:
        """Members of a class that not only the fictional example source states."""
        return [node for node in self.of_class(name) if self._objects[RDF.type, node][name] != [EXAMPLE]]

    def of_class(self, name: NamedNode) -> list[NamedNode]:
        return self.subjects(RDF.type, name)

    def subjects(self, predicate: NamedNode, value: Term) -> list[NamedNode]:
        """Named subjects that say this, in the order of their IRIs."""
        found = self._subjects.get((predicate, value), [])
        return sorted((node for node in found if isinstance(node, NamedNode)), key=lambda node: node.value)

    def terms(self, subject: Subject, predicate: NamedNode) -> list[Term]:
        return sorted(self._objects.get((predicate, subject), {}), key=str)

    def nodes(self, subject: Subject, predicate: NamedNode) -> list[NamedNode]:
        return [term for term in self.terms(subject, predicate) if isinstance(term, NamedNode)]

    def slugs(self, subject: Subject, predicate: NamedNode, kind: str) -> tuple[str, ...]:
        return tuple(slug_of(node) for node in self.nodes(subject, predicate) if kind_of(node) == kind)

    def literals(self, subject: Subject, predicate: NamedNode) -> list[Literal]:
        return [term for term in self.terms(subject, predicate) if isinstance(term, Literal)]

    def label(self, node: NamedNode) -> Text:
        """The preferred label in both languages; the other language's, or the slug, where one is missing."""
        return self.text(node, SKOS.prefLabel)

    def text(self, node: NamedNode, predicate: NamedNode) -> Text:
        """What the property says in both languages; the other language's, or the slug, where one is missing."""
        by_code = {literal.language: literal.value for literal in reversed(self.literals(node, predicate))}
        anything = next(iter(by_code.values()), slug_of(node))
        return Text(
            sv=by_code.get("sv", by_code.get("en", anything)), en=by_code.get("en", by_code.get("sv", anything))
        )

    def _claims(self) -> Iterator[tuple[tuple[Subject, Term, Term], _Ground]]:
        for claim in self._subjects.get((RDF.type, S3.Claim), []):
            bases = self.nodes(claim, S3.basis)
            sources = tuple(node.value for node in self.nodes(claim, DCT.source))
            basis = Basis(slug_of(bases[0])) if bases else Basis.GENERAL
            graphs = frozenset(self._objects[RDF.type, claim][S3.Claim])
            ground = _Ground(Basis.CONFIRMED if claim in self._confirmed else basis, sources, graphs, claim)
            for subject in self.terms(claim, RDF.subject):
                for predicate in self.terms(claim, RDF.predicate):
                    for value in self.terms(claim, RDF.object):
                        if not isinstance(subject, Literal):
                            yield (subject, predicate, value), ground

    def statement(self, subject: NamedNode, predicate: NamedNode, value: Term) -> Statement:
        """With its ground: a confirmation, else what the subject's own source says of it, else the best claim."""
        said_in = sorted(self._objects[predicate, subject][value], key=lambda name: (name == EXAMPLE, name.value))
        owner = self._owner(subject)
        own = {name for name in said_in if self._speaks_for(name, owner)}
        claims = self._grounds.get((subject, predicate, value), [])
        claims = [claim for claim in claims if claim.graphs & own] or ([] if own else claims)
        if claims:
            ground = min(claims, key=lambda claim: _BEST_FIRST.index(claim.basis))
        else:
            tellers = tuple(self._teller(name) for name in said_in if name in own) or (self._teller(said_in[0]),)
            ground = _Ground(Basis.CONFIRMED if own else Basis.GENERAL, tellers)
        if subject in self._confirmed:
            ground = _Ground(Basis.CONFIRMED, ground.sources)
        spelt = value.value if isinstance(value, NamedNode) else str(value)
        confirmed = (subject, *(claim.claim for claim in claims if claim.claim is not None))
        day = self._dates.latest(said_in, confirmed)
        return Statement(subject.value, predicate.value, spelt, ground.basis, ground.sources, day)

    def _speaks_for(self, name: NamedNode, owner: NamedNode) -> bool:
        source = self._sources.get(slug_of(name))
        return source is not None and owner in self.nodes(source, S3.speaksFor)

    def _teller(self, name: NamedNode) -> str:
        source = self._sources.get(slug_of(name))
        return source.value if source else name.value

    def _owner(self, node: NamedNode) -> NamedNode:
        """The actor an entity belongs to: a service's provider, an initiative's owner, else the entity itself."""
        for predicate in (S3.providedBy, S3.owner):
            for owner in self.nodes(node, predicate):
                return owner
        return node
