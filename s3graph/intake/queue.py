"""Import jobs, run one after another: files kept beside the store until their job ends, reports kept after it."""

from __future__ import annotations

import logging
import shutil
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path

from s3graph.errors import BusyError, ConflictError, S3GraphError, StorageError
from s3graph.graph import DataDirectory, Deliveries, Release, Releases
from s3graph.graph.storage import storage_errors
from s3graph.intake.held_files import WAITING, HeldFiles
from s3graph.intake.reader import Readers
from s3graph.intake.request import ImportRequest, Outcome, Progress, Say
from s3graph.intake.reversing import Reversal, looked_up
from s3graph.intake.task import Ending, Task, kept
from s3graph.intake.writer_process import EndedError
from s3graph.model import Text
from s3graph.private import Draft, Job, JobKind, Jobs, JobState
from s3graph.private.jobs import ATTEMPTS, new_id

MOST_OPEN = 50
"""Jobs that may wait at once; each keeps a file on the disk."""
_PAUSE_SECONDS = 1.0
_STATES = {outcome: JobState(outcome.value) for outcome in Outcome}
_UNEXPECTED = Text(
    sv="Importen föll på ett oväntat fel; orsaken står i tjänstens logg. Inget har ändrats.",
    en="The import fell on an unexpected error; the cause is in the log of the service. Nothing has changed.",
)
_FELL_AGAIN = Text(
    sv="Importen avbröts två gånger när tjänsten stannade. Inget har ändrats; leverera filen igen.",
    en="The import was cut off twice as the service stopped. Nothing has changed; deliver the file again.",
)
_CANCELLED = Text(sv="Avbruten. Inget har ändrats.", en="Cancelled. Nothing has changed.")
_FINISHED = Text(
    sv="Utgåva {release} har källan {source} som jobbet ville; tjänsten stannade innan det hann säga det.",
    en="Release {release} holds the source {source} as the job wanted; the service stopped before it could say so.",
)
_log = logging.getLogger("s3graph.intake")


@dataclass(frozen=True)
class Intake:
    """What a service needs to take files in: the formats it reads, and what does a job in a process of its own.

    ``run`` raises EndedError, and leaves no trace, once the event is set.
    """

    readers: Readers
    run: Callable[[Task, Say, threading.Event], Ending]


