"""Which language an answer is given in: the one chosen by a link or kept from it, else by ``Accept-Language``."""

from __future__ import annotations

from starlette.requests import HTTPConnection
from starlette.responses import Response

from s3graph.model import Language

CHOICE = "language"
"""The parameter of the link that switches, and the cookie that keeps the choice."""
_KEPT_SECONDS = 365 * 24 * 60 * 60
_KNOWN = {language.value: language for language in Language}


def asked_language(request: HTTPConnection) -> Language | None:
    """The language of the service the asker likes best; None where the header names neither, or is absent."""
    liked: list[tuple[float, Language]] = []
    for item in request.headers.get("accept-language", "").split(","):
        tag, *parameters = (part.strip() for part in item.split(";"))
        language = _KNOWN.get(tag.split("-", 1)[0].lower())
        quality = _quality(parameters)
        if language is not None and quality > 0:
            liked.append((quality, language))
    return max(liked, key=lambda found: found[0])[1] if liked else None


def language_of(request: HTTPConnection) -> Language:
    """The language the asker chose on a page, else the one the asker likes best, else the one of the settings."""
    chosen = _KNOWN.get(request.query_params.get(CHOICE, "")) or _KNOWN.get(request.cookies.get(CHOICE, ""))
    return chosen or asked_language(request) or Language(request.app.state.service.settings.language)


def remember(request: HTTPConnection, response: Response) -> None:
    """Keeps a choice made by the link that switches, for the pages after this one."""
    chosen = request.query_params.get(CHOICE, "")
    if chosen in _KNOWN and request.cookies.get(CHOICE) != chosen:
        response.set_cookie(
            CHOICE, chosen, max_age=_KEPT_SECONDS, secure=request.url.scheme == "https", httponly=True, samesite="lax"
        )


def _quality(parameters: list[str]) -> float:
    """1 where none is given; 0 (not wanted) where it is no number."""
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return float(parameter.removeprefix("q="))
            except ValueError:
                return 0.0
    return 1.0
