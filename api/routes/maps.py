"""The map of the four counties, and the table that says the same."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import HTMLResponse

from api.caching import lasting
from api.map_drawing import drawing
from api.messages import spoken
from api.negotiation import HTML
from api.offered import Offered
from api.pages import render
from api.state import Published, language_of, published, state_of
from s3graph.errors import UsageError
from s3graph.model import Language, Text
from s3graph.querying.atlas import Chosen, Layer
from s3graph.querying.boundaries import sheet

router = APIRouter(tags=["pages"], include_in_schema=False, default_response_class=HTMLResponse)
Release = Annotated[Published, Depends(published)]
Slug = Annotated[str, Query(max_length=200)]


@router.get("/map")
def map_page(
    request: Request,
    release: Release,
    layer: Slug = "",
    area: Slug = "",
    competence: Slug = "",
    language: Annotated[Language | None, Query()] = None,
) -> Response:
    """A layer, of an area or a competence where one is chosen. Without boundaries the table stands alone."""
    offered = Offered(release, language or language_of(request))
    chosen = Chosen(_layer(layer), state_of(request).today(), area or None, competence or None)
    chart = release.atlas.chart(chosen, offered.language)
    drawn = sheet(_counties(release))
    page = render(
        request,
        "map.html",
        offered.language,
        tell=spoken("map", offered.language),
        tongue=offered.language,
        layers=[one.value for one in Layer],
        chart=chart,
        drawing=drawing(chart, drawn, offered.language) if drawn and drawn.outlines else None,
        choices={"area": offered.areas, "competence": offered.competences},
        asked={"layer": chosen.layer.value, "area": area, "competence": competence},
        listed=_listed(chosen),
    )
    return lasting(request, bytes(page.body), HTML, offered.language)


def _layer(value: str) -> Layer:
    try:
        return Layer(value or Layer.SEATED)
    except ValueError as error:
        known = ", ".join(Layer)
        raise UsageError(
            Text(
                sv=f"layer: {value[:80]} finns inte. Välj bland {known}.",
                en=f"layer: there is no {value[:80]}. Choose among {known}.",
            )
        ) from error


def _listed(chosen: Chosen) -> str:
    """Where what was counted stands as a list."""
    opened = {"status": "open"} if chosen.layer is Layer.INITIATIVES else {}
    asked = {**opened, "area": chosen.area, "competence": chosen.competence}
    query = urlencode({name: value for name, value in asked.items() if value})
    path = "/initiatives" if chosen.layer is Layer.INITIATIVES else "/actors"
    return f"{path}?{query}" if query else path


def _counties(release: Published) -> tuple[str, ...]:
    """The codes that the municipalities of the release begin with."""
    return tuple(sorted({place.code[:2] for place in release.gazetteer.municipalities.by_address()}))
