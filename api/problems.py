"""Errors as RFC 9457 problem documents: one table from the class of an exception to status, type and title."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any, NamedTuple

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from api.field_errors import field_errors, sentence
from api.headers import stand_on
from api.language import language_of
from api.negotiation import HTML, JSON, negotiated
from api.pages import render
from api.refusals import (
    ForeignFormError,
    MediaTypeError,
    NotAcceptableError,
    NotAuthenticatedError,
    NotReadyError,
    SignInNeededError,
    StaleFormError,
    TooManyKeysError,
    TooManyRequestsError,
)
from s3graph import errors
from s3graph.model import Text
from s3graph.private.keys import PREFIX, TOKEN
from s3graph.vocabulary import BASE

MEDIA_TYPE = "application/problem+json"
TYPES = f"{BASE}problems/"
RETRY_SECONDS = 2
_PROGRAMS = ("/api/", "/sparql", "/reconcile/")
"""Where a ``POST`` is a program's, whatever it accepts, and an error no page."""
_log = logging.getLogger("s3graph.api")


class Kind(NamedTuple):
    """What all problems of one class share. ``inside`` keeps the error's own words from the asker, for the log only."""

    status: int
    slug: str
    title: Text
    inside: bool = False

    @property
    def type(self) -> str:
        return TYPES + self.slug


_UNEXPECTED = Kind(500, "unexpected", Text(sv="Oväntat fel", en="Unexpected error"), inside=True)
_STORAGE = Kind(500, "storage", Text(sv="Datakatalogen kan inte läsas", en="The data cannot be read"), inside=True)

_TOO_MANY = Kind(429, "too-many-requests", Text(sv="För många anrop", en="Too many requests"))

KINDS: Mapping[type[errors.S3GraphError], Kind] = {
    errors.S3GraphError: _UNEXPECTED,
    errors.UsageError: Kind(400, "usage", Text(sv="Felaktigt anrop", en="The request is wrong")),
    errors.ReadError: Kind(400, "unreadable", Text(sv="Filen kan inte läsas", en="The file cannot be read")),
    errors.QueryError: Kind(400, "query", Text(sv="Frågan kan inte besvaras", en="The query cannot be answered")),
    NotAuthenticatedError: Kind(401, "not-authenticated", Text(sv="Nyckel saknas", en="A key is needed")),
    errors.NotAllowedError: Kind(403, "not-allowed", Text(sv="Inte tillåtet", en="Not allowed")),
    SignInNeededError: Kind(401, "sign-in", Text(sv="Inloggning behövs", en="You need to sign in")),
    StaleFormError: Kind(403, "stale-form", Text(sv="Formuläret är för gammalt", en="The form is too old")),
    ForeignFormError: Kind(403, "foreign-form", Text(sv="Från en annan webbplats", en="From another site")),
    errors.NotFoundError: Kind(404, "not-found", Text(sv="Finns inte", en="Not found")),
    NotAcceptableError: Kind(406, "not-acceptable", Text(sv="Formatet finns inte", en="No such format")),
    errors.ConflictError: Kind(409, "conflict", Text(sv="Passar inte längre", en="No longer fits")),
    errors.LimitError: Kind(413, "too-large", Text(sv="För stort", en="Too large")),
    MediaTypeError: Kind(415, "media-type", Text(sv="Formatet läses inte", en="The format is not read")),
    TooManyRequestsError: _TOO_MANY,
    TooManyKeysError: _TOO_MANY,
    errors.ShapesError: Kind(500, "shapes", Text(sv="Reglerna är felaktiga", en="The rules are wrong"), inside=True),
    errors.StorageError: _STORAGE,
    errors.EncoderError: Kind(500, "encoder", Text(sv="Kodaren är felaktig", en="The encoder is wrong"), inside=True),
    errors.FetchError: Kind(502, "fetch", Text(sv="Filen gick inte att hämta", en="The file could not be fetched")),
    errors.MissingExtraError: Kind(501, "missing-extra", Text(sv="Stöds inte här", en="Not supported here")),
    errors.QueryTimeoutError: Kind(503, "query-timeout", Text(sv="Frågan tog för lång tid", en="The query timed out")),
    errors.QueryFellError: Kind(503, "query-fell", Text(sv="Frågan föll", en="The query fell")),
    errors.BusyError: Kind(503, "busy", Text(sv="Tjänsten är upptagen", en="The service is busy")),
    errors.LockedError: Kind(503, "locked", Text(sv="Data är låsta", en="The data is locked")),
    NotReadyError: Kind(503, "not-ready", Text(sv="Tjänsten är inte redo", en="The service is not ready")),
}

