"""What nobody asked for by a need: initiatives that overlap, collaborations that would bridge unmet needs."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse

from api.state import Published, language_of, published, state_of
from api.wire_proposals import OverlapsWire, ProposalsWire
from s3graph.errors import UsageError
from s3graph.matching.bridges import proposals
from s3graph.matching.overlaps import overlaps
from s3graph.model import Text
from s3graph.vocabulary import BASE

router = APIRouter(prefix="/api/v1", tags=["proposals"])

Release = Annotated[Published, Depends(published)]
Limit = Annotated[int, Query(ge=1, le=100, description="How many at most / Högst så här många")]


@router.get(
    "/initiative-overlaps",
    summary="Initiatives that do the same thing / Insatser som gör samma sak",
    responses={
        200: {
            "model": OverlapsWire,
            "description": "Pairs, the surest first, of these the most alike",
        }
    },
)
def initiative_overlaps(request: Request, release: Release, limit: Limit = 20) -> JSONResponse:
    """Pairs of different owners or counties at the same time: candidates for one sharper joint initiative.

    Those known to be that come first; last, those where nothing is known of either's owner or county (`apart`).
    """
    language, today = language_of(request), state_of(request).today()
    found = overlaps(release.matcher.index, today, limit)
    items = [overlap.to_json(language) for overlap in found]
    body = {"release": release.release.number, "day": today.isoformat(), "items": items}
    return JSONResponse(body, headers={"Content-Language": language.value, "Vary": "Accept-Language"})


@router.get(
    "/collaboration-proposals",
    summary="Collaborations that would bridge unmet needs / Samverkan som skulle möta otäckta behov",
    responses={200: {"model": ProposalsWire, "description": "Proposals, the most worth first"}},
)
def collaboration_proposals(
    request: Request,
    release: Release,
    actor: Annotated[str, Query(description="Slug of an actor / En aktörs slug", max_length=200)] = "",
    area: Annotated[list[str] | None, Query(description="Two thematic areas / Två tematiska områden")] = None,
    limit: Limit = 10,
) -> JSONResponse:
    """For an actor, for two areas, or of all: pairs with a bridge that together meet what neither meets alone."""
    language = language_of(request)
    found = proposals(
        release.matcher.index,
        actor=f"{BASE}id/actor/{actor}" if actor else None,
        areas=_pair(area) if area else None,
        limit=limit,
    )
    body = {"release": release.release.number, "items": [proposal.to_json(language) for proposal in found]}
    return JSONResponse(body, headers={"Content-Language": language.value, "Vary": "Accept-Language"})


def _pair(areas: list[str]) -> tuple[str, str]:
    if len(areas) != 2:
        raise UsageError(
            Text(
                sv=f"Ange två områden, som area=livsmedel&area=digital; här finns {len(areas)}.",
                en=f"Give two areas, as in area=livsmedel&area=digital; there are {len(areas)} here.",
            )
        )
    return areas[0], areas[1]
