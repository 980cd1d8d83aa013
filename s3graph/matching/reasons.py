"""The sentences: why an actor scored on a feature, in words a small company reads, and the statements behind."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from s3graph.matching.answer import Reason
from s3graph.matching.catalogue import Actor, Facet, Kind, Topic
from s3graph.matching.concepts import MIDDLE, SURE
from s3graph.matching.hierarchy import STRENGTH
from s3graph.matching.initiatives import fits, status_of
from s3graph.matching.meeting import COVERED, Meeting
from s3graph.matching.places import Nearness
from s3graph.matching.tables import KINDS
from s3graph.matching.words import content_words, stem
from s3graph.model import Status, Text

Floats = NDArray[np.float32]

_SAID = {
    Kind.COMPETENCE: Text(sv="kompetensen", en="the competence"),
    Kind.SERVICE: Text(sv="tjänsten", en="the service"),
    Kind.TESTBED: Text(sv="testbädden", en="the testbed"),
    Kind.INITIATIVE: Text(sv="insatsen", en="the initiative"),
    Kind.AREA: Text(sv="området", en="the area"),
}


_CLOSE = Text(sv="ligger nära", en="is close to")
_TOUCHES = Text(sv="har något gemensamt med", en="has something in common with")
_ABOUT = Text(sv="gäller", en="is about")
_MAY_BE_ABOUT = Text(sv="kan gälla", en="may be about")
_IN = Text(sv="hör till", en="belongs to")
_TOUCHES_AREA = Text(sv="kan röra", en="may touch")

WORDS = 3
"""Shared words that a reason names."""
MUCH = 0.4
"""Share of the need from which it is said to belong to an area."""
ADJACENT = 0.5
"""Nearness from which a competence is called adjacent: one step through broader or related."""


def clauses(meeting: Meeting, row: int, contribution: float) -> Reason:
    """The clause that asks and the facet of the actor that met best; one that nobody covers only where all are such."""
    asking = np.array([part.asks for part in meeting.need.parts])
    told = asking & (meeting.covered >= COVERED)
    met = meeting.topics * meeting.emphasis[:, None]
    part, facet = _best(meeting, row, np.where((told if told.any() else asking)[:, None], met, -np.inf))
    topic = meeting.index.catalogue.topics[facet.topic]
    asked = meeting.need.parts[part].text
    named = _named(topic, _who(meeting, row))
    says = _CLOSE if meeting.topics[part, facet.topic] >= MIDDLE else _TOUCHES
    return Reason(
        feature="clauses",
        contribution=contribution,
        text=Text(sv=f"”{asked}” {says.sv} {named.sv}.", en=f"“{asked}” {says.en} {named.en}."),
        evidence=facet.statements,
        asked=asked,
        met=topic.label,
    )


def meaning(meeting: Meeting, row: int, contribution: float) -> Reason:
    """The evidence facets whose direction is nearest the whole need."""
    actor = meeting.index.catalogue.actors[row]
    who = actor.label
    places, topics = meeting.index.evidence_of(row)
    likeness = meeting.importance @ meeting.topic_meaning[:, topics]
    nearest = [actor.facets[places[best]] for best in np.argsort(-likeness, kind="stable")[:2]]
    labels = [meeting.index.catalogue.topics[facet.topic].label for facet in nearest]
    return Reason(
        feature="meaning",
        contribution=contribution,
        text=Text(
            sv=f"Av det {who.sv} arbetar med är detta närmast hela behovet: {', '.join(x.sv for x in labels)}.",
            en=f"Of what {who.en} works with, nearest to the whole need are: {', '.join(x.en for x in labels)}.",
        ),
        evidence=tuple(statement for facet in nearest for statement in facet.statements),
    )


def words(meeting: Meeting, row: int, contribution: float) -> Reason:
    """The facet that shares most of the need's words, and which words those are."""
    part, facet = _best(meeting, row, meeting.topic_words)
    topic, who = meeting.index.catalogue.topics[facet.topic], _who(meeting, row)
    shared = ", ".join(_shared(meeting, part, topic))
    if shared:
        use = Text(sv=f"samma ord ({shared}), som", en=f"the same words ({shared}), as")
    else:
        use = Text(sv="liknande ord, som", en="similar words, as")
    return Reason(
        feature="words",
        contribution=contribution,
        text=Text(
            sv=f"Behovet och {who.sv} använder {use.sv} i ”{topic.label.sv}”.",
            en=f"The need and {who.en} use {use.en} in “{topic.label.en}”.",
        ),
        evidence=facet.statements if contribution else (),
        asked=meeting.need.parts[part].text,
        met=topic.label,
    )


