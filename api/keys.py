"""Who asks: the holder of the bearer token of a request, and what that key allows."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import unquote

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.concurrency import run_in_threadpool

from api.refusals import NotAuthenticatedError, TooManyKeysError, TooManyRequestsError
from api.state import state_of
from s3graph.errors import NotAllowedError, UsageError
from s3graph.model import Text
from s3graph.private import ApiKey
from s3graph.private.keys import TOKEN

_bearer = HTTPBearer(auto_error=False, description="Nyckel från plattformens drift / Key from the platform's operator")


async def not_in_the_address(request: Request) -> None:
    """UsageError for a key in the path or the query string: addresses are logged, kept and handed on."""
    if TOKEN.search(unquote(f"{request.url.path}?{request.url.query}")):
        raise UsageError(
            Text(
                sv="En nyckel står i adressen. Skicka den som Authorization: Bearer, och be driften spärra den och ge "
                "ut en ny: adresser loggas på vägen.",
                en="There is a key in the address. Send it as Authorization: Bearer, and have the operator revoke it "
                "and give out another: addresses are logged on their way.",
            )
        )


async def holder(request: Request, given: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]) -> ApiKey:
    """For ``Depends``. NotAuthenticatedError without a key that opens anything; TooManyKeysError for a client that has
    tried too many of those."""
    key = await opened(request, given.credentials if given else None)
    if key is None:
        raise NotAuthenticatedError(given=given is not None)
    return key


async def opened(request: Request, token: str | None) -> ApiKey | None:
    """The key of a token that a client sent, however it sent it; None for none, and for one that opens nothing, which
    is counted. TooManyKeysError for a client that has tried too many of those."""
    state = state_of(request)
    client = state.proxies.client_of(request.scope)
    try:
        state.failed_keys.check(client)
        key = await run_in_threadpool(state.keys.holder, token) if token is not None else None
        if key is None and token is not None:
            state.failed_keys.count(client)
    except TooManyRequestsError as error:
        raise TooManyKeysError(error.seconds) from error
    return key


def check_may_deliver(key: ApiKey, source: str) -> None:
    """NotAllowedError naming what the key is for."""
    if not key.may_deliver(source):
        listed = ", ".join(key.sources) or "-"
        raise NotAllowedError(
            Text(
                sv=f"Nyckeln {key.id} gäller inte källan '{source}'. Den gäller: {listed}.",
                en=f"The key {key.id} is not for the source '{source}'. It is for: {listed}.",
            )
        )
