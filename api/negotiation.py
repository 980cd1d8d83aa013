"""Which media type an answer has: what ``Accept`` likes best of what an address offers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from starlette.requests import HTTPConnection

from api.refusals import NotAcceptableError

JSON = "application/json"
JSON_LD = "application/ld+json"
TURTLE = "text/turtle"
N_TRIPLES = "application/n-triples"
RDF_XML = "application/rdf+xml"
HTML = "text/html"
RDF_MEDIA_TYPES = (TURTLE, JSON_LD, N_TRIPLES, RDF_XML)

ENDINGS: Mapping[str, str] = {
    "html": HTML,
    "ttl": TURTLE,
    "jsonld": JSON_LD,
    "nt": N_TRIPLES,
    "rdf": RDF_XML,
}
"""Endings of the documents about a thing; HTML first, which is what an asker without preference gets."""
VARY = "Accept, Accept-Language, Cookie"


def negotiated(request: HTTPConnection, offered: Sequence[str]) -> str:
    """The best of ``offered``, the earlier of two liked alike. NotAcceptableError where ``Accept`` allows none."""
    ranges = tuple(_ranges(request.headers.getlist("accept")))
    if not ranges:
        return offered[0]
    best = max(offered, key=lambda media_type: _liking(media_type, ranges))
    if _liking(best, ranges) <= 0:
        raise NotAcceptableError(offered)
    return best


def _ranges(headers: Sequence[str]) -> Iterator[tuple[str, float]]:
    """Each media range with its quality; one whose quality is no number is not wanted."""
    for item in ",".join(headers).split(","):
        media_range, *parameters = (part.strip().lower() for part in item.split(";"))
        if media_range:
            yield media_range, _quality(parameters)


def _quality(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0


def _liking(media_type: str, ranges: Sequence[tuple[str, float]]) -> float:
    """The quality of the range that names the type most exactly; 0 where none does."""
    main = media_type.split("/", 1)[0]
    for pattern in (media_type, f"{main}/*", "*/*"):
        found = [quality for media_range, quality in ranges if media_range == pattern]
        if found:
            return max(found)
    return 0.0
