"""Literals as the reference engine reads them. Imports rdflib: import this module inside functions only."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode
from pyshacl.rdfutil.compare import compare_literal
from rdflib import RDF, RDFS, XSD

from s3graph.validation.finding import Term
from s3graph.validation.staging_graph import to_rdflib

_PYTHON_TYPES: dict[rdflib.URIRef, type | tuple[type, ...]] = {
    XSD.string: (str, bytes),
    RDF.langString: (str, bytes),
    XSD.integer: int,
    XSD.float: float,
    XSD.decimal: Decimal,
    XSD.boolean: bool,
    XSD.date: date,
    XSD.time: time,
    XSD.dateTime: datetime,
}


def has_datatype(value: Term, datatype: str) -> bool:
    """Whether a term is a well-formed literal of a datatype, by pySHACL's reading of sh:datatype."""
    wanted = rdflib.URIRef(datatype)
    literal = to_rdflib(value)
    if not isinstance(literal, rdflib.Literal):
        return False
    if wanted == RDFS.Literal:
        return True
    stated = literal.datatype or (RDF.langString if literal.language else XSD.string)
    if stated != wanted:
        return wanted == RDFS.Datatype and literal.datatype is not None
    if getattr(literal, "ill_typed", None) is True:
        return False
    expected = _PYTHON_TYPES.get(wanted)
    return expected is None or isinstance(literal.value, expected)


def compared(value: Term, bound: Term) -> int | None:
    """-1, 0 or 1; None where the two cannot be compared."""
    left, right = to_rdflib(value), to_rdflib(bound)
    if not isinstance(left, rdflib.Literal) or not isinstance(right, rdflib.Literal):
        return None
    if isinstance(left.value, str) != isinstance(right.value, str):
        return None
    try:
        return int(compare_literal(left, right))  # type: ignore[no-untyped-call]
    except (TypeError, NotImplementedError):
        return None


def less(value: Term, other: Term, *, or_equal: bool) -> bool:
    """Whether one value node stands before another, by pySHACL's reading of sh:lessThan; a blank node never does, nor
    what has no order."""
    if isinstance(value, BlankNode) or isinstance(other, BlankNode):
        return False
    left, left_text = _comparable(value)
    right, right_text = _comparable(other)
    if left_text != right_text:
        return False
    if not or_equal:
        return bool(left < right)  # type: ignore[operator]
    if left.__lt__(right) is NotImplemented:  # type: ignore[operator]
        return False  # rdflib's own <= takes this for true
    return bool(left <= right)  # type: ignore[operator]


def _comparable(term: Term) -> tuple[object, bool]:
    if isinstance(term, NamedNode):
        return term.value, True
    literal = to_rdflib(term)
    if isinstance(term, Literal) and isinstance(literal, rdflib.Literal) and isinstance(literal.value, str):
        return literal.value, True
    return literal, False
