"""The routes of entities and resources over what comes with the software, without encoder and query processes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from http.cookiejar import DefaultCookiePolicy
from pathlib import Path
from typing import cast

from fastapi import Depends, FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.testclient import TestClient
from pyoxigraph import Quad
from starlette.exceptions import HTTPException

from api.answering import Answering
from api.parameters import known_only
from api.problems import malformed, not_served, refused
from api.routes import catalog, entities, lists, maps, reconciliation, resources, words
from api.state import CurrentRelease, Fleet, Published, State
from s3graph.errors import S3GraphError
from s3graph.graph import Release, ReleaseStore
from s3graph.matching import Matcher
from s3graph.private import Keys, Needs, Sessions
from s3graph.querying.entities import Entities
from s3graph.settings import Settings
from tests.querying.shipped import shipped_store

TODAY = date(2026, 11, 1)


class _Always:
    """Lends one release, whoever asks."""

    def __init__(self, lent: Published) -> None:
        self._lent = lent

    @contextmanager
    def lend(self) -> Iterator[Published]:
        yield self._lent


def service(path: Path, extra: Iterable[Quad] = (), **changed: str) -> TestClient:
    """A client of the routers, as the application answers around them, on the first of November 2026.

    ``extra`` is in the release too; ``changed`` are settings. The client keeps no cookies.
    """
    return serving(shipped_store(path, extra), path, **changed)


def serving(store: ReleaseStore, path: Path, **changed: str) -> TestClient:
    """The same over a store that is there."""
    release = cast(Release, store.release)
    lent = Published(release, store, Entities(store), cast(Matcher, None), {}, cast(Fleet, None))
    settings = Settings(data_dir=path, **changed)  # type: ignore[arg-type]
    state = State(
        settings, cast(CurrentRelease, _Always(lent)), None, cast(Keys, None), cast(Needs, None), cast(Sessions, None)
    )
    state = replace(state, today=lambda: TODAY)
    app = FastAPI(
        dependencies=[Depends(known_only)],
        exception_handlers={S3GraphError: refused, HTTPException: not_served, RequestValidationError: malformed},
    )
    app.add_middleware(Answering, state=state)
    app.state.service = state
    app.include_router(entities.router)
    app.include_router(resources.router)
    app.include_router(words.router)
    app.include_router(catalog.router)
    app.include_router(reconciliation.router)
    app.include_router(lists.router)
    app.include_router(maps.router)
    client = TestClient(app, follow_redirects=False)
    client.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    return client
