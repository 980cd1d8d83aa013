"""What stands at an address of ours beside what a release states of it: merged identities, graphs, kept history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad, Store, Triple

from s3graph.graph import ReleaseStore
from s3graph.graph.release_store import Subject, Term
from s3graph.vocabulary import CATALOGUE, DCT, PROV, RDF, S3, SD, SKOS, VOID, XSD, entity, graph, slug_of

_GRAPHS = graph("").value
_TRUE = Literal(True)


class Widened(ReleaseStore):
    """A release with more statements than it holds, as if the catalogue graph had them."""

    def __init__(self, base: ReleaseStore, more: Iterable[Triple]) -> None:
        added = Store()
        added.extend(Quad(triple.subject, triple.predicate, triple.object, CATALOGUE) for triple in more)
        super().__init__(added, base.release)
        self._base = base

    def size(self, graph_name: NamedNode) -> int:
        return self._base.size(graph_name)

    def quads(
        self,
        subject: Subject | None = None,
        predicate: NamedNode | None = None,
        object: Term | None = None,  # noqa: A002
        graph_name: NamedNode | None = None,
        /,
    ) -> Iterator[Quad]:
        yield from self._base.quads(subject, predicate, object, graph_name)
        yield from super().quads(subject, predicate, object, graph_name)


def standing_for(store: ReleaseStore, node: NamedNode) -> NamedNode:
    """The address that stands for a merged one, chains followed to their end; the node itself where none does."""
    seen = {node}
    while (following := _next(store, node)) is not None and following not in seen:
        seen.add(following)
        node = following
    return node


def replaced_by(store: ReleaseStore, node: NamedNode) -> tuple[NamedNode, ...]:
    """What takes the place of something that is no longer used, by address."""
    found = {quad.object for quad in store.quads(node, DCT.isReplacedBy)}
    return tuple(sorted((one for one in found if isinstance(one, NamedNode)), key=lambda one: one.value))


def graph_triples(store: ReleaseStore, name: NamedNode, dumps: Iterable[str]) -> Iterator[Triple]:
    """A named graph as a data set: whose it is, how large, the release it belongs to, and where it can be fetched.

    Nothing where the release has no such graph. ``dumps`` are the addresses of its files.
    """
    size = store.size(name)
    if not size:
        return
    yield Triple(name, RDF.type, VOID.Dataset)
    yield Triple(name, RDF.type, SD.Graph)
    yield Triple(name, VOID.triples, Literal(str(size), datatype=XSD.integer))
    if store.release is not None:
        yield Triple(name, PROV.wasDerivedFrom, entity("release", str(store.release.number)))
    source = entity("source", slug_of(name))
    if store.knows(source):
        yield Triple(name, DCT.source, source)
        labels = (quad.object for quad in store.quads(source, SKOS.prefLabel))
        yield from (Triple(name, SKOS.prefLabel, label) for label in labels if isinstance(label, Literal))
    for address in dumps:
        yield Triple(name, VOID.dataDump, NamedNode(address))


def is_graph(node: NamedNode) -> bool:
    """Whether an address has the form of a named graph's."""
    return node.value.startswith(_GRAPHS) and "/" not in node.value.removeprefix(_GRAPHS)


def _next(store: ReleaseStore, alias: NamedNode) -> NamedNode | None:
    """What a decision puts in the place of an alias."""
    for quad in store.quads(None, S3.alias, alias):
        if any(same.object == _TRUE for same in store.quads(quad.subject, S3.sameOrganisation)):
            for found in store.quads(quad.subject, S3.canonical):
                if isinstance(found.object, NamedNode):
                    return found.object
    return None
