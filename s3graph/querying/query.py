"""A query as it is run: its text, the dataset the request names, and the format of its answer."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from s3graph.errors import QueryError
from s3graph.model import Text
from s3graph.querying.dataset import Dataset
from s3graph.querying.formats import formats_of
from s3graph.querying.guard import Asked, QueryForm, check_length


def digest(text: str) -> str:
    """The name of a text in the log: SHA-256, the first 16 hexadecimal digits."""
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True)
class Query:
    """``dataset`` is the one the request names, which comes before that of the text. ``seconds`` None: the setting."""

    text: str
    asked: Asked
    media_type: str
    dataset: Dataset | None = None
    seconds: float | None = None

    @classmethod
    def of(cls, text: str, longest: int, media_type: str | None = None) -> Query:
        """In the usual format of its form where none is named.

        LimitError where it is too long, QueryError where it may not be run here or has no such format.
        """
        check_length(text, longest)
        asked = Asked.of(text)
        offered = formats_of(asked.form)
        chosen = media_type or offered[0]
        if chosen not in offered:
            raise QueryError(
                Text(
                    sv=f"{asked.form.upper()} kan inte besvaras som {chosen}. Välj {' eller '.join(offered)}.",
                    en=f"{asked.form.upper()} cannot be answered as {chosen}. Choose {' or '.join(offered)}.",
                )
            )
        return cls(text, asked, chosen)

    @property
    def form(self) -> QueryForm:
        return self.asked.form

    @cached_property
    def digest(self) -> str:
        """Its name in the log."""
        return digest(self.text)

    def to_json(self, seconds: float) -> dict[str, Any]:
        """What its process is told."""
        asked = self.asked
        clause = {"prologue": asked.prologue, "default": asked.default, "named": asked.named}
        return {
            "query": self.text,
            "media_type": self.media_type,
            "dataset": self.dataset and [[node.value for node in graphs] for graphs in self.dataset],
            "clause": clause if asked.default or asked.named else None,
            "seconds": seconds,
        }
