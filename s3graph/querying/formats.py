"""The formats of answers, and which of them somebody accepts."""

from __future__ import annotations

from s3graph.errors import UsageError
from s3graph.model import Text
from s3graph.querying.guard import QueryForm

ROWS = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
)
GRAPHS = ("text/turtle", "application/n-triples", "application/rdf+xml")
_ALIASES = {
    "application/json": "application/sparql-results+json",
    "application/xml": "application/sparql-results+xml",
    "text/xml": "application/sparql-results+xml",
}


def formats_of(form: QueryForm) -> tuple[str, ...]:
    """The media types an answer may have, the usual one first. An ASK has no rows to put in a table."""
    if form.graph:
        return GRAPHS
    return ROWS[:2] if form is QueryForm.ASK else ROWS


def choose_media_type(form: QueryForm, accept: str) -> str:
    """The best of what an ``Accept`` header names; the usual one where it names nothing.

    UsageError naming what there is where nothing fits.
    """
    offered = formats_of(form)
    best: tuple[float, int, str] | None = None
    for name, quality in _accepted(accept):
        for place, media_type in enumerate(offered):
            if quality > 0 and _fits(_ALIASES.get(name, name) if not form.graph else name, media_type):
                candidate = (-quality, place, media_type)
                best = candidate if best is None else min(best, candidate)
    if best is None:
        raise UsageError(
            Text(
                sv=f"Svaret finns inte som {accept}. Det finns: {', '.join(offered)}.",
                en=f"The answer does not come as {accept}. There are: {', '.join(offered)}.",
            )
        )
    return best[2]


def _accepted(accept: str) -> list[tuple[str, float]]:
    found = []
    for part in (accept or "*/*").split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        quality = next((value[2:] for value in parameters if value.startswith("q=")), "1")
        try:
            found.append((name.lower(), float(quality)))
        except ValueError:
            found.append((name.lower(), 0.0))
    return found


def _fits(wanted: str, media_type: str) -> bool:
    return wanted in ("*/*", media_type) or (wanted.endswith("/*") and media_type.startswith(wanted[:-1]))
