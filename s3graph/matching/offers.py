"""What else fits a need beside actors: initiatives, services, and needs that were published before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from s3graph.matching.catalogue import Statement
from s3graph.model import Language, Status, Text


@dataclass(frozen=True)
class InitiativeMatch:
    """An initiative that fits, with its status on the day of the answer. Only open and planned ones are ``offer``."""

    iri: str
    label: Text
    status: Status
    score: float
    start: str | None
    end: str | None
    owners: tuple[Text, ...]
    regions: tuple[str, ...]
    page: str | None
    text: Text
    evidence: tuple[Statement, ...]

    @property
    def offer(self) -> bool:
        return self.status in (Status.OPEN, Status.PLANNED)

    def to_json(self, language: Language) -> dict[str, Any]:
        return {
            "iri": self.iri,
            "label": self.label.in_language(language),
            "status": self.status.value,
            "offer": self.offer,
            "score": round(self.score, 4),
            "start": self.start,
            "end": self.end,
            "owners": [owner.in_language(language) for owner in self.owners],
            "region": list(self.regions),
            "page": self.page,
            "text": self.text.in_language(language),
            "evidence": [statement.to_json() for statement in self.evidence],
        }


@dataclass(frozen=True)
class ServiceMatch:
    """A service or testbed that fits; ``providers`` are the addresses and names of the actors that offer it."""

    iri: str
    label: Text
    testbed: bool
    score: float
    providers: tuple[tuple[str, Text], ...]
    evidence: tuple[Statement, ...]

    def to_json(self, language: Language) -> dict[str, Any]:
        return {
            "iri": self.iri,
            "label": self.label.in_language(language),
            "testbed": self.testbed,
            "score": round(self.score, 4),
            "providers": [{"iri": iri, "label": label.in_language(language)} for iri, label in self.providers],
            "evidence": [statement.to_json() for statement in self.evidence],
        }


@dataclass(frozen=True)
class SimilarNeed:
    """A published need that says much the same, with the competences it was found to require."""

    iri: str
    label: Text
    score: float
    competences: tuple[tuple[str, Text], ...]

    def to_json(self, language: Language) -> dict[str, Any]:
        return {
            "iri": self.iri,
            "label": self.label.in_language(language),
            "score": round(self.score, 4),
            "competences": [{"iri": iri, "label": label.in_language(language)} for iri, label in self.competences],
        }
