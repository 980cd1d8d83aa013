"""``/answer``: a need answered on a page. In words it is posted, so that no address holds it; in competences it has an
address that can be passed on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.datastructures import FormData, QueryParams

from api.answer_page import AnswerPage
from api.ask_page import Fault, ask_page, wrong_choices
from api.asked import TRAP, Asked
from api.keeping import keep_form
from api.language import language_of
from api.messages import spoken
from api.pages import render, written
from api.problems import kind_of
from api.state import Published, published, state_of
from api.understood import named
from s3graph.errors import S3GraphError
from s3graph.model import Language

router = APIRouter(tags=["pages"], include_in_schema=False)
Release = Annotated[Published, Depends(published)]
_OWN_CACHE = "private, no-cache"
"""In the asker's browser alone: with ``no-store``, going back to an answer to a form is an error page there."""
_FOREIGN = frozenset({"cross-site", "cross-origin"})


@dataclass(frozen=True)
class Sent:
    """A form or an address of the page: what is asked, and the change its button makes to the competences."""

    asked: Asked
    remove: str
    add: str
    trapped: bool
    foreign: bool


async def sent(request: Request) -> Sent:
    """For ``Depends``: reads the form of a ``POST``, the address of a ``GET``."""
    if request.method != "POST":
        return _sent(request.query_params)
    async with request.form() as form:
        found = _sent(form)
    foreign = request.headers.get("sec-fetch-site") in _FOREIGN
    return replace(found, foreign=foreign)


def _sent(fields: FormData | QueryParams) -> Sent:
    def last(name: str) -> str:
        found = [value for value in fields.getlist(name) if isinstance(value, str) and value.strip()]
        return found[-1].strip() if found else ""

    return Sent(
        asked=Asked.read(fields),
        remove=last("remove"),
        add=last("add"),
        trapped=bool(last(TRAP)),
        foreign=False,
    )


Asking = Annotated[Sent, Depends(sent)]


@router.get("/answer", response_class=HTMLResponse)
@router.post("/answer", response_class=HTMLResponse)
def answer(request: Request, release: Release, asking: Asking) -> Response:
    """The answer, or the question again with what is wrong above it."""
    language = language_of(request)
    page = _page(request, release, asking, language)
    if isinstance(page, Response):
        return page
    response = render(
        request,
        "answer.html",
        language,
        400 if page.unknown else 200,
        again=tuple(page.asked.pairs()) if request.method == "POST" else (),
        page=page,
        asked=page.asked,
        mail=_mail(page),
        need_length=state_of(request).settings.need_length,
        words=spoken("answer", language),
        keep=keep_form(request, page.asked),
    )
    response.headers["Cache-Control"] = _OWN_CACHE
    return response


@router.get("/answer.txt", response_class=PlainTextResponse)
@router.post("/answer.txt", response_class=PlainTextResponse)
def answer_as_text(request: Request, release: Release, asking: Asking) -> Response:
    """The same as plain text, to paste into a message."""
    language = language_of(request)
    page = _page(request, release, asking, language)
    if isinstance(page, Response):
        return page
    headers = {"Cache-Control": "no-store", "Content-Language": language.value}
    return PlainTextResponse(_mail(page), headers=headers)


def _page(request: Request, release: Published, asking: Sent, language: Language) -> AnswerPage | Response:
    """What is answered; the page that asks, where that cannot be."""
    asked, faults = _read(release, asking, language)
    unknown = next((fault.text for fault in faults if fault.field == "add"), "") if asked.concepts else ""
    faults = [fault for fault in faults if not unknown or fault.field != "add"]
    if request.method == "GET" and not asked.concepts and not faults:
        return RedirectResponse("/", 303)
    if not faults:
        try:
            found = release.matcher.match(asked.request(language), state_of(request).today())
        except S3GraphError as error:
            kind = kind_of(error)
            if kind.inside:
                raise
            faults = [Fault("text", error.say(language), kind.status)]
        else:
            state = state_of(request)
            service = (state.settings.public_url or str(request.base_url)).rstrip("/")
            return AnswerPage(asked, found, release, language, state.today(), service, unknown)
    return ask_page(request, release, language, asked, faults)


def _read(release: Published, asking: Sent, language: Language) -> tuple[Asked, list[Fault]]:
    """What is asked after the change of its button, and everything wrong with it."""
    said = spoken("answer", language)
    if asking.foreign:
        return asking.asked, [Fault("text", said["wrong_origin"], 403)]
    if asking.trapped:
        return asking.asked, [Fault("text", said["wrong_trap"])]
    asked = asking.asked
    faults = wrong_choices(asked, release.company_choices(language), language)
    known = release.entities.competences
    chosen = [slug for slug in asked.concepts if slug != asking.remove]
    if asking.add:
        added = asking.add if asking.add in known else named(asking.add, release.entities, language)
        if added is None:
            faults.append(Fault("add", said["wrong_add"].format(words=asking.add[:80])))
        else:
            chosen.append(added)
    left = tuple(dict.fromkeys(slug for slug in chosen if slug in known))
    if asked.concepts and not left and not asking.add:
        faults.append(Fault("text", said["wrong_concepts"], 400 if asking.remove else 404))
    return replace(asked, concepts=left), faults


def _mail(page: AnswerPage) -> str:
    return written("answer.txt", page.language, page=page, words=spoken("answer", page.language))
