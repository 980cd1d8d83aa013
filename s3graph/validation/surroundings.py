"""What a file points at and which words it uses: unknown entities, unknown terms, and what no shape looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode

from s3graph.validation import rules
from s3graph.validation.file_graph import FileGraph
from s3graph.validation.finding import Finding
from s3graph.validation.profile import Profile
from s3graph.validation.reference import Reference
from s3graph.validation.speech import ENTITIES, Speech
from s3graph.vocabulary import OWL, RDF, RDFS, S3, SH, kind_of


@dataclass(frozen=True)
class Surroundings:
    """One file beside what the platform knows."""

    file: FileGraph
    speech: Speech
    reference: Reference
    profile: Profile

    def findings(self) -> Iterator[Finding]:
        yield from self._unknown_terms()
        yield from self._unchecked_classes()
        for subject in sorted(self.file.untyped() - self.reference.subjects, key=str):
            if subject.value.startswith(ENTITIES) and not self.speech.knows(subject):
                yield rules.UNTYPED.finding(subject, None, None)
        for entity in sorted(self.unknown_entities(), key=str):
            said = next(self.file.said(value=entity))
            yield rules.UNKNOWN_ENTITY.finding(*said)

    def unknown_entities(self) -> frozenset[NamedNode]:
        """Entities the file points at that nobody has described.

        Missing reference data is not among them: nobody will deliver it later, so it is left to the shapes.
        """
        return frozenset(
            entity
            for entity in self.file.pointed_at(ENTITIES) - self.file.subjects() - self.reference.subjects
            if kind_of(entity) not in self.reference.kinds and not self.speech.knows(entity)
        )

    def _unknown_terms(self) -> Iterator[Finding]:
        """Properties and classes in our namespace that the ontology does not have."""
        for predicate in self.file.predicates() - self.reference.terms:
            if predicate in S3:
                yield from (
                    rules.UNKNOWN_TERM.finding(said.subject, predicate, predicate)
                    for said in self.file.said(predicate=predicate)
                )
        for kind in self.file.classes() - self.reference.terms:
            if kind in S3:
                yield from (
                    rules.UNKNOWN_TERM.finding(*said) for said in self.file.said(predicate=RDF.type, value=kind)
                )

    def _unchecked_classes(self) -> Iterator[Finding]:
        """Classes no shape looks for, each with the first member; a misspelt one of ours has its own rule."""
        for kind in sorted(self.file.classes() - self._checked_classes(), key=str):
            if kind not in S3 and not any(kind in schema for schema in (RDF, RDFS, OWL, SH)):
                yield rules.UNCHECKED_CLASS.finding(*next(self.file.said(predicate=RDF.type, value=kind)))

    def _checked_classes(self) -> frozenset[NamedNode]:
        shapes = self.profile.shapes
        return frozenset(
            kind
            for shape in shapes.targeted
            for kind in shapes.nodes(shape, SH.targetClass)
            if isinstance(kind, NamedNode)
        )
