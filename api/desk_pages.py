"""Pages of people who have signed in: filled with the messages of their desk, and with who they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse

from api.messages import spoken
from api.pages import render
from api.sessions import signed_in
from api.state import language_of


def desk_page(
    request: Request,
    template: str,
    values: Mapping[str, Any],
    code: int = 200,
    again: Sequence[tuple[str, str]] = (),
) -> HTMLResponse:
    """The template's name begins with the name of its desk, which is that of its messages too; ``again`` as for
    ``render``."""
    language = language_of(request)
    filled = {
        "words": spoken(template.split("_", 1)[0].removesuffix(".html"), language),
        "desk_words": spoken("desks", language),
        "session": signed_in(request),
        "path": request.url.path,
        **values,
    }
    return render(request, template, language, code, again=again, **filled)
