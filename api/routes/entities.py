"""Lists and single things: actors, areas, competences, initiatives, regions, sources. JSON, or RDF by ``Accept``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import BaseModel
from pyoxigraph import NamedNode

from api.caching import lasting
from api.negotiation import JSON, JSON_LD, RDF_MEDIA_TYPES, negotiated
from api.paging import Page, Paging, link_header, paging
from api.rdf import written
from api.state import Published, language_of, published, state_of
from api.wire_entities import (
    ActorRecord,
    AreaRecord,
    CompetenceRecord,
    InitiativeRecord,
    Listing,
    RegionRecord,
    SourceRecord,
)
from s3graph.model import Status
from s3graph.querying.description import documented
from s3graph.querying.entities import Wanted
from s3graph.querying.entity import Entity

router = APIRouter(prefix="/api/v1")
E = TypeVar("E", bound=Entity)
R = TypeVar("R", bound=BaseModel)

Release = Annotated[Published, Depends(published)]
Pages = Annotated[Paging, Depends(paging)]
Words = Annotated[str, Query(max_length=200, description="Words in a name / Ord i ett namn", examples=["trä"])]
InRegion = Annotated[str, Query(description="Region, by its NUTS code / Region, med NUTS-kod", examples=["SE212"])]
InArea = Annotated[str, Query(description="Thematic area / Tematiskt område", examples=["tra-skog"])]
WithCompetence = Annotated[
    str, Query(description="Competence or one below it / Kompetens eller en under den", examples=["automation"])
]
OfKind = Annotated[
    str, Query(description="Kind of actor or one below it / Aktörstyp eller en under den", examples=["science-park"])
]
WithStatus = Annotated[Status | None, Query(description="Status today / Läge i dag", examples=["open"])]


Slug = Annotated[str, Path(description="The end of its address / Slutet av dess adress", max_length=200)]


def _offers(model: type[BaseModel]) -> dict[str, Any]:
    """How a route describes its answers."""
    rdf = {media_type: {"schema": {"type": "string"}} for media_type in RDF_MEDIA_TYPES if media_type != JSON_LD}
    rdf[JSON_LD] = {"schema": {"type": "object"}}
    answer = {"model": model, "content": rdf, "description": "JSON, or RDF by Accept / JSON, eller RDF efter Accept"}
    return {"response_class": Response, "responses": {200: answer}}


@router.get("/actors", summary="Support actors / Aktörer", tags=["actors"], **_offers(Listing[ActorRecord]))
def actors(
    request: Request,
    release: Release,
    pages: Pages,
    region: InRegion = "",
    area: InArea = "",
    competence: WithCompetence = "",
    kind: OfKind = "",
    q: Words = "",
) -> Response:
    """Publicly financed organisations that support innovation, by name. A filter refuses what it does not know."""
    wanted = Wanted(
        day=state_of(request).today(),
        text=q,
        region=region or None,
        area=area or None,
        competence=competence or None,
        kind=kind or None,
    )
    language = language_of(request)
    page = Page.of(release.entities.choose(release.entities.actors, wanted, language), pages)
    return _listed(request, release, page, Listing[ActorRecord], lambda one: ActorRecord.of_actor(one, language))


@router.get("/actors/{slug}", summary="One actor / En aktör", tags=["actors"], **_offers(ActorRecord))
def actor(request: Request, release: Release, slug: Slug) -> Response:
    """With its competences, services and initiatives, and what each statement rests on."""
    found = release.entities.actors.get(slug)
    return _single(request, release, found, ActorRecord.of_actor(found, language_of(request)))


@router.get("/areas", summary="Thematic areas / Tematiska områden", tags=["areas"], **_offers(Listing[AreaRecord]))
def areas(request: Request, release: Release, pages: Pages, q: Words = "") -> Response:
    """The areas of smart specialisation, by name, with how much belongs to each."""
    language = language_of(request)
    wanted = Wanted(day=state_of(request).today(), text=q)
    page = Page.of(release.entities.choose(release.entities.areas, wanted, language), pages)
    return _listed(request, release, page, Listing[AreaRecord], lambda one: AreaRecord.of_area(one, language))


@router.get("/areas/{slug}", summary="One area / Ett område", tags=["areas"], **_offers(AreaRecord))
def area(request: Request, release: Release, slug: Slug) -> Response:
    """With its topics and the priorities of the regional strategies."""
    found = release.entities.areas.get(slug)
    return _single(request, release, found, AreaRecord.of_area(found, language_of(request)))


@router.get(
    "/competences", summary="Competences / Kompetenser", tags=["competences"], **_offers(Listing[CompetenceRecord])
)
def competences(
    request: Request,
    release: Release,
    pages: Pages,
    area: InArea = "",
    competence: WithCompetence = "",
    q: Words = "",
) -> Response:
    """What actors can help companies with, by name."""
    language = language_of(request)
    wanted = Wanted(day=state_of(request).today(), text=q, area=area or None, competence=competence or None)
    page = Page.of(release.entities.choose(release.entities.competences, wanted, language), pages)
    return _listed(
        request, release, page, Listing[CompetenceRecord], lambda one: CompetenceRecord.of_competence(one, language)
    )


@router.get(
    "/competences/{slug}", summary="One competence / En kompetens", tags=["competences"], **_offers(CompetenceRecord)
)
def competence(request: Request, release: Release, slug: Slug) -> Response:
    """With its place among the others, its ESCO concepts, and the actors that have it."""
    found = release.entities.competences.get(slug)
    return _single(request, release, found, CompetenceRecord.of_competence(found, language_of(request)))


@router.get(
    "/initiatives", summary="Initiatives / Insatser", tags=["initiatives"], **_offers(Listing[InitiativeRecord])
)
def initiatives(
    request: Request,
    release: Release,
    pages: Pages,
    region: InRegion = "",
    area: InArea = "",
    competence: WithCompetence = "",
    status: WithStatus = None,
    q: Words = "",
) -> Response:
    """By name. A region finds what covers the whole programme area too; without an end date the status is unknown."""
    language, today = language_of(request), state_of(request).today()
    wanted = Wanted(
        day=today,
        text=q,
        region=region or None,
        area=area or None,
        competence=competence or None,
        status=status,
    )
    page = Page.of(release.entities.choose(release.entities.initiatives, wanted, language), pages)
    return _listed(
        request,
        release,
        page,
        Listing[InitiativeRecord],
        lambda one: InitiativeRecord.of_initiative(one, language, today),
    )


@router.get(
    "/initiatives/{slug}", summary="One initiative / En insats", tags=["initiatives"], **_offers(InitiativeRecord)
)
def initiative(request: Request, release: Release, slug: Slug) -> Response:
    """With its owner, participants, funders, money, dates and status today."""
    found = release.entities.initiatives.get(slug)
    record = InitiativeRecord.of_initiative(found, language_of(request), state_of(request).today())
    return _single(request, release, found, record)


@router.get("/regions", summary="Regions / Regioner", tags=["regions"], **_offers(Listing[RegionRecord]))
def regions(request: Request, release: Release, pages: Pages, q: Words = "") -> Response:
    """The counties of the programme area as territories, by name."""
    language = language_of(request)
    wanted = Wanted(day=state_of(request).today(), text=q)
    page = Page.of(release.entities.choose(release.entities.regions, wanted, language), pages)
    return _listed(request, release, page, Listing[RegionRecord], lambda one: RegionRecord.of_region(one, language))


@router.get("/regions/{slug}", summary="One region / En region", tags=["regions"], **_offers(RegionRecord))
def region(request: Request, release: Release, slug: Slug) -> Response:
    """With its municipalities, neighbours, regional authority and strategies."""
    found = release.entities.regions.get(slug)
    return _single(request, release, found, RegionRecord.of_region(found, language_of(request)))


@router.get("/sources", summary="Sources / Källor", tags=["sources"], **_offers(Listing[SourceRecord]))
def sources(request: Request, release: Release, pages: Pages, q: Words = "") -> Response:
    """Who has delivered what, by name."""
    language = language_of(request)
    wanted = Wanted(day=state_of(request).today(), text=q)
    page = Page.of(release.entities.choose(release.entities.sources, wanted, language), pages)
    return _listed(request, release, page, Listing[SourceRecord], lambda one: SourceRecord.of_source(one, language))


@router.get("/sources/{slug}", summary="One source / En källa", tags=["sources"], **_offers(SourceRecord))
def source(request: Request, release: Release, slug: Slug) -> Response:
    """With its profile, licence, deliveries, and how many things of each class it speaks of."""
    found = release.entities.sources.get(slug)
    return _single(request, release, found, SourceRecord.of_source(found, language_of(request)))


def _listed(
    request: Request, release: Published, page: Page[E], listing: type[Listing[R]], record: Callable[[E], R]
) -> Response:
    """The page in the format that ``Accept`` likes best, with the addresses of the others."""
    chosen = negotiated(request, (JSON, *RDF_MEDIA_TYPES))
    if chosen == JSON:
        content = listing.of(release.release.number, page, record).model_dump_json().encode()
        response = lasting(request, content, JSON, language_of(request))
    else:
        nodes = [NamedNode(entity.iri) for entity in page.items]
        response = written(request, (triple for node in nodes for triple in documented(release.store, node)), chosen)
    response.headers["Link"] = link_header(request, page)
    return response


def _single(request: Request, release: Published, entity: Entity, record: BaseModel) -> Response:
    chosen = negotiated(request, (JSON, *RDF_MEDIA_TYPES))
    if chosen == JSON:
        return lasting(request, record.model_dump_json().encode(), JSON, language_of(request))
    return written(request, documented(release.store, NamedNode(entity.iri)), chosen)
