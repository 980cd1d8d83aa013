from __future__ import annotations

from pathlib import Path

import pytest

from s3graph.errors import NotFoundError
from s3graph.matching.catalogue import Catalogue
from s3graph.matching.collection import Collection
from s3graph.matching.encoder import HashingEncoder
from s3graph.matching.evaluation import evaluate
from s3graph.matching.feedback import Feedback, collection_of, save
from s3graph.model import Language
from s3graph.vocabulary import entity

ALFA, BETA = entity("actor", "alfa").value, entity("actor", "beta").value
GONE = entity("actor", "gone").value
LACQUER = Feedback(
    "n1", "Lacken släpper från luckorna", Language.SV, {ALFA: "contacted", BETA: "not-useful", GONE: "useful"}
)
NOTHING = Feedback("n2", "Vi vill göra ost", Language.SV, {BETA: "not-useful"})


def test_marks_are_graded_and_needs_without_a_useful_one_left_out(catalogue: Catalogue) -> None:
    found = collection_of([LACQUER, NOTHING], catalogue)
    assert found.queries == {"n1": "Lacken släpper från luckorna"}
    assert found.judged == {"n1": {ALFA: 2, BETA: 0}}
    assert len(found.documents) == len(catalogue.actors)
    assert "ytbehandling" in found.documents[ALFA]


def test_the_collection_is_ranked_and_written_as_any_other(catalogue: Catalogue, tmp_path: Path) -> None:
    found = collection_of([LACQUER], catalogue)
    assert evaluate(found, HashingEncoder()).figures.ndcg10 > 0.5
    save(found, tmp_path / "feedback")
    folder = tmp_path / "feedback"
    assert Collection.read(folder / "corpus.jsonl", folder / "queries.jsonl", folder / "qrels.tsv") == found


def test_without_a_useful_mark_there_is_nothing_to_measure(catalogue: Catalogue) -> None:
    with pytest.raises(NotFoundError, match="nothing to measure"):
        collection_of([NOTHING], catalogue)
