from __future__ import annotations

import gc
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from s3graph.matching.rows import Rows, save_rows

VALUES = [["ost", 1], ["bröd\nmed radbrytning", 2], [], ["kött", 4]]


@pytest.fixture
def rows(tmp_path: Path) -> Rows[list[object]]:
    save_rows(tmp_path / "values.jsonl", VALUES)
    return Rows.load(tmp_path / "values.jsonl", list)


def test_what_was_saved_is_read_in_any_order(rows: Rows[list[object]]) -> None:
    assert len(rows) == 4
    assert [rows[place] for place in (3, 0, -1, 1, 2)] == [VALUES[place] for place in (3, 0, -1, 1, 2)]
    assert list(rows) == VALUES
    with pytest.raises(IndexError):
        rows[4]


def test_a_part_is_of_neighbours_and_may_be_empty(rows: Rows[list[object]]) -> None:
    assert rows[1:3] == VALUES[1:3]
    assert rows[1:3][1:] == VALUES[2:3]
    assert len(rows[4:4]) == len(rows[3:1]) == 0


def test_rows_equal_any_sequence_of_the_same_values(rows: Rows[list[object]]) -> None:
    assert rows == VALUES
    assert rows != VALUES[:3]
    assert rows != [*VALUES[:3], ["annat"]]
    assert rows != 4


def test_a_value_is_made_when_it_is_asked_for(tmp_path: Path) -> None:
    made: list[list[object]] = []
    save_rows(tmp_path / "values.jsonl", VALUES)
    rows = Rows.load(tmp_path / "values.jsonl", made.append)
    assert made == []
    assert rows[1:][0] is None
    assert made == [VALUES[1]]


def test_no_rows_are_kept_too(tmp_path: Path) -> None:
    save_rows(tmp_path / "none.jsonl", [])
    assert list(Rows.load(tmp_path / "none.jsonl", list)) == []


def test_a_file_of_another_length_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "values.jsonl"
    save_rows(path, VALUES)
    path.write_bytes(path.read_bytes()[:-3])
    with pytest.raises(ValueError, match="values"):
        Rows.load(path, list)


def test_a_file_that_is_gone_is_read_by_who_has_it_and_closed_with_the_last_part(tmp_path: Path) -> None:
    save_rows(tmp_path / "values.jsonl", VALUES)
    before = len(list(Path("/proc/self/fd").iterdir()))
    rows = Rows.load(tmp_path / "values.jsonl", list)
    part = rows[2:]
    (tmp_path / "values.jsonl").unlink()
    del rows
    assert part[1] == VALUES[3]
    del part
    gc.collect()
    assert len(list(Path("/proc/self/fd").iterdir())) <= before


def test_threads_share_a_file(rows: Rows[list[object]]) -> None:
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(rows.__getitem__, [0, 1, 2, 3] * 200)) == VALUES * 200