def _shared(meeting: Meeting, part: int, topic: Topic) -> tuple[str, ...]:
    """Words of the part that the topic's names or phrasings have too, whatever their endings; at most ``WORDS``."""
    own: dict[str, str] = {}
    said: set[str] = set()
    for code in meeting.languages:
        own.update({stem(word, code): word for word in content_words(meeting.need.parts[part].matter, code)})
        for passage in topic.passages:
            if passage.language is code:
                said.update(stem(word, code) for word in content_words(passage.text, code))
    return tuple(word for root, word in own.items() if root in said)[:WORDS]


def competence(meeting: Meeting, row: int, contribution: float) -> Reason:
    """The competence asked for that counted most, and the actor's own one that reaches it."""
    index = meeting.index
    shares = index.reach[row] * meeting.concepts
    if not len(shares) or shares.max() <= 0:
        return Reason("competence", contribution, Text(sv="Ingen gemensam kompetens.", en="No competence in common."))
    asked = int(np.argmax(shares))
    facet, held = holding(meeting, row, asked)
    wanted = index.competences[asked]
    own = index.competences[held]
    part = int(np.argmax(meeting.links.confidence * meeting.links.shares[:, asked]))
    who, through = _who(meeting, row), _through(meeting, part, asked)
    is_about = _ABOUT if meeting.links.sure[part, asked] >= SURE else _MAY_BE_ABOUT
    has = _has(who, own, 1.0 if held == asked else float(index.nearness[held, asked]))
    text = Text(
        sv=f"Behovet {is_about.sv} {wanted.label.sv}{through.sv}, och {has.sv}.",
        en=f"The need {is_about.en} {wanted.label.en}{through.en}, and {has.en}.",
    )
    evidence = (*meeting.lifted.mapping(index, part, asked), *facet.statements)
    return Reason("competence", contribution, text, evidence, meeting.need.parts[part].text, own.label)


def _through(meeting: Meeting, part: int, concept: int) -> Text:
    """The term of a register that the need was met by; nothing where the scheme's own words were."""
    term = meeting.lifted.through(meeting.index, part, concept)
    if term is None:
        return Text(sv="", en="")
    return Text(
        sv=f" (”{term.label.sv}” i registret {term.scheme.sv})",
        en=f" (“{term.label.en}” in the register {term.scheme.en})",
    )


def area(meeting: Meeting, row: int, contribution: float) -> Reason:
    """The area of the actor in which most of the need lies."""
    actor, topics = meeting.index.catalogue.actors[row], meeting.index.catalogue.topics
    own = _at(actor, _kinds(meeting, row) == KINDS.index(Kind.AREA))
    best = max(own, key=lambda facet: meeting.areas.get(topics[facet.topic].areas[0], 0.0), default=None)
    if best is None or not contribution:
        return Reason("area", contribution, Text(sv="Inget gemensamt område.", en="No area in common."))
    label = topics[best.topic].label
    lies = _IN if meeting.areas.get(topics[best.topic].areas[0], 0.0) >= MUCH else _TOUCHES_AREA
    return Reason(
        feature="area",
        contribution=contribution,
        text=Text(
            sv=f"Behovet {lies.sv} området {label.sv}, som {actor.label.sv} arbetar med.",
            en=f"The need {lies.en} the area {label.en}, which {actor.label.en} works with.",
        ),
        evidence=best.statements,
        met=label,
    )


def activity(meeting: Meeting, row: int, contribution: float) -> Reason:
    """The open initiative of the actor that fits best."""
    catalogue = meeting.index.catalogue
    actor = catalogue.actors[row]
    mine = [
        (float(fit), initiative)
        for initiative, fit in zip(catalogue.initiatives, fits(meeting), strict=True)
        if actor.iri in initiative.parties and status_of(initiative, meeting.today) is Status.OPEN
    ]
    if not mine:
        return Reason(
            "activity", contribution, Text(sv="Ingen pågående insats är känd.", en="No open initiative is known.")
        )
    initiative = max(mine, key=lambda pair: (pair[0], pair[1].iri))[1]
    label = catalogue.topics[initiative.topic].label
    facets = _at(actor, meeting.index.tables.own(row) == initiative.topic)
    return Reason(
        feature="activity",
        contribution=contribution,
        text=Text(
            sv=f"{actor.label.sv} är med i insatsen {label.sv}, som pågår.",
            en=f"{actor.label.en} takes part in the initiative {label.en}, which is open.",
        ),
        evidence=(*initiative.statements, *(statement for facet in facets for statement in facet.statements)),
        met=label,
    )


