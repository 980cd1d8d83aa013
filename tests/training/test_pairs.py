from __future__ import annotations

import numpy as np

from s3graph.model import Language
from training.competences import Competence
from training.corpus import Pair
from training.pairs import Texts, families, sentences
from training.sources import Concept
from training.split import Part

WELDING = Concept("skill", "esco:1", Part.TRAIN, ("svetsa",), ("weld", "join metals"), "Join pieces of metal by heat.")
TITLE = Concept("title", "swecris:7", Part.TRAIN, ("Fogar i stål",), ("Joints in steel",))
ABSTRACT = Concept("abstract", "swecris:7", Part.TRAIN, ("Vi mäter fogar.",), ("We measure joints.",))
SPOKEN = Concept("everyday", "competence:svetsning", Part.TRAIN, ("Räcket gick av.",), ("The railing broke.",))
TOLD = (
    Competence("metall", {Language.SV: ("metall",), Language.EN: ("metal",)}, frozenset()),
    Competence("svetsning", {Language.SV: ("svetsning", "fogning"), Language.EN: ("welding",)}, frozenset({"metall"})),
)


def test_pairs_are_in_families_and_know_their_concept() -> None:
    texts = Texts()
    found = families([WELDING, TITLE, ABSTRACT], texts)
    row = {text: number for (text, _), number in texts.rows.items()}
    assert found["skill"] == [Pair(row["svetsa"], row["weld"], 0)]
    assert found["alternative"] == [Pair(row["join metals"], row["weld"], 0)]
    assert found["definition in Swedish"] == [Pair(row[WELDING.definition], row["svetsa"], 0)]
    assert found["title and abstract"] == [
        Pair(row["Fogar i stål"], row["Vi mäter fogar."], 1),
        Pair(row["Fogar i stål"], row["We measure joints."], 1),
    ]


def test_a_text_has_one_row_in_each_language() -> None:
    texts = Texts()
    assert texts.row("robot", Language.SV) == texts.row("robot", Language.SV)
    assert texts.row("robot", Language.SV) != texts.row("robot", Language.EN)
    assert texts.of(Language.EN) == {"robot": 1}


def test_sentences_point_at_what_their_competence_says() -> None:
    texts = Texts()
    found = sentences([WELDING, SPOKEN], TOLD, texts)
    said = list(texts.rows)
    assert [said[row] for row in found.rows] == [("Räcket gick av.", Language.SV), ("The railing broke.", Language.EN)]
    assert found.own.tolist() == [1, 1]
    assert [said[row][0] for row in found.passages[1]] == ["svetsning", "fogning", "welding"]
    assert found.passages[0].tolist()[-1] == -1
    assert np.array_equal(found.kin, [[False, True], [True, False]])
