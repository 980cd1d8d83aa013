"""The landing page: a form for a need, and its answer, rendered here. No script."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import HTMLResponse
from pyoxigraph import NamedNode

from api.messages import spoken
from api.pages import render
from api.problems import KINDS, kind_of
from api.state import Published, language_of, published, state_of
from s3graph.errors import NotFoundError, S3GraphError
from s3graph.matching import NeedRequest
from s3graph.model import Language, Text
from s3graph.vocabulary import RDF, S3, slug_of

router = APIRouter(tags=["pages"], include_in_schema=False, default_response_class=HTMLResponse)
Release = Annotated[Published, Depends(published)]
_EMPTY = {"text": "", "region": "", "area": ""}


@router.get("/")
def home(request: Request, release: Release, language: Annotated[Language | None, Query()] = None) -> HTMLResponse:
    """The form. ``language`` beats ``Accept-Language``, for the link that switches."""
    return _page(request, release, language or language_of(request), form=_EMPTY)


@router.post("/answer")
def answer(
    request: Request,
    release: Release,
    text: Annotated[str, Form()] = "",
    region: Annotated[str, Form()] = "",
    area: Annotated[str, Form()] = "",
    language: Annotated[Language | None, Form()] = None,
) -> HTMLResponse:
    """The form again, with the answer below it, or with what is wrong above it."""
    spoken = language or language_of(request)
    form = {"text": text, "region": region, "area": area}
    need = NeedRequest(text, region=region or None, areas=(area,) if area else ())
    try:
        found = release.matcher.match(need, state_of(request).today())
    except S3GraphError as error:
        kind = kind_of(error)
        if kind.inside:
            raise
        return _page(request, release, spoken, kind.status, form=form, failure=error.say(spoken))
    return _page(request, release, spoken, form=form, answer=found.to_json(spoken))


@router.get("/problems/{slug}")
def problem_type(slug: str, request: Request, language: Annotated[Language | None, Query()] = None) -> HTMLResponse:
    """What the address in the ``type`` of a problem document leads to."""
    spoken = language or language_of(request)
    kind = next((kind for kind in KINDS.values() if kind.slug == slug), None)
    if kind is None:
        raise NotFoundError(Text(sv=f"Problemtypen {slug!r} finns inte.", en=f"There is no problem type {slug!r}."))
    return render(request, "problem.html", spoken, title=kind.title.in_language(spoken), status=kind.status)


def _page(request: Request, release: Published, language: Language, status: int = 200, **values: Any) -> HTMLResponse:
    regions = _choices(release, "Region", language)
    areas = _choices(release, "ThematicArea", language)
    filled = {
        "answer": None,
        "failure": None,
        "need_length": state_of(request).settings.need_length,
        "regions": regions,
        "areas": areas,
        "labels": dict(regions + areas),
        "words": spoken("answer", language),
        **values,
    }
    return render(request, "home.html", language, status, **filled)


def _choices(release: Published, kind: str, language: Language) -> list[tuple[str, str]]:
    """Slug and label of every instance of one of our classes, by label."""
    nodes = {quad.subject for quad in release.store.quads(None, RDF.type, S3[kind])}
    found = [(slug_of(node), release.store.label(node, language)) for node in nodes if isinstance(node, NamedNode)]
    return sorted(found, key=lambda choice: choice[1].casefold())
