"""Requests a minute, bytes a request, and whose address counts."""

from __future__ import annotations

import pytest
from starlette.types import Scope

from api import limits
from api.limits import RequestWindow, TrustedProxies, from_this_machine
from api.refusals import TooManyRequestsError
from s3graph.errors import UsageError


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def scope(peer: str, **headers: str) -> Scope:
    sent = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return {"type": "http", "client": (peer, 1234), "headers": sent}


def test_the_request_past_the_allowed_is_refused_until_the_next_minute() -> None:
    clock = Clock()
    window = RequestWindow(2, clock)
    window.count("a")
    window.count("a")
    window.count("b")
    with pytest.raises(TooManyRequestsError) as refusal:
        window.count("a")
    assert refusal.value.seconds == 60 - 1000 % 60
    clock.now += refusal.value.seconds
    window.count("a")


def test_memory_is_bounded_however_many_clients_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_CLIENTS", 3)
    window = RequestWindow(2, Clock())
    for client in "abc":
        window.count(client)
    window.count("d")
    window.count("e")
    with pytest.raises(TooManyRequestsError):
        window.count("f")
    window.count("a")


def test_the_peer_counts_where_no_proxy_is_trusted() -> None:
    assert TrustedProxies("").client_of(scope("203.0.113.9", x_forwarded_for="198.51.100.1")) == "203.0.113.9"


@pytest.mark.parametrize(
    ("forwarded", "client"),
    [
        ("198.51.100.1", "198.51.100.1"),
        ("6.6.6.6, 198.51.100.1", "198.51.100.1"),
        ("198.51.100.1, 10.0.0.7", "198.51.100.1"),
        ("", "10.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:198.51.100.1", "198.51.100.1"),
    ],
)
def test_a_trusted_proxy_is_believed_up_to_the_first_stranger(forwarded: str, client: str) -> None:
    assert TrustedProxies("10.0.0.0/24").client_of(scope("10.0.0.1", x_forwarded_for=forwarded)) == client


def test_a_proxy_that_is_no_address_is_refused_by_the_name_of_the_setting() -> None:
    with pytest.raises(UsageError, match="S3GRAPH_TRUSTED_PROXIES"):
        TrustedProxies("10.0.0.1, proxy.example")


def test_this_machine_is_not_whoever_comes_through_a_proxy_on_it() -> None:
    assert from_this_machine(scope("127.0.0.1"))
    assert from_this_machine(scope("::1"))
    assert not from_this_machine(scope("127.0.0.1", x_forwarded_for="198.51.100.1"))
    assert not from_this_machine(scope("127.0.0.1", forwarded="for=198.51.100.1"))
    assert not from_this_machine(scope("198.51.100.1"))
