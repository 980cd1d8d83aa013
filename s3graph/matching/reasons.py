"""The sentences: why an actor scored on a feature, in words a small company reads, and the statements behind."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from s3graph.matching import phrases
from s3graph.matching.catalogue import Actor, Facet, Kind
from s3graph.matching.concepts import SURE
from s3graph.matching.hierarchy import ADJACENT
from s3graph.matching.holding import holding, offer_of
from s3graph.matching.initiatives import LEAST_FIT_OPEN, fits, status_of
from s3graph.matching.meeting import COVERED, EXACT, Meeting
from s3graph.matching.quoted import part_in, part_near
from s3graph.matching.reason import Reason
from s3graph.matching.tables import KINDS
from s3graph.matching.warrant import by_facet, close, ended, fair, going_on, itself, of_its_subject, whole_of
from s3graph.model import Status, Text

Floats = NDArray[np.float32]

TOLD = 1.0
"""What it counts, in choosing what to quote, that a facet is about the competence a part is taken to be about."""
LIKE = 0.5
"""Cosine to the whole need from which what an actor works with is told to anybody; and confidence from which a need is
said to be about a competence: below it is likelier not to be."""
NEAREST = 0.5
"""Cosine and share of the need together, from which what is nearest is told to whom no other reason is."""
ASKED, TELLING = 0.05, 0.1
"""What the need asks of it, or of what is adjacent: from which it is near, and is told as what is nearest."""
AMONG = 3
"""So many things are told of which none is."""
BESIDE = 0.05
"""How much less like the need the second of what is nearest may be, to be told too."""
JOINT = 0.1
"""What an initiative counts less, in choosing what to quote: it is about other things too, and others do it too."""
MUCH = 0.4
"""Share of the need from which it is said to belong to an area: right in four of five such reasons."""


def clauses(meeting: Meeting, row: int, contribution: float) -> Reason:
    """The clause that wants something and the facet of the actor that met best; one nobody covers if all are such.

    Slight where that is only the field of what is asked: the competence's own reason says so.
    """
    part, facet = _quoted(meeting, row)
    topic = meeting.index.catalogue.topics[facet.topic]
    asked = meeting.need.parts[part].text
    since, on = ended(meeting, facet.topic), going_on(meeting, facet.topic)
    named = phrases.named(topic, _who(meeting, row), since, going_on=on)
    near = close(meeting, part, facet.topic)
    says = phrases.CLOSE if near else phrases.TOUCHES
    return Reason(
        feature="clauses",
        contribution=contribution,
        text=Text(sv=f"”{asked}” {says.sv} {named.sv}.", en=f"“{asked}” {says.en} {named.en}."),
        evidence=facet.statements,
        asked=asked,
        met=topic.label,
        slight=not near or (topic.kind is Kind.COMPETENCE and not itself(meeting, part, facet.topic)),
    )


def _quoted(meeting: Meeting, row: int) -> tuple[int, Facet]:
    """The part that is quoted to tell why the actor fits, and what of the actor met it."""
    told = meeting.wished & (meeting.covered >= COVERED)
    alone = (meeting.links.sure.max(axis=1, initial=0) >= SURE) & (meeting.backed.max(axis=1, initial=0) < SURE)
    told = told & ~alone if (told & ~alone).any() else told
    places, topics = meeting.index.evidence_of(row)
    about = by_facet(meeting, row, TOLD * meeting.answering)[:, places]
    joint = meeting.index.tables.kinds[topics] == KINDS.index(Kind.INITIATIVE)
    met = (meeting.topics[:, topics] + about - JOINT * joint) * meeting.emphasis[:, None]
    met[~(told if told.any() else meeting.wished)] = -np.inf
    warranted = fair(meeting, row)[:, places]
    if np.isfinite(met[warranted]).any():
        met[~warranted] = -np.inf
    return most(meeting, row, met)


def meaning(meeting: Meeting, row: int, contribution: float) -> Reason:
    """The evidence facets nearest the whole need, by their direction and by the competences they are about; not its own
    name, and no initiative, where it has others. Aside, where none is near (``NEAREST``).

    Of everyday sentences whose competence is known the nearest has to do with it in .44 from ``LIKE`` on, .26 below.
    """
    actor = meeting.index.catalogue.actors[row]
    who = actor.label
    places, topics = meeting.index.evidence_of(row)
    said = meeting.index.tables.kinds[topics] == KINDS.index(Kind.DESCRIPTION)
    joint = meeting.index.tables.kinds[topics] == KINDS.index(Kind.INITIATIVE)
    behind = ~_in_its_area(meeting, row)[places] | joint
    likeness = meeting.importance @ meeting.topic_meaning[:, topics] / float(meeting.importance.sum())
    near, adjoining = likeness + meeting.about[topics], meeting.adjoining[topics]
    classes = 2 * (said & ~said.all()) + (behind & ~(behind | said).all())
    order = np.argsort(classes - near, kind="stable")
    close = order[(classes - near)[order] <= (classes - near)[order[0]] + BESIDE][:2]
    told = bool(adjoining[close].max(initial=0) >= TELLING and near[close].max(initial=0) >= NEAREST)
    own = order[meeting.index.tables.kinds[topics[order]] == KINDS.index(Kind.COMPETENCE)][:AMONG]
    nearest = [actor.facets[places[best]] for best in (close if told or not len(own) else own)]
    named = _listed(meeting, nearest)
    return Reason(
        feature="meaning",
        contribution=contribution,
        text=phrases.works_with(who, named, len(nearest), nearest=told),
        evidence=tuple(statement for facet in nearest for statement in facet.statements),
        asked=part_near(meeting, [facet.topic for facet in nearest]),
        met=named,
        slight=bool(likeness[classes == classes.min()].max(initial=0) < LIKE),
        aside=bool(near[close].max(initial=0) < NEAREST or adjoining[close].max(initial=0) < ASKED),
    )


def _listed(meeting: Meeting, facets: Sequence[Facet]) -> Text:
    labels = [meeting.index.catalogue.topics[facet.topic].label for facet in facets]
    return Text(sv=", ".join(label.sv for label in labels), en=", ".join(label.en for label in labels))


def _in_its_area(meeting: Meeting, row: int) -> NDArray[np.bool_]:
    """``[facet]`` of an actor: whether it is about a competence of the area that most of the need lies in; all, where
    the need lies in none."""
    count = len(meeting.index.tables.own(row))
    area = max(meeting.areas, key=lambda name: meeting.areas[name], default=None)
    if area is None or meeting.areas[area] < MUCH:
        return np.ones(count, np.bool_)
    facets, competences = meeting.index.tables.about(row)
    inside = np.array([area in meeting.index.competences[column].areas for column in competences.tolist()], np.bool_)
    found = np.zeros(count, np.bool_)
    found[facets[inside]] = True
    return found


def competence(meeting: Meeting, row: int, contribution: float) -> Reason:
    """The competence asked for that counted most, and the actor's own one that reaches it.

    Of several wishes the actor has exactly what is asked of, one that is not quoted already. Slight where the link is a
    guess (right in one of five), or where what is had is neither what is asked nor the whole of it.
    """
    index = meeting.index
    shares = index.reach[row] * meeting.concepts
    if not len(shares) or shares.max() <= 0:
        return Reason("competence", contribution, Text(sv="Ingen gemensam kompetens.", en="No competence in common."))
    asked = _unquoted(meeting, row, shares)
    facet, held = holding(meeting, row, asked)
    wanted = index.competences[asked]
    own = index.competences[held]
    part = _about(meeting, asked)
    actor, through = index.catalogue.actors[row], _through(meeting, part, asked)
    is_about = phrases.ABOUT if meeting.backed[part, asked] >= LIKE else phrases.MAY_BE_ABOUT
    if not meeting.wished[part]:
        is_about = phrases.TOLD if meeting.asking[part] else phrases.TELLS
    near = 1.0 if held == asked else float(index.nearness[held, asked])
    topic, nobodys = index.catalogue.topics[facet.topic], bool(index.tables.furthest[asked] < EXACT)
    if topic.kind is Kind.INITIATIVE:
        has = phrases.worked(actor, own, near, phrases.initiative(topic, ended(meeting, facet.topic)))
    else:
        has = phrases.has(actor, own, near, nobodys=nobodys)
    offer = offer_of(meeting, row, held, part) if near >= ADJACENT and topic.kind is Kind.COMPETENCE else None
    by = phrases.through(phrases.offer(index.catalogue.topics[offer.topic]) if offer else None)
    text = Text(
        sv=f"{is_about.sv} {wanted.label.sv}{through.sv}{has.sv}{by.sv}.",
        en=f"{is_about.en} {wanted.label.en}{through.en}{has.en}{by.en}.",
    )
    evidence = (*meeting.lifted.mapping(index, part, asked), *facet.statements, *(offer.statements if offer else ()))
    aside, said = near < 1 or not meeting.wished[part], meeting.need.parts[part].text
    sure = meeting.backed[part, asked] >= (LIKE if aside else SURE)
    enough = near >= ADJACENT and (nobodys or whole_of(meeting, held, asked))
    slight = not (sure and enough and of_its_subject(meeting, facet.topic))
    return Reason("competence", contribution, text, evidence, said, own.label, slight, aside, wanted.iri)


def _unquoted(meeting: Meeting, row: int, shares: Floats) -> int:
    """The competence with the largest share, of those surely wished where there are any; of what the actor has exactly
    and is surely wished, one of another part than the quoted one, where its share is at least half as large."""
    wished = np.where(meeting.wished[:, None], meeting.backed, 0) >= SURE
    best = int(np.argmax(np.where(wished.any(axis=0), shares, 0)))
    best = best if shares[best] > 0 and wished[:, best].any() else int(np.argmax(shares))
    exact = wished & (meeting.index.reach[row] >= EXACT) & (shares >= shares[best] / 2)
    if exact.any(axis=1).sum() < 2:
        return best
    exact[_quoted(meeting, row)[0]] = False
    return int(np.argmax(np.where(exact.any(axis=0), shares, 0)))


def _about(meeting: Meeting, asked: int) -> int:
    """The part that is most about a competence; of those half as much about it, one in which something is wanted."""
    about = meeting.links.confidence * meeting.links.shares[:, asked]
    wanted = np.where(meeting.wished, about, 0)
    return int(np.argmax(wanted if wanted.max() >= about.max() / 2 else about))


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
    label, of_area = topics[best.topic].label, topics[best.topic].areas[0]
    surely = meeting.areas.get(of_area, 0.0) >= MUCH
    if surely:
        text = Text(
            sv=f"Behovet hör till området {label.sv}, som {actor.label.sv} arbetar med.",
            en=f"The need belongs to the area {label.en}, which {actor.label.en} works with.",
        )
    else:
        text = Text(
            sv=f"Behovet hör inte säkert till ett område; av dem det kan röra arbetar {actor.label.sv} med {label.sv}.",
            en=f"The need is not surely in one area; of those it may touch, {actor.label.en} works with {label.en}.",
        )
    return Reason(
        feature="area",
        contribution=contribution,
        text=text,
        evidence=best.statements,
        asked=part_in(meeting, of_area),
        met=label,
        slight=not surely,
    )


def activity(meeting: Meeting, row: int, contribution: float) -> Reason:
    """The open initiative of the actor that fits best; slight where it would not be named beside the actors."""
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
    fit, initiative = max(mine, key=lambda pair: (pair[0], pair[1].iri))
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
        asked=part_near(meeting, [initiative.topic]),
        met=label,
        slight=fit < LEAST_FIT_OPEN,
    )


def _who(meeting: Meeting, row: int) -> Text:
    return meeting.index.catalogue.actors[row].label


def most(meeting: Meeting, row: int, met: Floats) -> tuple[int, Facet]:
    """The part of the need and the evidence of the actor, in order, where ``met[part, evidence]`` is most."""
    part, best = np.unravel_index(int(np.argmax(met)), met.shape)
    places, _ = meeting.index.evidence_of(row)
    return int(part), meeting.index.catalogue.actors[row].facets[places[best]]


def _at(actor: Actor, chosen: NDArray[np.bool_]) -> list[Facet]:
    """An actor's facets, where they are chosen."""
    return [actor.facets[place] for place in np.flatnonzero(chosen).tolist()]


def _kinds(meeting: Meeting, row: int) -> NDArray[np.uint8]:
    tables = meeting.index.tables
    return tables.kinds[tables.own(row)]
