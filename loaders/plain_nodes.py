"""Blank nodes under names that every notation can write: RDF/XML and JSON-LD allow names that N-Triples does not."""

from __future__ import annotations

import re

from pyoxigraph import BlankNode, Quad

_PLAIN = re.compile(r"[A-Za-z0-9]+")


def with_plain_nodes(quad: Quad) -> Quad:
    """Names with anything but ASCII letters and digits are spelt in hexadecimal; that a name changes means nothing."""
    subject, value = quad.subject, quad.object
    if isinstance(subject, BlankNode):
        subject = _plain(subject)
    if isinstance(value, BlankNode):
        value = _plain(value)
    return Quad(subject, quad.predicate, value, quad.graph_name)


def _plain(node: BlankNode) -> BlankNode:
    return node if _PLAIN.fullmatch(node.value) else BlankNode(f"hex{node.value.encode().hex()}")
