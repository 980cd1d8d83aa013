"""A release's graph, read-only, as the rest of the library reads it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import IO

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QuerySolution, QuerySolutions, RdfFormat, Store, Triple

from s3graph.errors import StorageError
from s3graph.graph.release import Release
from s3graph.graph.storage import storage_errors
from s3graph.model import Language, Text
from s3graph.vocabulary import LEGAL, RDFS, SKOS, slug_of

Subject = NamedNode | BlankNode | Triple
Term = NamedNode | BlankNode | Literal | Triple
_LABELS = (SKOS.prefLabel, LEGAL.legalName, RDFS.label)
_ATTEMPTS = 20
_PAUSE_SECONDS = 0.05


class ReleaseStore:
    """The named graphs of one release. Reading does not change it, and it holds no lock on the release."""

    def __init__(self, store: Store, release: Release | None = None) -> None:
        self._store = store
        self.release = release
        self._sizes: dict[NamedNode, int] = {}

    @classmethod
    def open(cls, release: Release) -> ReleaseStore:
        """StorageError where the release's store is missing or damaged."""
        if not (release.store_path / "CURRENT").exists():
            raise _damaged(release)
        with storage_errors(release.store_path):
            return cls(_read_only(release), release)

    def __len__(self) -> int:
        """Number of quads."""
        return len(self._store)

    def quads(
        self,
        subject: Subject | None = None,
        predicate: NamedNode | None = None,
        object: Term | None = None,  # noqa: A002
        graph_name: NamedNode | None = None,
        /,
    ) -> Iterator[Quad]:
        """Quads of all graphs, or of one."""
        return self._store.quads_for_pattern(subject, predicate, object, graph_name)

    def triples(
        self,
        subject: Subject | None = None,
        predicate: NamedNode | None = None,
        object: Term | None = None,  # noqa: A002
        /,
    ) -> Iterator[Triple]:
        """The union of all graphs, each triple once."""
        seen: set[Triple] = set()
        for quad in self.quads(subject, predicate, object):
            if quad.triple not in seen:
                seen.add(quad.triple)
                yield quad.triple

    def describe(self, node: NamedNode) -> tuple[Triple, ...]:
        """What is said of a node, with the blank nodes it reaches, each statement once, sorted."""
        found: set[Triple] = set()
        waiting: list[Subject] = [node]
        while waiting:
            for triple in self.triples(waiting.pop()):
                if triple not in found:
                    found.add(triple)
                    if isinstance(triple.object, BlankNode):
                        waiting.append(triple.object)
        return tuple(sorted(found, key=str))

    def knows(self, node: NamedNode) -> bool:
        """Whether anything is said of the node."""
        return next(self.quads(node), None) is not None

    def label(self, node: NamedNode, language: Language) -> str:
        """Its label in the language, else in Swedish, English, any language; else the end of its address."""
        liked = (language, *(other for other in Language if other is not language))
        for predicate in _LABELS:
            labels = [quad.object for quad in self.quads(node, predicate) if isinstance(quad.object, Literal)]
            if labels:
                return min(labels, key=lambda label: (_place(label.language, liked), label.value)).value
        return slug_of(node)

    def graphs(self) -> tuple[NamedNode, ...]:
        """Names of the graphs, sorted."""
        names = (name for name in self._store.named_graphs() if isinstance(name, NamedNode))
        return tuple(sorted(names, key=lambda name: name.value))

    def size(self, graph_name: NamedNode) -> int:
        """Number of statements in one graph; counted once."""
        if graph_name not in self._sizes:
            rows = self._store.query(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH {graph_name} {{ ?s ?p ?o }} }}")
            self._sizes[graph_name] = next(int(row["n"].value) for row in rows)  # type: ignore[union-attr]
        return self._sizes[graph_name]

    def solutions(self, question: str) -> Iterator[QuerySolution]:
        """Answers of a SELECT over the union of all graphs, in which a triple of two graphs counts twice.

        For questions the software brings along: nothing ends one that takes long.
        """
        found = self._store.query(question, use_default_graph_as_union=True)
        if not isinstance(found, QuerySolutions):
            raise TypeError(question)
        yield from found

    def dump(self, output: IO[bytes]) -> None:
        """All quads as N-Quads."""
        self._store.dump(output, format=RdfFormat.N_QUADS)


def _place(language: str | None, liked: tuple[Language, ...]) -> tuple[int, str]:
    """The lower, the better a label in that language fits."""
    return (liked.index(Language(language)) if language in liked else len(liked), language or "")


def _read_only(release: Release) -> Store:
    """Two processes that open a store at the same instant can disturb each other's log file: try again then."""
    for _ in range(_ATTEMPTS - 1):
        try:
            return Store.read_only(str(release.store_path))
        except OSError:
            time.sleep(_PAUSE_SECONDS)
    return Store.read_only(str(release.store_path))


def _damaged(release: Release) -> StorageError:
    return StorageError(
        Text(
            sv=f"Grafen i utgåva {release.number} saknas. Gå tillbaka med 's3graph releases restore'.",
            en=f"The graph of release {release.number} is missing. Go back with 's3graph releases restore'.",
        )
    )
