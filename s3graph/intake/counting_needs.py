"""Kept private needs as the counts of them that may be published."""

from __future__ import annotations

from datetime import date

from s3graph.graph import DataDirectory
from s3graph.intake.suppression import Cell, KeptNeed, publishable
from s3graph.private import Needs, PrivateDatabase


def kept_needs(directory: DataDirectory, today: date | None = None) -> tuple[Cell, ...]:
    """Cells of the quarters that have ended; needs that say no area or no county are in none."""
    if not directory.private.exists():
        return ()
    needs = Needs(PrivateDatabase(directory.private)).list()
    counted = (KeptNeed(need.created_on, need.areas, need.region) for need in needs if need.areas and need.region)
    return publishable(counted, today or date.today())
