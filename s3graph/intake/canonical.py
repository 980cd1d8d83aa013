"""The canonical form of a graph: sorted N-Triples, blank nodes named from their content.

A blank node's name is the SHA-256 of what is said of it and by it, as far as its connected blank nodes reach (colour
refinement), so it does not change with labels, order, or statements elsewhere in the file. Where that leaves two nodes
alike, the component is canonicalised by RDFC-1.0 (W3C, RDF Dataset Canonicalization); as that may take exponential
time on hostile graphs, only components with few alike nodes are. Components that say exactly the same are one, as RDF
gives them no other meaning than one of them alone.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Literal, NamedNode, Quad, Triple

from s3graph.errors import ReadError
from s3graph.graph import NTriples
from s3graph.model import Text

ALIKE = 6
"""Most blank nodes of one component that may look alike; RDFC-1.0 tries their permutations."""
ROUNDS = 100
WORK = 5_000_000
"""Rounds in which the nodes of one component are told apart, and most statements looked at in them, bounds for hostile
graphs: what people write is told apart in two or three."""
Term = NamedNode | BlankNode | Literal | Triple
_Colours = dict[BlankNode, str]


def canonical(lines: Iterable[bytes], name: str = "") -> NTriples:
    """From N-Triples lines as pyoxigraph writes them, of the file ``name``.

    ReadError where blank nodes are too much alike to be told apart in bounded time.
    """
    ground, blank = NTriples.sorted(lines).apart()
    return ground + NTriples.of(_renamed(list(blank), name)) if blank else ground


def _renamed(triples: list[Triple], name: str) -> Iterator[Triple]:
    for component in _components(triples):
        colours = _refined(component, name)
        alike = len(colours) - len(set(colours.values()))
        if alike >= ALIKE:
            raise _too_alike(component, name)
        if alike:
            yield from _by_rdfc(component)
        else:
            names = {node: BlankNode(f"b{colour}") for node, colour in colours.items()}
            yield from (_with_names(triple, names) for triple in component)


def _components(triples: list[Triple]) -> Iterator[list[Triple]]:
    """Triples whose blank nodes are joined by triples, together."""
    leader: dict[BlankNode, BlankNode] = {}

    def find(node: BlankNode) -> BlankNode:
        while leader.setdefault(node, node) != node:
            leader[node] = leader[leader[node]]
            node = leader[node]
        return node

    for triple in triples:
        first, *others = _nodes(triple)
        for other in others:
            leader[find(other)] = find(first)
    found: dict[BlankNode, list[Triple]] = defaultdict(list)
    for triple in triples:
        found[find(_nodes(triple)[0])].append(triple)
    yield from found.values()


def _refined(component: list[Triple], name: str) -> _Colours:
    """Colours of the nodes, refined by those of their neighbours until no more nodes are told apart."""
    colours: _Colours = {node: "" for triple in component for node in _nodes(triple)}
    count = 0
    for _ in range(min(ROUNDS, max(3, WORK // len(component)))):
        said: dict[BlankNode, list[str]] = defaultdict(list)
        for triple in component:
            for node in set(_nodes(triple)):
                spelt = (_spelt(term, node, colours) for term in (triple.subject, triple.predicate, triple.object))
                said[node].append(" ".join(spelt))
        colours = {node: _hash("\n".join((colours[node], *sorted(said[node])))) for node in colours}
        told_apart = len(set(colours.values()))
        if told_apart == count:
            return colours
        count = told_apart
    raise _too_alike(component, name)


def _spelt(term: Term, node: BlankNode, colours: _Colours) -> str:
    if not isinstance(term, BlankNode):
        return str(term)
    return "_:self" if term == node else f"_:{colours[term]}"


def _by_rdfc(component: list[Triple]) -> Iterator[Triple]:
    dataset = Dataset(Quad(triple.subject, triple.predicate, triple.object) for triple in component)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    triples = [quad.triple for quad in dataset]
    whole = _hash("\n".join(sorted(str(triple) for triple in triples)))
    labels = {node for triple in triples for node in _nodes(triple)}
    names = {node: BlankNode(f"b{_hash(whole + node.value)}") for node in labels}
    return (_with_names(triple, names) for triple in triples)


def _with_names(triple: Triple, names: Mapping[BlankNode, BlankNode]) -> Triple:
    subject, value = triple.subject, triple.object
    return Triple(
        names[subject] if isinstance(subject, BlankNode) else subject,
        triple.predicate,
        names[value] if isinstance(value, BlankNode) else value,
    )


def _nodes(triple: Triple) -> list[BlankNode]:
    return [term for term in (triple.subject, triple.object) if isinstance(term, BlankNode)]


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _too_alike(component: list[Triple], name: str) -> ReadError:
    """Near an entity that they are joined to, or else by the property of theirs."""
    anchors = sorted(str(triple.subject) for triple in component if isinstance(triple.subject, NamedNode))
    near = anchors[0] if anchors else str(component[0].predicate)
    return ReadError(
        Text(
            sv=f"{name} har många tomma noder som inte går att skilja åt, nära {near}. Ge dem adresser (IRI).",
            en=f"{name} has many blank nodes that cannot be told apart, near {near}. Give them IRIs.",
        )
    )
