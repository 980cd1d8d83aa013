"""Import jobs as they go over the wire."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from s3graph.model import Language
from s3graph.private import Job

_PATH = "/api/v1/imports"


class _Wire(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ProgressWire(_Wire):
    """How far the work has come."""

    text: str = Field(description="What is being done, in the asker's language")
    done: int = Field(description="Part of the total that is done, in bytes of the file or steps")
    total: int = Field(description="0 where it is not known")
    rows: int = Field(description="Statements read so far")


class JobLinks(_Wire):
    """Where to go on."""

    self: str
    report: str = Field(description="The report, once the job has ended with one")
    events: str = Field(description="Progress as server-sent events")


class JobWire(_Wire):
    """A file that was sent in, and what became of it."""

    id: str
    source: str
    state: str = Field(
        description="queued, running; accepted, unchanged, checked, refused, unconfirmed, failed, cancelled"
    )
    ended: bool
    file_name: str
    dry_run: bool
    merge: bool
    created_at: str
    started_at: str | None
    ended_at: str | None
    progress: ProgressWire
    release: int | None = Field(description="The release that holds the source now")
    problem: str | None = Field(description="Why it failed, in the asker's language")
    links: JobLinks

    @classmethod
    def of(cls, job: Job, language: Language) -> JobWire:
        progress = job.progress
        path = f"{_PATH}/{job.id}"
        return cls(
            id=job.id,
            source=job.source,
            state=job.state.value,
            ended=job.state.ended,
            file_name=job.file_name,
            dry_run=job.options.dry_run,
            merge=job.options.merge,
            created_at=job.created_at,
            started_at=job.started_at,
            ended_at=job.ended_at,
            progress=ProgressWire(
                text=progress.get(language.value, ""),
                done=progress.get("done", 0),
                total=progress.get("total", 0),
                rows=progress.get("rows", 0),
            ),
            release=job.release,
            problem=job.problem.in_language(language) if job.problem else None,
            links=JobLinks(self=path, report=f"{path}/report", events=f"{path}/events"),
        )


class JobsWire(_Wire):
    """A page of jobs, newest first."""

    total: int
    items: list[JobWire]
