"""Actors and competences as an answer names them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from s3graph.model import Language, Text


@dataclass(frozen=True)
class ActorCard:
    """An actor as it is shown in an answer; ``homepage`` is empty where none is known."""

    iri: str
    label: Text
    kind: Text | None
    regions: tuple[str, ...]
    areas: tuple[str, ...]
    homepage: str = ""

    def to_json(self, language: Language) -> dict[str, Any]:
        return {
            "iri": self.iri,
            "label": self.label.in_language(language),
            "kind": self.kind.in_language(language) if self.kind else None,
            "region": list(self.regions),
            "areas": list(self.areas),
            "homepage": self.homepage or None,
        }


@dataclass(frozen=True)
class ThroughTerm:
    """The term of a register by which a part of a need was understood; ``scheme`` is what that is called."""

    iri: str
    label: Text
    scheme: Text

    def to_json(self, language: Language) -> dict[str, Any]:
        return {
            "iri": self.iri,
            "label": self.label.in_language(language),
            "scheme": self.scheme.in_language(language),
        }


@dataclass(frozen=True)
class ConceptLink:
    """A competence of the scheme a part of the need is about, with the confidence of the link, 0 to 1.

    ``through`` is None where the scheme's own words were met.
    """

    iri: str
    label: Text
    confidence: float
    through: ThroughTerm | None = None

    def to_json(self, language: Language) -> dict[str, Any]:
        return {
            "iri": self.iri,
            "label": self.label.in_language(language),
            "confidence": round(self.confidence, 3),
            "through": self.through.to_json(language) if self.through else None,
        }
