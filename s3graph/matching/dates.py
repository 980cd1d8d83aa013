"""When what a graph says was last delivered, and when a thing or a claim was last confirmed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from s3graph.vocabulary import DCAT, DCT, PROV, RDF, S3, kind_of, slug_of

if TYPE_CHECKING:
    from s3graph.matching.triples import Quads, Term

_TELLING = (S3.SupportActor, S3.Service, S3.Testbed, S3.Initiative)
_ISSUED = str(DCT.issued).encode()


class Dates:
    """Days as ISO text, which sorts as time does; empty where nothing is known."""

    def __init__(self, store: Quads) -> None:
        self._delivered = {
            slug_of(source): max(
                (_day(issued) for delivery in _nodes(store.quads(source, DCAT.distribution, None))
                 for issued in _objects(store.quads(delivery, DCT.issued, None))),
                default="",
            )
            for source in _subjects(store.quads(None, RDF.type, S3.Source))
        }  # fmt: skip
        self._confirmed: dict[Term, str] = {}
        for quad in store.quads(None, S3.confirms, None):
            for moment in _objects(store.quads(quad.subject, PROV.generatedAtTime, None)):
                self._confirmed[quad.object] = max(self._confirmed.get(quad.object, ""), _day(moment))

    def latest(self, graphs: Iterable[NamedNode], things: Iterable[Term]) -> str:
        """The last day one of the graphs was delivered or one of the things confirmed."""
        delivered = (self._delivered.get(slug_of(name), "") for name in graphs)
        confirmed = (self._confirmed.get(thing, "") for thing in things)
        return max((*delivered, *confirmed), default="")


def dates_any(subject: bytes, predicate: bytes, store: Quads) -> bool:
    """Whether these terms, in N-Triples, begin the day of a delivery whose source tells of actors or what they offer.

    A register that was delivered again dates nothing that is matched.
    """
    if predicate != _ISSUED or not subject.startswith(b"<"):
        return False
    node = NamedNode(subject.decode()[1:-1])
    return kind_of(node) == "delivery" and slug_of(node).rpartition("-")[0] in _telling(store)


def _telling(store: Quads) -> frozenset[str]:
    return frozenset(
        slug_of(quad.graph_name)
        for kind in _TELLING
        for quad in store.quads(None, RDF.type, kind)
        if isinstance(quad.graph_name, NamedNode)
    )


def _subjects(quads: Iterable[Quad]) -> list[NamedNode]:
    return [quad.subject for quad in quads if isinstance(quad.subject, NamedNode)]


def _nodes(quads: Iterable[Quad]) -> list[NamedNode]:
    return [quad.object for quad in quads if isinstance(quad.object, NamedNode)]


def _objects(quads: Iterable[Quad]) -> list[Literal]:
    return [quad.object for quad in quads if isinstance(quad.object, Literal)]


def _day(moment: Literal) -> str:
    """The day of a moment; nothing of what is no day of our calendar, as the year 12026 is none."""
    try:
        return date.fromisoformat(moment.value[:10]).isoformat()
    except ValueError:
        return ""
