"""``/advisor``: the needs that an advisor keeps, what was suggested, and what became of it."""

from __future__ import annotations

from typing import Annotated, Any, TypeVar
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool

from api.advising import PURPOSE, AdvisorsDesk, Keeping
from api.choices import choices
from api.desk_pages import desk_page
from api.kept_need import KeptNeed, answered_again, asked_again, suggestions
from api.need_files import FORMS
from api.need_filter import NeedFilter, need_filter
from api.paging import Page, Paging, paging
from api.problems import kind_of
from api.refusals import NotAcceptableError
from api.sessions import Submitted, choice, form_of, page_of
from api.state import Published, language_of, published, state_of
from api.wire_needs import LONGEST_PURPOSE, SHORTEST_PURPOSE
from s3graph.errors import LimitError, UsageError
from s3graph.matching import NeedRequest
from s3graph.matching.need import SIZES
from s3graph.model import Text
from s3graph.private import Mark, Outcome, PrivateNeed, Role, Session

router = APIRouter(
    prefix="/advisor",
    tags=["pages"],
    include_in_schema=False,
    default_response_class=HTMLResponse,
    dependencies=[Depends(choice)],
)
Reader = Annotated[Session, Depends(page_of(Role.ADVISOR))]
Form = Annotated[Submitted, Depends(form_of(Role.ADVISOR))]
Release = Annotated[Published, Depends(published)]
_Choice = TypeVar("_Choice", Mark, Outcome)
_NEED = ("text", "municipality", "region", "area", "sni", "size")


def desk(request: Request, reader: Reader, release: Release) -> AdvisorsDesk:
    """For ``Depends``, of pages that are read."""
    return AdvisorsDesk(state_of(request), reader.key, release)


def sent_desk(request: Request, form: Form, release: Release) -> AdvisorsDesk:
    """For ``Depends``, of forms."""
    return AdvisorsDesk(state_of(request), form.key, release)


Desk = Annotated[AdvisorsDesk, Depends(desk)]
SentDesk = Annotated[AdvisorsDesk, Depends(sent_desk)]


@router.get("")
def kept_needs(
    request: Request,
    desk: Desk,
    chosen: Annotated[NeedFilter, Depends(need_filter)],
    asked: Annotated[Paging, Depends(paging)],
) -> Response:
    """All of them, newest first, or those that the filter lets through."""
    language, every = language_of(request), desk.needs()
    page = Page.of(chosen.of(every), asked)
    values = {
        "needs": [KeptNeed.of(need, desk.release, language) for need in page.items],
        "page": page,
        "links": {name: urlencode({**chosen.pairs(), "page": number}) for name, number in page.links().items()},
        "chosen": chosen,
        "every": len(every),
        "query": urlencode(chosen.pairs()),
        "outcomes": [outcome.value for outcome in Outcome],
        **_choices(request, desk),
    }
    return desk_page(request, "advisor_needs.html", values)


@router.get("/new")
def new(request: Request, desk: Desk) -> Response:
    """The form for a need that is to be kept."""
    return _new(request, desk, dict.fromkeys(_NEED, "") | {"purpose": PURPOSE, "keep_text": "1"})


@router.post("/needs")
async def keep(request: Request, form: Form, desk: SentDesk) -> Response:
    """Keeps a need; what cannot be kept is said above the form, with what was written still in it."""
    concepts = tuple(form["concept"].split())
    need = NeedRequest(
        text="" if concepts else form["text"],
        concepts=concepts,
        region=form["region"] or None,
        municipality=form["municipality"] or None,
        areas=tuple(form["area"].split()),
        sni=form["sni"] or None,
        size=form["size"] or None,
    )
    try:
        _check_purpose(form["purpose"])
        keeping = Keeping(need, form["text"], form["purpose"] or PURPOSE, form["keep_text"] == "1")
        kept, _ = await run_in_threadpool(desk.keep, keeping)
    except (UsageError, LimitError) as error:
        written = {name: form[name] for name in (*_NEED, "purpose", "keep_text")}
        said = error.say(language_of(request))
        return await run_in_threadpool(_new, request, desk, written, said, kind_of(error).status)
    return RedirectResponse(f"/advisor/needs/{kept.id}", 303)


