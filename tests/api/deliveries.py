"""A service that takes deliveries in, over a scripted writer, and keys to it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from fastapi.testclient import TestClient

from api.app import create_app
from api.state import State
from loaders import all_readers
from s3graph.intake.queue import Intake
from s3graph.intake.request import ImportReport, Outcome, Progress, Say
from s3graph.intake.task import Ending, Task, keep
from s3graph.intake.writer_process import EndedError
from s3graph.model import Language, Text
from s3graph.private import KeyDraft, Role
from s3graph.settings import Settings
from s3graph.validation import Report
from tests.api.service import ScriptedFleet

SECONDS = 20


class Door:
    """The service between ``with``. Jobs end as ``outcome`` says once ``go`` is set; ``tasks`` are those begun."""

    def __init__(self, root: Path, **changed: object) -> None:
        settings = Settings(data_dir=root, encoder="hashing", **changed)  # type: ignore[arg-type]
        self.root = root
        self.outcome: Outcome | Exception = Outcome.REFUSED
        self.go = threading.Event()
        self.go.set()
        self.tasks: list[Task] = []
        self.app = create_app(settings, None, lambda *_: ScriptedFleet(), Intake(all_readers(), self._run))
        self.client = TestClient(self.app, raise_server_exceptions=False, client=("127.0.0.1", 50000))

    @property
    def state(self) -> State:
        found: State = self.app.state.service
        return found

    def __enter__(self) -> Door:
        self.client.__enter__()
        return self

    def __exit__(self, *error: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.go.set()
        self.client.__exit__(*error)

    def key(self, *sources: str, role: Role = Role.PARTNER) -> dict[str, str]:
        """Headers with a new key."""
        _, token = self.state.keys.create(KeyDraft("test", role, sources))
        return {"Authorization": f"Bearer {token}", "Accept-Language": "en"}

    def ended(self, identity: str) -> str:
        """The state in which a job ends."""
        assert self.state.imports is not None
        for _ in range(SECONDS * 100):
            job = self.state.imports.jobs.known(identity)
            if job.state.ended:
                return job.state.value
            threading.Event().wait(0.01)
        raise AssertionError(f"{identity} goes on")

    def incoming(self) -> list[Path]:
        """Files that wait on the disk."""
        return list((self.root / "incoming").iterdir())

    def _run(self, task: Task, say: Say, ended: threading.Event) -> Ending:
        self.tasks.append(task)
        say(Progress(Text(sv="Läser", en="Reading"), 10, 100, 7))
        self._wait(lambda: self.go.is_set() or ended.is_set())
        if ended.is_set():
            raise EndedError(Text(sv="slut", en="ended"))
        if isinstance(self.outcome, Exception):
            raise self.outcome
        report = ImportReport(self.outcome, task.work.source, 1, Report())
        keep(task.folder, report)
        return Ending(self.outcome, 1, Text(*(report.sentence(language) for language in Language)))

    def _wait(self, come: Callable[[], bool]) -> None:
        for _ in range(SECONDS * 100):
            if come():
                return
            threading.Event().wait(0.01)
        raise AssertionError("nobody told the writer to go on")
