from __future__ import annotations

import pytest

from training.competences import competences
from training.sample import ALTERNATIVES, SHARES, sampled, training_concepts
from training.sources import DATA, Concept
from training.split import Part, folded

needs_data = pytest.mark.skipif(not (DATA / "esco").exists(), reason="../shared/data/esco is not here")


def concept(kind: str, number: int) -> Concept:
    return Concept(kind, f"{kind}:{number}", Part.TRAIN, ("sv",), ("en", "one", "two", "three"), "Said at length.")


def test_the_share_of_each_kind_is_kept() -> None:
    for kind, share in SHARES.items():
        kept = len(sampled([concept(kind, number) for number in range(2000)])) / 2000
        assert abs(kept - share) < 0.05
    assert len(sampled([concept("everyday", number) for number in range(50)])) == 50


def test_a_concept_keeps_its_name_and_the_same_few_alternatives() -> None:
    (one,), (other,) = sampled([concept("skill", 1)]), sampled([concept("skill", 1)])
    assert one == other
    assert one.en[0] == "en"
    assert len(one.en) == 1 + ALTERNATIVES
    assert one.definition
    assert not sampled([concept("occupation", 1)])[0].definition


@needs_data
def test_nothing_of_a_held_out_competence_is_trained_on() -> None:
    rows, told = training_concepts()
    assert {competence.part for competence in told} == {Part.TRAIN}
    assert {row.part for row in rows} == {Part.TRAIN}
    held = {
        folded(text)
        for competence in competences()
        if competence.part is not Part.TRAIN
        for own in competence.texts.values()
        for text in own
    }
    assert not [row.identifier for row in rows if any(folded(text) in held for text in row.texts())]
