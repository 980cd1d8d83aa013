"""The HTTP service, put together."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
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
from api.limits import BodyLimits, RateLimit, TrustedProxies
from api.parameters import known_only
from api.problems import malformed, not_served, refused, unexpected
from api.routes import (
    catalog,
    description,
    dumps,
    entities,
    health,
    imports,
    matches,
    pages,
    questions,
    reconciliation,
    resources,
    sparql,
    validations,
    words,
)
from api.state import CurrentRelease, ReleaseLoader, StartFleet, State
from api.validator import Validate, Validator
from s3graph.errors import S3GraphError
from s3graph.graph import DataDirectory, Releases
from s3graph.intake.queue import ImportQueue, RunImport
from s3graph.private import Jobs, Keys, PrivateDatabase
from s3graph.querying import QueryFleet
from s3graph.settings import Settings

START_SECONDS = 60.0
STATIC = Path(__file__).parent / "static"
_ROUTERS = (
    pages.router,
    matches.router,
    questions.router,
    sparql.router,
    validations.router,
    imports.router,
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
    start_fleet: StartFleet = QueryFleet,
    run_import: RunImport | None = None,
) -> FastAPI:
    """The service over the data directory of the settings; it serves release ``current`` and follows it.

    ``validate`` judges a file in a process of its own and so must survive a pickle; without it the service validates
    nothing. ``start_fleet`` starts what answers queries on a release. ``run_import`` takes in a delivered file; without
    it none is accepted. UsageError where a setting cannot be read,
    StorageError where the data directory cannot.
    """
    directory = DataDirectory.open(settings.data_dir)
    releases = Releases(directory)
    private = PrivateDatabase(directory.private)
    state = State(
        settings=settings,
        current=CurrentRelease(releases, ReleaseLoader(settings, start_fleet)),
        validator=Validator(validate, settings.validation_seconds) if validate else None,
        keys=Keys(private),
        imports=ImportQueue(directory, Jobs(private), run_import) if run_import else None,
    )
    app = FastAPI(
        **openapi.ABOUT,
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
        middleware=_middleware(settings, state),
        dependencies=[Depends(known_only)],
        exception_handlers=_HANDLERS,
    )
    app.state.service = state
    for router in _ROUTERS:
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    openapi.describe(app)
    return app


def _middleware(settings: Settings, state: State) -> list[Middleware]:
    """The outermost first: a request that is refused further in is counted and carries the standing headers too."""
    return [
        Middleware(Answering, state=state),
        Middleware(
            CORSMiddleware,
            allow_origins=["*"],
            allow_methods=["GET", "POST", "DELETE"],
            allow_headers=["Content-Type", "Authorization"],
            expose_headers=[RELEASE, REQUEST_ID, "Location", "ETag", "Link"],
        ),
        Middleware(RateLimit, settings=settings, proxies=TrustedProxies(settings.trusted_proxies)),
        Middleware(BodyLimits, settings=settings),
    ]


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Starting waits for the release that is there, so that a service that has started can answer."""
    state: State = app.state.service
    state.current.follow()
    await run_in_threadpool(state.current.wait, START_SECONDS)
    if state.imports is not None:
        await run_in_threadpool(state.imports.start)
    yield
    if state.imports is not None:
        await run_in_threadpool(state.imports.stop)
    state.dumps.close()
    state.current.close()
    if state.validator is not None:
        state.validator.close()
