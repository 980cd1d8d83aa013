"""Pages of a list: ``page`` from 1 and ``limit``, by the names of the national profile for REST interfaces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Generic, TypeVar
from urllib.parse import urlencode

from fastapi import Query, Request

from api.state import state_of

T = TypeVar("T")
DEFAULT_LIMIT = 20
MOST = 100
_LAST_PAGE = 1_000_000


@dataclass(frozen=True)
class Paging:
    """Which part of a list is asked for."""

    page: int
    limit: int


def paging(
    page: Annotated[int, Query(ge=1, le=_LAST_PAGE, description="Page, from 1 / Sida, från 1", examples=[1])] = 1,
    limit: Annotated[
        int, Query(ge=1, le=MOST, description="Entries on a page / Poster per sida", examples=[DEFAULT_LIMIT])
    ] = DEFAULT_LIMIT,
) -> Paging:
    """For ``Depends``."""
    return Paging(page, limit)


@dataclass(frozen=True)
class Page(Generic[T]):
    """Part of a list. Past its end there are no items, and the links lead back."""

    items: Sequence[T]
    paging: Paging
    total: int

    @classmethod
    def of(cls, whole: Sequence[T], paging: Paging) -> Page[T]:
        start = (paging.page - 1) * paging.limit
        return cls(whole[start : start + paging.limit], paging, len(whole))

    @property
    def pages(self) -> int:
        """At least 1."""
        return max(1, -(-self.total // self.paging.limit))

    def links(self) -> dict[str, int]:
        """Page number by relation: ``first``, ``prev``, ``next``, ``last``; those that there are."""
        here = self.paging.page
        found = {"first": 1, "last": self.pages}
        if here > 1:
            found["prev"] = min(here - 1, self.pages)
        if here < self.pages:
            found["next"] = here + 1
        return found


def link_header(request: Request, page: Page[T]) -> str:
    """The links as RFC 8288 writes them, with the filters that were asked for."""
    return ", ".join(f'<{_address(request, page, number)}>; rel="{name}"' for name, number in page.links().items())


def _address(request: Request, page: Page[T], number: int) -> str:
    """Absolute where the service knows its public address; else the path, which is right behind any proxy."""
    kept = [(name, value) for name, value in request.query_params.multi_items() if name not in ("page", "limit")]
    query = urlencode([*kept, ("page", number), ("limit", page.paging.limit)])
    return f"{state_of(request).settings.public_url.rstrip('/')}{request.url.path}?{query}"
