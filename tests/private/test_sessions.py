"""Sessions: only a hash is kept, they end with time and with their key, and no form fits another session."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from s3graph.private import ApiKey, KeyDraft, Keys, PrivateDatabase, Role, Sessions
from s3graph.private.sessions import LONGEST

IDLE = timedelta(minutes=120)


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def database(tmp_path: Path) -> PrivateDatabase:
    return PrivateDatabase(tmp_path / "private.sqlite")


@pytest.fixture
def key(database: PrivateDatabase) -> ApiKey:
    return Keys(database).create(KeyDraft("En rådgivare", Role.ADVISOR))[0]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sessions(database: PrivateDatabase, clock: Clock) -> Sessions:
    return Sessions(database, IDLE, clock)


def test_a_session_is_found_by_its_secret_and_by_nothing_else(sessions: Sessions, key: ApiKey) -> None:
    session = sessions.open(key)
    assert sessions.find(session.secret) == session
    assert session.key == key
    assert [sessions.find(other) for other in ("", "x", session.secret + "x", session.form_token)] == [None] * 4


def test_the_file_holds_neither_secret_nor_form_token(sessions: Sessions, key: ApiKey, tmp_path: Path) -> None:
    session = sessions.open(key)
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert session.secret.encode() not in kept
    assert session.form_token.encode() not in kept
    assert key.id.encode() in kept


def test_a_form_fits_its_own_session_only(sessions: Sessions, key: ApiKey) -> None:
    one, other = sessions.open(key), sessions.open(key)
    assert one.made(one.form_token)
    assert not one.made(other.form_token)
    assert not [token for token in ("", "å", one.secret, one.form_token.upper()) if one.made(token)]


def test_a_session_ends_when_it_lies_unused(sessions: Sessions, key: ApiKey, clock: Clock) -> None:
    session = sessions.open(key)
    for _ in range(3):
        clock.now += IDLE - timedelta(seconds=1)
        assert sessions.find(session.secret) is not None
    clock.now += IDLE
    assert sessions.find(session.secret) is None


def test_a_session_ends_with_the_day_however_busy(sessions: Sessions, key: ApiKey, clock: Clock) -> None:
    session, end = sessions.open(key), clock.now + LONGEST
    while clock.now + timedelta(hours=1) < end:
        clock.now += timedelta(hours=1)
        assert sessions.find(session.secret) is not None
    clock.now = end
    assert sessions.find(session.secret) is None


def test_a_session_ends_with_its_key_and_does_not_come_back(
    sessions: Sessions, key: ApiKey, database: PrivateDatabase
) -> None:
    session = sessions.open(key)
    Keys(database).revoke(key.id)
    assert sessions.find(session.secret) is None
    with database.transaction() as connection:
        assert connection.execute("SELECT count(*) FROM session").fetchone()[0] == 0


def test_closing_ends_one_session_and_opening_forgets_the_ended(
    sessions: Sessions, key: ApiKey, clock: Clock, database: PrivateDatabase
) -> None:
    one, other = sessions.open(key), sessions.open(key)
    sessions.close(one.secret)
    sessions.close(one.secret)
    assert sessions.find(one.secret) is None
    assert sessions.find(other.secret) is not None
    clock.now += IDLE
    last = sessions.open(key)
    with database.reading() as connection:
        assert connection.execute("SELECT count(*) FROM session").fetchone()[0] == 1
    assert sessions.find(last.secret) is not None
