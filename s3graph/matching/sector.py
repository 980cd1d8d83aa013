"""The company's industry: which competences and thematic areas the schemes relate to its SNI code, and who has them.

Services and initiatives speak through the competences they are about. What an actor itself is registered as (its own
SNI code) says nothing here: a business-development company is there for sawmills without being one.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from s3graph.matching.branch import sector_areas, sector_columns
from s3graph.matching.catalogue import Facet, Kind
from s3graph.matching.holding import holding
from s3graph.matching.meeting import Meeting
from s3graph.matching.reason import Reason
from s3graph.matching.tables import KINDS
from s3graph.model import Text

Floats = NDArray[np.float32]

IN_AREA = 0.5
"""What working in an area that the industry belongs to counts, beside 1 for a competence that belongs to it: an area
takes in many industries."""


def sector(meeting: Meeting) -> Floats:
    """How far the actor's competences, or else its thematic areas, belong to the company's SNI code."""
    if not meeting.request.sni:
        return np.zeros(len(meeting.index.catalogue.actors), np.float32)
    index, columns, areas = meeting.index, sector_columns(meeting), sector_areas(meeting)
    names, shares = index.area_shares
    by_area = IN_AREA * shares[:, [place for place, name in enumerate(names) if name in areas]]
    return np.asarray(np.concatenate([index.reach[:, columns], by_area], axis=1).max(axis=1, initial=0), np.float32)


def sector_reason(meeting: Meeting, row: int, contribution: float) -> Reason:
    """The competence that belongs to the company's industry, else the area that does."""
    who, code = meeting.index.catalogue.actors[row].label, meeting.request.sni or ""
    columns = sector_columns(meeting)
    reached = meeting.index.reach[row, columns]
    if not contribution:
        return Reason("sector", contribution, Text(sv="Branschen vägde inte in.", en="The sector did not count."))
    facet = _area_facet(meeting, row)
    if len(columns) and (facet is None or reached.max() >= IN_AREA):
        facet, held = holding(meeting, row, int(columns[int(np.argmax(reached))]))
        label = meeting.index.competences[held].label
        text = Text(
            sv=f"{who.sv} har kompetens som hör till branschen SNI {code}: {label.sv}.",
            en=f"{who.en} has competences that belong to the industry SNI {code}: {label.en}.",
        )
        return Reason("sector", contribution, text, facet.statements, f"SNI {code}", label)
    label = meeting.index.catalogue.topics[facet.topic].label if facet else who
    text = Text(
        sv=f"Branschen SNI {code} hör till området {label.sv}, som {who.sv} arbetar med.",
        en=f"The industry SNI {code} belongs to the area {label.en}, which {who.en} works with.",
    )
    return Reason("sector", contribution, text, facet.statements if facet else (), f"SNI {code}", label)


def _area_facet(meeting: Meeting, row: int) -> Facet | None:
    """The actor's own statement that it works in an area of the company's industry."""
    index, areas = meeting.index, sector_areas(meeting)
    own = index.tables.own(row)
    stated = np.flatnonzero(index.tables.kinds[own] == KINDS.index(Kind.AREA)).tolist()
    facets = index.catalogue.actors[row].facets
    return next((facets[place] for place in stated if index.catalogue.topics[own[place]].areas[0] in areas), None)
