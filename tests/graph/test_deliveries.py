"""Deliveries on disk: pending until a release names them, kept byte for byte, forgotten only on purpose."""

from __future__ import annotations

import pytest

from s3graph.errors import NotFoundError, StorageError, UsageError
from s3graph.graph import DataDirectory, Deliveries, Delivery, Draft, NTriples, Source
from s3graph.graph.deliveries import check_source_name
from s3graph.model import Text
from tests.graph.triples import BLANK, TO_BLANK, numbered

CONTENT = (*numbered(0, 20), BLANK, TO_BLANK)


def hold(deliveries: Deliveries, name: str = "iuc") -> Delivery:
    source = Source(name, Text(sv=name, en=name), licence="https://creativecommons.org/publicdomain/zero/1.0/")
    return deliveries.hold(Draft(source, NTriples.of(CONTENT), "2026-11-01T12:00:00Z", "åtgärder.ttl"))


@pytest.fixture
def deliveries(directory: DataDirectory) -> Deliveries:
    return Deliveries(directory)


def test_a_pending_delivery_is_none_until_it_is_kept(deliveries: Deliveries) -> None:
    delivery = hold(deliveries)
    assert (delivery.number, delivery.triples, delivery.blank_nodes) == (1, 22, True)
    assert deliveries.of("iuc") == ()
    assert deliveries.sources() == ()
    deliveries.keep(delivery)
    deliveries.keep(delivery)
    assert deliveries.of("iuc") == (delivery,)
    assert [source.name for source in deliveries.sources()] == ["iuc"]
    assert set(deliveries.content(delivery)) == set(CONTENT)
    assert deliveries.get("iuc", 1).file_name == "åtgärder.ttl"


def test_what_no_release_names_is_removed_when_recovering(deliveries: Deliveries, directory: DataDirectory) -> None:
    kept = hold(deliveries)
    deliveries.keep(kept)
    hold(deliveries)
    hold(deliveries, "other")
    deliveries.recover(None)
    assert deliveries.of("iuc") == (kept,)
    assert sorted(path.name for path in directory.deliveries.iterdir()) == ["iuc"]


def test_numbers_are_never_used_twice(deliveries: Deliveries) -> None:
    deliveries.keep(hold(deliveries))
    second = hold(deliveries)
    assert second.number == 2
    assert hold(deliveries).number == 3


def test_an_erased_source_leaves_nothing(deliveries: Deliveries, directory: DataDirectory) -> None:
    deliveries.keep(hold(deliveries))
    deliveries.erase("iuc")
    assert list(directory.deliveries.iterdir()) == []
    with pytest.raises(NotFoundError):
        deliveries.source("iuc")


def test_what_is_missing_or_damaged_is_named(deliveries: Deliveries, directory: DataDirectory) -> None:
    deliveries.keep(hold(deliveries))
    with pytest.raises(StorageError, match="7"):
        deliveries.get("iuc", 7)
    with pytest.raises(NotFoundError) as raised:
        deliveries.source("../iuc")
    assert "iuc" in raised.value.detail.sv
    (directory.deliveries / "iuc" / "source.json").write_text("{", "utf-8")
    with pytest.raises(StorageError) as broken:
        deliveries.source("iuc")
    assert "source.json" in broken.value.detail.en


@pytest.mark.parametrize("name", ["", "Iuc", "å", "a b", "../x", "x" * 65, "catalogue", "derived"])
def test_names_that_a_source_cannot_have(name: str) -> None:
    with pytest.raises(UsageError) as raised:
        check_source_name(name)
    assert f"'{name}'" in raised.value.detail.sv


@pytest.mark.parametrize("name", ["iuc", "a", "region-kalmar-2", "x" * 64])
def test_names_that_a_source_can_have(name: str) -> None:
    check_source_name(name)
