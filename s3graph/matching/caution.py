"""What to ask before one relies on an actor: whether one that bears the name of an ended project is still there."""

from __future__ import annotations

from s3graph.matching.catalogue import Initiative
from s3graph.matching.initiatives import status_of
from s3graph.matching.meeting import Meeting
from s3graph.model import Status, Text


def caution(meeting: Meeting, row: int) -> Text | None:
    """Of an actor whose name an initiative bears too, where all such have ended and it is in none that may go on."""
    catalogue, labels = meeting.index.catalogue, meeting.index.initiative_labels
    actor = catalogue.actors[row]
    namesakes = [
        (initiative, label)
        for initiative, label in zip(catalogue.initiatives, labels, strict=True)
        if label.sv.startswith(actor.label.sv)
    ]
    own = [initiative for initiative in catalogue.initiatives if actor.iri in initiative.parties]
    known = {initiative.iri: initiative for initiative in (*own, *(initiative for initiative, _ in namesakes))}
    if not namesakes or any(status_of(each, meeting.today) is not Status.ENDED for each in known.values()):
        return None
    last, label = max(namesakes, key=lambda pair: _end(pair[0]))
    return _said(actor.label, label, last)


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
