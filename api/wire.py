"""What goes over the wire for needs: the body that is read, and the shape of the answers.

The answer to a need is written by ``s3graph.matching.Answer.to_json``; ``tests/api/test_wire.py`` holds the two
together.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from s3graph.matching import NeedRequest
from s3graph.model import Language

_EXAMPLE: dict[str, JsonValue] = {
    "text": "Vi är ett litet snickeri som vill sälja mer i Tyskland och behöver hjälp med export.",
    "region": "SE212",
    "areas": ["tra-skog"],
    "limit": 5,
}


class NeedBody(BaseModel):
    """A need in the company's own words. It is neither stored nor logged."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_EXAMPLE]})

    text: str = Field(description="The need, in Swedish or English")
    language: Language | None = Field(None, description="Language of the text; found out where it is not given")
    region: str | None = Field(None, description="NUTS code of a region, such as SE212")
    municipality: str | None = Field(None, description="Code of a municipality, such as 0780")
    areas: list[str] = Field([], description="Thematic areas, such as tra-skog")
    sni: str | None = Field(None, description="SNI 2007 code of the company's industry")
    size: Literal["micro", "small", "medium"] | None = Field(None, description="Size of the company; orders nobody")
    limit: int = Field(5, ge=1, le=50, description="Actors to answer with, at most")

    def request(self) -> NeedRequest:
        return NeedRequest(
            text=self.text,
            language=self.language,
            region=self.region,
            municipality=self.municipality,
            areas=tuple(self.areas),
            sni=self.sni,
            size=self.size,
            limit=self.limit,
        )


class Wire(BaseModel):
    model_config = ConfigDict(extra="forbid")


class StatementWire(Wire):
    """A statement of the graph that a reason rests on."""

    subject: str
    predicate: str
    object: str
    basis: str
    source: list[str]
    confirmed: bool


class ReasonWire(Wire):
    """One reason of a match; contributions add up to the score. ``slight``: it says what is not had or not sure."""

    feature: str
    contribution: float
    text: str
    asked: str
    met: str
    evidence: list[StatementWire]
    source: list[str]
    confirmed: bool
    slight: bool


class ActorWire(Wire):
    """An actor as an answer shows it."""

    iri: str
    label: str
    kind: str | None
    region: list[str]
    areas: list[str]
    homepage: str | None


class MatchWire(Wire):
    """An actor that fits."""

    actor: ActorWire
    score: float
    band: Literal["strong", "likely", "weak", "none"]
    reasons: list[ReasonWire]
    caution: str | None
    elsewhere: list[ActorWire]
    wishes: list[str]


class MemberWire(ActorWire):
    """An actor of a team, the area it stands for and what it adds."""

    area: str
    adds: list[str]


class TeamWire(Wire):
    """Actors of different areas that together cover more than the best one alone."""

    actors: list[MemberWire]
    covers: float
    best_alone: float
    bridge: str | None
    proposed: bool
    established: list[str]
    reasons: list[str]


class InitiativeWire(Wire):
    """An initiative that fits, with its status on the day of the answer."""

    iri: str
    label: str
    status: Literal["open", "planned", "ended", "unknown"]
    offer: bool
    score: float
    start: str | None
    end: str | None
    owners: list[str]
    region: list[str]
    page: str | None
    text: str
    evidence: list[StatementWire]


class NamedWire(Wire):
    """A thing by its address and name."""

    iri: str
    label: str


class ServiceWire(NamedWire):
    """A service or testbed that fits, and who offers it."""

    testbed: bool
    score: float
    providers: list[NamedWire]
    evidence: list[StatementWire]


class SimilarNeedWire(NamedWire):
    """A published need that says much the same, and the competences it was found to require."""

    score: float
    competences: list[NamedWire]


class ThroughWire(Wire):
    """The term of a register, such as ESCO, by which a part of a need was understood; ``scheme`` is its name."""

    iri: str
    label: str
    scheme: str


class ConceptWire(Wire):
    """A competence that a part of the need is about; ``through`` is null where the scheme's own words say so."""

    iri: str
    label: str
    confidence: float
    through: ThroughWire | None = None


class PartWire(Wire):
    """A part of the need as it was understood; ``beside``: whom to ask about it, the first matches being for others."""

    text: str
    asks: bool
    concepts: list[ConceptWire]
    covered: float
    beside: ActorWire | None = None


class HolderWire(Wire):
    """An actor that states a competence; ``through``: the service, testbed or initiative by which, where known.

    ``competence`` is null of one that is there to be asked about anything. ``doubtful``: it may no longer be there.
    """

    actor: ActorWire
    competence: str | None
    through: str | None = None
    doubtful: bool = False
    evidence: list[StatementWire]


class UnheldWire(NamedWire):
    """A competence that a ``part`` of the need surely asks for and no actor states, and who comes ``nearest``."""

    part: str
    nearest: list[HolderWire]


class WishWire(Wire):
    """One thing that is wanted, in the asker's words, what it is ``about``, and who has that.

    ``stated``: one of the ``actors`` has it itself; else they come nearest, and ``elsewhere`` has it further away.
    Where ``about`` is empty it was not understood, and the actors are there to begin with. ``says`` leads from the
    asker's words to the actors.
    """

    text: str
    about: list[ConceptWire]
    stated: bool
    actors: list[HolderWire]
    elsewhere: list[HolderWire]
    says: str


class NeedWire(Wire):
    """The need as it was understood."""

    language: Language
    parts: list[PartWire]


class AnswerWire(Wire):
    """One need answered."""

    release: int | None
    day: str
    need: NeedWire
    place: str | None
    message: str
    notices: list[str]
    wishes: list[WishWire]
    matches: list[MatchWire]
    teams: list[TeamWire]
    initiatives: list[InitiativeWire]
    services: list[ServiceWire]
    similar_needs: list[SimilarNeedWire]
    uncovered: list[str]
    unheld: list[UnheldWire]
    nearest: list[ConceptWire]


class FieldWire(Wire):
    """A field that is wrong, and how."""

    field: str
    message: str


class ProblemWire(BaseModel):
    """RFC 9457 problem document; some problems say more."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: list[FieldWire] | None = None
    line: int | None = None
    column: int | None = None
