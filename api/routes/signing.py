"""``/sign-in`` and ``/sign-out``: a key becomes the session of a browser, and ends being one."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool

from api.keys import opened
from api.messages import spoken
from api.refusals import TooManyKeysError
from api.sessions import FORM_TOKEN, choice, cookie_name, from_here, give, read_form, signed_in, take
from api.signing import LONGEST_PATH, SIGN_IN, Wanted, first_page, resend_page, sign_in_page
from api.state import language_of, state_of

router = APIRouter(
    tags=["pages"], include_in_schema=False, default_response_class=HTMLResponse, dependencies=[Depends(choice)]
)


@router.get(SIGN_IN)
def ask(request: Request, next: Annotated[str, Query(max_length=LONGEST_PATH)] = "") -> Response:  # noqa: A002
    """The form for the key; whoever is signed in goes where they were going."""
    wanted, session = Wanted(next).allowed(), signed_in(request)
    if session is not None:
        return RedirectResponse(wanted.path or first_page(session.key), 303)
    return sign_in_page(request, wanted)


@router.post(SIGN_IN)
async def sign_in(request: Request) -> Response:
    """The key is read from the form, and stands nowhere afterwards. The browser gets a session that is new always."""
    from_here(request)
    async with read_form(request) as (fields, _):
        wanted, given = Wanted.sent(fields), fields.get("key", "").strip()
    try:
        key = await opened(request, given or None)
    except TooManyKeysError as error:
        page = sign_in_page(request, wanted, 429, failure=error.say(language_of(request)))
        page.headers["Retry-After"] = str(error.seconds)
        return page
    if key is None:
        said = spoken("desks", language_of(request))["wrong_key" if given else "no_key"]
        return sign_in_page(request, wanted, 401, failure=said)
    sessions = state_of(request).sessions
    await run_in_threadpool(sessions.close, request.cookies.get(cookie_name(request), ""))
    session = await run_in_threadpool(sessions.open, key)
    answer: Response = RedirectResponse(wanted.path or first_page(key), 303, {"Cache-Control": "no-store"})
    if wanted.fields:
        request.state.session = session
        answer = resend_page(request, session, wanted)
    give(request, answer, session)
    return answer


@router.post("/sign-out")
async def sign_out(request: Request) -> Response:
    """Ends the session. A form from elsewhere, or of another session, signs nobody out."""
    from_here(request)
    async with read_form(request) as (fields, _):
        token = fields.get(FORM_TOKEN, "")
    session = await run_in_threadpool(signed_in, request)
    answer = RedirectResponse(SIGN_IN, 303, {"Cache-Control": "no-store"})
    if session is not None and session.made(token):
        await run_in_threadpool(state_of(request).sessions.close, session.secret)
        take(request, answer)
    return answer
