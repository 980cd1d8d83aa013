"""``/api/v1/queries``: the saved questions, and their answers by name. They run where free queries run."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from api.caching import lasting
from api.negotiation import JSON, negotiated
from api.paging import Page, Paging, link_header, paging
from api.queried import queried
from api.state import Published, language_of, published
from api.wire_questions import QuestionListing
from s3graph.errors import NotFoundError, UsageError
from s3graph.model import Text

router = APIRouter(prefix="/api/v1/queries", tags=["queries"])
ENDINGS = {"json": "application/sparql-results+json", "csv": "text/csv"}
Release = Annotated[Published, Depends(published)]
Name = Annotated[str, Path(description="Name of the question / Frågans namn", max_length=200)]


@router.get("", summary="Saved questions / Färdiga frågor", response_model=QuestionListing)
def questions(
    request: Request,
    release: Release,
    pages: Annotated[Paging, Depends(paging)],
    tag: Annotated[str, Query(max_length=100, description="Only those with this tag / Bara med denna etikett")] = "",
) -> Response:
    """By name, with parameters, columns and the SPARQL itself."""
    negotiated(request, (JSON,))
    language = language_of(request)
    chosen = [release.questions[name] for name in sorted(release.questions)]
    page = Page.of([saved for saved in chosen if not tag or tag in saved.tags], pages)
    listing = QuestionListing.of(release.release.number, page, language)
    response = lasting(request, listing.model_dump_json().encode(), JSON, language)
    response.headers["Link"] = link_header(request, page)
    return response


@router.get("/{name}.{ending}", summary="Answer as a file / Svar som fil", response_class=Response)
async def answer_as(request: Request, release: Release, name: Name, ending: str) -> Response:
    """``.csv`` comes as a file to save. The question's parameters stand in the query string."""
    if ending not in ENDINGS:
        listed = ", ".join(f".{known}" for known in ENDINGS)
        raise NotFoundError(
            Text(sv=f"Svaret finns inte som .{ending}. Det finns: {listed}.", en=f"No .{ending}; there is: {listed}.")
        )
    response = await queried(request, release, _bound(request, release, name), ENDINGS[ending])
    if ending == "csv":
        response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


@router.get("/{name}", summary="Answer a saved question / Svar på en färdig fråga", response_class=Response)
async def answer(request: Request, release: Release, name: Name) -> Response:
    """In the format ``Accept`` likes best, as ``/sparql`` would. Its parameters stand in the query string."""
    return await queried(request, release, _bound(request, release, name))


def _bound(request: Request, release: Published, name: str) -> str:
    """The SPARQL of a question with the parameters of the request."""
    found = release.questions.get(name)
    if found is None:
        raise NotFoundError(
            Text(
                sv=f"Ingen färdig fråga heter {name!r}. De som finns står på /api/v1/queries.",
                en=f"No saved question is called {name!r}. Those that there are stand at /api/v1/queries.",
            )
        )
    return found.bind(_values(request))


def _values(request: Request) -> dict[str, str]:
    """UsageError where a parameter is given twice."""
    values = dict(request.query_params.multi_items())
    for name in values:
        if len(request.query_params.getlist(name)) > 1:
            raise UsageError(
                Text(sv=f"Parametern {name} står två gånger.", en=f"The parameter {name} is given more than once.")
            )
    return values