@router.get("/needs/{identity}")
def kept_need(request: Request, desk: Desk, identity: str) -> Response:
    """Its words where they are kept, what was suggested, the marks, and what became of it."""
    need, language = desk.need(identity), language_of(request)
    answer = answered_again(need, desk.release, desk.today)
    values = {
        "case": KeptNeed.of(need, desk.release, language),
        "suggestions": suggestions(need, answer, desk.release, language),
        "asked": tuple(asked_again(need).pairs()),
        "message": answer.message.in_language(language) if answer else "",
        "marks": [mark.value for mark in Mark],
        "outcomes": [outcome.value for outcome in Outcome],
    }
    return desk_page(request, "advisor_need.html", values)


@router.post("/needs/{identity}/marks")
async def mark(form: Form, desk: SentDesk, identity: str) -> Response:
    """Sets a mark, replaces it, or takes it away."""
    said = form["mark"]
    chosen = None if said == "none" else _one_of(Mark, said)
    need = await run_in_threadpool(desk.need, identity)
    marked = await run_in_threadpool(desk.mark, need, form["actor"], chosen)
    return RedirectResponse(f"/advisor/needs/{marked.id}#suggestions", 303)


@router.post("/needs/{identity}/outcome")
async def end(form: Form, desk: SentDesk, identity: str) -> Response:
    """Says what became of the need."""
    outcome = _one_of(Outcome, form["outcome"])
    need = await run_in_threadpool(desk.need, identity)
    await run_in_threadpool(desk.state.needs.end, need, outcome, desk.today)
    return RedirectResponse(f"/advisor/needs/{need.id}#outcome", 303)


@router.get("/export.{ending}")
def export(desk: Desk, ending: str, chosen: Annotated[NeedFilter, Depends(need_filter)], need: str = "") -> Response:
    """What is kept, as a file: one need, those of a filter, or all."""
    if ending not in FORMS:
        raise NotAcceptableError(tuple(FORMS))
    write, media_type = FORMS[ending]
    needs = (desk.need(need),) if need else chosen.of(desk.needs())
    headers = {"Cache-Control": "no-store", "Content-Disposition": f'attachment; filename="needs.{ending}"'}
    return Response(write(needs), headers=headers, media_type=media_type)


@router.get("/erase")
def ask_to_erase(request: Request, desk: Desk, need: str = "") -> Response:
    """What would be erased: one need, or everything that the key keeps."""
    found = (desk.need(need),) if need else _own(desk)
    shown = [KeptNeed.of(one, desk.release, language_of(request)) for one in found]
    return desk_page(request, "advisor_erase.html", {"needs": shown, "one": need})


@router.post("/erase")
async def erase(request: Request, form: Form, desk: SentDesk) -> Response:
    """Erases it, where the box is ticked that says so."""
    identity = form["need"]
    found = await run_in_threadpool(lambda: (desk.need(identity),) if identity else _own(desk))
    if form["sure"] != "1":
        return RedirectResponse(f"/advisor/erase{f'?need={identity}' if identity else ''}", 303)
    await run_in_threadpool(desk.state.needs.erase, found)
    return RedirectResponse("/advisor", 303)


def _check_purpose(purpose: str) -> None:
    if purpose and not SHORTEST_PURPOSE <= len(purpose) <= LONGEST_PURPOSE:
        raise UsageError(
            Text(
                sv=f"Skriv vad behovet sparas för med {SHORTEST_PURPOSE} till {LONGEST_PURPOSE} tecken.",
                en=f"Say what the need is kept for in {SHORTEST_PURPOSE} to {LONGEST_PURPOSE} characters.",
            )
        )


def _own(desk: AdvisorsDesk) -> tuple[PrivateNeed, ...]:
    """What the key itself keeps: an operator erases others' needs one by one, or on the command line."""
    return desk.state.needs.list(desk.key.id)


def _one_of(kind: type[_Choice], said: str) -> _Choice:
    """UsageError naming what can be chosen."""
    try:
        return kind(said)
    except ValueError as error:
        listed = ", ".join(kind)
        raise UsageError(Text(sv=f"Välj något av {listed}.", en=f"Choose one of {listed}.")) from error


def _new(
    request: Request, desk: AdvisorsDesk, written: dict[str, str], failure: str = "", code: int = 200
) -> HTMLResponse:
    again = [("form_token", request.state.session.form_token), *written.items()] if failure else []
    filled = {**_choices(request, desk), "written": written, "failure": failure}
    return desk_page(request, "advisor_new.html", filled, code, again)


def _choices(request: Request, desk: AdvisorsDesk) -> dict[str, Any]:
    language = language_of(request)
    return {
        "regions": choices(desk.release, "Region", language),
        "areas": choices(desk.release, "ThematicArea", language),
        "municipalities": choices(desk.release, "Municipality", language),
        "sizes": SIZES,
        "need_length": desk.state.settings.need_length,
    }