class ImportQueue:
    """One thread that runs the jobs of a data directory in the order in which they came."""

    def __init__(self, directory: DataDirectory, jobs: Jobs, intake: Intake) -> None:
        self.jobs = jobs
        self.readers = intake.readers
        self.held = HeldFiles(directory.reports)
        self.deliveries = Deliveries(directory)
        self._directory = directory
        self._run = intake.run
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
            self.held.forget_old()
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

    def check_room(self) -> None:
        """BusyError where too many jobs wait already."""
        if self.jobs.open() >= MOST_OPEN:
            raise BusyError(
                Text(
                    sv=f"{MOST_OPEN} importer väntar redan. Försök igen om en stund.",
                    en=f"{MOST_OPEN} imports are waiting already. Try again in a moment.",
                )
            )

    def submit(self, draft: Draft, identity: str = "") -> Job:
        """A new job; for a delivery, ``place(identity)`` holds the file."""
        job = self.jobs.add(draft, identity)
        _log.info("import job %s: %s of %s asked for by key %s", job.id, job.kind.value, job.source, job.key)
        self._wake.set()
        return job

    def submit_content(self, draft: Draft, content: bytes) -> Job:
        """A new job for a delivery that the service wrote itself."""
        self.check_room()
        identity = new_id()
        with storage_errors(self._directory.incoming):
            self.place(identity).write_bytes(content)
        return self.submit(draft, identity)

    def take_back(self, source: str, delivery: int | None, key: str) -> Job:
        """A job that takes the last delivery of a source back.

        ConflictError while an import of the source waits or runs, and what ``looked_up`` raises.
        """
        if self.jobs.open(source):
            raise ConflictError(
                Text(
                    sv=f"En import av {source} väntar eller pågår. Avbryt den, eller vänta tills den är klar.",
                    en=f"An import of {source} is waiting or running. Cancel it, or wait until it has ended.",
                )
            )
        releases = Releases(self._directory)
        release = releases.current() if releases.current_number() is not None else None
        found = looked_up(Reversal(source, delivery), release, self.deliveries)
        return self.submit(Draft(source, key, kind=JobKind.REVERSAL, delivery=found.taken.number))

    def confirm(self, job: Job, key: str) -> Job:
        """A new job that delivers the held file of one that was only checked, or removes much: that is meant then.

        Raises what ``HeldFiles.release`` does.
        """
        identity, later = new_id(), takewhile(lambda other: other.id != job.id, self.jobs.list((job.source,)))
        self.held.release(job, self.place(identity), later)
        removal = job.options.confirm_removal or job.state is JobState.UNCONFIRMED
        options = replace(job.options, dry_run=False, confirm_removal=removal)
        return self.submit(Draft(job.source, key, job.file_name, options), identity)

    def cancel(self, job: Job) -> Job:
        """Ends a job where it has not ended; what it had done is gone.

        ConflictError where it has. A job that is being published when the call comes still ends well.
        """
        if job.state.ended:
            raise ConflictError(
                Text(
                    sv=f"Importen {job.id} är redan klar. En mottagen leverans tas tillbaka med /api/v1/reversals.",
                    en=f"The import {job.id} has ended already. An accepted delivery is taken back by "
                    "/api/v1/reversals.",
                )
            )
        found = self.jobs.cancel(job)
        if found.state is JobState.CANCELLED:
            self.place(job.id).unlink(missing_ok=True)
        self._end_running(job.id)
        return found

    def report(self, job: Job, form: str) -> bytes | None:
        """The report in a form such as ``json`` or ``sv.html``; None where the job has none."""
        return kept(self._directory.reports / job.id, form)

    def _end_running(self, identity: str | None) -> None:
        running = self._running
        if running is not None and identity in (None, running[0]):
            running[1].set()

    def _work(self) -> None:
        while not self._stopping.is_set():
            try:
                self._next()
            except S3GraphError as error:
                _log.error("the queue of imports: %s", error.detail.en)
                self._stopping.wait(_PAUSE_SECONDS)
                with suppress(S3GraphError):
                    self.jobs.recover()

    def _next(self) -> None:
        """The first job of the queue, or waiting for one. StorageError where the jobs cannot be written."""
        self._wake.clear()
        job = self.jobs.take()
        if job is None:
            self._wake.wait()
            return
        try:
            self._do(job)
        except StorageError:
            raise
        except Exception:  # noqa: BLE001 - a job that falls must not stop the queue
            _log.exception("import job %s", job.id)
            self._fail(job, S3GraphError(_UNEXPECTED))

    def _do(self, job: Job) -> None:
        """What fell with the service may have been published, cancelled, or tried often enough."""
        ended = threading.Event()
        self._running = (job.id, ended)
        try:
            if job.attempts > 1 and self._published(job):
                return
            if self.jobs.known(job.id).cancelled:
                self._end(job, JobState.CANCELLED, _CANCELLED)
            elif self._stopping.is_set():
                self.jobs.put_back(job)
            elif job.attempts > ATTEMPTS:
                self._fail(job, ConflictError(_FELL_AGAIN))
            else:
                self._try(job, ended)
        finally:
            self._running = None

    def _try(self, job: Job, ended: threading.Event) -> None:
        try:
            done = self._run(self._task(job), lambda progress: self._tell(job, progress), ended)
        except EndedError:
            if self._stopping.is_set() and not self.jobs.known(job.id).cancelled:
                self.jobs.put_back(job)
            else:
                self._end(job, JobState.CANCELLED, _CANCELLED)
        except S3GraphError as error:
            if not self._published(job):
                self._fail(job, error)
        else:
            self._end(job, _STATES[done.outcome], done.sentence, done.release)

    def _published(self, job: Job) -> bool:
        """Ends a job whose release is there, though whoever made it did not live to tell."""
        release = Releases(self._directory).made_by(job.id)
        if release is None:
            return False
        state = JobState.REVERSED if job.kind is JobKind.REVERSAL else JobState.ACCEPTED
        values = {"release": release.number, "source": job.source}
        self._end(job, state, Text(*(text.format(**values) for text in _FINISHED)), release.number)
        return True

    def _tell(self, job: Job, progress: Progress) -> None:
        counts = {"done": progress.done, "total": progress.total, "rows": progress.rows}
        self.jobs.tell(job, {**progress.text._asdict(), **counts})

    def _end(self, job: Job, state: JobState, said: Text, release: int | None = None) -> None:
        if job.options.hold and state in WAITING:
            self.held.hold(job, self.place(job.id), self.jobs.list((job.source,)))
        self.jobs.end(job, state, said, release=release, delivery=self._delivery(job, state, release))
        _log.info("import job %s: %s", job.id, state.value)
        self._tidy(job, keep_report=state is not JobState.CANCELLED)

    def _fail(self, job: Job, error: S3GraphError) -> None:
        self.jobs.fail(job, error)
        _log.warning("import job %s failed: %s", job.id, error.detail.en)
        self._tidy(job, keep_report=False)

    def _tidy(self, job: Job, *, keep_report: bool) -> None:
        self.held.forget_old()
        self.place(job.id).unlink(missing_ok=True)
        gone = self.jobs.forget()
        for identity in gone if keep_report else (job.id, *gone):
            shutil.rmtree(self._directory.reports / identity, ignore_errors=True)

    def _delivery(self, job: Job, state: JobState, number: int | None) -> int | None:
        """The delivery that an accepted job made."""
        if state is not JobState.ACCEPTED or number is None:
            return job.delivery
        release: Release = Releases(self._directory).get(number)
        return release.manifest.sources[job.source].delivery

    def _task(self, job: Job) -> Task:
        folder, options = self._directory.reports / job.id, job.options
        if job.kind is JobKind.REVERSAL:
            return Task(Reversal(job.source, job.delivery, job.id), folder)
        request = ImportRequest(
            path=self.place(job.id),
            source=job.source,
            name=job.file_name,
            format=options.format or None,
            profile=options.profile or None,
            speaks_for=options.speaks_for or None,
            licence=options.licence or None,
            dry_run=options.dry_run,
            merge=options.merge,
            confirm_removal=options.confirm_removal,
            job=job.id,
        )
        return Task(request, folder)
