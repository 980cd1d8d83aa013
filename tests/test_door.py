"""The partner's door as a partner meets it: a real service, curl's own requests, and kill -9 at any moment."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx2
import pytest

from benchmarks.companies import companies
from s3graph.graph import DataDirectory, Releases, ReleaseStore, WriterLock
from s3graph.private import KeyDraft, Keys, PrivateDatabase, Role
from tests.conftest import ROOT
from tests.running import Service

SEED, KILLS, KILLS_IN_CI = 3, 30, 1
SECONDS = 120
PARTNERS = ROOT / "docs" / "partners.md"
STEPS = ("Publishing", "any time", "Validating", "at once", "Reading")


@pytest.fixture
def data(shipped: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(shipped, tmp_path / "data", symlinks=True))


@pytest.fixture
def token(data: Path) -> str:
    keys = Keys(PrivateDatabase(DataDirectory.open(data).private))
    return keys.create(KeyDraft("register", Role.PARTNER, ("register",)))[1]


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "register.nt"
    path.write_text("\n".join(companies(300, faults=0)) + "\n", "utf-8")
    return path


class Partner:
    """What a partner's program does."""

    def __init__(self, address: str, token: str) -> None:
        headers = {"Authorization": f"Bearer {token}", "Accept-Language": "en"}
        self.http = httpx2.Client(base_url=address, headers=headers, timeout=SECONDS)

    def __enter__(self) -> Partner:
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def deliver(self, path: Path) -> str:
        with path.open("rb") as file:
            sent = self.http.post("/api/v1/imports", params={"source": "register", "name": path.name}, content=file)
        assert sent.status_code == 202, sent.text
        return str(sent.headers["location"])

    def until(self, location: str, text: str) -> None:
        """Waits for a step to begin, or for the end."""
        while not (job := self.job(location))["ended"] and text not in job["progress"]["text"]:
            time.sleep(0.01)

    def ended(self, location: str) -> dict[str, Any]:
        until = time.monotonic() + SECONDS
        while not (job := self.job(location))["ended"]:
            assert time.monotonic() < until, job
            time.sleep(0.05)
        return job

    def job(self, location: str) -> dict[str, Any]:
        found: dict[str, Any] = self.http.get(location).json()
        return found


@pytest.fixture
def service(data: Path) -> Iterator[Service]:
    running = Service(data, ["serve"], S3GRAPH_ENCODER="hashing")
    yield running
    running.end()


