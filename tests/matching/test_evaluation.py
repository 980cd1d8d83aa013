from __future__ import annotations

from pathlib import Path

from s3graph.matching.collection import DEPTH, Collection
from s3graph.matching.encoder import HashingEncoder
from s3graph.matching.evaluation import DocumentRanker, evaluate


def test_a_collection_is_ranked_measured_and_written(encoder: HashingEncoder, tmp_path: Path) -> None:
    documents = {f"d{n}": f"Dokument nummer {n} handlar om något helt annat" for n in range(150)}
    documents |= {"ost": "Vi tillverkar ost av mjölk på gården", "cheese": "Cheese made of milk on the farm"}
    queries = {"q1": "ost av mjölk", "q2": "making cheese of milk"}
    judged = {"q1": {"ost": 2}, "q2": {"cheese": 1}}
    found = evaluate(Collection(documents, queries, judged), encoder)
    assert found.figures.recall1 == 1.0
    assert found.documents == 152
    assert found.queries_per_second > 0
    found.run.save(tmp_path / "run.txt")
    lines = (tmp_path / "run.txt").read_text("utf-8").splitlines()
    assert len(lines) == 2 * DEPTH
    assert lines[0].split()[2] == "ost"
    assert {"ndcg10", "mrr", "recall1", "recall5", "recall10", "queries_per_second"} <= set(found.to_json())


def test_words_count_within_one_language_only(encoder: HashingEncoder) -> None:
    """An English document gets no n-gram evidence for a Swedish query, however alike they are spelt."""
    texts = ["robot automation", "We use the robot for automation and it is good for us"]
    only_words = {"clauses": 0.0, "meaning": 0.0, "words": 1.0}
    scores = DocumentRanker(texts, encoder, only_words).scores("Vi vill ha en robot för automation")
    assert scores[0] > 0
    assert scores[1] == 0


def test_odd_texts_are_ranked_too(encoder: HashingEncoder) -> None:
    scores = DocumentRanker(["", "...", "ost"], encoder).scores("och")
    assert scores.shape == (3,)
