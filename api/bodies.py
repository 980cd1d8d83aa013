"""What a request's body is: its media type, and its bytes."""

from __future__ import annotations

from fastapi import Request

from api.refusals import MediaTypeError

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"


def media_type(request: Request) -> str:
    """The media type of the body without its parameters, in lower case; empty where none is given."""
    return request.headers.get("content-type", "").split(";", 1)[0].strip().lower()


def json_only(request: Request) -> None:
    """MediaTypeError where the body is not said to be JSON."""
    found = media_type(request)
    if found != JSON and not (found.startswith("application/") and found.endswith("+json")):
        raise MediaTypeError(found, (JSON,))
