"""What is shown to people who are not signed in, or no longer: where to sign in, and what they were about to send."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.messages import spoken
from api.pages import render
from api.refusals import SignInNeededError, StaleFormError
from api.sessions import FORM_TOKEN, signed_in
from api.state import language_of
from s3graph.private import ApiKey, Role, Session

SIGN_IN = "/sign-in"
_PAGE = re.compile(r"/(advisor|partner)(/[\w.-]+)*(\?[\w=&%.+-]*)?", re.ASCII)
LONGEST_PATH = 500
_HELD = "held."
_WRITTEN = ("text", "sv", "en")
"""Fields that people write in: shown to them before they are sent again."""
_FIRST = {Role.ADVISOR: "/advisor", Role.PARTNER: "/partner", Role.OPERATOR: "/partner"}


@dataclass(frozen=True)
class Wanted:
    """Where somebody was going: a page of a desk, or where the fields of a form are sent. Empty for nowhere."""

    path: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, request: Request, fields: Mapping[str, str]) -> Wanted:
        """Of a request that could not be answered."""
        query = f"?{request.url.query}" if request.url.query and request.method == "GET" else ""
        kept = {name: value for name, value in fields.items() if name != FORM_TOKEN}
        return cls(f"{request.url.path}{query}", kept).allowed()

    @classmethod
    def sent(cls, fields: Mapping[str, str]) -> Wanted:
        """As the form for signing in carried it along."""
        held = {name.removeprefix(_HELD): value for name, value in fields.items() if name.startswith(_HELD)}
        return cls(fields.get("next", ""), held).allowed()

    def allowed(self) -> Wanted:
        """Itself where it leads to a desk of this service, nowhere else."""
        return self if len(self.path) <= LONGEST_PATH and _PAGE.fullmatch(self.path) else Wanted()

    def hidden(self) -> dict[str, str]:
        """The fields that carry it along."""
        held = {f"{_HELD}{name}": value for name, value in self.fields.items()}
        return {"next": self.path, **held} if self.path else {}

    def written(self) -> list[str]:
        return [self.fields[name] for name in _WRITTEN if self.fields.get(name, "").strip()]


def first_page(key: ApiKey) -> str:
    """Where a key leads when nothing else was asked for."""
    return _FIRST[key.role]


def sign_in_page(request: Request, wanted: Wanted, code: int = 200, **said: Any) -> Response:
    """The form for the key. ``said``: ``failure`` what was wrong, ``ended`` whether a session has, ``file`` whether a
    file must be chosen again."""
    language = language_of(request)
    values: dict[str, Any] = {"failure": "", "ended": False, "file": False, "wanted": wanted, **said}
    return render(request, "sign_in.html", language, code, words=spoken("desks", language), **values)


def resend_page(
    request: Request, session: Session, wanted: Wanted, code: int = 200, *, stale: bool = False
) -> Response:
    """What was about to be sent, with a button that sends it as this session's own."""
    language = language_of(request)
    values: dict[str, Any] = {"wanted": wanted, "stale": stale, "session": session}
    return render(request, "resend.html", language, code, words=spoken("desks", language), **values)


async def sign_in_needed(request: Request, error: Exception) -> Response:
    """For SignInNeededError: a page sends the reader to sign in, a form is kept and sent again afterwards."""
    if not isinstance(error, SignInNeededError):
        raise error
    wanted = Wanted.of(request, error.fields)
    if request.method != "POST":
        query = urlencode({"next": wanted.path}) if wanted.path else ""
        return RedirectResponse(f"{SIGN_IN}?{query}".rstrip("?"), 303, {"Cache-Control": "no-store"})
    if error.file:
        wanted = Wanted("/partner")
    return sign_in_page(request, wanted, 401, ended=True, file=error.file)


async def stale_form(request: Request, error: Exception) -> Response:
    """For StaleFormError: shown again, to be sent as this session's own by whoever reads it."""
    if not isinstance(error, StaleFormError):
        raise error
    session = await run_in_threadpool(signed_in, request)
    if session is None:
        raise error
    wanted = Wanted("/partner") if error.file else Wanted.of(request, error.fields)
    return resend_page(request, session, wanted, 403, stale=True)
