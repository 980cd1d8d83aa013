from __future__ import annotations

import numpy as np

from s3graph.model import Language
from training.competences import competences, kin
from training.split import Part

TOLD = competences()


def test_all_are_read_with_their_name_first() -> None:
    assert len(TOLD) == len({competence.slug for competence in TOLD}) >= 273
    (printing,) = [competence for competence in TOLD if competence.slug == "additiv-tillverkning"]
    assert printing.texts[Language.SV][0] == "additiv tillverkning"
    assert printing.texts[Language.EN][0] == "additive manufacturing"
    assert "produktutveckling" in printing.broader
    assert all(len(competence.texts[language]) >= 5 for competence in TOLD for language in Language)


def test_a_quarter_or_so_is_held_out() -> None:
    held = sum(competence.part is Part.TEST for competence in TOLD)
    assert 0.2 < held / len(TOLD) < 0.3


def test_kin_are_those_just_above_or_below() -> None:
    places = {competence.slug: place for place, competence in enumerate(TOLD)}
    near = kin(TOLD)
    assert np.array_equal(near, near.T)
    assert not near.diagonal().any()
    assert near[places["additiv-tillverkning"], places["produktutveckling"]]
    assert near.sum() == 2 * sum(len(competence.broader & places.keys()) for competence in TOLD)
