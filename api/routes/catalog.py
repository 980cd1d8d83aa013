"""``/catalog``: what a national data portal harvests."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response

from api.documents import FILES
from api.negotiation import ENDINGS, HTML
from api.nodes import public_address
from api.rdf import written
from api.state import Published, published, state_of
from s3graph.errors import NotFoundError
from s3graph.model import Text
from s3graph.querying.cataloguing import PublishedCatalogue, Publisher

router = APIRouter(tags=["catalog"])
Release = Annotated[Published, Depends(published)]
Ending = Annotated[str, Path(description="ttl, rdf, jsonld or nt", examples=["ttl"], max_length=10)]
_FORMATS = {ending: media_type for ending, media_type in ENDINGS.items() if media_type != HTML}


@router.get("/catalog", summary="The catalogue / Katalogen", response_class=Response, responses=FILES)
def catalog(request: Request, release: Release) -> Response:
    """Data sets, their files and the services, in DCAT-AP-SE; the format by ``Accept``."""
    return written(request, _catalogue(request, release).triples())


@router.get(
    "/catalog.{ending}", summary="The catalogue as a file / Katalogen som fil", response_class=Response, responses=FILES
)
def catalog_as(request: Request, release: Release, ending: Ending) -> Response:
    """The same; the ending says the format. Sveriges dataportal reads ``/catalog.rdf``."""
    if ending not in _FORMATS:
        listed = ", ".join(f".{known}" for known in _FORMATS)
        raise NotFoundError(
            Text(sv=f"Inget .{ending} finns. Det finns: {listed}.", en=f"No .{ending}; there is: {listed}.")
        )
    return written(request, _catalogue(request, release).triples(), _FORMATS[ending])


def _catalogue(request: Request, release: Published) -> PublishedCatalogue:
    settings = state_of(request).settings
    publisher = Publisher(
        name=settings.publisher_name,
        number=settings.publisher_number,
        homepage=settings.publisher_homepage,
        contact=settings.contact_name,
        email=settings.contact_email,
    )
    return PublishedCatalogue(release.store, release.entities, publisher, public_address(request))
