"""What a release knows of entities when a file points at them: their classes, and the source that speaks for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from s3graph.graph import REFERENCE_GRAPHS, DataDirectory, Releases, ReleaseStore, Source
from s3graph.intake.registers import register_named
from s3graph.validation.speech import ENTITIES, Speech
from s3graph.vocabulary import LEGAL, RDF, S3, SKOS, graph

_REFERENCE = frozenset(map(graph, REFERENCE_GRAPHS))
_NAMES = (SKOS.prefLabel, SKOS.altLabel, LEGAL.legalName, S3.organisationNumber)


def named(data_dir: Path, kind: NamedNode) -> Iterator[tuple[NamedNode, str]]:
    """The entities of a class in the current release, each with each of its names and its number."""
    releases = Releases(DataDirectory.open(data_dir))
    if releases.current_number() is None:
        return
    store = ReleaseStore.open(releases.current())
    for entity in {quad.subject for quad in store.quads(None, RDF.type, kind)}:
        if isinstance(entity, NamedNode):
            for predicate in _NAMES:
                for quad in store.quads(entity, predicate):
                    if isinstance(quad.object, Literal):
                        yield entity, quad.object.value


def speech_of(source: Source, store: ReleaseStore | None, sources: tuple[Source, ...]) -> Speech:
    """What is known when ``source`` delivers. ``store`` is None before the first release."""
    terms = register_named(source.register).terms if source.register else ()
    if store is None:
        return Speech(source.name, terms=terms)
    graphs = {graph(other.name): other for other in sources}
    return Speech(source.name, _Owners(store, graphs), _Types(store), _own(source, store), terms)


class _Types(Mapping[NamedNode, frozenset[NamedNode]]):
    """Classes of the entities of a release, looked up when asked for; reference entities are left to ``Reference``."""

    def __init__(self, store: ReleaseStore) -> None:
        self._store = store

    def __getitem__(self, entity: NamedNode) -> frozenset[NamedNode]:
        found = frozenset(
            quad.object
            for quad in self._store.quads(entity, RDF.type)
            if isinstance(quad.object, NamedNode) and quad.graph_name not in _REFERENCE
        )
        if not found:
            raise KeyError(entity)
        return found

    def __iter__(self) -> Iterator[NamedNode]:
        nodes = {quad.subject for quad in self._store.quads(None, RDF.type)}
        return (node for node in nodes if isinstance(node, NamedNode) and node.value.startswith(ENTITIES))

    def __len__(self) -> int:
        return sum(1 for _ in self)


class _Owners(Mapping[NamedNode, str]):
    """The source that gives an entity its class; a partner's own goes before collected facts."""

    def __init__(self, store: ReleaseStore, sources: Mapping[NamedNode, Source]) -> None:
        self._store = store
        self._sources = sources

    def __getitem__(self, entity: NamedNode) -> str:
        graphs = (quad.graph_name for quad in self._store.quads(entity, RDF.type))
        found = [self._sources[name] for name in graphs if isinstance(name, NamedNode) and name in self._sources]
        if not found:
            raise KeyError(entity)
        return min(found, key=lambda source: (source.profile == "facts", source.name)).name

    def __iter__(self) -> Iterator[NamedNode]:
        return (entity for entity in _Types(self._store) if self.get(entity) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _own(source: Source, store: ReleaseStore) -> frozenset[NamedNode]:
    """The actor a source belongs to, and what that actor offers and owns, whoever described it first."""
    if source.speaks_for is None:
        return frozenset()
    actor = NamedNode(source.speaks_for)
    belongings = (
        quad.subject for predicate in (S3.providedBy, S3.owner) for quad in store.quads(None, predicate, actor)
    )
    return frozenset({actor, *(node for node in belongings if isinstance(node, NamedNode))})
