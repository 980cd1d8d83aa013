"""Keys: shown once, kept as hashes, closed for good."""

from __future__ import annotations

import hmac
import stat
from datetime import date
from pathlib import Path

import pytest

from s3graph.errors import NotFoundError, UsageError
from s3graph.private import KeyDraft, Keys, PrivateDatabase, Role
from s3graph.private import keys as room
from tests.conftest import command


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "private.sqlite"


@pytest.fixture
def keys(path: Path) -> Keys:
    return Keys(PrivateDatabase(path))


def test_a_key_opens_until_it_is_revoked(keys: Keys) -> None:
    key, token = keys.create(KeyDraft("Exempelparken, registret", Role.PARTNER, ("exempel", "exempel", "annan")))
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
    keys.create(KeyDraft("x", Role.OPERATOR))
    assert keys.holder(spoilt) is None


def test_a_changed_secret_opens_nothing(keys: Keys) -> None:
    _, token = keys.create(KeyDraft("x", Role.OPERATOR))
    other, _ = keys.create(KeyDraft("y", Role.OPERATOR))
    assert keys.holder(token[:-1] + ("a" if token[-1] != "a" else "b")) is None
    assert keys.holder(token.replace(token.split("_")[1], other.id)) is None


def test_the_secret_is_nowhere_in_the_file_and_the_file_is_the_owners(keys: Keys, path: Path) -> None:
    _, token = keys.create(KeyDraft("x", Role.OPERATOR))
    secret = token.split("_", 2)[-1].encode()
    for file in path.parent.iterdir():
        assert secret not in file.read_bytes(), file.name
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_operators_deliver_everywhere_and_advisors_nowhere(keys: Keys) -> None:
    assert keys.create(KeyDraft("x", Role.OPERATOR))[0].may_deliver("vad-som-helst")
    assert not keys.create(KeyDraft("y", Role.ADVISOR, ("exempel",)))[0].may_deliver("exempel")
    with pytest.raises(UsageError, match="--source"):
        keys.create(KeyDraft("z", Role.PARTNER))


def test_a_key_opens_on_its_last_day_and_not_after_it(keys: Keys, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_today", lambda: date(2026, 11, 1))
    key, token = keys.create(KeyDraft("x", Role.OPERATOR, expires_on=date(2026, 11, 30)))
    assert key.to_json()["expires_on"] == "2026-11-30"
    monkeypatch.setattr(room, "_today", lambda: date(2026, 11, 30))
    assert keys.holder(token) == key
    monkeypatch.setattr(room, "_today", lambda: date(2026, 12, 1))
    assert keys.holder(token) is None
    with pytest.raises(UsageError, match="is past"):
        keys.create(KeyDraft("y", Role.OPERATOR, expires_on=date(2026, 11, 30)))


def test_hashes_are_compared_in_constant_time_for_unknown_keys_too(keys: Keys, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[str, str]] = []

    def compare(one: str, other: str) -> bool:
        compared.append((one, other))
        return hmac.compare_digest(one, other)

    monkeypatch.setattr(room, "_same", compare)
    _, token = keys.create(KeyDraft("x", Role.OPERATOR))
    for given in (token, token[:-1] + "!", "s3g_00000000_x"):
        keys.holder(given)
    assert [len(one) == len(other) == 64 for one, other in compared] == [True] * 3


def test_the_commands_make_list_and_revoke(tmp_path: Path) -> None:
    data = tmp_path / "data"
    made = command(
        data,
        "keys",
        "create",
        "--label",
        "Exempelparken",
        "--source",
        "exempel",
        *("--expires", "2099-12-31", "--speaks-for", "provgarden"),
        language="en",
    )
    assert made.returncode == 0, made.stderr
    token = made.stdout.strip()
    key = Keys(PrivateDatabase(data / "private.sqlite")).holder(token)
    assert key is not None
    assert (key.expires_on, key.speaks_for) == ("2099-12-31", "https://w3id.org/s3graph/id/actor/provgarden")
    assert token not in made.stderr
    listed = command(data, "keys", "list")
    assert key.id in listed.stdout
    assert token not in listed.stdout
    assert "till 2099-12-31" in listed.stdout
    assert command(data, "keys", "revoke", key.id).returncode == 0
    assert Keys(PrivateDatabase(data / "private.sqlite")).holder(token) is None
    assert "spärrad" in command(data, "keys", "list").stdout
    wrong = command(data, "keys", "create", "--label", "x", "--role", "kung", language="en")
    assert (wrong.returncode, "partner, advisor, operator" in wrong.stderr) == (2, True)
