"""What the routes on joint work answer."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from api.wire import ActorWire, NamedWire, StatementWire


class _Wire(BaseModel):
    model_config = ConfigDict(extra="forbid")


class OverlappingInitiativeWire(NamedWire):
    """One of two initiatives that do the same thing."""

    status: Literal["open", "planned", "unknown"]
    start: str | None
    end: str | None
    owners: list[str]
    region: list[str]
    evidence: list[StatementWire]


class OverlapWire(_Wire):
    """Two initiatives that may be one sharper joint initiative, and why.

    ``apart``: what is known of whether they differ in owner or county; ``together``: whether all dates are known.
    """

    initiatives: list[OverlappingInitiativeWire]
    apart: Literal["known", "partly", "unknown"]
    together: bool
    likeness: float
    shared: list[NamedWire]
    reasons: list[str]


class OverlapsWire(_Wire):
    """Pairs, those of which most is known first, of these the most alike."""

    release: int
    day: str
    items: list[OverlapWire]


class BridgedNeedWire(NamedWire):
    """A published need that the two meet together and neither alone."""

    nobody_alone: bool


class PartyWire(ActorWire):
    """An actor and what it adds."""

    adds: list[str]


class ProposalWire(_Wire):
    """A collaboration that nobody has entered yet, and the needs it would meet."""

    actors: list[PartyWire]
    bridge: str
    needs: list[BridgedNeedWire]
    difference: float
    worth: float
    proposed: Literal[True]


class ProposalsWire(_Wire):
    """Proposals, the most worth first."""

    release: int
    items: list[ProposalWire]
