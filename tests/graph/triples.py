"""Small contents of a source's graph."""

from __future__ import annotations

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

P = NamedNode("https://example.org/p")


def node(number: int) -> NamedNode:
    return NamedNode(f"https://example.org/{number}")


def numbered(first: int, last: int) -> tuple[Triple, ...]:
    """Triples about the nodes from ``first`` up to, not including, ``last``; texts with quotes and line breaks."""
    return tuple(Triple(node(n), P, Literal(f'"å{n}"\n', language="sv")) for n in range(first, last))


BLANK = Triple(BlankNode("b0123"), P, node(1))
TO_BLANK = Triple(node(1), P, BlankNode("b0123"))
