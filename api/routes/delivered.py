"""``/partner/deliveries/…``: how a delivery goes, how it ended, and what its sender does about it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool

from api.delivery_view import DeliveryView
from api.desk_pages import desk_page
from api.jobs import job_of, queue_of
from api.refusals import NotAcceptableError
from api.routes.import_results import FORMS, events_of, report_of
from api.routes.partner import Form, Reader
from api.sessions import choice
from api.state import language_of
from api.wire_imports import JobWire
from s3graph.intake.queue import ImportQueue
from s3graph.private import Job, JobState

router = APIRouter(
    prefix="/partner/deliveries",
    tags=["pages"],
    include_in_schema=False,
    default_response_class=HTMLResponse,
    dependencies=[Depends(choice)],
)


@router.get("/{identity}")
async def delivery(request: Request, reader: Reader, identity: str) -> Response:
    """How far it has come; once it has ended, what was found, what it changes, and what there is to decide."""
    job = await job_of(request, reader.key, identity)
    values = await run_in_threadpool(_values, request, queue_of(request), job)
    return desk_page(request, "partner_delivery.html", values)


@router.get("/{identity}/events")
async def events(request: Request, reader: Reader, identity: str) -> Response:
    """What happens to it from now on, as server-sent events."""
    return events_of(request, reader.key, await job_of(request, reader.key, identity))


@router.get("/{identity}/report.{ending}")
async def report(request: Request, reader: Reader, identity: str, ending: str) -> Response:
    """The report as a file."""
    if ending not in FORMS:
        raise NotAcceptableError(tuple(FORMS))
    answer = await report_of(request, await job_of(request, reader.key, identity), ending)
    answer.headers["Content-Disposition"] = f'attachment; filename="report-{identity}.{ending}"'
    return answer


@router.post("/{identity}/confirm")
async def confirm(request: Request, form: Form, identity: str) -> Response:
    """Delivers what was checked. A removal of much needs the box that says it is meant."""
    job = await job_of(request, form.key, identity)
    if job.state is JobState.UNCONFIRMED and form["sure"] != "1":
        return RedirectResponse(f"/partner/deliveries/{job.id}", 303)
    confirmed = await run_in_threadpool(queue_of(request).confirm, job, form.key.id)
    return RedirectResponse(f"/partner/deliveries/{confirmed.id}", 303)


@router.post("/{identity}/cancel")
async def cancel(request: Request, form: Form, identity: str) -> Response:
    """Ends it where it has not ended; nothing of it is left."""
    job = await job_of(request, form.key, identity)
    await run_in_threadpool(queue_of(request).cancel, job)
    return RedirectResponse(f"/partner/deliveries/{job.id}", 303)


def _values(request: Request, queue: ImportQueue, job: Job) -> dict[str, Any]:
    language = language_of(request)
    content = queue.report(job, "json") if job.state.ended else None
    return {
        "job": JobWire.of(job, language),
        "merge": job.options.merge,
        "view": DeliveryView.of(content, language) if content else None,
        "held": queue.held.is_held(job),
        "forms": [form for form in FORMS if form != "xlsx"] if content else [],
        "marked": queue.report(job, f"{language.value}.xlsx") is not None,
    }
