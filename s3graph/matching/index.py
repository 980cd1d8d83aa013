"""The matching index of a release: catalogue, vectors and n-grams, built beside the old one and renamed into place."""

from __future__ import annotations

import json
import os
import shutil
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from filecmp import cmpfiles
from functools import cached_property
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from s3graph.errors import EncoderError
from s3graph.graph.storage import storage_errors
from s3graph.matching.catalogue import Actor, Catalogue, Facet, Initiative, Kind, Topic
from s3graph.matching.directions import area_directions, area_names, directions
from s3graph.matching.encoder import Encoder
from s3graph.matching.harvest import read_catalogue
from s3graph.matching.hierarchy import nearness
from s3graph.matching.leanings import Leanings, write_leanings
from s3graph.matching.lexical import LexicalIndex
from s3graph.matching.mapping import unreadable
from s3graph.matching.passages import known_vectors, passages_of, vectors_of
from s3graph.matching.tables import EVIDENCE, Places, Tables
from s3graph.matching.term_index import NO_TERMS, TermIndex, has_terms, known_names, save_terms, write_terms
from s3graph.matching.terms import read_terms
from s3graph.matching.triples import Quads, reads_any
from s3graph.matching.vectors import Vectors
from s3graph.model import Language, Text

FORMAT = 12
PIECES = 0.75
"""How well a word is known whose every n-gram is, and that is nowhere itself."""
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
    if former is not None and not made_by(former, encoder):
        former = None
    if former is not None and changed is not None and not reads_any(changed, store):
        with storage_errors(path):
            _take_over(former, path)
        return
    catalogue, terms = read_catalogue(store), read_terms(store)
    beside = path.with_name(path.name + ".new")
    shutil.rmtree(beside, ignore_errors=True)
    try:
        with storage_errors(path):
            beside.mkdir(parents=True)
            catalogue.save(beside)
            save_terms(terms, beside)
            if former is not None and _same_files(beside, former):
                _take_over(former, beside)
            else:
                write_index(catalogue, encoder, beside, former)
                write_terms(terms, encoder, beside, known_names(former))
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


def _same_files(beside: Path, former: Path) -> bool:
    """Whether the former index was made of what is saved beside it: all else in it follows from that and the model."""
    saved = [file.name for file in beside.iterdir()]
    _, other, missing = cmpfiles(beside, former, saved, shallow=False)
    return not other and not missing and has_terms(beside) == has_terms(former)


def _take_over(former: Path, path: Path) -> None:
    """The same files under a second name, but for those there already: an index never changes once it is written."""
    path.mkdir(parents=True, exist_ok=True)
    for file in former.iterdir():
        if not (path / file.name).exists():
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
    catalogue.save(folder)
    passages = passages_of(catalogue)
    vectors = vectors_of(passages, encoder, known_vectors(former, encoder))
    np.save(folder / "vectors.npy", vectors)
    np.save(folder / "directions.npy", directions(catalogue, vectors))
    np.save(folder / "areas.npy", area_directions(catalogue, vectors))
    for language in Language:
        own = [passage.text if passage.language is language else "" for passage in passages]
        LexicalIndex.build(own, language).save(folder, f"passages-{language}")
        profiles = [_profile(catalogue, actor, language) for actor in catalogue.actors]
        LexicalIndex.build(profiles, language).save(folder, f"profiles-{language}")
    learnt = write_leanings(catalogue, folder, former)
    Tables.build(catalogue, vectors).save(folder / "tables.npz")
    made = {"format": FORMAT, "model": encoder.model_id, "revision": encoder.revision, "dimension": encoder.dimension}
    meta = {**made, "leanings": learnt}
    (folder / "meta.json").write_text(json.dumps(meta, indent=1), "utf-8")


def _profile(catalogue: Catalogue, actor: Actor, language: Language) -> str:
    """All texts of the actor's evidence in one language, as one document."""
    topics = [catalogue.topics[facet.topic] for facet in actor.facets]
    texts = [p.text for topic in topics if topic.kind in EVIDENCE for p in topic.passages if p.language is language]
    return " ".join(texts)