_REQUEST = Kind(400, "request", Text(sv="Anropet kan inte läsas", en="The request cannot be read"))
_STATUSES = {
    404: Kind(404, "no-such-page", Text(sv="Adressen finns inte", en="No such address")),
    405: Kind(405, "method-not-allowed", Text(sv="Metoden används inte här", en="Method not used here")),
    413: KINDS[errors.LimitError],
}
_DETAILS = {
    404: Text(
        sv="Det finns inget på den här adressen. Vägarna står i /openapi.json.",
        en="There is nothing at this address. The paths are listed in /openapi.json.",
    ),
    400: Text(
        sv="Anropets innehåll kan inte tolkas. Skicka det i UTF-8 och i det format som Content-Type säger.",
        en="The content of the request cannot be read. Send it in UTF-8, in the format that Content-Type says.",
    ),
    405: Text(sv="Adressen svarar bara på {allow}.", en="The address answers to {allow} only."),
    413: Text(sv="Anropets innehåll är för stort.", en="The content of the request is too large."),
}
_INSIDE = Text(
    sv="Felet ligger hos tjänsten. Ange {id} till den som driver den; orsaken står i loggen.",
    en="The fault lies with the service. Give {id} to its operator; the cause stands in the log.",
)


def kind_of(error: errors.S3GraphError) -> Kind:
    """The entry of the nearest class the error is of."""
    return next(KINDS[found] for found in type(error).__mro__ if found in KINDS)


def problem(request: Request, kind: Kind, detail: str, **members: Any) -> Response:
    """A problem document, or a page for a browser. Neither ever holds the query string.

    ``members`` are said beside the five of every problem document.
    """
    language = language_of(request)
    if _wants_page(request):
        title = kind.title.in_language(language)
        return render(request, "problem.html", language, kind.status, title=title, status=kind.status, detail=detail)
    content = {
        "type": kind.type,
        "title": kind.title.in_language(language),
        "status": kind.status,
        "detail": detail,
        "instance": TOKEN.sub(f"{PREFIX}_...", request.url.path),
        **members,
    }
    headers = {"Content-Language": language.value, "Cache-Control": "no-store", "Vary": "Accept-Language"}
    return JSONResponse(content, kind.status, headers, MEDIA_TYPE)


async def refused(request: Request, error: Exception) -> Response:
    """For an exception of the library."""
    if not isinstance(error, errors.S3GraphError):
        raise error
    kind = kind_of(error)
    if kind.inside:
        _log.error("%s %s: %s", _request_id(request), kind.slug, error.detail.en)
        response = problem(request, kind, _hidden(request))
    else:
        response = problem(request, kind, error.say(language_of(request)), **_members(error))
    if isinstance(error, NotAuthenticatedError):
        response.headers["WWW-Authenticate"] = 'Bearer realm="s3graph"' + (', error="invalid_token"' * error.given)
    elif isinstance(error, TooManyRequestsError):
        response.headers["Retry-After"] = str(error.seconds)
    elif isinstance(error, errors.BusyError | errors.LockedError | NotReadyError):
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


async def not_served(request: Request, error: Exception) -> Response:
    """For what the framework refuses by itself: an unknown path, another method, a body it cannot decode."""
    if not isinstance(error, HTTPException):
        raise error
    headers = dict(error.headers or {})
    status = error.status_code
    kind = _STATUSES.get(status, _REQUEST if status < 500 else _UNEXPECTED)._replace(status=status)
    said = _DETAILS.get(status)
    if said is None:
        detail = _hidden(request) if kind.inside else kind.title.in_language(language_of(request))
    else:
        detail = said.in_language(language_of(request)).format(allow=headers.get("Allow") or headers.get("allow", ""))
    response = problem(request, kind, detail)
    response.headers.update(headers)
    return response


async def malformed(request: Request, error: Exception) -> Response:
    """For parameters and bodies that do not meet their description. What was sent is not repeated."""
    if not isinstance(error, RequestValidationError):
        raise error
    language = language_of(request)
    found = field_errors(error.errors(), language)
    return problem(request, _REQUEST, sentence(found, language), errors=found)


async def unexpected(request: Request, error: Exception) -> Response:
    """For anything else: nothing of its inside is told, its traceback is logged by the server under the same id."""
    _log.error("%s unexpected %s", _request_id(request), type(error).__name__)
    response = problem(request, _UNEXPECTED, _hidden(request))
    stand_on(response.headers, request.scope)
    return response


def _wants_page(request: Request) -> bool:
    """Whether a person asks, by address or by form: the browser names HTML and likes nothing better."""
    closed = {"GET": ("/api/",), "POST": _PROGRAMS}.get(request.method)
    if closed is None or request.url.path.startswith(closed):
        return False
    try:
        return negotiated(request, (MEDIA_TYPE, JSON, HTML)) == HTML
    except NotAcceptableError:
        return False


def _members(error: errors.S3GraphError) -> dict[str, Any]:
    if isinstance(error, errors.ReadError):
        return {"line": error.line, "column": error.column}
    if isinstance(error, errors.QuerySyntaxError):
        return {"line": error.line, "column": error.column, "excerpt": error.excerpt}
    return {}


def _hidden(request: Request) -> str:
    return _INSIDE.in_language(language_of(request)).format(id=_request_id(request))


def _request_id(request: Request) -> str:
    return str(getattr(request.state, "request_id", "-"))
