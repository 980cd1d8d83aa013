"""Who is named for its name, and which band is too much for what is only adjacent."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from s3graph.matching import ranking
from s3graph.matching.answer import Band
from s3graph.matching.cards import ActorCard
from s3graph.matching.need import NeedRequest
from s3graph.matching.ranking import score, telling
from s3graph.matching.reason import Reason
from s3graph.model import Text
from tests.matching.conftest import Met
from tests.matching.test_naming import ANY_TRADE, FAR, NAME, WISH, match


@pytest.mark.parametrize(
    ("asked", "met", "named"), [("Alfasjön", "Tingsryd", "abc"), ("Alfa", "Alfa", "ab"), ("Beta", "Tingsryd", "ab")]
)
def test_who_bears_the_name_of_a_lake_that_is_told_is_named_in_the_weakest_band_too(
    asked: str, met: str, named: str
) -> None:
    """Not who bears that of a municipality: there are many such."""
    place = Reason("region", 0.4, NAME, asked=asked, met=Text(sv=met, en=met))
    lake = replace(
        match("c", Band.WEAK, FAR, place), actor=ActorCard("c", Text(sv="Alfasjön", en="Alfasjön"), None, (), ())
    )
    assert "".join(one.actor.iri for one in telling([match("a", Band.LIKELY), match("b", Band.LIKELY), lake])) == named


@pytest.mark.parametrize(("near", "band"), [(True, Band.LIKELY), (False, Band.STRONG)])
def test_nobody_fits_very_well_who_has_only_what_is_adjacent(
    met: Met, monkeypatch: pytest.MonkeyPatch, *, near: bool, band: Band
) -> None:
    monkeypatch.setattr(ranking, "only_near", lambda *_: near)
    monkeypatch.setattr(ranking, "reasons_of", lambda *_: (ANY_TRADE,))
    monkeypatch.setattr(ranking, "_wanting", lambda *_: False)
    meeting = met(NeedRequest(WISH))
    scores = score(meeting)
    everybody = replace(scores, fit=np.ones_like(scores.fit), standing=np.ones_like(scores.fit))
    assert ranking.match_of(meeting, everybody, 0).band is band
