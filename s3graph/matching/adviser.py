"""How far kinds of actor are there to advise companies of whatever trade: the value, and why in a sentence."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from s3graph.matching.catalogue import ADVICE, KIND, Actor, Statement
from s3graph.matching.meeting import Meeting
from s3graph.matching.reason import Reason
from s3graph.model import Text

Floats = NDArray[np.float32]


def adviser(meeting: Meeting) -> Floats:
    """How far the actor's kind is there to advise companies of whatever trade: the better first call of two alike."""
    return np.array([actor.advises for actor in meeting.index.catalogue.actors], np.float32)


def adviser_reason(meeting: Meeting, row: int, contribution: float) -> Reason:
    """Whether its kind of actor is there for companies of whatever trade."""
    actor = meeting.index.catalogue.actors[row]
    if actor.kind is None or actor.advises == 0.5:
        text = Text(sv="Aktörstypen är varken för eller emot.", en="The kind of actor speaks neither for nor against.")
    elif actor.advises > 0.5:
        text = Text(
            sv=f"{actor.label.sv} ({actor.kind.sv}) är till för företag i alla branscher.",
            en=f"{actor.label.en} ({actor.kind.en}) is there for companies of every trade.",
        )
    else:
        text = Text(
            sv=f"{actor.label.sv} ({actor.kind.sv}) är inte främst till för allmän rådgivning.",
            en=f"{actor.label.en} ({actor.kind.en}) is not mainly there for general advice.",
        )
    slight = actor.kind is None or actor.advises <= 0.5
    return Reason("adviser", contribution, text, general_advice(actor), met=actor.kind or actor.label, slight=slight)


def general_advice(actor: Actor) -> tuple[Statement, ...]:
    """The statements of its kind, and of what that kind is there for."""
    return tuple(actor.said[name] for name in (KIND, ADVICE) if name in actor.said)
