"""Keys of the programs that may do more than read: who holds them, for which sources, and their hashes.

A key is 32 random bytes, so that a plain SHA-256 keeps it: slow hashes protect words that people think of, which can be
guessed; these cannot.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import sqlite3
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from s3graph.errors import NotFoundError, UsageError
from s3graph.model import Text
from s3graph.private.database import PrivateDatabase

PREFIX = "s3g"
TOKEN = re.compile(rf"{PREFIX}_[0-9a-f]{{8}}_[\w-]*")
"""What a key looks like, wherever it should not stand."""
_SECRET_BYTES = 32
_ID_BYTES = 4
_same = hmac.compare_digest
"""In a time that says nothing of where the two differ."""


class Role(StrEnum):
    """What a key is for."""

    PARTNER = "partner"
    ADVISOR = "advisor"
    OPERATOR = "operator"


@dataclass(frozen=True)
class ApiKey:
    """A key without its secret, which is shown once and kept nowhere.

    ``expires_on`` is the last day on which it opens anything, in UTC; ``speaks_for`` the actor its sources belong to.
    """

    id: str
    label: str
    role: Role
    sources: tuple[str, ...]
    created_at: str
    revoked_at: str | None = None
    expires_on: str | None = None
    speaks_for: str = ""

    def open_on(self, day: date) -> bool:
        """Whether it opens anything: not revoked, and not past its last day."""
        return self.revoked_at is None and (self.expires_on is None or day.isoformat() <= self.expires_on)

    def may_deliver(self, source: str) -> bool:
        """Operators to every source, partners to theirs."""
        return self.role is Role.OPERATOR or (self.role is Role.PARTNER and source in self.sources)

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "label": self.label,
            "role": self.role.value,
            "sources": list(self.sources),
            "created_at": self.created_at,
            "revoked_at": self.revoked_at,
            "expires_on": self.expires_on,
            "speaks_for": self.speaks_for or None,
        }


@dataclass(frozen=True)
class KeyDraft:
    """A key to be. ``sources`` are those a partner may deliver to."""

    label: str
    role: Role
    sources: tuple[str, ...] = ()
    expires_on: date | None = None
    speaks_for: str = ""


class Keys:
    """All keys of a data directory."""

    def __init__(self, database: PrivateDatabase) -> None:
        self._database = database

    def create(self, draft: KeyDraft) -> tuple[ApiKey, str]:
        """The key, and what its holder sends. UsageError for a partner without a source, or a last day that is past."""
        if draft.role is Role.PARTNER and not draft.sources:
            raise UsageError(
                Text(
                    sv="En partners nyckel gäller vissa källor. Ange --source, en eller flera.",
                    en="A partner's key is for certain sources. Give --source, one or more.",
                )
            )
        if draft.expires_on is not None and draft.expires_on < _today():
            raise UsageError(
                Text(
                    sv=f"{draft.expires_on} har redan varit. Ange en dag som kommer.",
                    en=f"{draft.expires_on} is past. Give a day to come.",
                )
            )
        key = ApiKey(
            id=secrets.token_hex(_ID_BYTES),
            label=draft.label,
            role=draft.role,
            sources=tuple(dict.fromkeys(draft.sources)),
            created_at=_now(),
            expires_on=draft.expires_on.isoformat() if draft.expires_on else None,
            speaks_for=draft.speaks_for,
        )
        token = f"{PREFIX}_{key.id}_{secrets.token_urlsafe(_SECRET_BYTES)}"
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO key (id, label, role, sources, hash, created_at, expires_on, speaks_for) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *(key.id, key.label, key.role.value, " ".join(key.sources), _hash(token)),
                    *(key.created_at, key.expires_on, key.speaks_for),
                ),
            )
        return key, token

    def list(self) -> tuple[ApiKey, ...]:
        """All, revoked ones included, oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT * FROM key ORDER BY created_at, id").fetchall()
        return tuple(_key(row) for row in rows)

    def revoke(self, identity: str) -> ApiKey:
        """From now on the key opens nothing. NotFoundError where there is none."""
        with self._database.transaction() as connection:
            connection.execute("UPDATE key SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL", (_now(), identity))
            row = connection.execute("SELECT * FROM key WHERE id = ?", (identity,)).fetchone()
        if row is None:
            raise NotFoundError(
                Text(
                    sv=f"Ingen nyckel heter {identity}. Se 's3graph keys list'.",
                    en=f"No key is called {identity}. See 's3graph keys list'.",
                )
            )
        return _key(row)

    def holder(self, token: str) -> ApiKey | None:
        """The key of a token; None for what is unknown, revoked, past its last day, or no token at all."""
        prefix, _, rest = token.partition("_")
        identity, _, _ = rest.partition("_")
        if prefix != PREFIX:
            return None
        with self._database.reading() as connection:
            row = connection.execute("SELECT * FROM key WHERE id = ?", (identity,)).fetchone()
        kept = row["hash"] if row is not None else _hash("")
        same = _same(kept, _hash(token))
        key = _key(row) if same and row is not None else None
        return key if key is not None and key.open_on(_today()) else None

    def opening(self, identity: str) -> ApiKey | None:
        """The key of an id, as long as it opens anything."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT * FROM key WHERE id = ?", (identity,)).fetchone()
        key = _key(row) if row is not None else None
        return key if key is not None and key.open_on(_today()) else None


def _key(row: sqlite3.Row) -> ApiKey:
    return ApiKey(
        id=row["id"],
        label=row["label"],
        role=Role(row["role"]),
        sources=tuple(row["sources"].split()),
        created_at=row["created_at"],
        revoked_at=row["revoked_at"],
        expires_on=row["expires_on"],
        speaks_for=row["speaks_for"],
    )


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _today() -> date:
    return datetime.now(UTC).date()


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
