"""Literals as the store keeps them: by value, so that 4.0 is 4 and every kind of whole number an integer."""

from __future__ import annotations

from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Quad, Store

from s3graph.validation.finding import Term
from s3graph.vocabulary import XSD

_ANY = NamedNode("urn:any")
KEPT_AS_INTEGER = frozenset(
    XSD[name]
    for name in (
        "byte", "short", "int", "long", "unsignedByte", "unsignedShort", "unsignedInt", "unsignedLong",
        "positiveInteger", "nonNegativeInteger", "negativeInteger", "nonPositiveInteger",
    )
)  # fmt: skip


def as_stored(term: Term) -> Term:
    """The term that comes out of a store when this one goes in."""
    if isinstance(term, Literal) and term.language is None and term.datatype != XSD.string:
        return _stored(term)
    return term


@lru_cache(maxsize=4096)
def _stored(literal: Literal) -> Literal:
    store = Store()
    store.add(Quad(_ANY, _ANY, literal))
    kept = next(iter(store)).object
    return kept if isinstance(kept, Literal) else literal
