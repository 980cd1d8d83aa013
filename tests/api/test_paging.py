"""Pages of a list."""

from __future__ import annotations

import pytest
from starlette.datastructures import State as AppState
from starlette.requests import Request

from api.paging import Page, Paging, link_header
from api.state import State
from s3graph.settings import Settings

WHOLE = tuple(range(45))


@pytest.mark.parametrize(
    ("page", "limit", "items", "links"),
    [
        (1, 20, range(20), {"first": 1, "last": 3, "next": 2}),
        (2, 20, range(20, 40), {"first": 1, "last": 3, "prev": 1, "next": 3}),
        (3, 20, range(40, 45), {"first": 1, "last": 3, "prev": 2}),
        (4, 20, (), {"first": 1, "last": 3, "prev": 3}),
        (900_000, 20, (), {"first": 1, "last": 3, "prev": 3}),
        (1, 45, range(45), {"first": 1, "last": 1}),
        (1, 100, range(45), {"first": 1, "last": 1}),
        (45, 1, (44,), {"first": 1, "last": 45, "prev": 44}),
    ],
)
def test_a_page_is_its_part_and_knows_its_neighbours(
    page: int, limit: int, items: range | tuple[int, ...], links: dict[str, int]
) -> None:
    found = Page.of(WHOLE, Paging(page, limit))
    assert tuple(found.items) == tuple(items)
    assert found.total == 45
    assert found.links() == links


def test_an_empty_list_has_one_empty_page() -> None:
    found = Page[int].of((), Paging(1, 20))
    assert (found.items, found.total, found.pages, found.links()) == ((), 0, 1, {"first": 1, "last": 1})


def test_all_pages_together_are_the_list() -> None:
    for limit in (1, 7, 44, 45, 46):
        pages = [
            Page.of(WHOLE, Paging(number, limit)) for number in range(1, Page.of(WHOLE, Paging(1, limit)).pages + 1)
        ]
        assert tuple(item for page in pages for item in page.items) == WHOLE


class _App:
    def __init__(self, public_url: str) -> None:
        self.state = AppState()
        self.state.service = State(Settings(public_url=public_url), None, None, None, None, None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("public", "start"), [("", "/api/v1/actors"), ("https://s3.example/graf/", "https://s3.example/graf/api/v1/actors")]
)
def test_links_keep_the_filters(public: str, start: str) -> None:
    scope = {
        "type": "http",
        "app": _App(public),
        "path": "/api/v1/actors",
        "headers": [(b"host", b"evil.example")],
        "query_string": b"q=tr%C3%A4+%26+sk%C3%B6g&page=2&limit=20&area=tra-skog",
    }
    header = link_header(Request(scope), Page.of(WHOLE, Paging(2, 20)))
    assert header.split(", ")[-1] == (f'<{start}?q=tr%C3%A4+%26+sk%C3%B6g&area=tra-skog&page=3&limit=20>; rel="next"')
    assert "evil" not in header
