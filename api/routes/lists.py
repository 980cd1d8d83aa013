"""Lists for people: actors, areas, competences, initiatives, regions, with filters that stand in the address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import HTMLResponse

from api.caching import lasting
from api.grounds import grounded
from api.messages import spoken
from api.negotiation import HTML
from api.offered import Choices, Offered
from api.pages import render
from api.paging import DEFAULT_LIMIT, Page, Paging, paging
from api.state import Published, language_of, lent_to, published, state_of
from s3graph.errors import UsageError
from s3graph.model import Language, Status, Text
from s3graph.querying.entities import Wanted

router = APIRouter(tags=["pages"], include_in_schema=False, default_response_class=HTMLResponse)
Release = Annotated[Published, Depends(published)]
Pages = Annotated[Paging, Depends(paging)]
Words = Annotated[str, Query(max_length=200)]
Slug = Annotated[str, Query(max_length=200)]
Spoken = Annotated[Language | None, Query()]


@router.get("/actors")
def actors(
    request: Request,
    release: Release,
    pages: Pages,
    q: Words = "",
    area: Slug = "",
    region: Slug = "",
    kind: Slug = "",
    competence: Slug = "",
    language: Spoken = None,
) -> Response:
    """By name; a competence or a kind finds those with a narrower one too."""
    asked = _asked(q=q, area=area, region=region, kind=kind, competence=competence)
    offered = Offered(release, language or language_of(request))
    choices = {
        "area": offered.areas,
        "region": offered.regions,
        "kind": offered.kinds,
        "competence": offered.competences,
    }
    found = release.entities.choose(release.entities.actors, _wanted(request, asked), offered.language)
    return _listed(request, offered.language, Page.of(found, pages), asked, choices)


@router.get("/areas")
def areas(request: Request, release: Release, pages: Pages, language: Spoken = None) -> Response:
    """All of them, with how much belongs to each."""
    chosen = language or language_of(request)
    return _listed(request, chosen, Page.of(release.entities.areas.ordered(chosen), pages), {}, {})


@router.get("/competences")
def competences(
    request: Request, release: Release, pages: Pages, q: Words = "", area: Slug = "", language: Spoken = None
) -> Response:
    """By name, with how many can help."""
    asked = _asked(q=q, area=area)
    offered = Offered(release, language or language_of(request))
    found = release.entities.choose(release.entities.competences, _wanted(request, asked), offered.language)
    return _listed(request, offered.language, Page.of(found, pages), asked, {"area": offered.areas})


@router.get("/initiatives")
def initiatives(
    request: Request,
    release: Release,
    pages: Pages,
    q: Words = "",
    status: Slug = "",
    area: Slug = "",
    region: Slug = "",
    owner: Slug = "",
    competence: Slug = "",
    language: Spoken = None,
) -> Response:
    """By name, with their status today."""
    asked = _asked(q=q, status=status, area=area, region=region, owner=owner, competence=competence)
    offered = Offered(release, language or language_of(request))
    statuses = spoken("statuses", offered.language)
    choices = {
        "status": [(one.value, statuses[one.value]) for one in Status],
        "area": offered.areas,
        "region": offered.regions,
        "owner": offered.owners,
        "competence": offered.competences,
    }
    found = release.entities.choose(release.entities.initiatives, _wanted(request, asked), offered.language)
    return _listed(request, offered.language, Page.of(found, pages), asked, choices)


@router.get("/regions")
def regions(request: Request, release: Release, pages: Pages, language: Spoken = None) -> Response:
    """The counties, with their strategies and what those prioritise."""
    chosen = language or language_of(request)
    return _listed(request, chosen, Page.of(release.entities.regions.ordered(chosen), pages), {}, {})


def _asked(**filters: str) -> dict[str, str]:
    """What the form was sent with, empty where it was left."""
    return {name: value.strip() for name, value in filters.items()}


def _wanted(request: Request, asked: Mapping[str, str]) -> Wanted:
    """UsageError where there is no such status; other values are held against the release."""
    given = {name: value for name, value in asked.items() if value and name not in ("q", "status")}
    status = _status(asked["status"]) if asked.get("status") else None
    day = state_of(request).today()
    return Wanted(day=day, text=asked.get("q", ""), status=status, **given)


def _status(value: str) -> Status:
    try:
        return Status(value)
    except ValueError as error:
        known = ", ".join(Status)
        raise UsageError(
            Text(
                sv=f"status: {value[:80]} finns inte. Välj bland {known}.",
                en=f"status: there is no {value[:80]}. Choose among {known}.",
            )
        ) from error


def _listed(
    request: Request,
    language: Language,
    page: Page[Any],
    asked: Mapping[str, str],
    choices: Mapping[str, Choices],
) -> Response:
    name = request.url.path.strip("/")
    release = lent_to(request)
    values: dict[str, Any] = {
        "tell": spoken("places", language),
        "tongue": language,
        "grounded": grounded,
        "day": state_of(request).today(),
        "name": name,
        "asked": asked,
        "filtered": any(asked.values()),
        "choices": choices,
        "page": page,
        "links": {
            relation: _address(name, asked, number, page.paging.limit) for relation, number in page.links().items()
        },
        "connections": release.connections,
        "first": (page.paging.page - 1) * page.paging.limit + 1,
    }
    rendered = render(request, f"{name}.html", language, **values)
    return lasting(request, bytes(rendered.body), HTML, language)


def _address(name: str, asked: Mapping[str, str], number: int, limit: int) -> str:
    """Of another page of the same list; what is as it always is need not be said."""
    kept = [(filter_, value) for filter_, value in asked.items() if value]
    turned = [("page", number, 1), ("limit", limit, DEFAULT_LIMIT)]
    query = urlencode([*kept, *((what, value) for what, value, usual in turned if value != usual)])
    return f"/{name}?{query}" if query else f"/{name}"
