"""Teams across areas: actors of different areas that together cover more of a need than the best one alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from s3graph.matching.answer import Team, TeamMember
from s3graph.matching.holding import holding
from s3graph.matching.leading import VERY_SURE
from s3graph.matching.meeting import EXACT, HELD, Meeting
from s3graph.matching.ranking import HOME, WEAK, Scores, card
from s3graph.matching.trades import names_trade
from s3graph.model import Text

Floats = NDArray[np.float32]

CANDIDATES = 18
LEAST_GAIN = 0.08
"""Share of the need a team must cover beyond the best actor alone, and a third member beyond the pair."""
SHOWN = 3
LEAST_ADDED = 0.03
"""Share of the need that a competence must bring to be named."""
BRIDGE = HELD
"""Least reach that counts: at what a member covers, and of every member at the competence that bridges them."""
WORTH_OF_BRIDGE = 0.05


@dataclass(frozen=True)
class _Field:
    """What the need asks (``asked[concept]``, summing to one), how far each candidate reaches it, and how ``near`` each
    concept lies to what is asked.
    """

    asked: Floats
    reach: Floats
    near: Floats
    rows: tuple[int, ...]

    def covers(self, members: tuple[int, ...]) -> float:
        return float(self.reach[list(members)].max(axis=0) @ self.asked)

    def joined(self, members: tuple[int, ...]) -> Floats:
        """What the members cover together with each of the candidates."""
        return np.asarray(np.maximum(self.reach, self.reach[list(members)].max(axis=0)) @ self.asked, np.float32)

    def added(self, member: int, others: tuple[int, ...]) -> Floats:
        """What a member brings on each concept beyond the others."""
        rest = self.reach[list(others)].max(axis=0) if others else np.zeros_like(self.asked)
        return np.asarray(np.maximum(self.reach[member] - rest, 0) * self.asked, np.float32)


def teams(meeting: Meeting, scores: Scores) -> tuple[Team, ...]:
    """The best teams, at most ``SHOWN``, each with another first pair.

    None where one actor covers the need as well, or where what is asked is not understood surely enough to be divided.
    Chosen among actors ranked without ``offers``, which brings alike ones to the top.
    """
    scores = scores.without("offers", meeting)
    field = _field(meeting, scores)
    if len(field.rows) < 2 or not field.asked.any():
        return ()
    alone = max(field.covers((place,)) for place in range(len(field.rows)))
    found: list[tuple[float, tuple[int, ...], tuple[str, ...]]] = []
    for pair in _pairs(field, alone):
        for team in (pair, *_thirds(field, pair)):
            areas = _areas(meeting, field, team)
            if areas is not None:
                found.append((_worth(scores, field, team), team, areas))
    kept: list[Team] = []
    seen: set[frozenset[int]] = set()
    for _, team, areas in sorted(found, key=lambda item: (-item[0], item[1])):
        if any(len(frozenset(team) & other) > 1 for other in seen):
            continue
        seen.add(frozenset(team))
        kept.append(_team(meeting, field, (team, areas, alone)))
        if len(kept) == SHOWN:
            break
    return tuple(kept)


def _field(meeting: Meeting, scores: Scores) -> _Field:
    first = scores.order(meeting.index.turns)[:CANDIDATES]
    rows = tuple(row for row in first if _comes(meeting, scores, row))
    asked = meeting.told.asked(meeting.concepts * _clear(meeting))
    asked /= max(float(asked.sum()), 1e-9)
    near = meeting.index.nearness @ meeting.concepts
    reach = meeting.index.reach[list(rows)]
    least = np.array([BRIDGE if _at_home(meeting, row) else EXACT for row in rows], np.float32)
    return _Field(np.asarray(asked, np.float32), np.where(reach >= least[:, None], reach, 0), near, rows)


def _at_home(meeting: Meeting, row: int) -> bool:
    """Whether an actor works where the company is; where no place is known, all do."""
    return meeting.place is None or meeting.place.nearness(meeting.index.catalogue.actors[row]) >= HOME


def _comes(meeting: Meeting, scores: Scores, row: int) -> bool:
    """Where a place is known: whether an actor works there, or is of use from afar, and is not too far off to fit."""
    if meeting.place is None:
        return True
    from_afar = meeting.index.catalogue.actors[row].from_afar
    return bool(scores.standing[row] >= WEAK) and (from_afar or _at_home(meeting, row))


def _clear(meeting: Meeting) -> NDArray[np.bool_]:
    """``[concept]``: whether a part that wants something is very surely about it; to say who asks sets no task."""
    parts = meeting.need.parts
    wishes = zip(meeting.need.wishes, parts, strict=True)
    asking = np.array([wished and not (len(parts) > 1 and names_trade(part.text)) for wished, part in wishes])
    return np.asarray((meeting.backed[asking] >= VERY_SURE).any(axis=0))


def _pairs(field: _Field, alone: float) -> Iterator[tuple[int, ...]]:
    """Pairs of candidates that together cover clearly more than the best alone."""
    for first in range(len(field.rows)):
        gains = field.joined((first,)) - alone
        yield from ((first, int(second)) for second in np.flatnonzero(gains >= LEAST_GAIN) if second > first)


def _thirds(field: _Field, pair: tuple[int, ...]) -> list[tuple[int, ...]]:
    gains = field.joined(pair) - field.covers(pair)
    return [(*pair, int(place)) for place in np.flatnonzero(gains >= LEAST_GAIN) if place not in pair]


def _worth(scores: Scores, field: _Field, members: tuple[int, ...]) -> float:
    """Coverage first; then how well the members fit, a shared bridge, and no more members than needed."""
    fit = sum(float(scores.totals[field.rows[place]]) for place in members) / len(members)
    bridge = WORTH_OF_BRIDGE if _bridge(field, members) is not None else 0.0
    return field.covers(members) + 0.3 * fit + bridge - 0.05 * len(members)


def _areas(meeting: Meeting, field: _Field, team: tuple[int, ...]) -> tuple[str, ...] | None:
    """A different area for each member, among those of what it adds; None where they stand for the same."""
    actors = meeting.index.catalogue.actors
    competences = meeting.index.competences
    choices: list[list[str]] = []
    for member in team:
        added = field.added(member, tuple(other for other in team if other != member))
        if float(added.sum()) < LEAST_GAIN / 2:
            return None
        own = actors[field.rows[member]].areas
        order = [competences[c].areas for c in np.argsort(-added, kind="stable")[:3] if added[c] > 0]
        choices.append(list(dict.fromkeys(area for areas in order for area in areas if area in own)) or list(own))
    return next((areas for areas in product(*choices) if len(set(areas)) == len(areas)), None)


def _bridge(field: _Field, team: tuple[int, ...]) -> int | None:
    """The competence all members reach that lies nearest to what is asked."""
    shared = field.reach[list(team)].min(axis=0)
    near = shared * field.near
    best = int(np.argmax(near)) if len(near) else 0
    return best if len(near) and near[best] > 0 and shared[best] >= BRIDGE else None


def _team(meeting: Meeting, field: _Field, chosen: tuple[tuple[int, ...], tuple[str, ...], float]) -> Team:
    team, areas, alone = chosen
    index = meeting.index
    labels = [competence.label for competence in index.competences]
    members = []
    for member, area in zip(team, areas, strict=True):
        added = field.added(member, tuple(other for other in team if other != member))
        best = [int(c) for c in np.argsort(-added, kind="stable")[:3] if added[c] >= LEAST_ADDED]
        added_here = adds(meeting, field.rows[member], best)
        members.append(TeamMember(card(index.catalogue.actors[field.rows[member]]), area, added_here))
    bridge = _bridge(field, team)
    established = _established(meeting, tuple(member.actor.iri for member in members))
    return Team(
        members=tuple(members),
        covers=field.covers(team),
        best_alone=alone,
        bridge=labels[bridge] if bridge is not None else None,
        established=established,
        reasons=_sentences(tuple(members), labels[bridge] if bridge is not None else None, bool(established)),
    )


def adds(meeting: Meeting, row: int, asked: Sequence[int]) -> tuple[Text, ...]:
    """What an actor itself states that reaches each competence asked for, with what it is for where that is another."""
    competences = meeting.index.competences
    said: dict[Text, Text] = {}
    for concept in asked:
        wanted, own = competences[concept].label, competences[holding(meeting, row, concept)[1]].label
        near = Text(sv=f"{own.sv} (för {wanted.sv})", en=f"{own.en} (for {wanted.en})")
        said.setdefault(own, own if own == wanted else near)
    return tuple(said.values())


def _established(meeting: Meeting, iris: tuple[str, ...]) -> tuple[str, ...]:
    """Collaborations and common initiatives that already join all of them."""
    catalogue = meeting.index.catalogue
    together = [c.iri for c in catalogue.collaborations if not c.proposed and set(iris) <= set(c.parties)]
    common = [initiative.iri for initiative in catalogue.initiatives if set(iris) <= set(initiative.parties)]
    return (*together, *common)


def _sentences(members: tuple[TeamMember, ...], bridge: Text | None, established: bool) -> tuple[Text, ...]:
    said = [
        Text(
            sv=f"{member.actor.label.sv} tillför {', '.join(added.sv for added in member.adds)}.",
            en=f"{member.actor.label.en} adds {', '.join(added.en for added in member.adds)}.",
        )
        for member in members
        if member.adds
    ]
    if bridge is not None:
        said.append(Text(sv=f"De möts i {bridge.sv}.", en=f"They meet in {bridge.en}."))
    if established:
        said.append(Text(sv="De samarbetar redan.", en="They already work together."))
    else:
        said.append(
            Text(
                sv="Ett förslag: inget samarbete mellan dem är känt.",
                en="A proposal: they are not known to work together.",
            )
        )
    return tuple(said)
