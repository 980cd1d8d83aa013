"""The form that keeps a need which has just been answered, for pages that answer needs to include."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request

from api.advising import PURPOSE
from api.messages import spoken
from api.sessions import signed_in
from api.state import language_of
from s3graph.private import Role

FIELDS = ("text", "region", "municipality", "area", "sni", "size")
"""What of an asked need ``POST /advisor/needs`` keeps; areas in ``area``, apart by spaces."""


def keep_form(request: Request, asked: Mapping[str, str]) -> dict[str, Any] | None:
    """What ``keep_need.html`` calls ``keep``; None for everybody but advisors who have signed in.

    ``asked`` are the fields of the need, by the names of ``FIELDS``. It reads the disk where there is a session.
    """
    session = signed_in(request)
    if session is None or session.key.role not in (Role.ADVISOR, Role.OPERATOR):
        return None
    return {
        "session": session,
        "fields": {name: asked[name] for name in FIELDS if asked.get(name)},
        "words": spoken("advisor", language_of(request)),
        "purpose": PURPOSE,
    }
