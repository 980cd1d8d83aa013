"""The scoring policy as a table: named, weighted features. Each values all actors at once and explains one of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from s3graph.errors import UsageError
from s3graph.matching import reasons
from s3graph.matching.adviser import adviser, adviser_reason
from s3graph.matching.anywhere import likely_nearness
from s3graph.matching.caution import presence, presence_reason
from s3graph.matching.common_words import words_reason
from s3graph.matching.evidence import offers, offers_reason
from s3graph.matching.initiatives import fits, status_of
from s3graph.matching.meeting import Meeting
from s3graph.matching.nearness import region_reason
from s3graph.matching.places import FROM_AFAR, NEARNESS
from s3graph.matching.reason import Reason
from s3graph.matching.record import confirmation, confirmation_reason, freshness, freshness_reason
from s3graph.matching.sector import sector, sector_reason
from s3graph.model import Status, Text

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Feature:
    """One row of the table. ``fit`` features say that the actor can help; the others only order those that can.

    ``value`` gives ``[actor]``, about 0 to 1 each, or -1 for what speaks against; ``explain`` one actor's reason, with
    contribution weight x value.
    """

    name: str
    weight: float
    fit: bool
    title: Text
    value: Callable[[Meeting], Floats]
    explain: Callable[[Meeting, int, float], Reason]


def meaning(meeting: Meeting) -> Floats:
    """Cosine of the whole need with the mean direction of all the actor's evidence."""
    return meeting.index.tables.profiles @ meeting.whole


def clauses(meeting: Meeting) -> Floats:
    """Each clause with the actor's nearest facets (late interaction), averaged by the clauses' emphasis."""
    counts = meeting.emphasis
    return np.asarray(counts @ meeting.clause_actor / max(float(counts.sum()), 1e-9), np.float32)


def words(meeting: Meeting) -> Floats:
    """Character n-grams shared by the need and everything the actor says in the need's language."""
    return meeting.profile_words


def competence(meeting: Meeting) -> Floats:
    """What the need asks of each competence, against what the actor reaches through broader and related."""
    return meeting.index.reach @ meeting.concepts


def area(meeting: Meeting) -> Floats:
    """Share of the need that lies in the actor's thematic areas; who is in few areas stands more for each."""
    names, shares = meeting.index.area_shares
    asked = np.array([meeting.areas.get(name, 0.0) for name in names], np.float32)
    return np.asarray((shares * asked).sum(axis=1), np.float32)


def activity(meeting: Meeting) -> Floats:
    """Best fit of an initiative that is open today and that the actor owns or takes part in."""
    return _of_parties(meeting, frozenset({Status.OPEN}))


def region(meeting: Meeting) -> Floats:
    """How near the actor lies, or where the asker gave no place, is likely to. Less than nothing for who is there for
    companies of other municipalities; where only the county is known, it may be there for the asker."""
    place, catalogue = meeting.place, meeting.index.catalogue
    if place is None:
        return likely_nearness(meeting)
    near = catalogue.by_territory(lambda a: (FROM_AFAR if a.from_afar else NEARNESS)[place.nearness(a)])
    found = np.array(near, np.float32)
    return found if place.municipality else np.maximum(found, 0)


def _of_parties(meeting: Meeting, statuses: frozenset[Status]) -> Floats:
    catalogue = meeting.index.catalogue
    best = np.zeros(len(catalogue.actors), np.float32)
    for initiative, fit in zip(catalogue.initiatives, fits(meeting), strict=True):
        if status_of(initiative, meeting.today) in statuses:
            own = [catalogue.row_of[party] for party in initiative.parties if party in catalogue.row_of]
            best[own] = np.maximum(best[own], fit)
    return best


FEATURES: tuple[Feature, ...] = (
    Feature("clauses", 0.6, True, Text(sv="Ord och mening", en="Words and meaning"), clauses, reasons.clauses),
    Feature("meaning", 0.35, True, Text(sv="Behovet som helhet", en="The need as a whole"), meaning, reasons.meaning),
    Feature("words", 1.5, True, Text(sv="Samma ord", en="The same words"), words, words_reason),
    Feature("competence", 0.3, True, Text(sv="Kompetens", en="Competence"), competence, reasons.competence),
    Feature("area", 0.4, True, Text(sv="Tematiskt område", en="Thematic area"), area, reasons.area),
    Feature("offers", 1.0, False, Text(sv="Liknande erbjudanden", en="Similar offers"), offers, offers_reason),
    Feature("activity", 0.02, False, Text(sv="Pågående insats", en="Open initiative"), activity, reasons.activity),
    Feature("region", 0.5, False, Text(sv="Närhet", en="Nearness"), region, region_reason),
    Feature("adviser", 0.08, False, Text(sv="Allmän rådgivning", en="General advice"), adviser, adviser_reason),
    Feature("presence", 0.12, False, Text(sv="Finns kvar", en="Still there"), presence, presence_reason),
    Feature("sector", 0.1, False, Text(sv="Bransch", en="Sector"), sector, sector_reason),
    Feature("confirmation", 0.03, False, Text(sv="Bekräftat", en="Confirmed"), confirmation, confirmation_reason),
    Feature("freshness", 0.02, False, Text(sv="Aktuella uppgifter", en="Fresh data"), freshness, freshness_reason),
)


def weights(replaced: Mapping[str, float]) -> dict[str, float]:
    """The table's weights with a request's own in their place. UsageError for a feature that is not in the table."""
    known = {feature.name: feature.weight for feature in FEATURES}
    unknown = sorted(set(replaced) - set(known))
    if unknown:
        raise UsageError(
            Text(
                sv=f"Okänt särdrag {unknown[0]!r}. Välj bland {', '.join(known)}.",
                en=f"Unknown feature {unknown[0]!r}. Choose among {', '.join(known)}.",
            )
        )
    return known | dict(replaced)
