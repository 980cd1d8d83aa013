"""Who asks: the holder of the bearer token of a request, and what that key allows."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.concurrency import run_in_threadpool

from api.refusals import NotAuthenticatedError
from api.state import state_of
from s3graph.errors import NotAllowedError
from s3graph.model import Text
from s3graph.private import ApiKey, Role

_bearer = HTTPBearer(auto_error=False, description="Nyckel från plattformens drift / Key from the platform's operator")


async def holder(request: Request, given: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]) -> ApiKey:
    """For ``Depends``. NotAuthenticatedError without a key that is known and not revoked."""
    key = await run_in_threadpool(state_of(request).keys.holder, given.credentials) if given else None
    if key is None:
        raise NotAuthenticatedError(
            Text(
                sv="Skicka en giltig nyckel: Authorization: Bearer s3g_… Nycklar ges ut av plattformens drift.",
                en="Send a valid key: Authorization: Bearer s3g_… Keys are given out by the platform's operator.",
            )
        )
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


def check_may_choose(key: ApiKey, profile: str) -> None:
    """NotAllowedError where a partner wants rules by which a source may describe others."""
    if profile not in ("", "partner") and key.role is not Role.OPERATOR:
        raise NotAllowedError(
            Text(
                sv=f"Profilen '{profile}' väljs av plattformens drift. Leverera utan profile.",
                en=f"The profile '{profile}' is for the platform's operator to choose. Deliver without profile.",
            )
        )
