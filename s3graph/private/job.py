"""One import job, as it is asked for and as it is kept."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from s3graph.model import Text


class JobState(StrEnum):
    """``queued`` and ``running`` go on; every other state is the end."""

    QUEUED = "queued"
    RUNNING = "running"
    ACCEPTED = "accepted"
    UNCHANGED = "unchanged"
    CHECKED = "checked"
    REFUSED = "refused"
    UNCONFIRMED = "unconfirmed"
    REVERSED = "reversed"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def ended(self) -> bool:
        return self not in (JobState.QUEUED, JobState.RUNNING)


class JobKind(StrEnum):
    """A file taken in, or a source's last delivery taken back."""

    DELIVERY = "delivery"
    REVERSAL = "reversal"


@dataclass(frozen=True)
class JobOptions:
    """How the file is to be taken in; empty texts mean as before.

    ``hold``: where its sender has something to confirm, the file is kept for that.
    """

    format: str = ""
    profile: str = ""
    licence: str = ""
    speaks_for: str = ""
    dry_run: bool = False
    merge: bool = False
    confirm_removal: bool = False
    hold: bool = False


@dataclass(frozen=True)
class Draft:
    """A job to be: ``key`` is the id of the key that asks, ``delivery`` the one that a reversal takes back."""

    source: str
    key: str
    file_name: str = ""
    options: JobOptions = JobOptions()
    kind: JobKind = JobKind.DELIVERY
    delivery: int | None = None


@dataclass(frozen=True)
class Job:
    """``progress`` has a sentence as ``sv`` and ``en``, and ``done``, ``total``, ``rows``; once the job has ended, the
    sentence says how.

    ``delivery`` is the one it made, or takes back; ``problem`` says what made it fail, ``error`` is the name of the
    class of that. ``revision`` grows with every change.
    """

    id: str
    source: str
    key: str
    file_name: str
    options: JobOptions
    state: JobState
    created_at: str
    kind: JobKind = JobKind.DELIVERY
    started_at: str | None = None
    ended_at: str | None = None
    attempts: int = 0
    cancelled: bool = False
    progress: dict[str, Any] = field(default_factory=dict)
    release: int | None = None
    delivery: int | None = None
    problem: Text | None = None
    error: str = ""
    revision: int = 1


def job_of(row: sqlite3.Row) -> Job:
    """From a row of the table."""
    values = {name: row[name] for name in row.keys() if name != "number"}  # noqa: SIM118 - a row iterates its values
    problem = json.loads(values["problem"]) if values["problem"] else None
    return Job(
        **{
            **values,
            "options": JobOptions(**json.loads(values["options"])),
            "state": JobState(values["state"]),
            "kind": JobKind(values["kind"]),
            "cancelled": bool(values["cancelled"]),
            "progress": json.loads(values["progress"]),
            "problem": Text(**problem) if problem else None,
        }
    )
