"""Whether the process lives, whether it can answer, and what it counted."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from api.limits import from_this_machine
from api.metrics import MEDIA_TYPE
from api.state import lent_to, state_of
from s3graph.errors import NotAllowedError
from s3graph.model import Text

router = APIRouter(tags=["health"])
_FRESH = {"Cache-Control": "no-store"}


@router.get("/livez", summary="Is the process alive / Lever processen")
async def livez() -> JSONResponse:
    """Answers as long as the process does; asks nothing else."""
    return JSONResponse({"status": "alive"}, headers=_FRESH)


@router.get("/readyz", summary="Can the service answer / Kan tjänsten svara")
async def readyz(request: Request) -> JSONResponse:
    """200 with the number of the loaded release, or a problem with status 503 before the first is loaded."""
    release = lent_to(request).release
    return JSONResponse({"status": "ready", "release": release.number}, headers=_FRESH)


@router.get("/metrics", summary="Counters for Prometheus / Räknare för Prometheus", response_class=Response)
async def metrics(request: Request) -> Response:
    """For this machine only: not through a proxy."""
    if not from_this_machine(request.scope):
        raise NotAllowedError(
            Text(
                sv="/metrics svarar bara den egna maskinen, och inte genom en proxy.",
                en="/metrics answers this machine only, and not through a proxy.",
            )
        )
    state = state_of(request)
    counters = state.metrics
    counters.queue(state.turns.waiting, state.turns.running)
    lent = request.state.published
    counters.serve(lent.release.number if lent else 0)
    return Response(counters.text(), headers=_FRESH, media_type=MEDIA_TYPE)
