"""What an import is asked for, and what it answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from s3graph.errors import UsageError
from s3graph.intake.difference import Difference
from s3graph.intake.identity import Resolution
from s3graph.model import Language, Text
from s3graph.validation import Report
from s3graph.vocabulary import BASE


class Progress(NamedTuple):
    """What is being done; ``done`` of ``total`` is how far it has come (0 of 0: not known), ``rows`` are statements."""

    text: Text
    done: int = 0
    total: int = 0
    rows: int = 0


Say = Callable[[Progress], None]
"""Hears of the beginning of each step, and of a step that takes long again and again."""


def say_nothing(_: Progress) -> None:
    """For callers who do not want to hear how far the work has come."""


@dataclass(frozen=True)
class ImportRequest:
    """One file of one source. ``profile``, ``speaks_for`` and ``licence`` are needed the first time only.

    ``name`` is the file's name as the sender gave it; it decides the format where ``format`` does not. ``merge`` adds
    to what the source has said instead of replacing it; ``confirm_removal`` says that a large removal is meant.
    ``origin`` and ``etag`` are the address it was fetched from and the mark it had there; ``job`` is the import job
    that asks. ``register`` is the register that the file holds, and ``beside`` are further files of it: they are one
    delivery.
    """

    path: Path
    source: str
    name: str = ""
    format: str | None = None
    profile: str | None = None
    speaks_for: str | None = None
    licence: str | None = None
    dry_run: bool = False
    merge: bool = False
    confirm_removal: bool = False
    origin: str = ""
    etag: str = ""
    job: str = ""
    register: str | None = None
    beside: tuple[Path, ...] = ()

    @property
    def file_name(self) -> str:
        return self.name or self.path.name


def actor_iri(text: str) -> str:
    """The full IRI of an actor given as IRI or as the end of one. UsageError where it can be neither."""
    iri = text if text.startswith(f"{BASE}id/") else f"{BASE}id/actor/{text}"
    if any(character in iri for character in ' <>"{}|^`\\'):
        raise UsageError(
            Text(
                sv=f"'{text}' är ingen aktörs adress. Ange till exempel iuc-kalmar eller hela adressen.",
                en=f"'{text}' is no actor's address. Give for instance iuc-kalmar, or the whole address.",
            )
        )
    return iri


class Outcome(StrEnum):
    """How an import ended."""

    ACCEPTED = "accepted"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    CHECKED = "checked"
    UNCONFIRMED = "unconfirmed"
    REVERSED = "reversed"

    @property
    def refused(self) -> bool:
        """True where the sender has something to do before the file counts."""
        return self in (Outcome.REFUSED, Outcome.UNCONFIRMED)


_SENTENCES = {
    Outcome.ACCEPTED: Text(
        sv="Mottagen: utgåva {release} har nu källan {source}. {added} påståenden tillkom, {removed} togs bort.",
        en="Accepted: release {release} now holds the source {source}. {added} statements came and {removed} went.",
    ),
    Outcome.UNCHANGED: Text(
        sv="Oförändrad: filen säger detsamma som förra leveransen av {source}. Utgåva {release} gäller fortfarande.",
        en="Unchanged: the file says the same as the last delivery of {source}. Release {release} still holds.",
    ),
    Outcome.REFUSED: Text(
        sv="Inte mottagen: filen från {source} behöver rättas. Inget har ändrats.",
        en="Not accepted: the file of {source} needs mending. Nothing has changed.",
    ),
    Outcome.CHECKED: Text(
        sv="Granskad: filen skulle tas emot. {added} påståenden skulle tillkomma, {removed} tas bort. Inget ändrades.",
        en="Checked: the file would be accepted. {added} statements would come and {removed} go. Nothing has changed.",
    ),
    Outcome.UNCONFIRMED: Text(
        sv="Inte mottagen än: filen tar bort {share} av det som {source} har sagt. Är det meningen, leverera igen "
        "med --confirm-removal (confirm_removal=true). Inget har ändrats.",
        en="Not accepted yet: the file removes {share} of what {source} has said. If that is meant, deliver again "
        "with --confirm-removal (confirm_removal=true). Nothing has changed.",
    ),
    Outcome.REVERSED: Text(
        sv="Återtagen: i utgåva {release} säger {source} det som den sade före sin senaste leverans. "
        "{added} påståenden kom tillbaka, {removed} togs bort.",
        en="Taken back: in release {release} {source} says what it said before its last delivery. {added} statements "
        "came back and {removed} went.",
    ),
}


def _percent(share: float, language: Language) -> str:
    return f"{share:.0%}" if language is Language.EN else f"{share * 100:.0f}\N{NO-BREAK SPACE}%"


@dataclass(frozen=True)
class ImportReport:
    """``release`` is the release that holds the source now; None where nothing of it was ever published."""

    outcome: Outcome
    source: str
    release: int | None
    validation: Report
    difference: Difference = field(default_factory=Difference)
    resolutions: tuple[Resolution, ...] = ()

    @property
    def added(self) -> int:
        return self.difference.statements_added

    @property
    def removed(self) -> int:
        return self.difference.statements_removed

    def sentence(self, language: Language) -> str:
        """One sentence on how it ended."""
        return (
            _SENTENCES[self.outcome]
            .in_language(language)
            .format(
                release=self.release,
                source=self.source,
                added=self.added,
                removed=self.removed,
                share=_percent(self.difference.removed_share, language),
            )
        )

    def to_text(self, language: Language) -> str:
        """For people: how it ended, what it changes, who is whom, then the findings."""
        if self.outcome is Outcome.UNCHANGED and not self.validation.checked:
            return self.sentence(language)
        said = [self.sentence(language), self.difference.to_text(language)]
        said += [resolution.to_text(language) for resolution in self.resolutions]
        if self.outcome is Outcome.REVERSED:
            return "\n".join(said)
        return "\n".join(said) + f"\n\n{self.validation.to_text(language)}"

    def to_html(self, language: Language) -> str:
        """A page for people."""
        said = self.to_text(language).split("\n\n", 1)[0]
        return self.validation.to_html(language, tuple(said.splitlines()))

    def to_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "outcome": self.outcome.value,
            "source": self.source,
            "release": self.release,
            "added": self.added,
            "removed": self.removed,
            "difference": self.difference.to_json(),
            "identities": [resolution.to_json() for resolution in self.resolutions],
            "validation": self.validation.to_json(),
        }
