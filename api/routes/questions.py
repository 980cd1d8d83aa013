"""``/api/v1/queries``: the saved questions, and their answers by name. They run where free queries run."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from api.caching import lasting
from api.negotiation import HTML, JSON, negotiated
from api.paging import Page, Paging, link_header, paging
from api.question_answers import Asking, answered, public
from api.question_page import question_list, question_page
from api.state import Published, language_of, published
from api.wire_questions import QuestionListing
from s3graph.errors import NotFoundError
from s3graph.model import Language, Text
from s3graph.querying.answer_formats import ANSWER_FORMATS

router = APIRouter(prefix="/api/v1/queries", tags=["queries"])
Release = Annotated[Published, Depends(published)]
Name = Annotated[str, Path(description="Name of the question / Frågans namn", max_length=200)]
_BY_MEDIA_TYPE = {known.media_type: known for known in ANSWER_FORMATS.values()}
_CONTENT = {media_type: {"schema": {"type": "string"}} for media_type in _BY_MEDIA_TYPE}


@router.get("", summary="Saved questions / Färdiga frågor", response_model=QuestionListing)
def questions(
    request: Request,
    release: Release,
    pages: Annotated[Paging, Depends(paging)],
    tag: Annotated[str, Query(max_length=100, description="Only those with this tag / Bara med denna etikett")] = "",
    language: Annotated[Language | None, Query(description="Of texts / Textens språk")] = None,
) -> Response:
    """By name, with parameters, columns, snippets and the SPARQL itself; for browsers a page with all of them."""
    chosen = negotiated(request, (JSON, HTML))
    spoken = language or language_of(request)
    found = [release.questions[name] for name in sorted(release.questions)]
    found = [saved for saved in found if not tag or tag in saved.tags]
    if chosen == HTML:
        return question_list(request, found, spoken)
    page = Page.of(found, pages)
    listing = QuestionListing.of(release.release.number, page, spoken, public(request))
    response = lasting(request, listing.model_dump_json().encode(), JSON, spoken)
    response.headers["Link"] = link_header(request, page)
    return response


@router.get(
    "/{name}.{ending}",
    summary="Answer as a file / Svar som fil",
    response_class=Response,
    responses={200: {"content": _CONTENT}},
)
async def answer_as(request: Request, release: Release, name: Name, ending: str) -> Response:
    """A stable address to fetch again. The question's parameters stand in the query string, ``limit`` and ``offset``
    too where only some rows are wanted; ``Link`` then says where the next are."""
    wanted = ANSWER_FORMATS.get(ending)
    if wanted is None:
        listed = ", ".join(f".{known}" for known in ANSWER_FORMATS)
        raise NotFoundError(
            Text(
                sv=f"Svaret finns inte som .{ending[:20]}. Det finns: {listed}.",
                en=f"No .{ending[:20]}; there is: {listed}.",
            )
        )
    response = await answered(request, release, Asking.of(request, release, name), wanted)
    if wanted.saved:
        response.headers["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response


@router.get(
    "/{name}",
    summary="Answer a saved question / Svar på en färdig fråga",
    response_class=Response,
    responses={200: {"content": _CONTENT}},
)
async def answer(request: Request, release: Release, name: Name) -> Response:
    """In the format ``Accept`` likes best; for browsers a page with a form, the first rows and snippets."""
    chosen = negotiated(request, (*_BY_MEDIA_TYPE, JSON, HTML))
    if chosen == HTML:
        return await question_page(request, release, name)
    wanted = _BY_MEDIA_TYPE.get(chosen, ANSWER_FORMATS["json"])
    return await answered(request, release, Asking.of(request, release, name), wanted)
