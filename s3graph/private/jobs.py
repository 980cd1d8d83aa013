"""Import jobs: what was sent in, how far it has come, how it ended. They outlive the service that runs them."""

from __future__ import annotations

import json
import sqlite3
import uuid
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from s3graph.model import Text
from s3graph.private.database import PrivateDatabase

KEPT = 500
"""Ended jobs that are remembered."""
ATTEMPTS = 2
"""Times a job is begun: once more where the service fell while it ran."""


class JobState(StrEnum):
    """``queued`` and ``running`` go on; every other state is the end."""

    QUEUED = "queued"
    RUNNING = "running"
    ACCEPTED = "accepted"
    UNCHANGED = "unchanged"
    CHECKED = "checked"
    REFUSED = "refused"
    UNCONFIRMED = "unconfirmed"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def ended(self) -> bool:
        return self not in (JobState.QUEUED, JobState.RUNNING)


@dataclass(frozen=True)
class JobOptions:
    """How the file is to be taken in; empty texts mean as before."""

    format: str = ""
    profile: str = ""
    licence: str = ""
    speaks_for: str = ""
    dry_run: bool = False
    merge: bool = False
    confirm_removal: bool = False


@dataclass(frozen=True)
class Job:
    """``progress`` has the sentence as ``sv`` and ``en``, and ``done``, ``total``, ``rows``; ``problem`` says what made
    it fail."""

    id: str
    source: str
    key: str
    file_name: str
    options: JobOptions
    state: JobState
    created_at: str
    started_at: str | None = None
    ended_at: str | None = None
    attempts: int = 0
    cancelled: bool = False
    progress: dict[str, Any] = field(default_factory=dict)
    release: int | None = None
    problem: Text | None = None


class Jobs:
    """All jobs of a data directory. Each change is one transaction."""

    def __init__(self, database: PrivateDatabase) -> None:
        self._database = database

    def add(self, source: str, key: str, file_name: str, options: JobOptions, identity: str = "") -> Job:
        """A job at the end of the queue, under an id of ``new_id``."""
        row = (identity or new_id(), source, key, file_name, json.dumps(asdict(options)), JobState.QUEUED.value, _now())
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO job (id, source, key, file_name, options, state, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
                row,
            )
        return self.known(row[0])

    def get(self, identity: str) -> Job | None:
        with self._database.transaction() as connection:
            row = connection.execute("SELECT * FROM job WHERE id = ?", (identity,)).fetchone()
        return None if row is None else _job(row)

    def known(self, identity: str) -> Job:
        """KeyError where there is none."""
        found = self.get(identity)
        if found is None:
            raise KeyError(identity)
        return found

    def list(self, sources: tuple[str, ...] | None = None) -> tuple[Job, ...]:
        """Newest first, of these sources, of all where None."""
        with self._database.transaction() as connection:
            rows = connection.execute("SELECT * FROM job ORDER BY number DESC").fetchall()
        return tuple(_job(row) for row in rows if sources is None or row["source"] in sources)

    def take(self) -> Job | None:
        """The first of the queue, which runs now; None where nothing waits."""
        with self._database.transaction() as connection:
            row = connection.execute(
                "SELECT * FROM job WHERE state = ? ORDER BY number LIMIT 1", (JobState.QUEUED.value,)
            ).fetchone()
            if row is None:
                return None
            connection.execute(
                "UPDATE job SET state = ?, attempts = attempts + 1, started_at = COALESCE(started_at, ?) WHERE id = ?",
                (JobState.RUNNING.value, _now(), row["id"]),
            )
        return self.known(row["id"])

    def put_back(self, job: Job, reason: Text) -> None:
        """Back to its place in the queue, this beginning not counted."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE job SET state = ?, attempts = attempts - 1, progress = ? WHERE id = ?",
                (JobState.QUEUED.value, json.dumps(reason._asdict()), job.id),
            )

    def tell(self, job: Job, progress: dict[str, Any]) -> None:
        with self._database.transaction() as connection:
            connection.execute("UPDATE job SET progress = ? WHERE id = ?", (json.dumps(progress), job.id))

    def end(self, job: Job, state: JobState, release: int | None = None, problem: Text | None = None) -> None:
        """Its last state. Jobs that ended long ago are forgotten."""
        said = None if problem is None else json.dumps(problem._asdict())
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE job SET state = ?, ended_at = ?, release = ?, problem = ? WHERE id = ?",
                (state.value, _now(), release, said, job.id),
            )
            connection.execute(
                "DELETE FROM job WHERE ended_at IS NOT NULL AND number <= (SELECT MAX(number) FROM job) - ?", (KEPT,)
            )

    def cancel(self, job: Job) -> Job:
        """A waiting job ends at once, a running one is marked for whoever runs it; an ended one stays as it is."""
        with self._database.transaction() as connection:
            connection.execute("UPDATE job SET cancelled = 1 WHERE id = ? AND ended_at IS NULL", (job.id,))
            connection.execute(
                "UPDATE job SET state = ?, ended_at = ? WHERE id = ? AND state = ?",
                (JobState.CANCELLED.value, _now(), job.id, JobState.QUEUED.value),
            )
        return self.known(job.id)

    def recover(self) -> None:
        """After the service fell: what ran is begun again, what fell twice has failed."""
        failed = Text(
            sv="Importen avbröts två gånger när tjänsten stannade. Inget har ändrats; leverera filen igen.",
            en="The import was cut off twice as the service stopped. Nothing has changed; deliver the file again.",
        )
        running = JobState.RUNNING.value
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE job SET state = ?, ended_at = ?, problem = ? WHERE state = ? AND attempts >= ?",
                (JobState.FAILED.value, _now(), json.dumps(failed._asdict()), running, ATTEMPTS),
            )
            connection.execute(
                "UPDATE job SET state = ?, ended_at = ? WHERE state = ? AND cancelled = 1",
                (JobState.CANCELLED.value, _now(), running),
            )
            connection.execute("UPDATE job SET state = ? WHERE state = ?", (JobState.QUEUED.value, running))


def new_id() -> str:
    """What cannot be guessed."""
    return str(uuid.uuid4())


def _job(row: sqlite3.Row) -> Job:
    return Job(
        id=row["id"],
        source=row["source"],
        key=row["key"],
        file_name=row["file_name"],
        options=JobOptions(**json.loads(row["options"])),
        state=JobState(row["state"]),
        created_at=row["created_at"],
        started_at=row["started_at"],
        ended_at=row["ended_at"],
        attempts=row["attempts"],
        cancelled=bool(row["cancelled"]),
        progress=json.loads(row["progress"]),
        release=row["release"],
        problem=Text(**json.loads(row["problem"])) if row["problem"] else None,
    )


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
