"""What to ask before one relies on an actor: whether one that bears the name of an ended project is still there."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from s3graph.matching.catalogue import Initiative
from s3graph.matching.initiatives import status_of
from s3graph.matching.meeting import Meeting
from s3graph.matching.reason import Reason
from s3graph.model import Status, Text

Floats = NDArray[np.float32]


def presence(meeting: Meeting) -> Floats:
    """-1 for an actor of which it is doubtful that it is still there, 0 for all others."""
    found = np.zeros(len(meeting.index.catalogue.actors), np.float32)
    for row in meeting.index.namesakes:
        found[row] = -1.0 if _over(meeting, row) else 0.0
    return found


def presence_reason(meeting: Meeting, row: int, contribution: float) -> Reason:
    """Why it is doubtful; the match itself says so (``caution``)."""
    nothing = Text(sv="Inget talar mot att aktören finns kvar.", en="Nothing says that the actor is no longer there.")
    said = caution(meeting, row)
    if not contribution or said is None:
        return Reason("presence", contribution, said or nothing, slight=True)
    initiatives = meeting.index.namesakes[row]
    evidence = tuple(statement for initiative in initiatives for statement in initiative.statements)
    met = meeting.index.catalogue.topics[max(initiatives, key=_end).topic].label
    return Reason("presence", contribution, said, evidence, met=met, slight=True)


def caution(meeting: Meeting, row: int) -> Text | None:
    """Of an actor whose name an initiative bears too, where all such have ended and it is in none known to go on."""
    if row not in meeting.index.namesakes or not _ended(meeting, row):
        return None
    last = max(meeting.index.namesakes[row], key=_end)
    return _said(meeting.index.catalogue.actors[row].label, meeting.index.catalogue.topics[last.topic].label, last)


def owners_first(meeting: Meeting, rows: Sequence[int]) -> list[int]:
    """The same in order, but just before who may no longer be there who owned it, where that one is among them: it is
    the one to ask.
    """
    found, actors = list(rows), meeting.index.catalogue.actors
    for row in rows:
        if row in meeting.index.namesakes and _ended(meeting, row):
            owners = max(meeting.index.namesakes[row], key=_end).owners
            owner = next((one for one in found if one != row and actors[one].label in owners), row)
            if found.index(owner) > found.index(row):
                found.remove(owner)
                found.insert(found.index(row), owner)
    return found


def _ended(meeting: Meeting, row: int) -> bool:
    """Whether all that bears the actor's name has ended, and nothing that it takes part in is known to go on."""
    statuses = {status_of(each, meeting.today) for each in _own(meeting, row)}
    named_after = {status_of(each, meeting.today) for each in meeting.index.namesakes[row]}
    return named_after == {Status.ENDED} and not statuses & {Status.OPEN, Status.PLANNED}


def _over(meeting: Meeting, row: int) -> bool:
    """Whether, moreover, all that it takes part in has ended: only then it stands behind others."""
    return _ended(meeting, row) and all(status_of(each, meeting.today) is Status.ENDED for each in _own(meeting, row))


def _own(meeting: Meeting, row: int) -> tuple[Initiative, ...]:
    return meeting.index.taking_part.get(meeting.index.catalogue.actors[row].iri, ())


def _said(who: Text, label: Text, last: Initiative) -> Text:
    others = [owner for owner in last.owners if owner != who]
    asked = Text(sv=", ".join(one.sv for one in others), en=", ".join(one.en for one in others))
    sv, en = f"Insatsen {label.sv} avslutades {_end(last)}: ", f"The initiative {label.en} ended {_end(last)}: "
    if not others:
        return Text(sv=f"{sv}fråga om {who.sv} finns kvar.", en=f"{en}ask whether {who.en} is still there.")
    return Text(
        sv=f"{sv}fråga {asked.sv}, som ägde den, om {who.sv} finns kvar.",
        en=f"{en}ask {asked.en}, who owned it, whether {who.en} is still there.",
    )


def _end(initiative: Initiative) -> str:
    return initiative.end.lexical if initiative.end else ""
