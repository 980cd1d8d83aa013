"""The form that keeps a need which has just been answered, for pages that answer needs to include."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request

from api.advising import PURPOSE
from api.asked import Asked
from api.messages import spoken
from api.sessions import signed_in
from api.state import language_of
from s3graph.private import Role


def keep_form(request: Request, asked: Asked) -> dict[str, Any] | None:
    """What ``keep_need.html`` calls ``keep``; None for everybody but advisors who have signed in.

    It reads the disk where there is a session.
    """
    session = signed_in(request)
    if session is None or session.key.role not in (Role.ADVISOR, Role.OPERATOR):
        return None
    region = asked.municipality.startswith("SE")
    fields = {
        "text": asked.text,
        "concept": " ".join(asked.concepts),
        "region" if region else "municipality": asked.municipality,
        "sni": asked.sector,
        "size": asked.size,
    }
    return {
        "session": session,
        "fields": {name: value for name, value in fields.items() if value},
        "words": spoken("advisor", language_of(request)),
        "purpose": PURPOSE,
    }
