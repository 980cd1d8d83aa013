"""The writer process: it is ended without a trace until it commits, and it does not outlive its caller."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from s3graph.errors import LockedError, StorageError
from s3graph.graph import DataDirectory, Releases, WriterLock
from s3graph.intake.importing import Desk
from s3graph.intake.request import ImportReport, ImportRequest, Outcome, Progress
from s3graph.intake.task import Task
from s3graph.intake.writer_process import EndedError, import_file, in_process, run_task
from s3graph.validation import Report
from tests.conftest import ROOT
from tests.intake.partner import WHOLE

SECONDS = 60


@pytest.fixture
def request_of_file(tmp_path: Path) -> ImportRequest:
    path = tmp_path / "leverans.ttl"
    path.write_text(WHOLE, "utf-8")
    return ImportRequest(path, "provgarden", job="job-1")


def trace(desk: Desk) -> set[str]:
    """Names of what lies in the data directory, the writer's store and its lock aside."""
    root = desk.settings.data_dir
    found = (path.relative_to(root) for path in root.rglob("*") if path.is_dir() or path.suffix in (".json", ".new"))
    return {str(path) for path in found if path.parts[0] not in ("store", "writer.lock")}


@pytest.mark.soak
def test_at_every_step_that_is_told_an_import_can_be_ended_without_a_trace(
    desk: Desk, request_of_file: ImportRequest
) -> None:
    before = trace(desk)
    steps: list[str] = []
    for step in ("Reading", "Validating", "Publishing"):
        ended = threading.Event()

        def tell(progress: Progress, step: str = step, ended: threading.Event = ended) -> None:
            steps.append(progress.text.en)
            if progress.text.en.startswith(step):
                ended.set()

        with pytest.raises(EndedError, match="Nothing has changed"):
            import_file(request_of_file, replace(desk, say=tell), ended)
        assert trace(desk) == before
    assert steps[-1].startswith("Publishing release 2")
    assert import_file(request_of_file, desk, threading.Event()).release == 2


def test_once_it_has_committed_it_is_too_late_to_end_it(desk: Desk) -> None:
    ended = threading.Event()

    def tell(_: Progress) -> None:
        ended.set()

    report = in_process(_committing, replace(desk, say=tell, ended=ended))
    assert report.outcome is Outcome.CHECKED


def _committing(desk: Desk) -> ImportReport:
    """Commits, and only then says something, at which the caller wants to end it."""
    report = ImportReport(Outcome.CHECKED, "x", None, Report())
    desk.commit(report)
    desk.tell("Sagt", "Said")
    time.sleep(0.5)
    return report


def test_a_writer_that_is_killed_has_changed_nothing(desk: Desk, request_of_file: ImportRequest) -> None:
    before = trace(desk)

    def kill(progress: Progress) -> None:
        if progress.text.en.startswith("Publishing"):
            for child in _children(os.getpid()):
                if "spawn_main" in child[1]:
                    os.kill(child[0], signal.SIGKILL)

    with pytest.raises(StorageError, match="Nothing is left half done"):
        import_file(request_of_file, replace(desk, say=kill))
    assert trace(desk) == before


def test_the_report_of_a_task_is_on_disk_in_every_form_and_an_unreadable_file_has_one(
    desk: Desk, request_of_file: ImportRequest, tmp_path: Path
) -> None:
    folder = tmp_path / "report"
    ending = run_task(Task(request_of_file, folder), desk, threading.Event())
    assert (ending.outcome, ending.release) == (Outcome.ACCEPTED, 2)
    assert ending.sentence.en.startswith("Accepted: release 2")
    assert Releases(DataDirectory.open(desk.settings.data_dir)).made_by("job-1") is not None
    forms = {"json", "ttl", "csv", "sv.txt", "en.txt", "sv.html", "en.html"}
    assert {path.name.removeprefix("report.") for path in folder.iterdir()} == forms
    request_of_file.path.write_text(WHOLE + "\n<broken", "utf-8")
    ending = run_task(Task(request_of_file, folder), desk, threading.Event())
    assert (ending.outcome, ending.release) == (Outcome.REFUSED, 2)
    line = str(WHOLE.count("\n") + 2)
    assert f"line {line}" in (folder / "report.en.txt").read_text("utf-8")
    assert f",{line}," in (folder / "report.csv").read_text("utf-8").replace('"', "")


def test_an_import_waits_for_another_and_says_so(desk: Desk, request_of_file: ImportRequest) -> None:
    lock = WriterLock(DataDirectory.open(desk.settings.data_dir))
    said: list[str] = []

    def tell(progress: Progress) -> None:
        said.append(progress.text.en)
        if progress.text.en.startswith("Waiting"):
            lock.__exit__(None, None, None)

    lock.__enter__()
    report = import_file(request_of_file, replace(desk, say=tell, wait=SECONDS))
    assert (report.outcome, said[0]) == (Outcome.ACCEPTED, "Waiting for another import")
    with lock, pytest.raises(LockedError):
        import_file(request_of_file, replace(desk, wait=0.0))


_CALLER = """
import sys, threading
from pathlib import Path
from loaders import all_readers
from s3graph.intake.importing import Desk
from s3graph.intake.request import ImportRequest
from s3graph.intake.writer_process import import_file
from s3graph.settings import Settings

def say(progress):
    print(progress.text.en, flush=True)

if __name__ == "__main__":
    root, file = map(Path, sys.argv[1:])
    desk = Desk(all_readers(), Settings(data_dir=root, encoder="hashing"), say, wait=60)
    import_file(ImportRequest(file, "provgarden"), desk)
"""


def test_a_writer_ends_with_its_caller(desk: Desk, request_of_file: ImportRequest, tmp_path: Path) -> None:
    script = tmp_path / "caller.py"
    script.write_text(_CALLER, "utf-8")
    words = [sys.executable, str(script), str(desk.settings.data_dir), str(request_of_file.path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with (
        WriterLock(DataDirectory.open(desk.settings.data_dir)),
        subprocess.Popen(words, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as caller,
    ):
        assert caller.stdout is not None
        assert caller.stdout.readline() == "Waiting for another import\n"
        writers = [number for number, words_of in _children(caller.pid) if "spawn_main" in words_of]
        assert len(writers) == 1
        caller.kill()
        caller.wait()
        until = time.monotonic() + SECONDS
        while _alive(writers[0]):
            assert time.monotonic() < until, "the writer goes on without its caller"
            time.sleep(0.05)


def _children(parent: int) -> list[tuple[int, str]]:
    """Process numbers and command lines."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            try:
                status = (folder / "stat").read_text().rsplit(")", 1)[1].split()
                words = (folder / "cmdline").read_bytes().decode()
            except OSError:
                continue
            if int(status[1]) == parent:
                found.append((int(folder.name), words))
    return found


def _alive(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
