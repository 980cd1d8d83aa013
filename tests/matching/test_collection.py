from __future__ import annotations

from pathlib import Path

import pytest

from s3graph.errors import ReadError
from s3graph.matching.collection import Collection, Run


def written(folder: Path, corpus: str, queries: str, qrels: str) -> tuple[Path, Path, Path]:
    paths = (folder / "corpus.jsonl", folder / "queries.jsonl", folder / "qrels.tsv")
    for path, text in zip(paths, (corpus, queries, qrels), strict=True):
        path.write_text(text, "utf-8")
    return paths


CORPUS = '{"_id": "d1", "title": "Ost", "text": "om ost"}\n{"_id": "d2", "text": "om trä"}\n'
QUERIES = '{"_id": "q1", "text": "ost"}\n{"_id": "q2", "text": "odömd"}\n'
QRELS = "query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\td2\t0\n"


def test_reads_the_three_files_and_keeps_judged_queries(tmp_path: Path) -> None:
    collection = Collection.read(*written(tmp_path, CORPUS, QUERIES, QRELS))
    assert collection.documents == {"d1": "Ost. om ost", "d2": "om trä"}
    assert list(collection.queries) == ["q1"]
    assert collection.judged["q1"] == {"d1": 2, "d2": 0}


def test_documents_that_are_known_may_be_called_by_other_names(tmp_path: Path) -> None:
    _, queries, qrels = written(tmp_path, "", QUERIES, QRELS)
    documents = {"https://example.org/d1": "ost", "d2": "trä"}
    names = {"d1": "https://example.org/d1"}
    collection = Collection.over(documents, queries, qrels, names)
    assert collection.judged["q1"] == {"https://example.org/d1": 2, "d2": 0}
    with pytest.raises(ReadError):
        Collection.over(documents, queries, qrels)


@pytest.mark.parametrize(
    ("corpus", "queries", "qrels", "line"),
    [
        (CORPUS + "{broken\n", QUERIES, QRELS, 3),
        ('{"title": "no id"}\n', QUERIES, QRELS, 1),
        (CORPUS, QUERIES, "q1\td1\thigh\n", 1),
        (CORPUS, QUERIES, QRELS + "q1\td9\t1\n", 4),
        (CORPUS, QUERIES, "q1\td1\t0\n", 1),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, corpus: str, queries: str, qrels: str, line: int) -> None:
    with pytest.raises(ReadError) as refused:
        Collection.read(*written(tmp_path, corpus, queries, qrels))
    assert refused.value.line == line


def test_a_missing_file_is_a_read_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError):
        Collection.read(tmp_path / "a", tmp_path / "b", tmp_path / "c")


def test_a_run_is_written_for_other_scorers(tmp_path: Path) -> None:
    Run({"q1": (("d1", 0.5), ("d2", 0.25))}).save(tmp_path / "run.txt")
    assert (tmp_path / "run.txt").read_text("utf-8").splitlines() == [
        "q1 Q0 d1 1 0.500000 s3graph",
        "q1 Q0 d2 2 0.250000 s3graph",
    ]
