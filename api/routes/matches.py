"""``POST /api/v1/matches``: a need in, support actors with reasons out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse

from api.bodies import json_only
from api.state import Published, asked_language, published, state_of
from api.wire import AnswerWire
from api.wire_matches import MatchBody

router = APIRouter(prefix="/api/v1", tags=["matches"])


@router.post(
    "/matches",
    summary="Match a need / Matcha ett behov",
    responses={200: {"model": AnswerWire, "description": "Actors, teams and initiatives, with reasons"}},
    dependencies=[Depends(json_only)],
)
def match(body: MatchBody, request: Request, release: Annotated[Published, Depends(published)]) -> JSONResponse:
    """Texts come in the language ``Accept-Language`` names, else in the language of the need. Nothing is kept."""
    answer = release.matcher.match(body.request(), state_of(request).today())
    language = asked_language(request) or answer.language
    headers = {"Cache-Control": "no-store", "Content-Language": language.value}
    return JSONResponse(answer.to_json(language), headers=headers)
