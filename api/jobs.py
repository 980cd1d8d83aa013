"""The import jobs a request is about: the queue of this service, and a job that the asker's key may see."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Annotated

from fastapi import Depends, Request, Response
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from api.keys import holder
from api.state import language_of, state_of
from api.wire_imports import JobWire
from s3graph.errors import MissingExtraError, NotFoundError
from s3graph.intake.queue import ImportQueue
from s3graph.model import Text
from s3graph.private import ApiKey, Job

HEADERS = {"Cache-Control": "no-store", "Vary": "Accept, Accept-Language, Authorization"}
Holder = Annotated[ApiKey, Depends(holder)]


def queue_of(request: Request) -> ImportQueue:
    """MissingExtraError where the service was started without one."""
    queue = state_of(request).imports
    if queue is None:
        raise MissingExtraError(
            Text(sv="Den här tjänsten tar inte emot leveranser.", en="This service does not accept deliveries.")
        )
    return queue


async def job_of(request: Request, key: ApiKey, identity: str) -> Job:
    """NotFoundError also where it is another key's, and for other sources: that it exists is none of their business."""
    job = await run_in_threadpool(queue_of(request).jobs.get, identity)
    if job is None or not (key.may_deliver(job.source) or job.key == key.id):
        raise NotFoundError(Text(sv=f"Det finns ingen import {identity}.", en=f"There is no import {identity}."))
    return job


def told(request: Request, job: Job, status: int = 200, **beside: object) -> Response:
    """The job as an answer, with its address where it is new; ``beside`` are more fields."""
    wire = JobWire.of(job, language_of(request))
    headers = {**HEADERS, "Content-Language": language_of(request).value}
    if status == 202:
        headers["Location"] = wire.links.self
    return JSONResponse({**wire.model_dump(), **beside}, status, headers)


def give_back_release(request: Request) -> None:
    """For requests that last long and read no release: a replaced one need not be kept for them."""
    loan: ExitStack = request.state.loan
    loan.close()
