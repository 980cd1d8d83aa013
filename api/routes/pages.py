"""The page with the question, and the pages about the service itself. No script."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from api.ask_page import ask_page
from api.asked import Asked
from api.messages import spoken
from api.pages import render
from api.problems import KINDS
from api.state import Published, language_of, published, state_of
from s3graph.errors import NotFoundError
from s3graph.model import Language, Text

router = APIRouter(tags=["pages"], include_in_schema=False, default_response_class=HTMLResponse)
Release = Annotated[Published, Depends(published)]
Spoken = Annotated[Language | None, Query()]


@router.get("/")
def home(request: Request, release: Release, language: Spoken = None) -> HTMLResponse:
    """The question, nothing filled in."""
    return ask_page(request, release, language or language_of(request), Asked())


@router.get("/privacy")
def privacy(request: Request, language: Spoken = None) -> HTMLResponse:
    """What the service does with what is typed."""
    return _about(request, "privacy", language or language_of(request))


@router.get("/accessibility")
def accessibility(request: Request, language: Spoken = None) -> HTMLResponse:
    """The accessibility statement."""
    return _about(request, "accessibility", language or language_of(request))


@router.get("/problems/{slug}")
def problem_type(slug: str, request: Request, language: Spoken = None) -> HTMLResponse:
    """What the address in the ``type`` of a problem document leads to."""
    spoken_in = language or language_of(request)
    kind = next((kind for kind in KINDS.values() if kind.slug == slug), None)
    if kind is None:
        raise NotFoundError(Text(sv=f"Problemtypen {slug!r} finns inte.", en=f"There is no problem type {slug!r}."))
    return render(request, "problem.html", spoken_in, title=kind.title.in_language(spoken_in), status=kind.status)


def _about(request: Request, name: str, language: Language) -> HTMLResponse:
    """Who answers for the service is what the settings say; where they do not, the page says that."""
    settings = state_of(request).settings
    named = settings.publisher_name if settings.publisher_name != "S3Graph" else None
    return render(request, f"{name}.html", language, settings=settings, operator=named, words=spoken(name, language))
