"""What a register may say: what its own terms are called and mean, and where they stand among each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode

from s3graph.validation import rules
from s3graph.validation.file_graph import FileGraph
from s3graph.validation.finding import Finding, Node
from s3graph.validation.profile import Profile
from s3graph.vocabulary import RDF


@dataclass(frozen=True)
class RegisterSpeechCheck:
    """The file of a register. ``terms`` are what the addresses of its own terms begin with."""

    file: FileGraph
    terms: tuple[str, ...]
    profile: Profile

    def findings(self) -> Iterator[Finding]:
        """Strict: whatever is not expressly allowed is refused, a nameless node too."""
        for subject in self.file.subjects():
            if not self._own(subject):
                yield rules.REGISTER_SUBJECT.finding(subject, None, None)
        for predicate in self.file.predicates() - self.profile.properties - {RDF.type}:
            yield from (rules.REGISTER_WORD.finding(*said) for said in self.file.said(predicate=predicate))
        for kind in self.file.classes() - self.profile.classes:
            members = self.file.said(predicate=RDF.type, value=kind)
            yield from (rules.REGISTER_WORD.finding(*said) for said in members)

    def _own(self, subject: Node) -> bool:
        return isinstance(subject, NamedNode) and subject.value.startswith(self.terms)
