"""From features to matches: every support actor scored by the table, explained, banded; nobody where nobody fits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from s3graph.matching.answer import Band, Match, Matches
from s3graph.matching.anywhere import likelier_first, may_be_near
from s3graph.matching.cards import ActorCard
from s3graph.matching.catalogue import Actor
from s3graph.matching.caution import caution, owners_first
from s3graph.matching.concepts import LIKE, SURE
from s3graph.matching.families import alike, spread
from s3graph.matching.features import FEATURES, weights
from s3graph.matching.hierarchy import STEP, of_any_trade
from s3graph.matching.leading import VERY_SURE, only_near, who_has_it_first
from s3graph.matching.meeting import Meeting
from s3graph.matching.of_trade import of_another_trade
from s3graph.matching.places import NEARNESS, Nearness
from s3graph.matching.reason import Reason
from s3graph.matching.scope import SOMEBODY, is_likely

Floats = NDArray[np.float32]
_NAMES = [feature.name for feature in FEATURES]
_REGION = _NAMES.index("region")

STRONG, LIKELY, WEAK = 0.88, 0.75, 0.56
"""Least standing for each band, with the table's own weights; chosen on the fitted half of the judged needs."""
FEWEST = 2
"""So many actors are named before any of too far away, or of which there is nothing to say but where they are."""
LEADING = 2
"""So many are named, whatever there is to say of them: they stand first for all of the need together."""
SEEN = 50
"""Best actors among which those alike in other counties are looked for."""
OWN = frozenset({"clauses", "meaning", "words", "competence"})
"""Features whose reasons say what of the actor's own meets the need."""
_DOWNWARDS = (Band.STRONG, Band.LIKELY, Band.WEAK, Band.NONE)
_FAR = frozenset({Nearness.PROGRAMME_AREA, Nearness.ELSEWHERE})
HOME = Nearness.SAME_REGION
"""Who lies this near or nearer is at home; distance beyond it lowers the band."""


@dataclass(frozen=True)
class Scores:
    """``values[feature, actor]`` before weighting. ``totals`` orders, ``fit`` says whether an actor can help at all.

    ``standing`` is fit less what the distance costs, which the bands are made of: it never exceeds ``fit``.
    """

    values: Floats
    totals: Floats
    fit: Floats
    standing: Floats

    def order(self, turns: NDArray[np.int64]) -> list[int]:
        """Actors best first; ties in the order of their IRIs (``Index.turns``)."""
        order: list[int] = np.lexsort((turns, -self.totals)).tolist()
        return order

    def without(self, name: str, meeting: Meeting) -> Scores:
        """As if a feature that does not say whether an actor can help had no weight."""
        row = _NAMES.index(name)
        return replace(self, totals=self.totals - weights(meeting.request.features)[name] * self.values[row])


def score(meeting: Meeting) -> Scores:
    """Value every actor on every feature. ``fit`` uses the table's own weights, whatever the request switched off."""
    chosen = weights(meeting.request.features)
    values = np.array([feature.value(meeting) for feature in FEATURES], np.float32)
    totals = np.array([chosen[feature.name] for feature in FEATURES], np.float32) @ values
    fit = np.array([feature.weight * feature.fit for feature in FEATURES], np.float32) @ values
    return Scores(values, totals, fit, fit - _distance(meeting, values[_REGION], chosen["region"]))


def _distance(meeting: Meeting, nearness: Floats, weight: float) -> Floats:
    """What each actor loses by lying outside the asker's region; nothing where no place is known."""
    if meeting.place is None:
        return np.zeros_like(nearness)
    return np.asarray(weight * np.maximum(NEARNESS[HOME] - nearness, 0), np.float32)


def band(standing: float) -> Band:
    """The band of a standing."""
    if standing >= STRONG:
        return Band.STRONG
    if standing >= LIKELY:
        return Band.LIKELY
    return Band.WEAK if standing >= WEAK else Band.NONE


def matches(meeting: Meeting, scores: Scores, limit: int) -> Matches:
    """The best matches with their reasons. Actors that do not fit are left out; all, where the need is nobody's.

    Those from far off, or that would not fit where they lie, come only where fewer than ``FEWEST`` others do; of those
    in the weakest band the ``telling`` ones. Of actors alike in several counties, where no place is known, the first
    names the others, and of one county alone few are named (``spread``).
    """
    if not somebodys(meeting):
        return Matches(())
    return Matches(shown(named(meeting, scores, limit), led=partial(who_has_it_first, meeting)))


