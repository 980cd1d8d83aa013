"""Why a match scored what it did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from s3graph.matching.catalogue import Statement
from s3graph.model import Language, Text

_NOTHING = Text(sv="", en="")


@dataclass(frozen=True)
class Reason:
    """Why a match scored what it did: the contributions of a match's reasons add up to its score.

    ``asked`` is what met in the words of the need, or of the request where only that has the place (``region``) and the
    industry (``sector``); empty of what is so whatever is asked: ``adviser``, ``presence``, ``confirmation``,
    ``freshness``. ``met`` is what the actor has, where or what it is; its name where its whole record is meant.
    ``evidence``: the nearest or newest statements where there are many, none where it is told that nothing is known.
    ``slight``: it says what is not had or not sure, and is told only to who asks for all reasons. ``aside``: what is
    had lies beside what is wanted; that alone names nobody who hardly fits. ``about``: IRI of the competence that the
    need is told to be about.
    """

    feature: str
    contribution: float
    text: Text
    evidence: tuple[Statement, ...] = ()
    asked: str = ""
    met: Text = _NOTHING
    slight: bool = False
    aside: bool = False
    about: str = ""

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(source for statement in self.evidence for source in statement.sources))

    @property
    def confirmed(self) -> bool:
        """True where there is evidence and every statement of it is confirmed."""
        return bool(self.evidence) and all(statement.confirmed for statement in self.evidence)

    def to_json(self, language: Language) -> dict[str, Any]:
        return {
            "feature": self.feature,
            "contribution": round(self.contribution, 4),
            "text": self.text.in_language(language),
            "asked": self.asked,
            "met": self.met.in_language(language),
            "evidence": [statement.to_json() for statement in self.evidence],
            "source": list(self.sources),
            "confirmed": self.confirmed,
            "slight": self.slight,
        }
