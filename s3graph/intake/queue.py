"""Import jobs, run one after another: files kept beside the store until their job ends, reports kept after it."""

from __future__ import annotations

import json
import logging
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

from s3graph.errors import LockedError, S3GraphError
from s3graph.graph import DataDirectory, Deliveries
from s3graph.graph.storage import storage_errors, write_whole
from s3graph.intake.request import ImportReport, ImportRequest, Outcome, Progress, Say
from s3graph.intake.writer_process import EndedError
from s3graph.model import Language, Text
from s3graph.private import Job, Jobs, JobState

RunImport = Callable[[ImportRequest, Say, threading.Event], ImportReport]
"""Takes in one file in a process of its own; EndedError, and no trace, once the event is set."""
_LOCKED_SECONDS = 1.0
_WAITING = Text(sv="Väntar på en annan import", en="Waiting for another import")
_STARTING = Text(sv="Börjar", en="Starting")
_STATES = {
    Outcome.ACCEPTED: JobState.ACCEPTED,
    Outcome.UNCHANGED: JobState.UNCHANGED,
    Outcome.CHECKED: JobState.CHECKED,
    Outcome.REFUSED: JobState.REFUSED,
    Outcome.UNCONFIRMED: JobState.UNCONFIRMED,
}
_UNEXPECTED = Text(
    sv="Importen föll på ett oväntat fel; orsaken står i tjänstens logg. Inget har ändrats.",
    en="The import fell on an unexpected error; the cause is in the log of the service. Nothing has changed.",
)
_log = logging.getLogger("s3graph.intake")


class ImportQueue:
    """One thread that runs the jobs of a data directory in the order in which they came."""

    def __init__(self, directory: DataDirectory, jobs: Jobs, run: RunImport) -> None:
        self.jobs = jobs
        self._directory = directory
        self._run = run
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._running: tuple[str, threading.Event] | None = None
        self._thread = threading.Thread(target=self._work, name="imports", daemon=True)

    def start(self) -> None:
        """Takes up what the service left behind when it last ended, and goes on from there."""
        with storage_errors(self._directory.incoming):
            self._directory.incoming.mkdir(exist_ok=True)
            self._directory.reports.mkdir(exist_ok=True)
        self.jobs.recover()
        known = {job.id: job for job in self.jobs.list()}
        for path in self._directory.incoming.iterdir():
            if path.name not in known or known[path.name].state.ended:
                path.unlink()
        for folder in self._directory.reports.iterdir():
            if folder.name not in known:
                shutil.rmtree(folder)
        self._thread.start()

    def stop(self) -> None:
        """Ends the running import without a trace; its job is begun again when the service is."""
        self._stopping.set()
        self._end_running(None)
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join()

    def place(self, identity: str) -> Path:
        """Where the file of a job lies until it ends."""
        return self._directory.incoming / identity

    def submitted(self) -> None:
        """To be called when a job has been added."""
        self._wake.set()

    def cancel(self, job: Job) -> Job:
        """Ends a job where it has not ended; what it had done is gone."""
        found = self.jobs.cancel(job)
        if found.state is JobState.CANCELLED:
            self.place(job.id).unlink(missing_ok=True)
        self._end_running(job.id)
        return found

    def report(self, job: Job, ending: str) -> bytes | None:
        """A rendering of the report, such as ``json`` or ``sv.html``; None where the job has none."""
        path = self._directory.reports / job.id / f"report.{ending}"
        return path.read_bytes() if path.exists() else None

    def _end_running(self, identity: str | None) -> None:
        running = self._running
        if running is not None and identity in (None, running[0]):
            running[1].set()

    def _work(self) -> None:
        while not self._stopping.is_set():
            self._wake.clear()
            job = self.jobs.take()
            if job is None:
                self._wake.wait()
                continue
            self._take_in(job)

    def _take_in(self, job: Job) -> None:
        ended = threading.Event()
        self._running = (job.id, ended)
        try:
            report = self._run(_request(job, self.place(job.id)), lambda progress: self._tell(job, progress), ended)
        except EndedError:
            self._ended(job)
        except LockedError:
            self.jobs.put_back(job, _WAITING)
            self._stopping.wait(_LOCKED_SECONDS)
        except S3GraphError as error:
            self._finish(job, JobState.FAILED, problem=error.detail)
        except Exception:  # noqa: BLE001 - a job that falls must not stop the queue
            _log.exception("import job %s", job.id)
            self._finish(job, JobState.FAILED, problem=_UNEXPECTED)
        else:
            self._keep(job, report)
            self._finish(job, self._state(job, report), release=report.release)
        finally:
            self._running = None

    def _ended(self, job: Job) -> None:
        if self._stopping.is_set() and not self.jobs.known(job.id).cancelled:
            self.jobs.put_back(job, _STARTING)
        else:
            self._finish(job, JobState.CANCELLED)

    def _state(self, job: Job, report: ImportReport) -> JobState:
        """What a second beginning finds unchanged because the first had got as far as publishing was accepted."""
        if report.outcome is Outcome.UNCHANGED and job.attempts > 1:
            deliveries = Deliveries(self._directory).of(job.source)
            if deliveries and deliveries[-1].accepted_at >= (job.started_at or ""):
                return JobState.ACCEPTED
        return _STATES[report.outcome]

    def _tell(self, job: Job, progress: Progress) -> None:
        counts = {"done": progress.done, "total": progress.total, "rows": progress.rows}
        self.jobs.tell(job, {**progress.text._asdict(), **counts})

    def _finish(self, job: Job, state: JobState, release: int | None = None, problem: Text | None = None) -> None:
        self.jobs.end(job, state, release, problem)
        self.place(job.id).unlink(missing_ok=True)

    def _keep(self, job: Job, report: ImportReport) -> None:
        folder = self._directory.reports / job.id
        with storage_errors(folder):
            folder.mkdir(parents=True, exist_ok=True)
            for ending, content in _renderings(report).items():
                write_whole(folder / f"report.{ending}", content.encode())


def _renderings(report: ImportReport) -> dict[str, str]:
    found = {
        "json": json.dumps(report.to_json(), ensure_ascii=False),
        "ttl": report.validation.to_turtle(),
        "csv": report.validation.to_csv(),
    }
    for language in Language:
        found[f"{language.value}.txt"] = report.to_text(language)
        found[f"{language.value}.html"] = report.to_html(language)
    return found


def _request(job: Job, path: Path) -> ImportRequest:
    options = job.options
    return ImportRequest(
        path=path,
        source=job.source,
        name=job.file_name,
        format=options.format or None,
        profile=options.profile or None,
        speaks_for=options.speaks_for or None,
        licence=options.licence or None,
        dry_run=options.dry_run,
        merge=options.merge,
        confirm_removal=options.confirm_removal,
    )
