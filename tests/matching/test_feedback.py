from __future__ import annotations

from pathlib import Path

import pytest

from s3graph.errors import NotFoundError
from s3graph.matching.catalogue import Catalogue
from s3graph.matching.collection import Collection
from s3graph.matching.evaluation import evaluate_service
from s3graph.matching.feedback import Feedback, LeftOut, collection_of, save
from s3graph.matching.matcher import Matcher
from s3graph.matching.need import NeedRequest
from s3graph.vocabulary import entity
from tests.matching.conftest import TODAY

ALFA, BETA, DELTA = (entity("actor", name).value for name in ("alfa", "beta", "delta"))
GONE = entity("actor", "gone").value
LACQUER = Feedback(
    "n1",
    NeedRequest("Lacken släpper från luckorna"),
    {ALFA: "contacted", BETA: "not-useful", GONE: "useful"},
)
NOTHING = Feedback("n2", NeedRequest("Vi vill göra ost"), {BETA: "not-useful"})
WORDLESS = Feedback("n3", NeedRequest("", region="SE211"), {ALFA: "useful"})


def test_marks_are_graded_and_what_cannot_be_measured_is_left_out_and_counted(catalogue: Catalogue) -> None:
    found, left = collection_of([LACQUER, NOTHING, WORDLESS], catalogue)
    assert found.queries == {"n1": "Lacken släpper från luckorna"}
    assert found.judged == {"n1": {ALFA: 2, BETA: 0}}
    assert len(found.documents) == len(catalogue.actors)
    assert "ytbehandling" in found.documents[ALFA]
    assert left == LeftOut(without_words=1, without_useful=1)
    assert "2 kept needs are left out" in left.text.en


def test_kept_needs_are_ranked_by_all_that_the_service_ranks_by(catalogue: Catalogue, matcher: Matcher) -> None:
    """Alfa and Delta say the same; only the county of the company tells them apart."""
    for region, useful in (("SE211", ALFA), ("SE212", DELTA)):
        request = NeedRequest("Lacken släpper från luckorna", region=region)
        asked = Feedback("n1", request, {useful: "useful"})
        collection, _ = collection_of([asked], catalogue)
        found = evaluate_service(collection, matcher, TODAY, {asked.id: request})
        assert found.figures.recall1 == 1
        assert found.run.ranked["n1"][0][0] == useful


def test_the_collection_is_written_as_any_other(catalogue: Catalogue, tmp_path: Path) -> None:
    found, _ = collection_of([LACQUER], catalogue)
    save(found, tmp_path / "feedback")
    folder = tmp_path / "feedback"
    assert Collection.read(folder / "corpus.jsonl", folder / "queries.jsonl", folder / "qrels.tsv") == found


def test_without_a_useful_mark_there_is_nothing_to_measure(catalogue: Catalogue) -> None:
    with pytest.raises(NotFoundError, match="nothing to measure"):
        collection_of([NOTHING], catalogue)
