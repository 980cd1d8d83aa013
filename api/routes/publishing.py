"""``/advisor/needs/…/publish``: a kept need made public without its company, in words written for it."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool

from api.advising import AdvisorsDesk
from api.desk_pages import desk_page
from api.jobs import job_of, queue_of
from api.kept_need import KeptNeed
from api.messages import spoken
from api.routes.advisor import Desk, Form, SentDesk
from api.routes.import_results import events_of
from api.sessions import choice
from api.state import language_of
from api.wire_imports import JobWire
from api.wire_needs import LONGEST, SHORTEST
from s3graph.model import Language

router = APIRouter(
    prefix="/advisor",
    tags=["pages"],
    include_in_schema=False,
    default_response_class=HTMLResponse,
    dependencies=[Depends(choice)],
)
_EMPTY = {language.value: "" for language in Language}


@router.get("/needs/{identity}/publish")
def ask(request: Request, desk: Desk, identity: str) -> Response:
    """The form for the words, with the warning where somebody might be recognised."""
    return _page(request, desk, identity, _EMPTY)


@router.post("/needs/{identity}/publish")
async def publish(request: Request, form: Form, desk: SentDesk, identity: str) -> Response:
    """Publishes it; or says what is missing, with what was written still there."""
    written = {language.value: form[language.value] for language in Language}
    need = await run_in_threadpool(desk.need, identity)
    failure = await run_in_threadpool(_failure, desk, identity, written, form["confirmed"] == "1")
    if failure:
        return await run_in_threadpool(_page, request, desk, identity, written, failure)
    texts = {Language(code): text for code, text in written.items() if text}
    job = await run_in_threadpool(desk.publish, need, texts, queue_of(request))
    return RedirectResponse(f"/advisor/publications/{job.id}?need={need.id}", 303)


@router.get("/publications/{identity}")
async def published_need(request: Request, desk: Desk, identity: str, need: str = "") -> Response:
    """How far the publication has come."""
    job = await job_of(request, desk.key, identity)
    values = {"job": JobWire.of(job, language_of(request)), "need": need}
    return desk_page(request, "advisor_publication.html", values)


@router.get("/publications/{identity}/events")
async def events(request: Request, desk: Desk, identity: str) -> Response:
    """What happens to the publication from now on, as server-sent events."""
    return events_of(request, desk.key, await job_of(request, desk.key, identity))


def _failure(desk: AdvisorsDesk, identity: str, written: Mapping[str, str], confirmed: bool) -> str:
    """The name of the message that says what is wrong; empty for nothing."""
    given = [text for text in written.values() if text]
    if not given or not all(SHORTEST <= len(text) <= LONGEST for text in given):
        return "publish_length"
    if desk.warning(desk.need(identity)) is not None and not confirmed:
        return "publish_confirm"
    return ""


def _page(
    request: Request, desk: AdvisorsDesk, identity: str, written: Mapping[str, str], failure: str = ""
) -> HTMLResponse:
    language, need = language_of(request), desk.need(identity)
    warning = desk.warning(need)
    values = {
        "case": KeptNeed.of(need, desk.release, language),
        "written": written,
        "warning": warning.in_language(language) if warning else "",
        "failure": spoken("advisor", language)[failure] if failure else "",
        "longest": LONGEST,
    }
    again = [("form_token", request.state.session.form_token), *written.items()] if failure else []
    return desk_page(request, "advisor_publish.html", values, 400 if failure else 200, again)