_NEAR = {
    Nearness.SAME_MUNICIPALITY: Text(sv="finns i {here}", en="is in {here}"),
    Nearness.NEIGHBOUR_MUNICIPALITY: Text(
        sv="finns i grannkommunen till {here}", en="is in the municipality next to {here}"
    ),
    Nearness.SAME_REGION: Text(sv="arbetar i {county}", en="works in {county}"),
    Nearness.OTHER_MUNICIPALITY: Text(
        sv="är till för företag i vissa kommuner i {county}",
        en="is there for companies of certain municipalities in {county}",
    ),
    Nearness.NEIGHBOUR_REGION: Text(sv="arbetar i grannlänet till {county}", en="works in the county next to {county}"),
    Nearness.PROGRAMME_AREA: Text(
        sv="arbetar i ett annat län i programområdet", en="works in another county of the area"
    ),
    Nearness.ELSEWHERE: Text(sv="har ingen känd ort", en="has no known place"),
}


def region(meeting: Meeting, row: int, contribution: float) -> Reason:
    """How near the actor lies to the place the asker gave."""
    actor, place = meeting.index.catalogue.actors[row], meeting.place
    if place is None:
        return Reason("region", contribution, Text(sv="Ingen ort är angiven.", en="No place was given."))
    says = _NEAR[place.nearness(actor)]
    here = place.municipality or place.region
    served = actor.serves if place.nearness(actor) is Nearness.OTHER_MUNICIPALITY else ()
    around = (place.municipality.slug, *place.municipality.touches) if place.municipality else ()
    met = {*served, *around, place.region.slug}
    return Reason(
        feature="region",
        contribution=contribution,
        text=Text(
            sv=f"{actor.label.sv} {says.sv.format(here=here.label.sv, county=place.region.label.sv)}.",
            en=f"{actor.label.en} {says.en.format(here=here.label.en, county=place.region.label.en)}.",
        ),
        evidence=tuple(statement for slug, statement in actor.said.items() if slug in met),
    )


def _who(meeting: Meeting, row: int) -> Text:
    return meeting.index.catalogue.actors[row].label


def _named(topic: Topic, who: Text) -> Text:
    """What of an actor was met, and whose it is."""
    if topic.kind is Kind.DESCRIPTION:
        return Text(sv=f"det {who.sv} arbetar med", en=f"what {who.en} works with")
    kind = _SAID[topic.kind]
    return Text(sv=f"{kind.sv} {topic.label.sv}, som {who.sv} har", en=f"{kind.en} {topic.label.en} of {who.en}")


def _has(who: Text, own: Topic, near: float) -> Text:
    """What an actor has of a competence asked for: that one, an adjacent one, or only something further off."""
    if near >= 1:
        return Text(sv=f"{who.sv} har just den kompetensen", en=f"{who.en} has exactly that competence")
    if near >= ADJACENT:
        adjacent = own.label
        return Text(
            sv=f"{who.sv} har den närliggande kompetensen {adjacent.sv}",
            en=f"{who.en} has the adjacent competence {adjacent.en}",
        )
    return Text(
        sv=f"det närmaste {who.sv} har är {own.label.sv}",
        en=f"the nearest that {who.en} has is {own.label.en}",
    )


def _best(meeting: Meeting, row: int, met: Floats) -> tuple[int, Facet]:
    """The part of the need and the evidence of the actor where ``met[part, topic]`` is most."""
    places, topics = meeting.index.evidence_of(row)
    own = met[:, topics]
    part, best = np.unravel_index(int(np.argmax(own)), own.shape)
    return int(part), meeting.index.catalogue.actors[row].facets[places[best]]


def _at(actor: Actor, chosen: NDArray[np.bool_]) -> list[Facet]:
    """An actor's facets, where they are chosen."""
    return [actor.facets[place] for place in np.flatnonzero(chosen).tolist()]


def _kinds(meeting: Meeting, row: int) -> NDArray[np.uint8]:
    tables = meeting.index.tables
    return tables.kinds[tables.own(row)]


def holding(meeting: Meeting, row: int, asked: int) -> tuple[Facet, int]:
    """The facet of the actor, and the competence it states, that reach the asked one best; the first of equal ones."""
    index = meeting.index
    strengths = np.array([STRENGTH.get(kind, 0.0) for kind in KINDS])
    places, columns = index.tables.about(row)
    best = int(np.argmax(strengths[_kinds(meeting, row)[places]] * index.nearness[columns, asked]))
    return index.catalogue.actors[row].facets[places[best]], int(columns[best])
