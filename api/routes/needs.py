"""``/api/v1/needs``: needs that advisors keep, what became of the suggestions, publishing one without its company."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from api.advising import AdvisorsDesk, Keeping, check_advises
from api.bodies import json_only
from api.jobs import queue_of, told
from api.keys import holder
from api.paging import Page, Paging, link_header, paging
from api.state import Published, asked_language, language_of, published, state_of
from api.wire_needs import (
    KeepBody,
    KeptWire,
    MarkBody,
    NeedsWire,
    OutcomeBody,
    PrivateNeedWire,
    PublicationBody,
    PublicationWire,
    UnpublishedWire,
)
from s3graph.private import ApiKey

router = APIRouter(prefix="/api/v1", tags=["needs"])
_HEADERS = {"Cache-Control": "no-store", "Vary": "Accept-Language, Authorization"}


async def desk(
    request: Request,
    key: Annotated[ApiKey, Depends(holder)],
    release: Annotated[Published, Depends(published)],
) -> AdvisorsDesk:
    """For ``Depends``. NotAllowedError for keys of other roles."""
    check_advises(key)
    return AdvisorsDesk(state_of(request), key, release)


Desk = Annotated[AdvisorsDesk, Depends(desk)]


@router.post(
    "/needs",
    status_code=201,
    summary="Keep a need / Spara ett behov",
    response_model=KeptWire,
    dependencies=[Depends(json_only)],
)
def keep(body: KeepBody, request: Request, desk: Desk) -> Response:
    """Answers the need and keeps what it is about. The text is kept where that is asked for, personal data masked."""
    kept, answer = desk.keep(Keeping(body.request(), body.text, body.purpose, body.keep_text))
    language = asked_language(request) or answer.language
    content = {"need": kept.to_json(), "answer": answer.to_json(language)}
    return JSONResponse(content, 201, {**_HEADERS, "Location": f"/api/v1/needs/{kept.id}"})


@router.get("/needs", summary="Kept needs / Sparade behov", response_model=NeedsWire)
def kept_needs(request: Request, desk: Desk, asked: Annotated[Paging, Depends(paging)]) -> Response:
    """Those of the key, newest first; all of them for an operator."""
    page = Page.of(desk.needs(), asked)
    content = {"total": page.total, "items": [need.to_json() for need in page.items]}
    return JSONResponse(content, headers={**_HEADERS, "Link": link_header(request, page)})


@router.get("/needs/{identity}", summary="A kept need / Ett sparat behov", response_model=PrivateNeedWire)
def kept_need(desk: Desk, identity: str) -> Response:
    """With the marks on what was suggested, and what became of it."""
    return JSONResponse(desk.need(identity).to_json(), headers=_HEADERS)


@router.delete("/needs/{identity}", status_code=204, summary="Erase a need / Radera ett behov")
def erase(desk: Desk, identity: str) -> Response:
    """The need and its marks are gone at once. A published one is withdrawn by the operator."""
    desk.state.needs.erase([desk.need(identity)])
    return Response(status_code=204, headers=_HEADERS)


@router.post(
    "/needs/{identity}/marks",
    summary="Mark a suggestion / Märk ett förslag",
    response_model=PrivateNeedWire,
    dependencies=[Depends(json_only)],
)
def mark(body: MarkBody, desk: Desk, identity: str) -> Response:
    """Useful, not useful, or contacted; a mark replaces the former on the same actor, ``none`` takes it away."""
    marked = desk.mark(desk.need(identity), body.actor, None if body.mark == "none" else body.mark)
    return JSONResponse(marked.to_json(), headers=_HEADERS)


@router.post(
    "/needs/{identity}/outcome",
    summary="Say what became of a need / Ange vad det blev av ett behov",
    response_model=PrivateNeedWire,
    dependencies=[Depends(json_only)],
)
def end(body: OutcomeBody, desk: Desk, identity: str) -> Response:
    """Helped, partly, not helped, or lapsed; ``open`` takes back what was said."""
    ended = desk.state.needs.end(desk.need(identity), body.outcome, desk.today)
    return JSONResponse(ended.to_json(), headers=_HEADERS)


@router.post(
    "/needs/{identity}/publication",
    status_code=202,
    summary="Publish a need without the company / Publicera ett behov utan företaget",
    responses={
        202: {
            "model": PublicationWire,
            "description": "It goes in by validation as any delivery; its job is at Location",
        },
        200: {"model": UnpublishedWire, "description": "Nothing is published: few companies fit; confirm to go on"},
    },
    dependencies=[Depends(json_only)],
)
async def publish(body: PublicationBody, request: Request, desk: Desk, identity: str) -> Response:
    """Text, areas, competences and county go into the open graph; nothing of the company, and no personal data."""
    need = await run_in_threadpool(desk.need, identity)
    warning = await run_in_threadpool(desk.warning, need)
    if warning is not None and not body.confirmed:
        content = {"published": False, "warning": warning.in_language(language_of(request))}
        return JSONResponse(content, headers=_HEADERS)
    job = await run_in_threadpool(desk.publish, need, body.texts(), queue_of(request))
    notices = [said.in_language(language_of(request)) for said in desk.pointed_out(body.texts())]
    return told(request, job, 202, notices=notices)
