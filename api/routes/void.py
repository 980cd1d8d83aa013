"""``/.well-known/void``: where programs look for what a dataset holds, before they ask it anything."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from api.endpoint import own_address
from api.rdf import written
from api.state import Published, published, state_of
from api.void import described
from s3graph.querying.formats import JSON
from s3graph.querying.statistics import SECONDS

router = APIRouter(tags=["sparql"])
Release = Annotated[Published, Depends(published)]


@router.get("/.well-known/void", summary="What the graph holds / Vad grafen rymmer", response_class=Response)
def void(request: Request, release: Release) -> Response:
    """Counted once for each release, by the first who asks; Turtle, or what ``Accept`` likes better."""

    def ask(text: str) -> bytes:
        return b"".join(release.fleet.run(text, JSON, SECONDS).chunks)

    found = state_of(request).counted.of(release.release.number, ask)
    return written(request, described(found, release.release.number, own_address(request)))
