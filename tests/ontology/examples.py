"""The skos:example of a term, read as the Turtle it is."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from s3graph.vocabulary import BASE, PREFIXES

_PROLOGUE = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())


def example_quads(example: NamedNode | BlankNode | Literal | Triple) -> Iterator[Quad]:
    """What an example says, with our prefixes and the base of our instances. SyntaxError where it is no Turtle."""
    assert isinstance(example, Literal), f"an example is text: {example}"
    text = _PROLOGUE + example.value
    return parse(text, format=RdfFormat.TURTLE, base_iri=f"{BASE}id/", rename_blank_nodes=True)
