"""A running service over a small release; questions are answered by a scripted fleet."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.api import shipped
from tests.api.service import Service, publish


@pytest.fixture(scope="session")
def published_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with release 1, made once; copy it before you change it."""
    root = tmp_path_factory.mktemp("prepared") / "data"
    publish(root)
    return root


@pytest.fixture(scope="session")
def shipped_client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """Of a service over what comes with the software, with settings as they come; for reading alone."""
    return shipped.service(tmp_path_factory.mktemp("release"))


@pytest.fixture
def root(published_once: Path, tmp_path: Path) -> Path:
    """A data directory of the test's own."""
    return Path(shutil.copytree(published_once, tmp_path / "data", symlinks=True))


@pytest.fixture
def service(root: Path) -> Iterator[Service]:
    """A service with settings as they come; it has loaded release 1."""
    with Service(root) as running:
        yield running


@pytest.fixture
def client(service: Service) -> TestClient:
    return service.client
