"""What the record of an actor is worth, whatever it says: how much of it is confirmed, and how fresh it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from s3graph.matching.catalogue import Statement
from s3graph.matching.meeting import Meeting
from s3graph.matching.reason import Reason
from s3graph.model import Text

Floats = NDArray[np.float32]

FRESH = timedelta(days=365)
"""How long a statement counts as fresh after it was delivered or confirmed; longer than a yearly round of partners."""
UNKNOWN = 0.5
"""What a statement counts whose day nobody knows: neither for the actor nor against it."""
NAMED = 3
"""Statements of the actor that are given, the newest first; the sentence says how many there are."""


def confirmation(meeting: Meeting) -> Floats:
    """Share of the actor's evidence that was read in its source or confirmed."""
    return meeting.index.tables.confirmed


def freshness(meeting: Meeting) -> Floats:
    """Share of what is said of the actor that was delivered or confirmed within a year before today."""
    owners, days, _, _ = meeting.index.tables.record
    since = (meeting.today - FRESH).toordinal()
    worth = np.where(days == 0, UNKNOWN, days >= since)
    actors = len(meeting.index.catalogue.actors)
    counts = np.bincount(owners, minlength=actors)
    shares = np.bincount(owners, worth, minlength=actors) / np.maximum(counts, 1)
    return np.where(counts == 0, UNKNOWN, shares).astype(np.float32)


def confirmation_reason(meeting: Meeting, row: int, contribution: float) -> Reason:
    """How much of what is said of the actor is confirmed or was read in a source."""
    who = meeting.index.catalogue.actors[row].label
    statements, sure = meeting.index.tables.statements[row]
    text = Text(
        sv=f"{sure} av {statements} uppgifter om {who.sv} är lästa i en källa eller bekräftade.",
        en=f"{sure} of {statements} statements about {who.en} were read in a source or confirmed.",
    )
    _, days, facets, confirmed = _record(meeting, row)
    own = np.flatnonzero(confirmed)
    newest = facets[own[np.argsort(-days[own], kind="stable")]]
    evidence = _told(meeting, row, newest, lambda statement: statement.confirmed)
    return Reason("confirmation", contribution, text, evidence, met=who, slight=True)


def freshness_reason(meeting: Meeting, row: int, contribution: float) -> Reason:
    """How much of it was delivered or confirmed within a year, and when last; or that no day is known.

    Its evidence is of the last day, or of no known one.
    """
    who = meeting.index.catalogue.actors[row].label
    _, own, facets, _ = _record(meeting, row)
    newest = int(own.max(initial=0))
    last = date.fromordinal(newest).isoformat() if newest else ""
    evidence = _told(meeting, row, facets[own == newest], lambda statement: statement.day == last)
    if not own.any():
        text = Text(
            sv=f"När uppgifterna om {who.sv} senast sågs över är inte känt.",
            en=f"When the statements about {who.en} were last looked over is not known.",
        )
        return Reason("freshness", contribution, text, evidence, met=who, slight=True)
    fresh = np.count_nonzero(own >= (meeting.today - FRESH).toordinal())
    text = Text(
        sv=f"{fresh} av {len(own)} uppgifter om {who.sv} levererades eller bekräftades det senaste året, "
        f"senast {last}.",
        en=f"{fresh} of {len(own)} statements about {who.en} were delivered or confirmed within a year, "
        f"the last on {last}.",
    )
    return Reason("freshness", contribution, text, evidence, met=who, slight=True)


def _record(meeting: Meeting, row: int) -> NDArray[np.int32]:
    """``Tables.record`` of one actor."""
    record = meeting.index.tables.record
    first, end = np.searchsorted(record[0], [row, row + 1])
    return record[:, first:end]


def _told(
    meeting: Meeting, row: int, facets: NDArray[np.int32], meant: Callable[[Statement], bool]
) -> tuple[Statement, ...]:
    """The first ``NAMED`` statements that are meant, of an actor's facets in this order; no more facets are read."""
    own = meeting.index.catalogue.actors[row].facets
    found = (said for place in dict.fromkeys(facets.tolist()) for said in own[place].statements if meant(said))
    return tuple(islice(found, NAMED))