def named(meeting: Meeting, scores: Scores, limit: int) -> tuple[Match, ...]:
    """Those that fit, at most ``limit``, best first, each with its own band and reasons."""
    rows = fitting(meeting, scores)
    standing = scores.standing[rows].tolist()
    near = [row for row, one in zip(rows, standing, strict=True) if one >= WEAK and not _far_off(meeting, row)]
    likely = {row for row, one in zip(rows, standing, strict=True) if one >= LIKELY}
    kept = likelier_first(meeting, rows if len(near) < FEWEST else near, likely)
    families = alike(meeting, kept[: max(limit, SEEN)])
    first = owners_first(meeting, spread(meeting, families)[:limit])
    found = [(row, match_of(meeting, scores, row, families[row], leads=row == first[0])) for row in first]
    others = {place for place, pair in enumerate(found) if place >= LEADING and _without_its_trade(meeting, *pair)}
    return tuple(one for place, (_, one) in enumerate(found) if place not in others)


def _without_its_trade(meeting: Meeting, row: int, match: Match) -> bool:
    """Whether an actor fits for what companies of any trade may ask alone, though something of a trade is surely asked
    that another has: training by a foundry to a joiner. Not who hardly fits, and is named for what it has.

    Of thirteen such, of the fitted half, four were useful.
    """
    if match.band is Band.WEAK or _for_any_trade(match.reasons):
        return False
    asked = (meeting.links.sure >= SURE).any(axis=0)
    anybodys, has = of_any_trade(meeting.index.competences), meeting.index.reach[row] >= STEP
    special = asked & meeting.held & ~anybodys
    return bool(special.any() and not has[special].any() and has[asked & anybodys].any())


def shown(
    found: Sequence[Match], fewest: int = FEWEST, led: Callable[[Sequence[Match]], Sequence[Match]] = tuple
) -> tuple[Match, ...]:
    """What is shown of those named: ``telling`` ones, ``led`` by whom that says, in ``falling`` bands, each with
    something of its own.
    """
    return tuple(_with_its_own(match) for match in falling(led(telling(found, fewest))))


def telling(found: Sequence[Match], fewest: int = FEWEST) -> tuple[Match, ...]:
    """Those of which there is something to say: the first, the other ``LEADING`` where anything of theirs is near, and
    of the rest those that fit, say why or bear the name of the place. Where the first hardly fits and they are less
    than ``fewest``, the best of the others too.
    """
    told = [place < LEADING and (not place or _is_near(one.reasons)) for place, one in enumerate(found)]
    told = [leads or one.band is not Band.WEAK or _says_something(one) for leads, one in zip(told, found, strict=True)]
    wanting = max(fewest - sum(told), 0) if found and found[0].band is Band.WEAK else 0
    others = [place for place, said in enumerate(told) if not said][:wanting]
    return tuple(one for place, one in enumerate(found) if told[place] or place in others)


def falling(found: Sequence[Match]) -> tuple[Match, ...]:
    """The same with bands that never rise: who comes later is no surer than who comes before. One that may no longer be
    there says nothing of those behind it.
    """
    kept: list[Match] = []
    least = Band.STRONG
    for one in found:
        shown = max(one.band, least, key=_DOWNWARDS.index)
        kept.append(replace(one, band=shown))
        least = least if one.caution else shown
    return tuple(kept)


def _says_something(match: Match) -> bool:
    """Whether a reason says what of the actor's own meets what is wanted, or that it is there for any company; or it
    bears the name of the place.

    Of those in the weakest band that say neither two in five are useful and one in ten is right.
    """
    told = [one for one in match.reasons if not one.aside]
    return has_its_own(told) or _for_any_trade(told) or _bears_the_name(match)


def _with_its_own(match: Match) -> Match:
    """The same; where no reason says what of the actor's own meets the need, it is told what it works with.

    It stands there for what it is like on the whole: of those surely there for it nine in ten are useful.
    """
    if has_its_own(match.reasons):
        return match
    told = (replace(one, slight=False) if one.feature == "meaning" else one for one in match.reasons)
    return replace(match, reasons=tuple(told))


def has_its_own(reasons: Sequence[Reason]) -> bool:
    """Whether a reason that is told says what of the actor's own meets the need."""
    return any(one.feature in OWN and not one.slight for one in reasons)


def _for_any_trade(reasons: Sequence[Reason]) -> bool:
    """Whether it is told that the actor is there for companies of any trade."""
    return any(one.feature == "adviser" and not one.slight for one in reasons)


