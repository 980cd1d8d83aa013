"""The HTTP service, put together."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

from fastapi import Depends, FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.staticfiles import StaticFiles

from api import openapi
from api.answering import Answering
from api.headers import RELEASE, REQUEST_ID
from api.keys import not_in_the_address
from api.limits import BodyLimits, RateLimit
from api.metrics import Metrics
from api.parameters import known_only
from api.problems import malformed, not_served, refused, unexpected
from api.routes import (
    answers,
    catalog,
    description,
    dumps,
    entities,
    health,
    import_results,
    imports,
    lists,
    maps,
    matches,
    needs,
    pages,
    proposals,
    questions,
    reconciliation,
    resources,
    reversals,
    sparql,
    validations,
    void,
    words,
)
from api.state import CurrentRelease, ReleaseLoader, StartFleet, State
from api.validator import Validate, Validator
from s3graph.errors import S3GraphError
from s3graph.graph import DataDirectory, Releases
from s3graph.intake.queue import ImportQueue, Intake
from s3graph.private import Jobs, Keys, Needs, PrivateDatabase
from s3graph.querying import QueryFleet
from s3graph.settings import Settings

START_SECONDS = 60.0
STATIC = Path(__file__).parent / "static"
_ROUTERS = (
    pages.router,
    answers.router,
    lists.router,
    maps.router,
    matches.router,
    proposals.router,
    needs.router,
    questions.router,
    sparql.router,
    void.router,
    validations.router,
    imports.router,
    import_results.router,
    reversals.router,
    health.router,
    description.router,
    entities.router,
    resources.router,
    dumps.router,
    catalog.router,
    reconciliation.router,
    words.router,
)
_HANDLERS: dict[int | type[Exception], Any] = {
    S3GraphError: refused,
    HTTPException: not_served,
    RequestValidationError: malformed,
    Exception: unexpected,
}


def create_app(
    settings: Settings,
    validate: Validate | None = None,
    start_fleet: StartFleet | None = None,
    intake: Intake | None = None,
) -> FastAPI:
    """The service over the data directory of the settings; it serves release ``current`` and follows it.

    ``validate`` judges a file in a process of its own and so must survive a pickle; without it the service validates
    nothing. ``start_fleet`` starts what answers queries on a release. ``intake`` takes in delivered files; without
    it none is accepted. UsageError where a setting cannot be read, StorageError where the data directory cannot.
    """
    directory = DataDirectory.open(settings.data_dir)
    private = PrivateDatabase(directory.private)
    metrics = Metrics()
    start_fleet = start_fleet or partial(QueryFleet, observe=metrics.count_process)
    state = State(
        settings=settings,
        current=CurrentRelease(Releases(directory), ReleaseLoader(settings, start_fleet)),
        validator=Validator(validate, settings.validation_seconds) if validate else None,
        keys=Keys(private),
        needs=Needs(private),
        imports=ImportQueue(directory, Jobs(private), intake) if intake else None,
        metrics=metrics,
    )
    return _over(state)


def _over(state: State) -> FastAPI:
    app = FastAPI(
        **openapi.ABOUT,
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
        middleware=_middleware(state),
        dependencies=[Depends(not_in_the_address), Depends(known_only)],
        exception_handlers=_HANDLERS,
    )
    app.state.service = state
    for router in _ROUTERS:
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    openapi.describe(app)
    return app


def _middleware(state: State) -> list[Middleware]:
    """The outermost first: a request that is refused further in is counted and carries the standing headers too.

    Pages of other origins may read and ask; what needs a key is for programs, whose keys belong in no browser.
    """
    settings = state.settings
    return [
        Middleware(Answering, state=state),
        Middleware(
            CORSMiddleware,
            allow_origins=["*"],
            allow_methods=["GET", "POST"],
            allow_headers=["Content-Type"],
            expose_headers=[RELEASE, REQUEST_ID, "ETag", "Link", "Retry-After"],
        ),
        Middleware(RateLimit, settings=settings, proxies=state.proxies),
        Middleware(BodyLimits, settings=settings),
    ]


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Starting waits for the release that is there, so that a service that has started can answer."""
    state: State = app.state.service
    state.current.follow()
    await run_in_threadpool(state.current.wait, START_SECONDS)
    await run_in_threadpool(state.needs.erase_due, state.today())
    if state.imports is not None:
        await run_in_threadpool(state.imports.start)
    yield
    if state.imports is not None:
        await run_in_threadpool(state.imports.stop)
    state.dumps.close()
    state.current.close()
    if state.validator is not None:
        state.validator.close()
