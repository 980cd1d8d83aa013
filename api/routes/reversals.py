"""``POST /api/v1/reversals``: the last delivery of a source taken back, as a job like those of imports."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from api.jobs import Holder, queue_of, told
from api.keys import check_may_deliver
from api.wire_imports import JobWire
from s3graph.graph import check_source_name

router = APIRouter(prefix="/api/v1", tags=["imports"])


@router.post(
    "/reversals",
    status_code=202,
    summary="Take the last delivery back / Ta tillbaka den senaste leveransen",
    responses={202: {"model": JobWire, "description": "It will be taken back; its job is at Location"}},
)
async def take_back(
    request: Request,
    key: Holder,
    source: Annotated[str, Query(description="Name of the source; the key must be for it")] = "",
    delivery: Annotated[int | None, Query(ge=1, description="The delivery that is meant; 409 where it is not last")] = (
        None
    ),
) -> Response:
    """The source says again what it said before; it leaves the next release where that was nothing. No body."""
    check_source_name(source)
    check_may_deliver(key, source)
    job = await run_in_threadpool(queue_of(request).take_back, source, delivery, key.id)
    return told(request, job, 202)
