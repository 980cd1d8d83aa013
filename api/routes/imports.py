"""``/api/v1/imports``: files of partners in, as jobs that can be watched, cancelled and read about."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse
from starlette.concurrency import run_in_threadpool

from api.keys import check_may_choose, check_may_deliver, holder
from api.negotiation import TURTLE, negotiated
from api.paging import Page, Paging, link_header, paging
from api.state import language_of, state_of
from api.uploads import FORMATS, MULTIPART, PACKED, received
from api.wire_imports import JobsWire, JobWire
from s3graph.errors import MissingExtraError, NotFoundError
from s3graph.graph import check_source_name
from s3graph.intake.queue import ImportQueue
from s3graph.model import Text
from s3graph.private import ApiKey, Job, JobOptions, Role
from s3graph.private.jobs import new_id

router = APIRouter(prefix="/api/v1", tags=["imports"])
JSON = "application/json"
EVENTS = "text/event-stream"
_POLL_SECONDS = 0.3
_HEARTBEAT = 50
"""Polls without news after which a comment is sent, so that proxies keep the connection."""
_ENDINGS = {JSON: "json", TURTLE: "ttl", "text/csv": "csv", "text/html": "html", "text/plain": "txt"}
_FILE = {"type": "string", "format": "binary"}
_HEADERS = {"Cache-Control": "no-store", "Vary": "Accept, Accept-Language, Authorization"}
Holder = Annotated[ApiKey, Depends(holder)]


@router.post(
    "/imports",
    status_code=202,
    summary="Deliver a file / Leverera en fil",
    responses={202: {"model": JobWire, "description": "The file has arrived whole; its job is at Location"}},
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                **{known: {"schema": _FILE} for known in (*FORMATS, *PACKED)},
                MULTIPART: {"schema": {"type": "object", "properties": {"file": _FILE}}},
            },
        }
    },
)
async def deliver(
    request: Request,
    key: Holder,
    source: Annotated[str, Query(description="Name of the source; the key must be for it")] = "",
    name: Annotated[str, Query(description="File name; its ending says the format", max_length=200)] = "",
    profile: Annotated[str, Query(description="partner or facts; kept from the first delivery")] = "",
    licence: Annotated[str, Query(description="IRI of the licence of the data")] = "",
    dry_run: Annotated[bool, Query(description="Check, and report what would change")] = False,
    merge: Annotated[bool, Query(description="Add to what the source has said")] = False,
    confirm_removal: Annotated[bool, Query(description="A large removal is meant")] = False,
) -> Response:
    """The body is the file, plain or packed, streamed to disk. Nothing is changed before the job has ended well."""
    check_source_name(source)
    check_may_deliver(key, source)
    check_may_choose(key, profile)
    queue, language = _queue(request), language_of(request)
    identity = new_id()
    limit = state_of(request).settings.import_mb << 20
    file_name, file_format = await received(request, queue.place(identity), limit, name)
    options = JobOptions(
        format=file_format,
        profile=profile,
        licence=licence,
        dry_run=dry_run,
        merge=merge,
        confirm_removal=confirm_removal,
    )
    job = await run_in_threadpool(queue.jobs.add, source, key.id, file_name, options, identity)
    queue.submitted()
    wire = JobWire.of(job, language)
    return JSONResponse(wire.model_dump(), 202, {**_HEADERS, "Location": wire.links.self})


@router.get("/imports", summary="Imports / Importer", response_model=JobsWire)
async def list_jobs(
    request: Request,
    key: Holder,
    asked: Annotated[Paging, Depends(paging)],
    source: Annotated[str, Query(description="Only of this source")] = "",
) -> Response:
    """Newest first, of the sources of the key."""
    visible = None if key.role is Role.OPERATOR else key.sources
    found = await run_in_threadpool(_queue(request).jobs.list, visible)
    page = Page.of([job for job in found if source in ("", job.source)], asked)
    language = language_of(request)
    wire = JobsWire(total=page.total, items=[JobWire.of(job, language) for job in page.items])
    return JSONResponse(wire.model_dump(), headers={**_HEADERS, "Link": link_header(request, page)})


@router.get("/imports/{identity}", summary="An import / En import", response_model=JobWire)
async def show(request: Request, key: Holder, identity: str) -> Response:
    """Its state, how far it has come, and how it ended."""
    job = await _job(request, key, identity)
    return JSONResponse(JobWire.of(job, language_of(request)).model_dump(), headers=_HEADERS)


@router.delete("/imports/{identity}", summary="Cancel an import / Avbryt en import", response_model=JobWire)
async def cancel(request: Request, key: Holder, identity: str) -> Response:
    """Ends a job that waits or runs; nothing of it is left. One that has ended stays as it is."""
    job = await _job(request, key, identity)
    found = await run_in_threadpool(_queue(request).cancel, job)
    return JSONResponse(JobWire.of(found, language_of(request)).model_dump(), 200, _HEADERS)


@router.get(
    "/imports/{identity}/report",
    summary="The report / Rapporten",
    responses={200: {"content": {media: {} for media in _ENDINGS}, "description": "What was found and changed"}},
)
async def report(request: Request, key: Holder, identity: str) -> Response:
    """By Accept: JSON, a standard sh:ValidationReport in Turtle, CSV, a page, or text."""
    chosen = negotiated(request, tuple(_ENDINGS))
    job = await _job(request, key, identity)
    language = language_of(request)
    ending = _ENDINGS[chosen]
    told = f"{language.value}.{ending}" if ending in ("html", "txt") else ending
    content = await run_in_threadpool(_queue(request).report, job, told)
    if content is None:
        raise NotFoundError(
            Text(
                sv=f"Jobbet {identity} har ingen rapport: det är {job.state.value}.",
                en=f"The job {identity} has no report: it is {job.state.value}.",
            )
        )
    return Response(content, headers={**_HEADERS, "Content-Language": language.value}, media_type=chosen)


@router.get(
    "/imports/{identity}/events",
    summary="Progress / Förlopp",
    responses={200: {"content": {EVENTS: {}}, "description": "An event for each change, until the job has ended"}},
)
async def events(request: Request, key: Holder, identity: str) -> Response:
    """Server-sent events: ``progress`` with the job as it is, and ``done`` with the job as it ended."""
    await _job(request, key, identity)
    headers = {**_HEADERS, "X-Accel-Buffering": "no"}
    return StreamingResponse(_events(request, key, identity), headers=headers, media_type=EVENTS)


async def _events(request: Request, key: ApiKey, identity: str) -> AsyncIterator[str]:
    language = language_of(request)
    last, silent = "", 0
    while True:
        job = await _job(request, key, identity)
        said = json.dumps(JobWire.of(job, language).model_dump(), ensure_ascii=False)
        if job.state.ended:
            yield f"event: done\ndata: {said}\n\n"
            return
        silent += 1
        if said != last:
            last, silent = said, 0
            yield f"event: progress\ndata: {said}\n\n"
        elif silent % _HEARTBEAT == 0:
            yield ": \n\n"
        await asyncio.sleep(_POLL_SECONDS)


def _queue(request: Request) -> ImportQueue:
    queue = state_of(request).imports
    if queue is None:
        raise MissingExtraError(
            Text(sv="Den här tjänsten tar inte emot leveranser.", en="This service does not accept deliveries.")
        )
    return queue


async def _job(request: Request, key: ApiKey, identity: str) -> Job:
    """NotFoundError also where the key is for other sources: that it exists is none of their business."""
    job = await run_in_threadpool(_queue(request).jobs.get, identity)
    if job is None or not key.may_deliver(job.source):
        raise NotFoundError(Text(sv=f"Det finns ingen import {identity}.", en=f"There is no import {identity}."))
    return job
