"""Initiatives that do the same thing at the same time: pairs that may be one sharper joint initiative.

A pair is of different owners or of different counties as far as these are known, neither has ended, and their periods
meet as far as dates are known. Likeness is the cosine of what they say, and how far the competences they are about lie
to each other. What is known comes before what has to be asked: first pairs known to differ and to run at the same time,
then those of which one of the two is unknown, then both; last, under a name of its own, pairs where neither has a known
owner or county. Such a pair is a question to whoever keeps the data, not a find, but to hide it would hide the gap.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from s3graph.matching.catalogue import Initiative, Statement
from s3graph.matching.index import Index
from s3graph.matching.initiatives import status_of
from s3graph.model import Language, PartialDate, Status, Text

Floats = NDArray[np.float32]

LEAST = 0.6
"""Least likeness of a pair that is shown."""
MEANING, COMPETENCES = 0.5, 0.5


class Apart(StrEnum):
    """What is known of how two initiatives differ in owner or county."""

    KNOWN = "known"
    PARTLY = "partly"
    """Something is known of one at least, but not enough to tell."""
    UNKNOWN = "unknown"
    """Nothing is known of either."""


@dataclass(frozen=True)
class OverlappingInitiative:
    """One of a pair, as it is shown."""

    iri: str
    label: Text
    status: Status
    start: str | None
    end: str | None
    owners: tuple[Text, ...]
    regions: tuple[str, ...]
    evidence: tuple[Statement, ...]

    def to_json(self, language: Language) -> dict[str, Any]:
        return {
            "iri": self.iri,
            "label": self.label.in_language(language),
            "status": self.status.value,
            "start": self.start,
            "end": self.end,
            "owners": [owner.in_language(language) for owner in self.owners],
            "region": list(self.regions),
            "evidence": [statement.to_json() for statement in self.evidence],
        }


@dataclass(frozen=True)
class Overlap:
    """Two initiatives, how alike they are (0 to 1), the competences both are about, and why they are shown.

    ``apart``: whether they are of different owners or counties; ``together``: whether all dates are known and say that
    they run at the same time.
    """

    initiatives: tuple[OverlappingInitiative, OverlappingInitiative]
    likeness: float
    shared: tuple[tuple[str, Text], ...]
    reasons: tuple[Text, ...]
    apart: Apart
    together: bool

    @property
    def unknown(self) -> int:
        """How much of what makes it a pair is not known: the fewer, the sooner it is shown."""
        if self.apart is Apart.UNKNOWN:
            return 3
        return (self.apart is Apart.PARTLY) + (not self.together)

    def to_json(self, language: Language) -> dict[str, Any]:
        return {
            "initiatives": [initiative.to_json(language) for initiative in self.initiatives],
            "apart": self.apart.value,
            "together": self.together,
            "likeness": round(self.likeness, 4),
            "shared": [{"iri": iri, "label": label.in_language(language)} for iri, label in self.shared],
            "reasons": [reason.in_language(language) for reason in self.reasons],
        }


def overlaps(index: Index, today: date, limit: int = 20) -> tuple[Overlap, ...]:
    """Those of which most is known first, of these the most alike; ties in the order of IRIs."""
    going = [i for i in index.catalogue.initiatives if status_of(i, today) is not Status.ENDED]
    likeness = MEANING * _meaning(index, going) + COMPETENCES * _competences(index, going)
    firsts, seconds = np.nonzero(np.triu(likeness >= LEAST, 1))
    found = [
        _overlap(index, (going[a], going[b]), float(likeness[a, b]), today)
        for a, b in zip(firsts, seconds, strict=True)
        if not _of_one(going[a], going[b]) and _meet(going[a], going[b])
    ]
    found.sort(key=lambda pair: (pair.unknown, -pair.likeness, pair.initiatives[0].iri, pair.initiatives[1].iri))
    return tuple(found[:limit])


def _meaning(index: Index, initiatives: list[Initiative]) -> Floats:
    """``[a, b]``: cosine of the mean directions of what they say."""
    ends = np.append(index.tables.passages, len(index.vectors))
    means = np.array(
        [index.vectors[ends[i.topic] : ends[i.topic + 1]].mean(axis=0) for i in initiatives], np.float32
    ).reshape(len(initiatives), -1)
    means /= np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9)
    return np.asarray(means @ means.T, np.float32)


def _competences(index: Index, initiatives: list[Initiative]) -> Floats:
    """``[a, b]``: how far each competence of one lies from the nearest of the other, averaged over both."""
    column = index.columns
    subjects = [[column[iri] for iri in index.catalogue.topics[i.topic].subjects if iri in column] for i in initiatives]
    found = np.zeros((len(initiatives), len(initiatives)), np.float32)
    near = np.maximum(index.nearness, index.nearness.T)
    for a, own in enumerate(subjects):
        for b, others in enumerate(subjects):
            if own and others:
                block = near[np.ix_(own, others)]
                found[a, b] = (block.max(axis=1).mean() + block.max(axis=0).mean()) / 2
    return found


def _of_one(first: Initiative, second: Initiative) -> bool:
    """Of one owner, and not known to be in different counties."""
    return bool(_owners(first) & _owners(second)) and not _differ(set(first.regions), set(second.regions))


def _apart(first: Initiative, second: Initiative) -> Apart:
    if _differ(_owners(first), _owners(second)) or _differ(set(first.regions), set(second.regions)):
        return Apart.KNOWN
    known = first.owners or second.owners or first.regions or second.regions
    return Apart.PARTLY if known else Apart.UNKNOWN


def _differ(one: set[str], other: set[str]) -> bool:
    """Whether both are known and have nothing in common."""
    return bool(one and other) and not one & other


def _owners(initiative: Initiative) -> set[str]:
    return {owner.sv for owner in initiative.owners}


def _dated(pair: tuple[Initiative, Initiative]) -> bool:
    """Whether it is known of both when they begin and end."""
    return all(initiative.start and initiative.end for initiative in pair)


def _meet(first: Initiative, second: Initiative) -> bool:
    """Whether the periods meet; a date that is not known does not part them."""
    return not (_before(first.end, second.start) or _before(second.end, first.start))


def _before(end: PartialDate | None, start: PartialDate | None) -> bool:
    return end is not None and start is not None and end.last_day() < start.first_day()


def _overlap(index: Index, pair: tuple[Initiative, Initiative], likeness: float, today: date) -> Overlap:
    topics = [index.catalogue.topics[initiative.topic] for initiative in pair]
    labels = {competence.iri: competence.label for competence in index.competences}
    shared = tuple((iri, labels[iri]) for iri in topics[0].subjects if iri in topics[1].subjects and iri in labels)
    return Overlap(
        initiatives=(_card(index, pair[0], today), _card(index, pair[1], today)),
        likeness=likeness,
        shared=shared,
        reasons=(_about([label for _, label in shared]), _when(pair), *_whose(pair)),
        apart=_apart(*pair),
        together=_dated(pair),
    )


def _card(index: Index, initiative: Initiative, today: date) -> OverlappingInitiative:
    return OverlappingInitiative(
        iri=initiative.iri,
        label=index.catalogue.topics[initiative.topic].label,
        status=status_of(initiative, today),
        start=initiative.start.lexical if initiative.start else None,
        end=initiative.end.lexical if initiative.end else None,
        owners=initiative.owners,
        regions=initiative.regions,
        evidence=initiative.said + initiative.statements,
    )


def _about(shared: list[Text]) -> Text:
    if not shared:
        return Text(sv="De beskrivs på liknande sätt.", en="They are described alike.")
    return Text(
        sv=f"Båda gäller {', '.join(label.sv for label in shared)}.",
        en=f"Both are about {', '.join(label.en for label in shared)}.",
    )


def _when(pair: tuple[Initiative, Initiative]) -> Text:
    starts = [initiative.start for initiative in pair if initiative.start]
    ends = [initiative.end for initiative in pair if initiative.end]
    if not _dated(pair):
        return Text(
            sv="Alla datum är inte kända: fråga om de pågår samtidigt.",
            en="Not all dates are known: ask whether they run together.",
        )
    start, end = max(starts, key=PartialDate.first_day).lexical, min(ends, key=PartialDate.last_day).lexical
    return Text(sv=f"Båda pågår {start}–{end}.", en=f"Both run {start}–{end}.")


def _whose(pair: tuple[Initiative, Initiative]) -> list[Text]:
    """What is known of how they differ, and what is not."""
    first, second = pair
    if _apart(first, second) is Apart.UNKNOWN:
        return [
            Text(
                sv="Varken ägare eller län är kända för någon av dem: de kan ha samma ägare.",
                en="Neither owner nor county is known of either: they may have one owner.",
            )
        ]
    said = []
    if _differ(_owners(first), _owners(second)):
        said.append(Text(sv="De har olika ägare.", en="They have different owners."))
    elif not (first.owners and second.owners):
        said.append(Text(sv="Alla ägare är inte kända.", en="Not all owners are known."))
    if _differ(set(first.regions), set(second.regions)):
        said.append(Text(sv="De är i olika län.", en="They are in different counties."))
    elif _apart(first, second) is Apart.PARTLY:
        said.append(Text(sv="Fråga om de har olika ägare.", en="Ask whether they have different owners."))
    return said
