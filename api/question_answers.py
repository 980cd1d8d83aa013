"""Answers to saved questions over HTTP: whole or page by page, in every format, with a tag that follows the release."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import Request, Response
from starlette.concurrency import run_in_threadpool

from api.caching import SECONDS, has_tag
from api.negotiation import VARY
from api.queried import queried
from api.state import Published, language_of, state_of
from s3graph import __version__
from s3graph.errors import NotFoundError, UsageError
from s3graph.model import Language, Text
from s3graph.querying import SavedQuestion
from s3graph.querying.answer_formats import ROWS_AS_JSON, AnswerFormat
from s3graph.querying.saved import paged
from s3graph.querying.table import Asked, Table

MOST_ROWS = 10_000
LAST_ROW = 1_000_000_000
WINDOW = ("limit", "offset")
LANGUAGE = "language"


@dataclass(frozen=True)
class Asking:
    """A saved question as it is asked: ``values`` are its parameters', ``limit`` None means all rows.

    ``language`` is that of labels: the question's own parameter where it has one.
    """

    question: SavedQuestion
    values: Mapping[str, str]
    language: Language
    limit: int | None = None
    offset: int = 0

    @classmethod
    def of(cls, request: Request, release: Published, name: str) -> Asking:
        """NotFoundError for an unknown question, UsageError for what stands twice or is out of bounds."""
        found = release.questions.get(name)
        if found is None:
            raise NotFoundError(
                Text(
                    sv=f"Ingen färdig fråga heter {name!r}. De som finns står på /api/v1/queries.",
                    en=f"No saved question is called {name!r}. Those that there are stand at /api/v1/queries.",
                )
            )
        given = _values(request)
        window = {part: given.pop(part) for part in WINDOW if part in given}
        own = next((known for known in found.parameters if known.name == LANGUAGE), None)
        spoken = given.get(LANGUAGE) or (own.default if own else None)
        if own is None:
            given.pop(LANGUAGE, None)
        return cls(
            question=found,
            values=given,
            language=_language(spoken) if spoken else language_of(request),
            limit=_whole("limit", window["limit"], 1, MOST_ROWS) if window.get("limit") else None,
            offset=_whole("offset", window["offset"], 0, LAST_ROW) if window.get("offset") else 0,
        )

    @property
    def part(self) -> bool:
        """Whether only some of the rows are asked for."""
        return self.limit is not None or self.offset > 0

    def text(self) -> str:
        """The SPARQL; of a page, with one row more, which tells whether there is a next. UsageError as ``bind``."""
        bound = self.question.bind(self.values)
        return paged(bound, (self.limit or LAST_ROW) + 1, self.offset) if self.part else bound

    def query_string(self, **changed: object) -> str:
        """The parameters of its address, with some changed."""
        window = {"limit": self.limit, "offset": self.offset or None}
        said = {**self.values, **window, **changed}
        return urlencode({name: value for name, value in said.items() if value not in (None, "")})


async def answered(request: Request, release: Published, asking: Asking, wanted: AnswerFormat) -> Response:
    """The answer, or 304 where the asker has it. Whole CSV and JSON come as a stream; a page says where the next is."""
    text = asking.text()
    tag = _tag(request, release, asking, f"{wanted.media_type}\n{text}")
    headers = {"ETag": tag, "Cache-Control": f"public, max-age={SECONDS}", "Vary": VARY}
    headers["Content-Language"] = asking.language.value
    if has_tag(request, tag):
        return Response(status_code=304, headers=headers)
    if wanted.streamed and not asking.part:
        response: Response = await queried(request, release, text, wanted.media_type)
        response.headers.update(headers)
        return response
    table = await run_in_threadpool(read, request, release, asking)
    shown = table.first(asking.limit) if asking.limit else table
    if asking.part:
        headers["Link"] = _links(request, asking, more=len(table.rows) > len(shown.rows))
    content = await run_in_threadpool(wanted.write, shown)
    return Response(content, headers=headers, media_type=wanted.media_type)


def read(request: Request, release: Published, asking: Asking) -> Table:
    """The answer as a table; a page has one row more where there is a next. Errors as the fleet has them."""
    asked = Asked(
        question=asking.question,
        values=asking.values,
        language=asking.language,
        release=release.release.number,
        published_at=release.release.manifest.published_at,
        day=state_of(request).today(),
        address=_address(request, asking),
    )
    return Table.read(asked, b"".join(release.fleet.run(asking.text(), ROWS_AS_JSON).chunks))


def public(request: Request) -> str:
    """Where this service is reached, without a slash at the end."""
    return (state_of(request).settings.public_url or str(request.base_url)).rstrip("/")


def _address(request: Request, asking: Asking) -> str:
    query = asking.query_string()
    return f"{public(request)}{request.url.path}{'?' if query else ''}{query}"


def _links(request: Request, asking: Asking, *, more: bool) -> str:
    """Where the first page, the one before and the one after are; RFC 8288."""
    size, here = asking.limit or 0, asking.offset
    places = {"first": 0}
    if here:
        places["prev"] = max(0, here - size)
    if more:
        places["next"] = here + size
    base = f"{state_of(request).settings.public_url.rstrip('/')}{request.url.path}"
    return ", ".join(f'<{base}?{asking.query_string(offset=place)}>; rel="{rel}"' for rel, place in places.items())


def _tag(request: Request, release: Published, asking: Asking, meant: str) -> str:
    """Weak. The same while the release, the parameters, the format and the day are; some questions ask of today."""
    parts = (
        __version__,
        release.release.manifest.published_at,
        state_of(request).today().isoformat(),
        _address(request, asking),
        asking.language.value,
        meant,
    )
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    return f'W/"{release.release.number}-{digest[:20]}"'


def _values(request: Request) -> dict[str, str]:
    """UsageError where a parameter is given twice."""
    values = dict(request.query_params.multi_items())
    for name in values:
        if len(request.query_params.getlist(name)) > 1:
            raise UsageError(
                Text(sv=f"Parametern {name} står två gånger.", en=f"The parameter {name} is given more than once.")
            )
    return values


def _language(text: str) -> Language:
    if text not in Language._value2member_map_:
        raise UsageError(
            Text(sv=f"Språket ska vara sv eller en, inte {text!r}.", en=f"The language is sv or en, not {text!r}.")
        )
    return Language(text)


def _whole(name: str, text: str, least: int, most: int) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 10 or not least <= int(text) <= most:
        raise UsageError(
            Text(
                sv=f"{name} ska vara ett heltal från {least} till {most}, inte {text[:40]!r}.",
                en=f"{name} must be a whole number from {least} to {most}, not {text[:40]!r}.",
            )
        )
    return int(text)
