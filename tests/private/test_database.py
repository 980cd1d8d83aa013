"""The private database: brought up from every earlier layout, and refused in words where that cannot be."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from s3graph.errors import FormatVersionError, StorageError
from s3graph.private import JobKind, Jobs, JobState, Keys, PrivateDatabase, database


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "private.sqlite"


def test_what_the_first_layout_held_is_read_in_the_newest(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(f"{database._STEPS[0]} PRAGMA user_version = 1;")
        connection.execute("INSERT INTO key VALUES ('0a1b2c3d', 'x', 'partner', 'exempel', 'hash', '2026-01-01', NULL)")
        connection.execute(
            "INSERT INTO job (id, source, key, file_name, options, state, created_at) "
            "VALUES ('one', 'exempel', '0a1b2c3d', 'a.ttl', '{}', 'running', '2026-01-01T00:00:00Z')"
        )
        connection.commit()
    opened = PrivateDatabase(path)
    (key,) = Keys(opened).list()
    assert (key.id, key.sources, key.expires_on, key.speaks_for) == ("0a1b2c3d", ("exempel",), None, "")
    jobs = Jobs(opened)
    jobs.recover()
    (job,) = jobs.list()
    assert (job.id, job.kind, job.state, job.file_name) == ("one", JobKind.DELIVERY, JobState.QUEUED, "a.ttl")
    assert PrivateDatabase(path).path == path


def test_a_layout_is_brought_up_once_however_many_open_it(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(f"{database._STEPS[0]} PRAGMA user_version = 1;")
    failed: list[StorageError] = []

    def open_it() -> None:
        try:
            PrivateDatabase(path)
        except StorageError as error:
            failed.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []


def test_the_journal_waits_where_sqlite_itself_does_not(path: Path) -> None:
    """A change of journals that meets another's is refused at once, whatever the time it may wait."""
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("CREATE TABLE a (b)")
        other.execute("BEGIN EXCLUSIVE")
        end = threading.Timer(0.1, other.execute, ("COMMIT",))
        end.start()
        with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as connection:
            database._journal_ahead(connection)
            assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        end.join()


def test_a_journal_that_never_comes_free_is_told_of(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StorageError, match="locked"):
            PrivateDatabase(path)


def test_the_version_is_the_number_of_steps(path: Path) -> None:
    PrivateDatabase(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(database._STEPS),)


def test_a_step_that_fails_leaves_the_former_layout(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = database._STEPS
    PrivateDatabase(path)
    broken = "ALTER TABLE key ADD COLUMN colour TEXT; ALTER TABLE no_such_table ADD COLUMN x TEXT;"
    monkeypatch.setattr(database, "_STEPS", (*steps, broken))
    with pytest.raises(StorageError, match="no_such_table"):
        PrivateDatabase(path)
    monkeypatch.setattr(database, "_STEPS", steps)
    with PrivateDatabase(path).reading() as connection:
        assert "colour" not in {row["name"] for row in connection.execute("PRAGMA table_info(key)")}


def test_a_change_that_is_broken_off_is_no_change(path: Path) -> None:
    opened = PrivateDatabase(path)

    def broken_off() -> None:
        with opened.transaction() as connection:
            connection.execute("INSERT INTO key VALUES ('a', 'x', 'operator', '', 'h', 'now', NULL, NULL, '')")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken_off()
    assert Keys(opened).list() == ()


def test_a_newer_or_broken_database_is_refused_in_words(path: Path) -> None:
    PrivateDatabase(path)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(FormatVersionError, match="newer version"):
        PrivateDatabase(path)
    path.write_bytes(b"no database at all, not in the least" * 40)
    with pytest.raises(StorageError, match="private database"):
        PrivateDatabase(path)
