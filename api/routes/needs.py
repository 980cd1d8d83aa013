"""``/api/v1/needs``: needs that advisors keep, what became of the suggestions, publishing one without its company."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from api.bodies import json_only
from api.jobs import queue_of, told
from api.keys import holder
from api.paging import Page, Paging, link_header, paging
from api.state import Published, asked_language, language_of, published, state_of
from api.wire_imports import JobWire
from api.wire_needs import (
    KeepBody,
    KeptWire,
    MarkBody,
    NeedsWire,
    PrivateNeedWire,
    PublicationBody,
    UnpublishedWire,
)
from s3graph.errors import NotAllowedError, NotFoundError
from s3graph.intake.publishing_needs import SOURCE, PublishedNeed, few_companies
from s3graph.matching import Answer
from s3graph.matching.personal import masked
from s3graph.model import Text
from s3graph.private import ApiKey, Draft, JobOptions, Marked, Needs, PrivateNeed, Role
from s3graph.private.needs import erase_on
from s3graph.vocabulary import BASE

router = APIRouter(prefix="/api/v1", tags=["needs"])
_HEADERS = {"Cache-Control": "no-store", "Vary": "Accept-Language, Authorization"}
_SURE = 0.3
"""Least confidence of a competence that is kept with a need."""

Release = Annotated[Published, Depends(published)]


async def advisor(key: Annotated[ApiKey, Depends(holder)]) -> ApiKey:
    """For ``Depends``. NotAllowedError for keys of other roles."""
    if key.role not in (Role.ADVISOR, Role.OPERATOR):
        raise NotAllowedError(
            Text(
                sv=f"Nyckeln {key.id} är ingen rådgivares. Behov sparas med en nyckel för rollen advisor.",
                en=f"The key {key.id} is no advisor's. Needs are kept with a key of the role advisor.",
            )
        )
    return key


Advisor = Annotated[ApiKey, Depends(advisor)]


@router.post(
    "/needs",
    status_code=201,
    summary="Keep a need / Spara ett behov",
    response_model=KeptWire,
    dependencies=[Depends(json_only)],
)
def keep(body: KeepBody, request: Request, key: Advisor, release: Release) -> Response:
    """Answers the need and keeps what it is about. The text is kept where that is asked for, personal data masked."""
    state = state_of(request)
    today = state.today()
    answer = release.matcher.match(body.request(), today)
    draft = PrivateNeed(
        key=key.id,
        language=answer.language,
        purpose=body.purpose,
        created_on=today,
        erase_on=erase_on(today, state.settings.need_days),
        areas=tuple(body.areas),
        region=body.region or release.matcher.region_of(body.municipality),
        municipality=body.municipality,
        sni=body.sni,
        size=body.size,
        competences=_competences(answer),
        text=masked(body.text) if body.keep_text else None,
    )
    kept = state.needs.keep(draft)
    language = asked_language(request) or answer.language
    content = {"need": kept.to_json(), "answer": answer.to_json(language)}
    return JSONResponse(content, 201, {**_HEADERS, "Location": f"/api/v1/needs/{kept.id}"})


@router.get("/needs", summary="Kept needs / Sparade behov", response_model=NeedsWire)
def kept_needs(request: Request, key: Advisor, asked: Annotated[Paging, Depends(paging)]) -> Response:
    """Those of the key, newest first; all of them for an operator."""
    page = Page.of(state_of(request).needs.list(_whose(key)), asked)
    content = {"total": page.total, "items": [need.to_json() for need in page.items]}
    return JSONResponse(content, headers={**_HEADERS, "Link": link_header(request, page)})


@router.get("/needs/{identity}", summary="A kept need / Ett sparat behov", response_model=PrivateNeedWire)
def kept_need(request: Request, key: Advisor, identity: str) -> Response:
    """With the marks on what was suggested."""
    return JSONResponse(_need(request, key, identity).to_json(), headers=_HEADERS)


@router.delete("/needs/{identity}", status_code=204, summary="Erase a need / Radera ett behov")
def erase(request: Request, key: Advisor, identity: str) -> Response:
    """The need and its marks are gone at once. A published one is withdrawn by the operator."""
    state_of(request).needs.erase([_need(request, key, identity)])
    return Response(status_code=204, headers=_HEADERS)


@router.post(
    "/needs/{identity}/marks",
    summary="Mark a suggestion / Märk ett förslag",
    response_model=PrivateNeedWire,
    dependencies=[Depends(json_only)],
)
def mark(body: MarkBody, request: Request, key: Advisor, release: Release, identity: str) -> Response:
    """Useful, not useful, or contacted; a mark replaces the former on the same actor, ``none`` takes it away."""
    needs, need, actor = state_of(request).needs, _need(request, key, identity), _actor(release, body.actor)
    if body.mark == "none":
        marked = needs.unmark(need, actor)
    else:
        marked = needs.mark(need, Marked(actor, body.mark, state_of(request).today(), release.release.number))
    return JSONResponse(marked.to_json(), headers=_HEADERS)


@router.post(
    "/needs/{identity}/publication",
    status_code=202,
    summary="Publish a need without the company / Publicera ett behov utan företaget",
    responses={
        202: {"model": JobWire, "description": "It goes in by validation as any delivery; its job is at Location"},
        200: {"model": UnpublishedWire, "description": "Nothing is published: few companies fit; confirm to go on"},
    },
    dependencies=[Depends(json_only)],
)
async def publish(body: PublicationBody, request: Request, key: Advisor, release: Release, identity: str) -> Response:
    """Text, areas, competences and county go into the open graph; nothing of the company, and no personal data."""
    need = await run_in_threadpool(_need, request, key, identity)
    warning = await run_in_threadpool(few_companies, release.store, (need.region, need.sni, need.size))
    if warning is not None and not body.confirmed:
        content = {"published": False, "warning": warning.in_language(language_of(request))}
        return JSONResponse(content, headers=_HEADERS)
    written = PublishedNeed.of(need, body.texts(), state_of(request).today())
    queue = queue_of(request)
    job = await run_in_threadpool(
        queue.submit_content,
        Draft(SOURCE, key.id, "need.nt", JobOptions(format="nt", merge=True)),
        written.to_bytes(),
    )
    return told(request, job, 202)


def _whose(key: ApiKey) -> str | None:
    return None if key.role is Role.OPERATOR else key.id


def _need(request: Request, key: ApiKey, identity: str) -> PrivateNeed:
    needs: Needs = state_of(request).needs
    return needs.get(identity, _whose(key))


def _actor(release: Published, named: str) -> str:
    """The IRI of a support actor, named by it or by its slug."""
    iri = named if named.startswith("https://") else f"{BASE}id/actor/{named}"
    if all(actor.iri != iri for actor in release.matcher.index.catalogue.actors):
        raise NotFoundError(
            Text(sv=f"Aktören {named} finns inte bland stödaktörerna.", en=f"There is no support actor {named}.")
        )
    return iri


def _competences(answer: Answer) -> tuple[str, ...]:
    links = (link for part in answer.parts if part.asks for link in part.concepts if link.confidence >= _SURE)
    return tuple(dict.fromkeys(link.iri for link in links))
