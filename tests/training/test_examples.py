from __future__ import annotations

from itertools import islice

from s3graph.model import Language
from training.competences import Competence
from training.examples import own_batches, usable
from training.sources import Concept
from training.split import Part

OURS = [
    Concept("everyday", f"competence:{name}", Part.TRAIN, (f"{name} {number}",), (f"{name} {number} in English",))
    for name in ("ost", "bröd")
    for number in range(5)
]
TOLD = [
    Competence(name, {Language.SV: (name, f"mer {name}"), Language.EN: (f"{name} in English",)}, frozenset())
    for name in ("ost", "bröd")
]


def test_a_held_out_text_is_left_out_wherever_it_stands() -> None:
    held = Concept("skill", "esco:1", Part.TEST, ("Svetsa",), ("weld",))
    same = Concept("word", "wordnet:1", Part.TRAIN, ("svetsa ",), ("join",))
    assert usable([held, same, *OURS]) == OURS


def test_own_batches_hold_sentences_then_names() -> None:
    first, second = islice(own_batches(OURS, TOLD, (4, 2), seed=1), 2)
    assert [len(first), len(second)] == [6, 6]
    sentences = [example.text for example in (*first[:4], *second[:4])]
    assert len(set(sentences)) == 8
    assert all(example.exact == 1 for example in first[:4])
    names = {example.text: example for example in (*first[4:], *second[4:])}
    assert {text: example.exact for text, example in names.items()} == {
        "ost": 1,
        "mer ost": 0,
        "bröd": 1,
        "mer bröd": 0,
    }
    assert names["mer ost"].target == "ost in English"
    assert names["mer ost"].concept == "competence:ost"


def test_the_same_seed_gives_the_same_batches() -> None:
    one, other, third = (list(islice(own_batches(OURS, TOLD, (4, 2), seed), 4)) for seed in (1, 1, 2))
    assert one == other != third
