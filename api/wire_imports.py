"""Import jobs as they go over the wire."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from api.problems import KINDS, Kind, kind_of
from s3graph import errors
from s3graph.model import Language, Text
from s3graph.private import Job, JobState

_PATH = "/api/v1/imports"
_INSIDE = Text(
    sv="Felet ligger hos tjänsten; orsaken står i dess logg. Inget har ändrats. Leverera igen, eller fråga driften.",
    en="The fault lies with the service; the cause is in its log. Nothing has changed. Deliver again, or ask its "
    "operator.",
)


class _Wire(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ProgressWire(_Wire):
    """How far the work has come."""

    text: str = Field(description="What is being done, or how it ended, in the asker's language")
    done: int = Field(description="Part of the total that is done, in bytes of the file or steps")
    total: int = Field(description="0 where it is not known")
    rows: int = Field(description="Statements read so far")


class FailureWire(_Wire):
    """Why a job failed, as a problem document would say it."""

    type: str
    title: str
    detail: str


class JobLinks(_Wire):
    """Where to go on."""

    self: str
    report: str = Field(description="The report, once the job has ended with one")
    events: str = Field(description="Progress as server-sent events")
    reversal: str | None = Field(description="POST here takes an accepted delivery back, as long as it is the last")


class JobWire(_Wire):
    """What was asked for, and what became of it."""

    id: str
    kind: str = Field(description="delivery, or reversal: the last delivery taken back")
    source: str
    state: str = Field(
        description="queued, running; accepted, unchanged, checked, refused, unconfirmed, reversed, failed, cancelled"
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
    delivery: int | None = Field(description="The delivery that was made, or is taken back")
    problem: FailureWire | None = Field(description="Why it failed, in the asker's language")
    links: JobLinks

    @classmethod
    def of(cls, job: Job, language: Language) -> JobWire:
        progress = job.progress
        return cls(
            id=job.id,
            kind=job.kind.value,
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
            delivery=job.delivery,
            problem=_failure(job, language),
            links=_links(job),
        )


class JobsWire(_Wire):
    """A page of jobs, newest first."""

    total: int
    items: list[JobWire]


def _links(job: Job) -> JobLinks:
    path = f"{_PATH}/{job.id}"
    reversal = f"/api/v1/reversals?source={job.source}&delivery={job.delivery}"
    accepted = job.state is JobState.ACCEPTED
    return JobLinks(
        self=path, report=f"{path}/report", events=f"{path}/events", reversal=reversal if accepted else None
    )


def _failure(job: Job, language: Language) -> FailureWire | None:
    if job.problem is None:
        return None
    kind = _kind(job)
    detail = _INSIDE if kind.inside else job.problem
    return FailureWire(type=kind.type, title=kind.title.in_language(language), detail=detail.in_language(language))


def _kind(job: Job) -> Kind:
    """By the name of the error; jobs outlive the software that ran them, so a name may be unknown."""
    found = getattr(errors, job.error, errors.S3GraphError)
    return kind_of(found(job.problem)) if job.problem else KINDS[errors.S3GraphError]
