"""What comes of an import: its progress as it happens, its report once it has ended."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from api.jobs import HEADERS, Holder, give_back_release, job_of, queue_of
from api.negotiation import HTML, JSON, TURTLE, negotiated
from api.refusals import NotAcceptableError
from api.state import language_of, state_of
from api.wire_imports import JobWire
from s3graph.errors import ConflictError, NotFoundError
from s3graph.model import Language, Text
from s3graph.private import ApiKey, Job
from s3graph.workbook.template_file import MEDIA_TYPE as XLSX

router = APIRouter(prefix="/api/v1", tags=["imports"])
EVENTS = "text/event-stream"
POLL_SECONDS = 0.3
HEARTBEAT_SECONDS = 15.0
"""After so long without news a comment is sent, so that proxies keep the connection."""
RETRY_MILLISECONDS = 2000
FORMS = {"json": JSON, "ttl": TURTLE, "csv": "text/csv", "html": HTML, "txt": "text/plain", "xlsx": XLSX}
"""The report's forms by the ending of its address; JSON for an asker without preference. The workbook is the sender's
own with its cells marked, where a workbook or a table was sent."""
_IN_WORDS = ("html", "txt", "xlsx")
_REPORT: dict[int | str, dict[str, Any]] = {
    200: {"content": {media: {} for media in FORMS.values()}, "description": "What was found and changed"}
}


@router.get("/imports/{identity}/report", summary="The report / Rapporten", responses=_REPORT)
async def report(request: Request, key: Holder, identity: str) -> Response:
    """By Accept: JSON, a standard sh:ValidationReport in Turtle, CSV, a page, text, or the workbook that was sent with
    its cells marked. 409 before the job has ended."""
    chosen = negotiated(request, tuple(FORMS.values()))
    ending = next(ending for ending, media_type in FORMS.items() if media_type == chosen)
    return await report_of(request, await job_of(request, key, identity), ending)


@router.get("/imports/{identity}/report.{ending}", summary="The report in one form / I en form", responses=_REPORT)
async def report_in(request: Request, key: Holder, identity: str, ending: str) -> Response:
    """By ending: json, ttl, csv, html or txt; xlsx is the workbook that was sent, its cells marked."""
    if ending not in FORMS:
        raise NotAcceptableError(tuple(FORMS))
    return await report_of(request, await job_of(request, key, identity), ending)


async def report_of(request: Request, job: Job, ending: str) -> Response:
    """The report of a job in a form. ConflictError before it has ended, NotFoundError where it has none."""
    language = language_of(request)
    if not job.state.ended:
        raise ConflictError(
            Text(
                sv=f"Importen {job.id} är inte klar; rapporten kommer när den är det.",
                en=f"The import {job.id} has not ended; the report comes when it has.",
            )
        )
    form = f"{language.value}.{ending}" if ending in _IN_WORDS else ending
    content = await run_in_threadpool(queue_of(request).report, job, form)
    if content is None and ending == "xlsx":
        raise NotFoundError(
            Text(
                sv=f"Importen {job.id} har ingen märkt arbetsbok: bara en arbetsbok eller tabell med celler att "
                "märka kommer tillbaka så. Läs rapporten som txt eller html.",
                en=f"The import {job.id} has no marked workbook: only a workbook or table with cells to mark comes "
                "back so. Read the report as txt or html.",
            )
        )
    if content is None:
        raise NotFoundError(
            Text(
                sv=f"Importen {job.id} har ingen rapport: den slutade som {job.state.value}.",
                en=f"The import {job.id} has no report: it ended as {job.state.value}.",
            )
        )
    headers = {**HEADERS, "Content-Language": language.value} if ending in _IN_WORDS else HEADERS
    return Response(content, headers=headers, media_type=FORMS[ending])


@router.get(
    "/imports/{identity}/events",
    summary="Progress / Förlopp",
    responses={
        200: {"content": {EVENTS: {}}, "description": "An event for each change, until the job has ended"},
        204: {"description": "The job has ended, and Last-Event-ID says that this is known"},
    },
)
async def events(request: Request, key: Holder, identity: str) -> Response:
    """Server-sent events: ``progress`` with the job as it is, and ``done`` with the job as it ended.

    Each event has the whole job, so that a client that comes back with Last-Event-ID has missed nothing.
    """
    return events_of(request, key, await job_of(request, key, identity))


def events_of(request: Request, key: ApiKey, job: Job) -> Response:
    """What happens to a job from now on, as server-sent events."""
    seen = request.headers.get("last-event-id", "")
    if job.state.ended and seen == str(job.revision):
        return Response(status_code=204, headers=HEADERS)
    give_back_release(request)
    headers = {**HEADERS, "X-Accel-Buffering": "no"}
    return StreamingResponse(_events(request, key, job, seen), headers=headers, media_type=EVENTS)


async def _events(request: Request, key: ApiKey, job: Job, seen: str) -> AsyncIterator[str]:
    """Ends with the job, and with the service: the client comes back then."""
    language, silent = language_of(request), 0.0
    yield f"retry: {RETRY_MILLISECONDS}\n\n"
    while True:
        if str(job.revision) != seen:
            seen, silent = str(job.revision), 0.0
            yield _event(job, language)
        if job.state.ended or state_of(request).stopping.is_set():
            return
        if silent >= HEARTBEAT_SECONDS:
            silent = 0.0
            yield ": \n\n"
        await asyncio.sleep(POLL_SECONDS)
        silent += POLL_SECONDS
        try:
            job = await job_of(request, key, job.id)
        except NotFoundError:
            return


def _event(job: Job, language: Language) -> str:
    said = json.dumps(JobWire.of(job, language).model_dump(), ensure_ascii=False)
    return f"id: {job.revision}\nevent: {'done' if job.state.ended else 'progress'}\ndata: {said}\n\n"
