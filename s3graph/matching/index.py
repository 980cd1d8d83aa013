"""The matching index of a release: catalogue, vectors and n-grams, built beside the old one and renamed into place."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from s3graph.errors import EncoderError, StorageError
from s3graph.graph.storage import storage_errors
from s3graph.matching.catalogue import Actor, Catalogue, Facet, Kind
from s3graph.matching.directions import directions
from s3graph.matching.encoder import Encoder
from s3graph.matching.harvest import read_catalogue
from s3graph.matching.hierarchy import concepts_of, nearness, reach
from s3graph.matching.lexical import LexicalIndex
from s3graph.matching.outside import between, outside_texts
from s3graph.matching.passages import known_vectors, passages_of, vectors_of
from s3graph.matching.term_index import NO_TERMS, TermIndex, known_names, write_terms
from s3graph.matching.terms import read_terms
from s3graph.matching.triples import Quads, reads_any
from s3graph.model import Language, Text

FORMAT = 4
EVIDENCE = (Kind.COMPETENCE, Kind.SERVICE, Kind.TESTBED, Kind.INITIATIVE, Kind.DESCRIPTION)
"""Facets a need is held against clause by clause; areas have a feature of their own."""
Floats = NDArray[np.float32]


def build_index(
    store: Quads, encoder: Encoder, path: Path, former: Path | None = None, changed: Iterable[bytes] | None = None
) -> None:
    """Build the index of a release's graph into the folder ``path``; an index already there is replaced in one move.

    Vectors of texts that the index ``former`` has from the same model are taken over. ``changed`` are all statements
    that came or went since then, as lines of N-Triples: where the matcher reads none of them, and the model is the
    same, the former index is taken over as it is. StorageError where the folder cannot be written; nothing is left of
    it then.
    """
    if former is not None and changed is not None and made_by(former, encoder) and not reads_any(changed, store):
        with storage_errors(path):
            _take_over(former, path)
        return
    catalogue, terms = read_catalogue(store), read_terms(store)
    beside = path.with_name(path.name + ".new")
    shutil.rmtree(beside, ignore_errors=True)
    try:
        with storage_errors(path):
            beside.mkdir(parents=True)
            write_index(catalogue, encoder, beside, former)
            write_terms(terms, encoder, beside, known_names(former if former and made_by(former, encoder) else None))
            _put_in_place(beside, path)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def made_by(folder: Path, encoder: Encoder) -> bool:
    """Whether there is an index of this format with this encoder's vectors."""
    try:
        meta = json.loads((folder / "meta.json").read_text("utf-8"))
    except (OSError, ValueError):
        return False
    made = (meta.get("format"), meta.get("model"), meta.get("revision"))
    return made == (FORMAT, encoder.model_id, encoder.revision)


def _take_over(former: Path, path: Path) -> None:
    """The same files under a second name: an index never changes once it is written."""
    path.mkdir(parents=True)
    for file in former.iterdir():
        os.link(file, path / file.name)


def _put_in_place(beside: Path, path: Path) -> None:
    if path.exists():
        old = path.with_name(path.name + ".old")
        path.rename(old)
        beside.rename(path)
        shutil.rmtree(old)
    else:
        beside.rename(path)


def write_index(catalogue: Catalogue, encoder: Encoder, folder: Path, former: Path | None = None) -> None:
    """Write the index of a catalogue into a folder that exists."""
    catalogue.save(folder / "catalogue.json")
    passages = passages_of(catalogue)
    known = known_vectors(former, encoder)
    vectors, outside = vectors_of(passages, encoder, known), vectors_of(outside_texts(), encoder, known)
    np.save(folder / "vectors.npy", vectors)
    np.savez(folder / "outside.npz", texts=np.array(outside_texts()), vectors=outside)
    np.save(folder / "between.npy", between(catalogue, vectors, outside))
    np.save(folder / "directions.npy", directions(catalogue, vectors))
    for language in Language:
        own = [passage.text if passage.language is language else "" for passage in passages]
        LexicalIndex.build(own, language).save(folder / f"passages-{language}.npz")
        profiles = [_profile(catalogue, actor, language) for actor in catalogue.actors]
        LexicalIndex.build(profiles, language).save(folder / f"profiles-{language}.npz")
    np.save(folder / "reach.npy", reach(catalogue))
    meta = {"format": FORMAT, "model": encoder.model_id, "revision": encoder.revision, "dimension": encoder.dimension}
    (folder / "meta.json").write_text(json.dumps(meta, indent=1), "utf-8")