@dataclass(frozen=True)
class Index:
    """An index in use: most of it stays in its files, mapped. ``vectors`` are of the passages of the topics, in order.

    ``directions`` has a normal and an offset for each competence, ``area_directions`` for each of ``area_names``;
    ``leanings`` tell what words speak for which.
    """

    catalogue: Catalogue
    vectors: Vectors
    passages: dict[Language, LexicalIndex]
    profiles: dict[Language, LexicalIndex]
    tables: Tables
    directions: Floats
    area_directions: Floats
    leanings: dict[Language, Leanings]
    model_id: str
    revision: str
    terms: TermIndex = NO_TERMS

    @classmethod
    def load(cls, path: Path) -> Index:
        """StorageError where the folder is no whole index of this format."""
        try:
            meta = json.loads((path / "meta.json").read_text("utf-8"))
            if meta["format"] != FORMAT:
                raise unreadable(path)
            return cls(
                catalogue=Catalogue.load(path),
                vectors=Vectors.load(path / "vectors.npy"),
                passages={code: LexicalIndex.load(path, f"passages-{code}", code) for code in Language},
                profiles={code: LexicalIndex.load(path, f"profiles-{code}", code) for code in Language},
                tables=Tables.load(path / "tables.npz"),
                directions=np.load(path / "directions.npy"),
                area_directions=np.load(path / "areas.npy"),
                leanings={code: Leanings.load(path, code) for code in Language},
                model_id=meta["model"],
                revision=meta["revision"],
                terms=TermIndex.load(path),
            )
        except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
            raise unreadable(path) from error

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
    def turns(self) -> Places:
        """The turn of each actor in the order of their IRIs."""
        return np.argsort(np.argsort([actor.iri for actor in self.catalogue.actors])).astype(np.int64)

    @cached_property
    def concepts(self) -> Places:
        """Places of the competences among the topics: the columns of ``reach``."""
        return self.tables.of_kind(Kind.COMPETENCE)

    @cached_property
    def competences(self) -> tuple[Topic, ...]:
        """The competences themselves, in that order."""
        return tuple(self.catalogue.topics[place] for place in self.concepts)

    @cached_property
    def columns(self) -> dict[str, int]:
        """Column of each competence, by its IRI."""
        return {competence.iri: column for column, competence in enumerate(self.competences)}

    @cached_property
    def column_of(self) -> dict[str, int]:
        """Column of each competence, by the slug of its address."""
        return {iri.rsplit("/", 1)[-1]: column for iri, column in self.columns.items()}

    @cached_property
    def initiatives(self) -> dict[int, Initiative]:
        """Each initiative, by the place of its topic."""
        return {initiative.topic: initiative for initiative in self.catalogue.initiatives}

    @cached_property
    def taking_part(self) -> dict[str, tuple[Initiative, ...]]:
        """Initiatives that each actor owns or takes part in, by its IRI."""
        found: dict[str, list[Initiative]] = {}
        for each in self.catalogue.initiatives:
            for party in each.parties:
                found.setdefault(party, []).append(each)
        return {party: tuple(own) for party, own in found.items()}

    @cached_property
    def namesakes(self) -> dict[int, tuple[Initiative, ...]]:
        """Of each actor whose name initiatives begin with: its row, and those."""
        named = sorted(
            (self.catalogue.topics[each.topic].label.sv, each.iri, each) for each in self.catalogue.initiatives
        )
        labels, found = [label for label, _, _ in named], {}
        for row, actor in enumerate(self.catalogue.actors):
            name = actor.label.sv
            first, last = bisect_left(labels, name), bisect_left(labels, name + chr(0x10FFFF))
            if name and first < last:
                found[row] = tuple(each for _, _, each in named[first:last])
        return found

    @property
    def reach(self) -> Floats:
        """``[actor, competence]``: how far what an actor has speaks for the competence."""
        return self.tables.reach

    @cached_property
    def nearness(self) -> Floats:
        return nearness(self.competences)

    def knows(self, word: str, language: Language) -> float:
        """1 for a word that passages of a language have, whatever its ending; ``PIECES`` at most for any other."""
        passages = self.passages[language]
        return 1.0 if passages.share(word) else PIECES * passages.knows(word)

    def holders(self, topic: int) -> tuple[tuple[Actor, Facet], ...]:
        """Who has a topic, and the facet that says so."""
        actors = self.catalogue.actors
        return tuple((actors[row], actors[row].facets[place]) for row, place in self.tables.holders(topic))

    @cached_property
    def facet_topics(self) -> Places:
        """Topics of the evidence facets, actor after actor."""
        return self.tables.facets[self.tables.evidence[0]]

    @property
    def facet_starts(self) -> Places:
        return self.tables.evidence[1]

    def evidence_of(self, row: int) -> tuple[Places, Places]:
        """The facets one actor is held against a need with, by their places among its own, and their topics."""
        facets, starts = self.tables.evidence
        own = facets[starts[row] : starts[row + 1] if row + 1 < len(starts) else None]
        return own - self.tables.actors[row], self.tables.facets[own]

    @cached_property
    def area_names(self) -> tuple[str, ...]:
        """The areas that ``area_directions`` has a row for."""
        return area_names(self.competences)

    @cached_property
    def areas_of(self) -> tuple[tuple[str, ...], NDArray[np.bool_]]:
        """Thematic areas of competences, and ``[competence, area]``: which each lies in."""
        names = tuple(sorted({area for one in self.competences for area in one.areas}))
        inside = [[name in one.areas for name in names] for one in self.competences]
        return names, np.array(inside, np.bool_).reshape(len(inside), len(names))

    @cached_property
    def area_shares(self) -> tuple[tuple[str, ...], Floats]:
        """Thematic areas, and ``[actor, area]`` of rows of unit length: who is in few stands more for each."""
        names = tuple(sorted({area for actor in self.catalogue.actors for area in actor.areas}))
        shares = [[(name in a.areas) / max(len(a.areas), 1) ** 0.5 for name in names] for a in self.catalogue.actors]
        return names, np.array(shares, np.float32)
