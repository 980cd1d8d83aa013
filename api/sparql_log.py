"""The log of queries, for the operator: one JSON object a line, with the hash of a query in place of its text."""

from __future__ import annotations

import json
import logging
import time
from dataclasses import dataclass, field

from api.logs import QUERIES
from s3graph.querying import Outcome, Query
from s3graph.querying.query import digest
from s3graph.settings import Settings

_log = logging.getLogger(QUERIES)


@dataclass
class Entry:
    """One query from its arrival to its end. ``sent`` counts bytes before they are packed.

    ``query`` is None where the text was refused before it became one: an update, a call of another service.
    """

    text: str
    release: int
    request_id: str
    query: Query | None = None
    outcome: str = Outcome.RUNNING
    rows: int = 0
    sent: int = 0
    begun: float = field(default_factory=time.perf_counter)

    @property
    def seconds(self) -> float:
        return time.perf_counter() - self.begun

    def write(self, settings: Settings) -> None:
        """As the settings say: nothing, or with the text only where that is switched on."""
        if settings.query_log == "off" or not _log.isEnabledFor(logging.INFO):
            return
        said = {
            "query": digest(self.text),
            "form": self.query and self.query.form.value,
            "format": self.query and self.query.media_type,
            "outcome": str(self.outcome),
            "ms": round(self.seconds * 1000, 1),
            "rows": self.rows,
            "bytes": self.sent,
            "release": self.release,
            "request": self.request_id,
        }
        if settings.query_log == "text":
            said["text"] = self.text[: settings.query_length]
        _log.info("%s", json.dumps(said, ensure_ascii=False))
