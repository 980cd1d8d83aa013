"""The graphs everyone may point at and nobody but the software changes: ontology, places, codes, areas, competences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, Store, Triple, parse, serialize

from s3graph.resources import FileState, shelf, states
from s3graph.vocabulary import S3, kind_of


@dataclass(frozen=True)
class Reference:
    """Loaded once, used for many deliveries. ``subjects`` are the terms described, ``terms`` those of our ontology."""

    ntriples: bytes
    subjects: frozenset[NamedNode]

    @classmethod
    def of(cls, triples: Iterable[Triple]) -> Reference:
        kept = tuple(triples)
        subjects = frozenset(triple.subject for triple in kept if isinstance(triple.subject, NamedNode))
        return cls(serialize(kept, format=RdfFormat.N_TRIPLES) or b"", subjects)

    @classmethod
    def load(cls, files: Iterable[Path] | None = None) -> Reference:
        """Turtle files; by default all reference files of the ontology shelf, read once as long as none changes."""
        if files is None:
            return _shipped(states(reference_files()))
        return cls.of(
            quad.triple
            for file in files
            for quad in parse(path=str(file), format=RdfFormat.TURTLE, rename_blank_nodes=True)
        )

    @cached_property
    def kinds(self) -> frozenset[str]:
        """Kinds of reference entities, such as ``region``: whatever has such an address exists here or nowhere."""
        return frozenset(kind for subject in self.subjects if (kind := kind_of(subject)))

    @cached_property
    def terms(self) -> frozenset[NamedNode]:
        return frozenset(subject for subject in self.subjects if subject in S3)

    def add_to(self, store: Store) -> None:
        """Adds every triple to the default graph."""
        store.bulk_load(self.ntriples, format=RdfFormat.N_TRIPLES)


@lru_cache(maxsize=1)
def _shipped(files: tuple[FileState, ...]) -> Reference:
    return Reference.load(file.path for file in files)


def reference_files() -> tuple[Path, ...]:
    """The Turtle files of the reference graphs: the ontology shelf without facts, examples and alignments."""
    folder = shelf("ontology")
    top = (file for file in folder.glob("*.ttl") if not file.stem.startswith(("example", "alignments")))
    return tuple(sorted((*top, *(folder / "competences").glob("*.ttl"))))