def _is_near(reasons: Sequence[Reason]) -> bool:
    """Whether anything that the actor works with is near the need."""
    return not any(one.feature == "meaning" and one.aside for one in reasons)


def _bears_the_name(match: Match) -> bool:
    """Whether it bears the name of a place that is told and is none of its municipalities: a lake."""
    named = match.actor.label.sv.casefold()
    told = (one for one in match.reasons if one.feature == "region" and one.asked)
    return any(one.asked.casefold() in named and one.asked.casefold() not in one.met.sv.casefold() for one in told)


def fitting(meeting: Meeting, scores: Scores) -> list[int]:
    """The actors that fit at all, best first; none of another trade, or of where the asker cannot be."""
    able = ((scores.fit >= WEAK) & may_be_near(meeting)).tolist()
    rows = [row for row in scores.order(meeting.index.turns) if able[row]]
    others = of_another_trade(meeting, rows)
    return [row for row in rows if row not in others]


def somebodys(meeting: Meeting) -> bool:
    """Whether a support actor is the one to ask. A need said in competences is somebody's by what it is."""
    if meeting.need.orders:
        return False
    return bool(meeting.request.concepts) or is_likely(meeting, SOMEBODY)


def match_of(meeting: Meeting, scores: Scores, row: int, family: Sequence[int] = (), *, leads: bool = False) -> Match:
    """An actor with its band and reasons; ``family``: those alike in other counties."""
    doubt, reasons = caution(meeting, row), reasons_of(meeting, scores, row)
    found = _band(meeting, scores, row, doubtful=doubt is not None, leads=leads)
    if not (has_its_own(reasons) or _is_near(reasons) or _for_any_trade(reasons)):
        found = max(found, Band.LIKELY if leads or found is Band.STRONG else Band.WEAK, key=_DOWNWARDS.index)
    if found is Band.STRONG and only_near(meeting, row):
        found = Band.LIKELY
    return Match(
        actor=card(meeting.index.catalogue.actors[row]),
        score=float(scores.totals[row]),
        band=found,
        reasons=reasons,
        caution=doubt,
        elsewhere=tuple(card(meeting.index.catalogue.actors[other]) for other in family),
    )


def _band(meeting: Meeting, scores: Scores, row: int, *, doubtful: bool, leads: bool) -> Band:
    """At most likely for an actor that may no longer be there, and for one from further than the next county that is of
    no use from afar. The weakest for one that is there for other
    municipalities, and for one that states nothing near what may be asked, where something is very surely asked that
    another has; not for that, where it ``leads``: it stands first for all that is asked together."""
    found = band(max(float(scores.standing[row]), WEAK))
    if _for_others(meeting, row) or (not leads and _wanting(meeting, row)):
        return Band.WEAK
    return Band.LIKELY if found is Band.STRONG and (doubtful or _far_off(meeting, row)) else found


def _far_off(meeting: Meeting, row: int) -> bool:
    """Whether an actor is from further than the next county and of no use from afar."""
    actor = meeting.index.catalogue.actors[row]
    return meeting.place is not None and not actor.from_afar and meeting.place.nearness(actor) in _FAR


def _wanting(meeting: Meeting, row: int) -> bool:
    """Whether an actor states nothing near what may be asked, where something is very surely asked that another has."""
    sure = meeting.backed[meeting.asking].max(axis=0, initial=0)
    had = (sure >= VERY_SURE) & meeting.held
    return bool(had.any() and meeting.index.reach[row, sure >= LIKE].max() < STEP)


def _for_others(meeting: Meeting, row: int) -> bool:
    """Whether an actor is there for companies of certain municipalities, and not of the asker's."""
    place = meeting.place
    if place is None or place.municipality is None:
        return False
    actor = meeting.index.catalogue.actors[row]
    return bool(actor.serves) and place.municipality.slug not in actor.serves


def reasons_of(meeting: Meeting, scores: Scores, row: int) -> tuple[Reason, ...]:
    """One reason a feature that contributed, the largest first; their contributions add up to the score."""
    chosen = weights(meeting.request.features)
    contributions = [chosen[feature.name] * float(scores.values[place, row]) for place, feature in enumerate(FEATURES)]
    found = [
        feature.explain(meeting, row, contribution)
        for feature, contribution in zip(FEATURES, contributions, strict=True)
        if contribution
    ]
    return tuple(sorted(found, key=lambda reason: -reason.contribution))


def card(actor: Actor) -> ActorCard:
    return ActorCard(actor.iri, actor.label, actor.kind, actor.regions, actor.areas, actor.homepage)
