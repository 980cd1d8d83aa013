"""Sessions of people who have signed in with their key: what a browser holds instead of the key itself.

A session is 32 random bytes that only the browser has; its SHA-256 is kept, with the id of the key it was opened with.
It ends when it is closed, when nobody has used it for a while, when its working day is over, and with its key.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from s3graph.private.database import PrivateDatabase
from s3graph.private.keys import ApiKey, Keys

LONGEST = timedelta(hours=12)
"""However busy: the next morning begins with the key."""
_SECRET_BYTES = 32
_NOTED = timedelta(minutes=1)
"""Use is written down no more often than this."""
_same = hmac.compare_digest
"""In a time that says nothing of where the two differ."""


@dataclass(frozen=True)
class Session:
    """``secret`` is what the browser holds, ``key`` the key that opened it, as it is now."""

    secret: str
    key: ApiKey

    @property
    def form_token(self) -> str:
        """What every form of the session carries: made from its secret, so that no other session's form fits.

        It cannot be turned back into the secret, and stands in pages where the secret never does.
        """
        return hmac.new(self.secret.encode(), b"form", hashlib.sha256).hexdigest()

    def made(self, form_token: str) -> bool:
        """Whether a form with this token came from a page of this session."""
        return _same(self.form_token.encode(), form_token.encode())


class Sessions:
    """All sessions of a data directory. ``idle`` is how long one may lie unused."""

    def __init__(self, database: PrivateDatabase, idle: timedelta, clock: Callable[[], datetime] | None = None) -> None:
        self._database = database
        self._keys = Keys(database)
        self._idle = idle
        self._clock = clock or _now

    def open(self, key: ApiKey) -> Session:
        """A new session; those that have ended are forgotten on the way."""
        secret, now = secrets.token_urlsafe(_SECRET_BYTES), self._clock()
        with self._database.transaction() as connection:
            connection.execute(
                "DELETE FROM session WHERE used_at <= ? OR started_at <= ?",
                (_text(now - self._idle), _text(now - LONGEST)),
            )
            connection.execute(
                "INSERT INTO session (hash, key, started_at, used_at) VALUES (?, ?, ?, ?)",
                (_hash(secret), key.id, _text(now), _text(now)),
            )
        return Session(secret, key)

    def find(self, secret: str) -> Session | None:
        """The session of what a browser sent; None for one that is unknown or has ended, or whose key has."""
        now = self._clock()
        with self._database.reading() as connection:
            row = connection.execute("SELECT * FROM session WHERE hash = ?", (_hash(secret),)).fetchone()
        if row is None or self._ended(row, now):
            return None
        key = self._keys.opening(row["key"])
        if key is None:
            self.close(secret)
            return None
        if _moment(row["used_at"]) + _NOTED <= now:
            with self._database.transaction() as connection:
                connection.execute("UPDATE session SET used_at = ? WHERE hash = ?", (_text(now), row["hash"]))
        return Session(secret, key)

    def close(self, secret: str) -> None:
        """From now on it opens nothing; harmless where there is none."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM session WHERE hash = ?", (_hash(secret),))

    def _ended(self, row: sqlite3.Row, now: datetime) -> bool:
        return now >= _moment(row["used_at"]) + self._idle or now >= _moment(row["started_at"]) + LONGEST


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _now() -> datetime:
    return datetime.now(UTC)


def _text(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
