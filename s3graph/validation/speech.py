"""Who may say what: a source speaks about its own entities, links to those of others, and leaves shared terms alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode

from s3graph.validation import rules
from s3graph.validation.file_graph import FileGraph, Said
from s3graph.validation.finding import Finding, Term
from s3graph.validation.profile import Profile
from s3graph.validation.reference import Reference
from s3graph.validation.register_speech import RegisterSpeechCheck
from s3graph.vocabulary import BASE, OWL, PROV, RDF, RDFS, S3, SH, kind_of

ENTITIES = f"{BASE}id/"
_KEPT_BY_THE_PLATFORM = frozenset(("source", "delivery", "release", "identity"))
_ADDRESS = re.compile(r"[a-z][a-z0-9-]*/[a-z0-9]+(?:[._-]+[a-z0-9]+)*")
"""What follows ``ENTITIES``: spelt otherwise, an address would look like another's and be one of its own."""
_SAID_FOR = (S3.providedBy, S3.owner)
"""Properties that give a thing to an organisation, which may know nothing of it."""
_ANNOTATIONS = frozenset((RDFS.label, RDFS.comment, RDFS.seeAlso))


@dataclass(frozen=True)
class Speech:
    """What is known about who speaks for what, when ``source`` delivers.

    ``owners`` names the source that speaks for each known entity, ``types`` the classes of known entities; both may
    be lazy views of a release. ``own`` are entities this source speaks for although another described them first.
    ``terms`` are what the addresses of the terms begin with that a register speaks of.
    """

    source: str
    owners: Mapping[NamedNode, str] = field(default_factory=dict)
    types: Mapping[NamedNode, frozenset[NamedNode]] = field(default_factory=dict)
    own: frozenset[NamedNode] = frozenset()
    terms: tuple[str, ...] = ()

    def other_owner(self, entity: NamedNode) -> str | None:
        """The source that speaks for the entity where that is another one; None for own and for new entities."""
        owner = None if entity in self.own else self.owners.get(entity)
        return None if owner == self.source else owner

    def knows(self, entity: NamedNode) -> bool:
        return entity in self.own or entity in self.owners or entity in self.types


@dataclass(frozen=True)
class SpeechCheck:
    """The rules of speech over one file."""

    file: FileGraph
    speech: Speech
    reference: Reference
    profile: Profile

    def findings(self) -> Iterator[Finding]:
        yield from self._axioms()
        if self.profile.of_register:
            yield from RegisterSpeechCheck(self.file, self.speech.terms, self.profile).findings()
            return
        for subject in self.file.subjects():
            if isinstance(subject, NamedNode):
                yield from self._about(subject)
        yield from self._reserved()
        yield from self._confirmations()
        if not self.profile.about_others:
            yield from self._claims()
            yield from self._third_party()

    def _axioms(self) -> Iterator[Finding]:
        for predicate in self.file.predicates():
            if predicate == OWL.sameAs:
                yield from (rules.SAME_AS.finding(*said) for said in self.file.said(predicate=predicate))
            elif _is_axiom(predicate):
                yield from (rules.SCHEMA_AXIOM.finding(*said) for said in self.file.said(predicate=predicate))
        for kind in self.file.classes():
            if kind == RDF.Property or _of_schema(kind):
                yield from (rules.SCHEMA_AXIOM.finding(*said) for said in self._members(kind))

    def _about(self, subject: NamedNode) -> Iterator[Finding]:
        if self._shared(subject):
            yield from (rules.REFERENCE_TERM.finding(*said) for said in self._statements(subject))
        elif not subject.value.startswith(ENTITIES) or self._misspelt(subject):
            yield rules.FOREIGN_SUBJECT.finding(subject, None, None)
        elif not self.profile.about_others and (owner := self.speech.other_owner(subject)):
            for said in self._statements(subject):
                if said.predicate not in self.profile.linking:
                    yield rules.OTHER_SOURCE.finding(*said, {"owner": Literal(owner)})

    def _shared(self, subject: NamedNode) -> bool:
        """Terms and entities that are the platform's own. A new member of a reserved class has a rule of its own."""
        if subject in self.reference.subjects or subject in S3:
            return True
        kinds = self.reference.kinds | _KEPT_BY_THE_PLATFORM
        return kind_of(subject) in kinds and not any(
            said.value in self.profile.reserved for said in self.file.said(subject, RDF.type)
        )

    def _misspelt(self, subject: NamedNode) -> bool:
        """Left to the shape of its class where it has one."""
        known = self.reference.terms
        return not _ADDRESS.fullmatch(subject.value.removeprefix(ENTITIES)) and not any(
            said.value in known for said in self.file.said(subject, RDF.type)
        )

    def _statements(self, subject: NamedNode) -> Iterator[Said]:
        """What the file says about a subject, axioms left to their own rule."""
        return (
            said for said in self.file.said(subject) if said.predicate != OWL.sameAs and not _is_axiom(said.predicate)
        )

    def _reserved(self) -> Iterator[Finding]:
        for kind in self.file.classes() & self.profile.reserved:
            for said in self._members(kind):
                if said.subject not in self.reference.subjects:
                    yield rules.RESERVED_CLASS.finding(*said)

    def _claims(self) -> Iterator[Finding]:
        for claimed in self.file.said(predicate=RDF.subject):
            owner = self._other_owner(claimed.value)
            properties = {said.value for said in self.file.said(claimed.subject, RDF.predicate)}
            if owner and not properties <= self.profile.linking:
                yield rules.OTHER_CLAIM.finding(*claimed, {"owner": Literal(owner)})

    def _third_party(self) -> Iterator[Finding]:
        """Allowed, and shown as said by this source alone."""
        for predicate in _SAID_FOR:
            for said in self.file.said(predicate=predicate):
                if owner := self._other_owner(said.value):
                    yield rules.THIRD_PARTY.finding(*said, {"owner": Literal(owner)})
        for predicate in self.file.predicates() & self.profile.linking:
            for said in self.file.said(predicate=predicate):
                if owner := self._other_owner(said.subject):
                    yield rules.THIRD_PARTY.finding(*said, {"owner": Literal(owner)})

    def _confirmations(self) -> Iterator[Finding]:
        """By anybody but the actor itself, and of anything that is another's."""
        refused = set()
        for confirmation in self._members(S3.Confirmation):
            for said in self.file.said(confirmation.subject, PROV.wasAttributedTo):
                if owner := self._other_owner(said.value):
                    refused.add(said.subject)
                    yield rules.OTHER_CONFIRMATION.finding(*said, {"owner": Literal(owner)})
        for said in self.file.said(predicate=S3.confirms):
            if (owner := self._other_owner(said.value)) and said.subject not in refused:
                yield rules.OTHER_CONFIRMED.finding(*said, {"owner": Literal(owner)})

    def _members(self, kind: NamedNode) -> Iterator[Said]:
        return self.file.said(predicate=RDF.type, value=kind)

    def _other_owner(self, term: Term) -> str | None:
        return self.speech.other_owner(term) if isinstance(term, NamedNode) else None


def _of_schema(term: NamedNode) -> bool:
    return any(term in namespace for namespace in (RDFS, OWL, SH))


def _is_axiom(predicate: NamedNode) -> bool:
    return _of_schema(predicate) and predicate not in _ANNOTATIONS and predicate != OWL.sameAs
