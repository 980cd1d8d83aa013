"""One query and the frames of its answer, without the reading itself: clocks, limits, and what becomes of the child."""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from s3graph.errors import (
    LimitError,
    QueryError,
    QueryFellError,
    QuerySyntaxError,
    QueryTimeoutError,
    S3GraphError,
)
from s3graph.model import Text
from s3graph.querying.crew import Crew
from s3graph.querying.cutting import CUTS
from s3graph.querying.frames import FrameReader, Kind, request
from s3graph.querying.query import Query
from s3graph.querying.worker import Worker
from s3graph.settings import Settings

READ = 1 << 17
_GRACE_SECONDS = 2.0
_MEBIBYTE = 1 << 20
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_LEXICAL = re.compile(r"\[[^\]]*\](?:\n?\|[^,]*)?|\"\\\\[uU]?\"")

_NEVER = ("SERVICE", "LATERAL")
"""Keywords that nobody who is at a loss here has left out."""


class Outcome(StrEnum):
    """How a query ended; LEFT: the one who asked did not wait for the end."""

    RUNNING = "running"
    OK = "ok"
    REFUSED = "refused"
    TIMEOUT = "timeout"
    FELL = "fell"
    TOO_LARGE = "too-large"
    LEFT = "left"


@dataclass
class Exchange:
    """Owns the child until the answer has ended or is given up. ``rows`` is known at the end."""

    crew: Crew
    worker: Worker
    query: Query
    settings: Settings

    def __post_init__(self) -> None:
        self.outcome = Outcome.RUNNING
        self.rows = 0
        self.sent = 0
        self._frames = FrameReader()
        self._left = self.query.seconds or self.settings.query_seconds
        self._fetched_until = time.monotonic() + self._left + self.settings.query_fetch_seconds
        self._asked_at = 0.0

    @property
    def message(self) -> bytes:
        return request(self.query.to_json(self._left + self.settings.query_fetch_seconds + _GRACE_SECONDS))

    @property
    def ended(self) -> bool:
        return self.outcome is not Outcome.RUNNING

    @property
    def closing(self) -> bytes:
        """What makes a document of what was sent, where the answer breaks off: frames end where rows do."""
        return CUTS[self.query.media_type].closing if self.sent else b""

    def seconds_left(self) -> float:
        """Asked before every wait for the child. Only such waits are its own time; the asker's are the fetching's."""
        self._asked_at = time.monotonic()
        left = min(self._left, self._fetched_until - self._asked_at)
        if left <= 0:
            raise self.overdue()
        return left

    def feed(self, content: bytes) -> None:
        """What the child has written; nothing where it has hung up: QueryFellError then."""
        self._left -= time.monotonic() - self._asked_at
        if not content:
            raise self._fail(Outcome.FELL, _out_of_memory(self.settings.query_memory_mb))
        self._frames.feed(content)

    def take(self) -> bytes | None:
        """Bytes of the answer, nothing at its end, None while more must be fed.

        QueryError where the query failed, LimitError where the answer is too large.
        """
        frame = self._frames.take()
        if frame is None:
            return None
        if frame.kind is Kind.END:
            said = json.loads(frame.content)
            self.rows = said["rows"]
            self.outcome = Outcome.OK
            self.worker.touched = said["touched"]
            self.crew.give_back(self.worker, spent=said["spent"])
            return b""
        if frame.kind is Kind.ERROR:
            raise self._refused(json.loads(frame.content))
        most = self.settings.query_result_mb
        if self.sent + len(frame.content) > most * _MEBIBYTE:
            raise self._fail(Outcome.TOO_LARGE, _too_large(most))
        self.sent += len(frame.content)
        return frame.content

    def overdue(self) -> QueryTimeoutError:
        seconds = self.query.seconds or self.settings.query_seconds
        error = _too_slow(seconds) if self._left <= time.monotonic() - self._asked_at else _not_fetched(self.settings)
        self._fail(Outcome.TIMEOUT, error)
        return error

    def close(self) -> None:
        """Ends the child where it still answers. May be called again."""
        if not self.ended:
            self.outcome = Outcome.LEFT
            self.crew.end(self.worker)

    def _refused(self, said: dict[str, Any]) -> S3GraphError:
        """The child itself is well, and answers the next, unless its store is no longer that of the release."""
        self.outcome = Outcome.REFUSED
        self.crew.give_back(self.worker, spent=said["spent"] or bool(self.sent))
        return refusal(self.query.text, said["kind"], said["text"])

    def _fail(self, outcome: Outcome, error: S3GraphError) -> S3GraphError:
        self.outcome = outcome
        self.crew.end(self.worker)
        return error


def refusal(text: str, kind: str, message: str) -> QueryError:
    """An error of the engine as ours. Its words stay in English: they quote the grammar."""
    found = _PLACE.match(message)
    if kind == "SyntaxError" and found:
        offset = sum(len(line) + 1 for line in text.split("\n")[: int(found[1]) - 1]) + int(found[2]) - 1
        said = " ".join(_plain(found[3]).split())
        return QuerySyntaxError.at(text, offset, Text(sv=f"går inte att läsa: {said}", en=f"cannot be read: {said}"))
    if kind == "SyntaxError":
        return QueryError(Text(sv=f"Frågan går inte att läsa: {message}.", en=f"The query cannot be read: {message}."))
    return QueryError(Text(sv=f"Frågan gick inte att köra: {message}.", en=f"The query failed: {message}."))


def _plain(expected: str) -> str:
    """Without the classes of characters that could also have stood there."""
    listed = expected.removeprefix("expected one of ")
    if listed == expected:
        return expected
    kept = [item.strip(", ") for item in _LEXICAL.sub("", listed).split(", ") if item.strip(", \n")]
    kept = [item for item in dict.fromkeys(kept) if item not in _NEVER]
    return f"expected {' or '.join(kept)}" if kept else "something else was expected here"


def _too_slow(seconds: float) -> QueryTimeoutError:
    return QueryTimeoutError(
        Text(
            sv=f"Frågan avbröts efter {seconds:g} s (S3GRAPH_QUERY_SECONDS). Gör den snävare, eller använd LIMIT.",
            en=f"The query was ended after {seconds:g} s (S3GRAPH_QUERY_SECONDS). Narrow it, or use LIMIT.",
        )
    )


def _not_fetched(settings: Settings) -> QueryTimeoutError:
    seconds = settings.query_fetch_seconds
    return QueryTimeoutError(
        Text(
            sv=f"Svaret hämtades inte på {seconds:g} s (S3GRAPH_QUERY_FETCH_SECONDS). Hämta mindre, med LIMIT.",
            en=f"The answer was not fetched in {seconds:g} s (S3GRAPH_QUERY_FETCH_SECONDS). Fetch less, with LIMIT.",
        )
    )


def _too_large(most: int) -> LimitError:
    return LimitError(
        Text(
            sv=f"Svaret är större än {most} MiB (S3GRAPH_QUERY_RESULT_MB). Använd LIMIT.",
            en=f"The answer is larger than {most} MiB (S3GRAPH_QUERY_RESULT_MB). Use LIMIT.",
        )
    )


def _out_of_memory(megabytes: int) -> QueryFellError:
    return QueryFellError(
        Text(
            sv=f"Frågan föll, troligen för att den behövde mer än {megabytes} MiB minne (S3GRAPH_QUERY_MEMORY_MB). Gör "
            "den snävare.",
            en=f"The query fell, most likely because it needed more than {megabytes} MiB of memory "
            "(S3GRAPH_QUERY_MEMORY_MB). Narrow it.",
        )
    )
