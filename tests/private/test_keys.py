"""Keys: shown once, kept as hashes, closed for good."""

from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

import pytest

from s3graph.errors import FormatVersionError, NotFoundError, StorageError, UsageError
from s3graph.private import Keys, PrivateDatabase, Role
from tests.conftest import command


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "private.sqlite"


@pytest.fixture
def keys(path: Path) -> Keys:
    return Keys(PrivateDatabase(path))


def test_a_key_opens_until_it_is_revoked(keys: Keys) -> None:
    key, token = keys.create("Exempelparken, registret", Role.PARTNER, ("exempel", "exempel", "annan"))
    assert key.sources == ("exempel", "annan")
    assert keys.holder(token) == key
    assert keys.list() == (key,)
    assert (key.may_deliver("annan"), key.may_deliver("tredje")) == (True, False)
    revoked = keys.revoke(key.id)
    assert revoked.revoked_at is not None
    assert keys.holder(token) is None
    assert keys.revoke(key.id) == revoked
    with pytest.raises(NotFoundError, match="keys list"):
        keys.revoke("00000000")


@pytest.mark.parametrize("spoilt", ["", "s3g", "s3g_", "s3g__x", "Bearer", "s3g_00000000_x", "'; DROP TABLE key; --"])
def test_what_is_no_key_opens_nothing(keys: Keys, spoilt: str) -> None:
    keys.create("x", Role.OPERATOR, ())
    assert keys.holder(spoilt) is None


def test_a_changed_secret_opens_nothing(keys: Keys) -> None:
    _, token = keys.create("x", Role.OPERATOR, ())
    other, _ = keys.create("y", Role.OPERATOR, ())
    assert keys.holder(token[:-1] + ("a" if token[-1] != "a" else "b")) is None
    assert keys.holder(token.replace(token.split("_")[1], other.id)) is None


def test_the_secret_is_nowhere_in_the_file_and_the_file_is_the_owners(keys: Keys, path: Path) -> None:
    _, token = keys.create("x", Role.OPERATOR, ())
    secret = token.rsplit("_", 1)[-1].encode()
    for file in path.parent.iterdir():
        assert secret not in file.read_bytes(), file.name
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_operators_deliver_everywhere_and_advisors_nowhere(keys: Keys) -> None:
    assert keys.create("x", Role.OPERATOR, ())[0].may_deliver("vad-som-helst")
    assert not keys.create("y", Role.ADVISOR, ("exempel",))[0].may_deliver("exempel")
    with pytest.raises(UsageError, match="--source"):
        keys.create("z", Role.PARTNER, ())


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


def test_the_commands_make_list_and_revoke(tmp_path: Path) -> None:
    data = tmp_path / "data"
    made = command(data, "keys", "create", "--label", "Exempelparken", "--source", "exempel", language="en")
    assert made.returncode == 0, made.stderr
    token = made.stdout.strip()
    key = Keys(PrivateDatabase(data / "private.sqlite")).holder(token)
    assert key is not None
    assert token not in made.stderr
    listed = command(data, "keys", "list")
    assert key.id in listed.stdout
    assert token not in listed.stdout
    assert command(data, "keys", "revoke", key.id).returncode == 0
    assert Keys(PrivateDatabase(data / "private.sqlite")).holder(token) is None
    wrong = command(data, "keys", "create", "--label", "x", "--role", "kung", language="en")
    assert (wrong.returncode, "partner, advisor, operator" in wrong.stderr) == (2, True)
