"""People who have signed in: the cookie of their session, and what a form must carry to be theirs.

The interface for programs reads no cookie, and pages read no bearer token: neither can be used to reach the other.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Query, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from api.bodies import media_type
from api.refusals import ForeignFormError, SignInNeededError, StaleFormError
from api.state import state_of
from api.uploads import MULTIPART, check_form
from s3graph.errors import LimitError, NotAllowedError
from s3graph.model import Language, Text
from s3graph.private import ApiKey, Role, Session

COOKIE, GUARDED_COOKIE = "s3graph", "__Host-s3graph"
"""The second over HTTPS: browsers take a cookie of that name only from this very host, and only encrypted."""
FORM_TOKEN = "form_token"  # noqa: S105 - the name of a field
MOST_FIELDS = 40
_DESKS = {
    Role.ADVISOR: Text(
        sv="Nyckeln ni är inloggad med är ingen rådgivares. Logga ut, och logga in med en nyckel för rådgivare.",
        en="The key you are signed in with is not an advisor's. Sign out, and sign in with an advisor's key.",
    ),
    Role.PARTNER: Text(
        sv="Nyckeln ni är inloggad med är ingen partners. Logga ut, och logga in med nyckeln till er källa.",
        en="The key you are signed in with is not a partner's. Sign out, and sign in with the key to your source.",
    ),
}


@dataclass(frozen=True)
class Submitted:
    """A form that a page of the session sent. ``file`` is the one that was chosen, readable until the answer."""

    session: Session
    fields: Mapping[str, str]
    file: UploadFile | None = None

    @property
    def key(self) -> ApiKey:
        return self.session.key

    def __getitem__(self, name: str) -> str:
        """A field without the white space around it; empty where it was not sent."""
        return self.fields.get(name, "").strip()


def choice(language: Annotated[Language | None, Query()] = None) -> None:
    """For ``Depends``: every page knows the parameter of the link that switches the language."""


def cookie_name(request: Request) -> str:
    return GUARDED_COOKIE if _encrypted(request) else COOKIE


def give(request: Request, response: Response, session: Session) -> None:
    """The browser holds the session until it is closed.

    Lax, not Strict: a link in a letter leads a person who is signed in to the page, and a page changes nothing by being
    read. What changes something is a form, which needs its token.
    """
    response.set_cookie(
        cookie_name(request), session.secret, path="/", secure=_encrypted(request), httponly=True, samesite="lax"
    )


def take(request: Request, response: Response) -> None:
    """The browser forgets its session."""
    response.delete_cookie(cookie_name(request), path="/", secure=_encrypted(request), httponly=True, samesite="lax")


def signed_in(request: Request) -> Session | None:
    """Who has signed in, looked up once a request; it reads the disk. None for everybody else."""
    if not hasattr(request.state, "session"):
        secret = request.cookies.get(cookie_name(request))
        request.state.session = state_of(request).sessions.find(secret) if secret else None
    found: Session | None = request.state.session
    return found


def from_here(request: Request) -> None:
    """ForeignFormError where the browser says that a form comes from another site. Programs that say nothing pass: what
    they send needs the token as well."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is not None:
        ours = site in ("same-origin", "none")
    elif origin is not None:
        ours = urlsplit(origin).netloc in _hosts(request)
    else:
        ours = True
    if not ours:
        raise ForeignFormError


def page_of(role: Role) -> Callable[[Request], Session]:
    """For ``Depends``: who reads a page of a role. SignInNeededError for nobody, NotAllowedError for other roles."""

    def reader(request: Request) -> Session:
        session = signed_in(request)
        if session is None:
            raise SignInNeededError
        _check_role(session, role)
        return session

    return reader


def form_of(role: Role) -> Callable[[Request], AsyncIterator[Submitted]]:
    """For ``Depends``: the form that somebody of a role sent.

    ForeignFormError from elsewhere; SignInNeededError and StaleFormError, with what was written, where there is no
    session and where the form is not of this one; NotAllowedError for other roles.
    """

    async def sender(request: Request) -> AsyncIterator[Submitted]:
        from_here(request)
        session = await run_in_threadpool(signed_in, request)
        if session is None and media_type(request) == MULTIPART:
            await _drain(request)
            raise SignInNeededError(file=True)
        if media_type(request) == MULTIPART:
            await _check_size(request)
        async with read_form(request) as (fields, file):
            if session is None:
                raise SignInNeededError(fields)
            if not session.made(fields.get(FORM_TOKEN, "")):
                raise StaleFormError(fields, file=file is not None)
            _check_role(session, role)
            yield Submitted(session, fields, file)

    return sender


@asynccontextmanager
async def read_form(request: Request) -> AsyncIterator[tuple[dict[str, str], UploadFile | None]]:
    """The fields and the file of a form. A file lies on the disk until this is left."""
    async with request.form(max_files=1, max_fields=MOST_FIELDS) as form:
        fields = {name: value for name, value in form.multi_items() if isinstance(value, str)}
        files = [value for value in form.values() if isinstance(value, UploadFile)]
        yield fields, files[0] if files else None


def _check_role(session: Session, role: Role) -> None:
    if session.key.role not in (role, Role.OPERATOR):
        raise NotAllowedError(_DESKS[role])


def _encrypted(request: Request) -> bool:
    """As the browser sees it: a proxy may end the encryption."""
    public = state_of(request).settings.public_url
    return urlsplit(public).scheme == "https" if public else request.url.scheme == "https"


def _hosts(request: Request) -> set[str]:
    return {request.headers.get("host", ""), urlsplit(state_of(request).settings.public_url).netloc} - {""}


async def _check_size(request: Request) -> None:
    try:
        check_form(request, state_of(request).settings.import_mb << 20)
    except LimitError:
        await _drain(request)
        raise


async def _drain(request: Request) -> None:
    """Reads what is sent and keeps nothing: a browser shows an answer only when it has sent everything."""
    most = state_of(request).settings.import_mb << 20
    async for chunk in request.stream():
        most -= len(chunk)
        if most < 0:
            return
