"""``/api/v1/imports``: files of partners in, as jobs that can be watched, cancelled and read about."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from api.jobs import HEADERS, Holder, give_back_release, job_of, queue_of, told
from api.keys import check_may_deliver
from api.paging import Page, Paging, link_header, paging
from api.state import language_of, state_of
from api.uploads import MULTIPART, Upload
from api.wire_imports import JobsWire, JobWire
from s3graph.errors import NotAllowedError
from s3graph.graph import check_source_name
from s3graph.intake.assessing import SOURCE_PROFILES
from s3graph.model import Text
from s3graph.private import ApiKey, Draft, JobOptions, Role
from s3graph.private.jobs import new_id

router = APIRouter(prefix="/api/v1", tags=["imports"])
_FILE = {"type": "string", "format": "binary"}


@router.post(
    "/imports",
    status_code=202,
    summary="Deliver a file / Leverera en fil",
    responses={202: {"model": JobWire, "description": "The file has arrived whole; its job is at Location"}},
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "*/*": {"schema": _FILE},
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
    profile: Annotated[str, Query(description="partner or facts; for operators, kept from the first delivery")] = "",
    licence: Annotated[str, Query(description="IRI of the licence of the data", max_length=500)] = "",
    dry_run: Annotated[bool, Query(description="Check, and report what would change")] = False,
    merge: Annotated[bool, Query(description="Add to what the source has said")] = False,
    confirm_removal: Annotated[bool, Query(description="A large removal is meant")] = False,
) -> Response:
    """The body is the file, plain or packed, streamed to disk. Nothing is changed before the job has ended well."""
    check_source_name(source)
    check_may_deliver(key, source)
    _check_profile(key, profile)
    queue, identity = queue_of(request), new_id()
    await run_in_threadpool(queue.check_room)
    give_back_release(request)
    limit = state_of(request).settings.import_mb << 20
    upload = Upload(request, queue.place(identity), queue.readers, limit)
    async with upload.received(name) as (file_name, file_format):
        options = JobOptions(
            format=file_format,
            profile=profile,
            licence=licence,
            speaks_for=key.speaks_for,
            dry_run=dry_run,
            merge=merge,
            confirm_removal=confirm_removal,
        )
        draft = Draft(source, key.id, file_name, options)
        job = await run_in_threadpool(queue.submit, draft, identity)
    return told(request, job, 202)


@router.get("/imports", summary="Imports / Importer", response_model=JobsWire)
async def list_jobs(
    request: Request,
    key: Holder,
    asked: Annotated[Paging, Depends(paging)],
    source: Annotated[str, Query(description="Only of this source")] = "",
) -> Response:
    """Newest first, of the sources of the key."""
    if source:
        check_may_deliver(key, source)
        visible: tuple[str, ...] | None = (source,)
    elif key.role is Role.PARTNER:
        visible = key.sources
    else:
        visible = None if key.role is Role.OPERATOR else ()
    found = await run_in_threadpool(queue_of(request).jobs.list, visible)
    page = Page.of(found, asked)
    language = language_of(request)
    wire = JobsWire(total=page.total, items=[JobWire.of(job, language) for job in page.items])
    return JSONResponse(wire.model_dump(), headers={**HEADERS, "Link": link_header(request, page)})


@router.get("/imports/{identity}", summary="An import / En import", response_model=JobWire)
async def show(request: Request, key: Holder, identity: str) -> Response:
    """Its state, how far it has come, and how it ended."""
    return told(request, await job_of(request, key, identity))


@router.delete(
    "/imports/{identity}",
    summary="Cancel an import / Avbryt en import",
    responses={
        200: {"model": JobWire, "description": "It waited, and has ended now"},
        202: {"model": JobWire, "description": "It runs, and will end in a moment"},
    },
)
async def cancel(request: Request, key: Holder, identity: str) -> Response:
    """Ends a job that waits or runs; nothing of it is left. 409 where it has ended already."""
    job = await job_of(request, key, identity)
    found = await run_in_threadpool(queue_of(request).cancel, job)
    return told(request, found, 200 if found.state.ended else 202)


def _check_profile(key: ApiKey, profile: str) -> None:
    """Which rules a source must meet is the operator's to say."""
    if profile and (key.role is not Role.OPERATOR or profile not in SOURCE_PROFILES):
        listed = ", ".join(SOURCE_PROFILES)
        raise NotAllowedError(
            Text(
                sv=f"Källans profil bestäms av plattformens drift ({listed}). Utelämna profile.",
                en=f"The profile of a source is for the platform's operator to set ({listed}). Leave out profile.",
            )
        )
