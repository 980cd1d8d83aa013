"""The service follows the current release: loads beside, switches, and closes the old one when nobody uses it."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

import pytest

from api.state import State
from s3graph.graph import DataDirectory, Releases
from tests.api.service import Service, publish


def release_of(service: Service) -> str | None:
    return service.client.get("/livez").headers.get("s3graph-release")


def current(service: Service) -> State:
    state: State = service.app.state.service
    return state


def test_a_new_release_is_picked_up_and_the_old_one_closed(service: Service) -> None:
    assert release_of(service) == "1"
    publish(service.root)
    service.client.get("/livez")
    service.wait()
    assert release_of(service) == "2"
    assert service.client.get("/readyz").json()["release"] == 2
    assert [fleet.closed for fleet in service.fleets] == [True, False]


def test_the_old_release_answers_while_the_new_one_is_loaded(service: Service) -> None:
    service.may_load.clear()
    publish(service.root)
    assert release_of(service) == "1"
    assert service.client.get("/readyz").json()["release"] == 1
    service.may_load.set()
    service.wait()
    assert release_of(service) == "2"


def test_a_request_keeps_its_release_until_it_has_ended(service: Service) -> None:
    with current(service).current.lend() as lent:
        assert lent is not None
        publish(service.root)
        service.client.get("/livez")
        service.wait()
        assert release_of(service) == "2"
        assert not service.fleets[0].closed
        assert lent.release.number == 1
    assert service.fleets[0].closed


def test_a_restored_release_is_followed_back(service: Service) -> None:
    publish(service.root)
    service.client.get("/livez")
    service.wait()
    releases = Releases(DataDirectory.open(service.root))
    releases.point_at(releases.get(1))
    service.client.get("/livez")
    service.wait()
    assert release_of(service) == "1"


def test_a_damaged_release_leaves_the_old_one_in_place(service: Service, caplog: pytest.LogCaptureFixture) -> None:
    release = publish(service.root)
    shutil.rmtree(release.index_path)
    with caplog.at_level(logging.ERROR):
        service.client.get("/livez")
        service.wait()
    assert release_of(service) == "1"
    assert "release 2 cannot be loaded" in caplog.text
    assert service.client.get("/readyz").status_code == 200
    loads = len(service.fleets)
    service.client.get("/livez")
    service.wait()
    assert len(service.fleets) == loads, "a release that failed a moment ago is not tried at every request"


def test_a_service_that_ends_closes_its_release(root: Path) -> None:
    with Service(root) as service:
        release_of(service)
    assert [fleet.closed for fleet in service.fleets] == [True]


@pytest.mark.parametrize("path", ["/readyz", "/", "/api/v1/queries"])
def test_before_the_first_release_nothing_else_answers(tmp_path: Path, path: str) -> None:
    with Service(tmp_path / "empty") as service:
        assert service.client.get("/livez").status_code == 200
        assert "s3graph-release" not in service.client.get("/livez").headers
        for language, title in (("sv", "Tjänsten är inte redo"), ("en", "The service is not ready")):
            response = service.client.get(path, headers={"Accept-Language": language})
            assert (response.status_code, response.json()["title"]) == (503, title)
            assert response.headers["retry-after"]
        publish(service.root)
        service.client.get("/livez")
        service.wait()
        assert service.client.get(path).status_code == 200