def writers_of(service: Service) -> list[int]:
    """The processes that write for the service: those that have its lock file open."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            with suppress(OSError):
                parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
                if parent == service.number and "writer.lock" in opened_by(folder):
                    found.append(int(folder.name))
    return found


def opened_by(process: Path) -> set[str]:
    """Names of what a process has open; what it closes meanwhile is left out."""
    found = set()
    for link in (process / "fd").iterdir():
        with suppress(OSError):
            found.add(link.readlink().name)
    return found


def statements(data: Path) -> int:
    store = ReleaseStore.open(Releases(DataDirectory.open(data)).current())
    return sum(1 for _ in store.quads(None, None, None))


def kills(count: int) -> list[tuple[str, float]]:
    chance = random.Random(SEED)  # noqa: S311 - test data
    return [(STEPS[number % len(STEPS)], chance.uniform(0, 1.5)) for number in range(count)]


def killed_and_started_again(data: Path, token: str, register: Path, moment: tuple[str, float]) -> dict[str, Any]:
    """The job of a delivery during which the service is killed, once another service has ended it."""
    step, pause = moment
    service = Service(data, ["serve"], S3GRAPH_ENCODER="hashing")
    with Partner(service.address, token) as partner:
        location = partner.deliver(register)
        if step == "any time":
            time.sleep(pause)
        elif step != "at once":
            partner.until(location, step)
        service.kill()
    again = Service(data, ["serve"], S3GRAPH_ENCODER="hashing")
    try:
        with Partner(again.address, token) as partner:
            return partner.ended(location)
    finally:
        again.end()
        assert f"import job {location.rsplit('/', 1)[-1]}: accepted" in service.said + again.said
        assert token.split("_", 2)[-1] not in service.said + again.said


@pytest.mark.soak
@pytest.mark.parametrize("count", [KILLS_IN_CI, pytest.param(KILLS, marks=pytest.mark.soak)])
def test_a_job_survives_the_death_of_the_service(data: Path, token: str, register: Path, count: int) -> None:
    before, lines = statements(data), register.read_text("utf-8").splitlines(keepends=True)
    for number, moment in enumerate(kills(count), 1):
        register.write_text("".join(lines[: len(lines) - 13 * number]), "utf-8")
        job = killed_and_started_again(data, token, register, moment)
        assert (job["state"], job["delivery"]) == ("accepted", number), (moment, job)
        assert job["release"] == Releases(DataDirectory.open(data)).current_number()
        assert statements(data) > before
        assert list((data / "incoming").iterdir()) == []
        assert not [path for path in data.rglob("*") if path.suffix in (".new", ".pending", ".gone")]


@pytest.mark.soak
def test_a_job_whose_writer_is_killed_fails_cleanly_and_the_next_one_goes_on(
    data: Path, token: str, register: Path, service: Service
) -> None:
    before = statements(data)
    with Partner(service.address, token) as partner:
        first, second = partner.deliver(register), partner.deliver(register)
        partner.until(first, "Validating")
        killed = writers_of(service)
        for number in killed:
            os.kill(number, signal.SIGKILL)
        assert killed
        failed = partner.ended(first)
        assert (failed["state"], failed["release"]) == ("failed", None)
        assert "Nothing has changed" in failed["problem"]["detail"]
        accepted = partner.ended(second)
        assert (accepted["state"], accepted["release"], accepted["delivery"]) == ("accepted", 2, 1)
    assert statements(data) > before
    assert list((data / "incoming").iterdir()) == []


def test_an_upload_that_is_broken_off_leaves_no_file_and_no_job(data: Path, token: str, service: Service) -> None:
    def half() -> Iterator[bytes]:
        yield b"<https://example.org/a> "
        while not list((data / "incoming").iterdir()):
            time.sleep(0.01)
        raise ConnectionAbortedError

    with Partner(service.address, token) as partner:
        query = {"source": "register", "name": "half.nt"}
        with pytest.raises(ConnectionAbortedError):
            partner.http.post("/api/v1/imports", params=query, content=half())
        until = time.monotonic() + SECONDS
        while list((data / "incoming").iterdir()):
            assert time.monotonic() < until
            time.sleep(0.01)
        assert partner.http.get("/api/v1/imports").json()["total"] == 0


@pytest.mark.soak
def test_a_service_with_watchers_stops_when_told_and_goes_on_with_the_job(
    data: Path, token: str, register: Path
) -> None:
    service = Service(data, ["serve"], S3GRAPH_ENCODER="hashing")
    with WriterLock(DataDirectory.open(data)), Partner(service.address, token) as partner:
        location = partner.deliver(register)
        with partner.http.stream("GET", f"{location}/events") as watched:
            lines = watched.iter_lines()
            while "Waiting for another import" not in next(lines):
                pass
            service.end()
            assert "event: done" not in list(lines)
    again = Service(data, ["serve"], S3GRAPH_ENCODER="hashing")
    with Partner(again.address, token) as partner:
        assert partner.ended(location)["state"] == "accepted"
    again.end()


@pytest.mark.soak
def test_imports_of_the_command_line_and_of_the_service_wait_for_each_other(
    data: Path, token: str, register: Path, service: Service, tmp_path: Path
) -> None:
    other = tmp_path / "other.nt"
    lines = list(companies(340, faults=0))
    other.write_text("\n".join(lines[len(register.read_text("utf-8").splitlines()) :]) + "\n", "utf-8")
    environment = {**os.environ, "S3GRAPH_DATA_DIR": str(data), "S3GRAPH_ENCODER": "hashing"}
    words = [sys.executable, "-m", "s3graph.cli", "import", str(other), "--source", "cli"]
    with Partner(service.address, token) as partner:
        location = partner.deliver(register)
        done = run(words, environment, ROOT)
        job = partner.ended(location)
    assert (job["state"], done.returncode) == ("accepted", 0), done.stderr
    assert set(Releases(DataDirectory.open(data)).current().manifest.sources) >= {"register", "cli"}


@pytest.mark.soak
def test_the_walk_of_the_partners_page_goes_as_it_says(data: Path, service: Service, tmp_path: Path) -> None:
    """Every line with curl of docs/partners.md, in order, in a shell, on a small file."""
    page = PARTNERS.read_text("utf-8")
    walk = page[page.index("## Over HTTP") :]
    blocks = re.findall(r"```sh\n(.*?)```", walk, re.DOTALL)
    assert len(blocks) == 6
    for name, changed in (("register.nt", "Exempelbolaget 7"), ("corrected.nt", "Rättade bolaget 7")):
        lines = "\n".join(companies(50, faults=0)) + "\n"
        (tmp_path / name).write_text(lines.replace('"Exempelbolaget 7', f'"{changed}'), "utf-8")
    (tmp_path / "s3graph").write_text(f'#!/bin/sh\ncd {ROOT} && exec {sys.executable} -m s3graph.cli "$@"\n', "utf-8")
    (tmp_path / "s3graph").chmod(0o755)
    script = "set -eu\n" + "\n".join(blocks).replace("http://127.0.0.1:8321", service.address.rstrip("/"))
    settings = {"S3GRAPH_DATA_DIR": str(data), "S3GRAPH_LANGUAGE": "en", "S3GRAPH_ENCODER": "hashing"}
    environment = {**os.environ, **settings, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    done = run(["bash", "-c", script], environment, tmp_path)
    assert done.returncode == 0, done.stderr
    said = done.stdout
    ended = "event: done"
    order = (ended, "Accepted: release 2", ended, "Accepted: release 3", ended, "Taken back: in release 4")
    place = -1
    for words in order:
        place = said.index(words, place + 1)
    jobs = json.loads(said[said.rindex('{"total"') :])
    assert [job["state"] for job in jobs["items"]] == ["reversed", "accepted", "accepted"]
    assert Releases(DataDirectory.open(data)).current().manifest.sources["register"].delivery == 1


def run(words: list[str], environment: dict[str, str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        words, cwd=folder, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False
    )