def _profile(catalogue: Catalogue, actor: Actor, language: Language) -> str:
    """All texts of the actor's evidence in one language, as one document."""
    texts = [
        passage.text
        for facet in actor.facets
        for passage in catalogue.topics[facet.topic].passages
        if passage.language is language and catalogue.topics[facet.topic].kind in EVIDENCE
    ]
    return " ".join(texts)


@dataclass(frozen=True)
class Index:
    """An index as it lies in memory. Rows of ``vectors`` are the passages of the topics, in order, of unit length.

    ``between`` is the plane between what companies and what private people ask: normal and offset. ``directions`` has a
    normal and an offset for each competence.
    """

    catalogue: Catalogue
    vectors: Floats
    passages: dict[Language, LexicalIndex]
    profiles: dict[Language, LexicalIndex]
    reach: Floats
    between: Floats
    directions: Floats
    model_id: str
    revision: str
    terms: TermIndex = NO_TERMS

    @classmethod
    def load(cls, path: Path) -> Index:
        """StorageError where the folder is no whole index of this format."""
        try:
            meta = json.loads((path / "meta.json").read_text("utf-8"))
            if meta["format"] != FORMAT:
                raise _unreadable(path)
            return cls(
                catalogue=Catalogue.load(path / "catalogue.json"),
                vectors=np.load(path / "vectors.npy").astype(np.float32),
                passages={code: LexicalIndex.load(path / f"passages-{code}.npz", code) for code in Language},
                profiles={code: LexicalIndex.load(path / f"profiles-{code}.npz", code) for code in Language},
                reach=np.load(path / "reach.npy"),
                between=np.load(path / "between.npy"),
                directions=np.load(path / "directions.npy"),
                model_id=meta["model"],
                revision=meta["revision"],
                terms=TermIndex.load(path),
            )
        except (OSError, ValueError, KeyError) as error:
            raise _unreadable(path) from error

    def check(self, encoder: Encoder) -> None:
        """EncoderError where the needs would be encoded by another model than the index was."""
        if (encoder.model_id, encoder.revision) != (self.model_id, self.revision):
            raise EncoderError(
                Text(
                    sv=f"Utgåvans index är byggt med {self.model_id} {self.revision}, men tjänsten kör "
                    f"{encoder.model_id} {encoder.revision}. Publicera en ny utgåva eller ändra S3GRAPH_ENCODER.",
                    en=f"The release's index was built with {self.model_id} {self.revision}, but the service runs "
                    f"{encoder.model_id} {encoder.revision}. Publish a new release, or set S3GRAPH_ENCODER back.",
                )
            )

    @cached_property
    def turns(self) -> NDArray[np.int64]:
        """The turn of each actor in the order of their IRIs."""
        return np.argsort(np.argsort([actor.iri for actor in self.catalogue.actors])).astype(np.int64)

    @cached_property
    def passage_starts(self) -> NDArray[np.int64]:
        """First passage of each topic; every topic has a label, so none is empty."""
        counts = [len(topic.passages) for topic in self.catalogue.topics]
        return np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(np.int64)

    @cached_property
    def concepts(self) -> NDArray[np.int64]:
        """Places of the competences among the topics: the columns of ``reach``."""
        return np.array(concepts_of(self.catalogue.topics), dtype=np.int64)

    @cached_property
    def column_of(self) -> dict[str, int]:
        """Column of each competence, by the slug of its address."""
        iris = [self.catalogue.topics[place].iri for place in self.concepts]
        return {iri.rsplit("/", 1)[-1]: column for column, iri in enumerate(iris)}

    @cached_property
    def places_of(self) -> dict[Kind, tuple[int, ...]]:
        """Places of the topics of each kind."""
        kinds = [topic.kind for topic in self.catalogue.topics]
        return {kind: tuple(place for place, own in enumerate(kinds) if own is kind) for kind in Kind}

    @cached_property
    def subjects(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """What topics are about, pair by pair: places of topics, and columns of the competences."""
        column = {self.catalogue.topics[place].iri: number for number, place in enumerate(self.concepts)}
        pairs = [
            (place, column[iri])
            for place, topic in enumerate(self.catalogue.topics)
            for iri in topic.subjects
            if iri in column
        ]
        table = np.array(pairs, dtype=np.int64).reshape(-1, 2)
        return table[:, 0], table[:, 1]

    @cached_property
    def offers(self) -> dict[int, tuple[tuple[Actor, Facet], ...]]:
        """Who has a topic, and the facet that says so."""
        found: dict[int, list[tuple[Actor, Facet]]] = {}
        for actor in self.catalogue.actors:
            for facet in actor.facets:
                found.setdefault(facet.topic, []).append((actor, facet))
        return {topic: tuple(holders) for topic, holders in found.items()}

    @cached_property
    def nearness(self) -> Floats:
        return nearness(self.catalogue.topics)

    @cached_property
    def facet_topics(self) -> NDArray[np.int64]:
        """Topics of the evidence facets, actor after actor."""
        return np.array([topic for topics in self._evidence for topic in topics], dtype=np.int64)

    @cached_property
    def facet_starts(self) -> NDArray[np.int64]:
        counts = [len(topics) for topics in self._evidence]
        return np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(np.int64)

    def evidence_of(self, row: int) -> list[int]:
        """Topics of the facets one actor is held against a need with."""
        return self._evidence[row]

    @cached_property
    def _evidence(self) -> list[list[int]]:
        """Every actor has its description, so no list is empty."""
        kinds = [topic.kind in EVIDENCE for topic in self.catalogue.topics]
        return [[facet.topic for facet in actor.facets if kinds[facet.topic]] for actor in self.catalogue.actors]

    @cached_property
    def area_shares(self) -> tuple[tuple[str, ...], Floats]:
        """Thematic areas, and ``[actor, area]`` of rows of unit length: who is in few stands more for each."""
        names = tuple(sorted({area for actor in self.catalogue.actors for area in actor.areas}))
        shares = [[(name in a.areas) / max(len(a.areas), 1) ** 0.5 for name in names] for a in self.catalogue.actors]
        return names, np.array(shares, np.float32)

    @cached_property
    def confirmed(self) -> Floats:
        """``[actor]``: share of its statements that were read in a source or confirmed."""
        return np.array([_confirmed(actor) for actor in self.catalogue.actors], np.float32)

    @cached_property
    def days(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Of each statement about an actor, its row and the day it was last delivered or confirmed; 0 if unknown."""
        pairs = [
            (row, date.fromisoformat(statement.day).toordinal() if statement.day else 0)
            for row, actor in enumerate(self.catalogue.actors)
            for facet in actor.facets
            for statement in facet.statements
        ]
        table = np.array(pairs, dtype=np.int64).reshape(-1, 2)
        return table[:, 0], table[:, 1]

    @cached_property
    def profile_vectors(self) -> Floats:
        """One unit vector an actor: the mean direction of its evidence."""
        counts = np.diff(np.append(self.passage_starts, len(self.vectors)))
        means = np.add.reduceat(self.vectors, self.passage_starts, axis=0) / counts[:, None]
        means /= np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9)
        totals = np.add.reduceat(means[self.facet_topics], self.facet_starts, axis=0)
        return np.asarray(totals / np.maximum(np.linalg.norm(totals, axis=1, keepdims=True), 1e-9), np.float32)


def _confirmed(actor: Actor) -> float:
    statements = [statement for facet in actor.facets for statement in facet.statements]
    return sum(statement.confirmed for statement in statements) / max(len(statements), 1)


def _unreadable(path: Path) -> StorageError:
    return StorageError(
        Text(
            sv=f"Indexet {path} går inte att läsa. Bygg om utgåvan med 's3graph releases restore'.",
            en=f"The index {path} cannot be read. Rebuild the release with 's3graph releases restore'.",
        )
    )
