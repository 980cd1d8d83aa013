"""The private database: opened for each piece of work, so that threads and processes may share the file."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from s3graph.errors import FormatVersionError, StorageError
from s3graph.model import Text

_BUSY_SECONDS = 10.0
_RETRY_SECONDS = 0.02
_STEPS = (
    """
    CREATE TABLE key (
        id TEXT PRIMARY KEY, label TEXT NOT NULL, role TEXT NOT NULL, sources TEXT NOT NULL, hash TEXT NOT NULL,
        created_at TEXT NOT NULL, revoked_at TEXT
    ) STRICT;
    CREATE TABLE job (
        number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, source TEXT NOT NULL, key TEXT NOT NULL,
        file_name TEXT NOT NULL, options TEXT NOT NULL, state TEXT NOT NULL, created_at TEXT NOT NULL,
        started_at TEXT, ended_at TEXT, attempts INTEGER NOT NULL DEFAULT 0, cancelled INTEGER NOT NULL DEFAULT 0,
        progress TEXT NOT NULL DEFAULT '{}', release INTEGER, problem TEXT
    ) STRICT;
    CREATE INDEX job_state ON job (state, number);
    CREATE INDEX job_source ON job (source, number);
    """,
    """
    ALTER TABLE key ADD COLUMN expires_on TEXT;
    ALTER TABLE key ADD COLUMN speaks_for TEXT NOT NULL DEFAULT '';
    ALTER TABLE job ADD COLUMN kind TEXT NOT NULL DEFAULT 'delivery';
    ALTER TABLE job ADD COLUMN delivery INTEGER;
    ALTER TABLE job ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;
    ALTER TABLE job ADD COLUMN error TEXT NOT NULL DEFAULT '';
    """,
    """
    CREATE TABLE need (
        number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, key TEXT NOT NULL, text TEXT,
        language TEXT NOT NULL, purpose TEXT NOT NULL, created_on TEXT NOT NULL, erase_on TEXT NOT NULL,
        areas TEXT NOT NULL, region TEXT, municipality TEXT, sni TEXT, size TEXT, competences TEXT NOT NULL
    ) STRICT;
    CREATE INDEX need_key ON need (key, number);
    CREATE TABLE mark (
        need INTEGER NOT NULL, actor TEXT NOT NULL, mark TEXT NOT NULL, marked_on TEXT NOT NULL, release INTEGER,
        PRIMARY KEY (need, actor)
    ) STRICT, WITHOUT ROWID;
    """,
    """
    CREATE TABLE session (
        hash TEXT PRIMARY KEY, key TEXT NOT NULL, started_at TEXT NOT NULL, used_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE suggestion (
        need INTEGER NOT NULL, place INTEGER NOT NULL, actor TEXT NOT NULL, PRIMARY KEY (need, place)
    ) STRICT, WITHOUT ROWID;
    ALTER TABLE need ADD COLUMN outcome TEXT NOT NULL DEFAULT 'open';
    ALTER TABLE need ADD COLUMN outcome_on TEXT;
    ALTER TABLE need ADD COLUMN published_on TEXT;
    """,
)
"""What makes each version of the layout out of the one before; never changed, only added to."""


class PrivateDatabase:
    """One file, readable by its owner alone. StorageError where it cannot be opened or written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._open() as connection:
            _journal_ahead(connection)
            self._bring_up(connection)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All of it or nothing of it; others wait."""
        with self._open() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One state of everything, without keeping anybody from writing."""
        with self._open() as connection:
            connection.execute("BEGIN")
            yield connection
            connection.execute("ROLLBACK")

    def compact(self) -> None:
        """Writes the journal into the file and empties it, so that what was erased is in neither."""
        with self._open() as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600))
            with closing(sqlite3.connect(self.path, timeout=_BUSY_SECONDS, isolation_level=None)) as connection:
                connection.row_factory = sqlite3.Row
                yield connection
        except (OSError, sqlite3.Error) as error:
            raise StorageError(
                Text(
                    sv=f"Den privata databasen {self.path} går inte att läsa eller skriva: {error}.",
                    en=f"The private database {self.path} cannot be read or written: {error}.",
                )
            ) from error

    def _bring_up(self, connection: sqlite3.Connection) -> None:
        """In one transaction, which another process that opens the file at the same time waits for."""
        connection.execute("BEGIN IMMEDIATE")
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version > len(_STEPS):
            raise FormatVersionError(
                Text(
                    sv=f"{self.path} skrevs av en nyare version. Uppgradera s3graph.",
                    en=f"{self.path} was written by a newer version. Upgrade s3graph.",
                )
            )
        for number, step in enumerate(_STEPS[version:], version + 1):
            for statement in step.split(";"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")


def _journal_ahead(connection: sqlite3.Connection) -> None:
    """Has the journal written ahead. SQLite refuses at once, whatever the timeout, where two ask for that together."""
    deadline = time.monotonic() + _BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(_RETRY_SECONDS)
        else:
            return
