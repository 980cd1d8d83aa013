"""Vectors taken over from the former index: the same as encoded anew, and only what is new is encoded."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from pyoxigraph import NamedNode

from s3graph.matching.encoder import Floats, HashingEncoder
from s3graph.matching.index import Index, build_index
from s3graph.matching.passages import known_vectors, passages_of
from s3graph.matching.triples import reads_any
from s3graph.matching.vectors import floats
from s3graph.model import Language
from s3graph.vocabulary import CV, DCT, RDF, S3
from tests.matching.conftest import FIXTURES, MemoryStore


class Counting(HashingEncoder):
    """Remembers what it was asked to encode."""

    def __init__(self, revision: str = "1") -> None:
        self.revision = revision
        self.asked: list[tuple[str, Language]] = []

    def encode(self, texts: Sequence[str], language: Language, *, need: bool = False) -> Floats:
        self.asked += [(text, language) for text in texts]
        return super().encode(texts, language, need=need)


def with_line(line: str, folder: Path) -> MemoryStore:
    """The small store, and a line of N-Triples more."""
    (folder / "more.ttl").write_text(line, "utf-8")
    return MemoryStore(FIXTURES / "small.ttl", folder / "more.ttl")


def test_nothing_is_encoded_twice(small: MemoryStore, tmp_path: Path) -> None:
    first, second = Counting(), Counting()
    build_index(small, first, tmp_path / "one")
    more = with_line(f"{KNOWN} {CV.thematicArea} <https://w3id.org/s3graph/id/area/livsmedel> .\n", tmp_path)
    build_index(more, second, tmp_path / "two", tmp_path / "one")
    assert not (tmp_path / "one" / "vectors.npy").samefile(tmp_path / "two" / "vectors.npy")
    assert first.asked
    assert len(set(first.asked)) == len(first.asked)
    assert second.asked == []
    assert np.array_equal(Index.load(tmp_path / "one").vectors.rows, Index.load(tmp_path / "two").vectors.rows)


def test_only_what_is_new_is_encoded(small: MemoryStore, tmp_path: Path) -> None:
    more = tmp_path / "more.ttl"
    more.write_text(
        (FIXTURES / "small.ttl").read_text("utf-8") + "\n<https://w3id.org/s3graph/id/competence/nytt> "
        "a <https://w3id.org/s3graph/ontology#Competence> ; "
        '<http://www.w3.org/2004/02/skos/core#prefLabel> "helt ny kompetens"@sv, "quite new competence"@en .\n',
        "utf-8",
    )
    build_index(small, Counting(), tmp_path / "one")
    encoder = Counting()
    build_index(MemoryStore(more), encoder, tmp_path / "two", tmp_path / "one")
    assert set(encoder.asked) == {("helt ny kompetens", Language.SV), ("quite new competence", Language.EN)}
    build_index(MemoryStore(more), HashingEncoder(), tmp_path / "whole")
    assert np.array_equal(Index.load(tmp_path / "two").vectors.rows, Index.load(tmp_path / "whole").vectors.rows)


def test_another_model_and_a_damaged_index_give_nothing(small: MemoryStore, tmp_path: Path) -> None:
    build_index(small, Counting(), tmp_path / "one")
    assert known_vectors(tmp_path / "one", Counting("2")) == {}
    assert known_vectors(tmp_path / "none", Counting()) == {}
    known = known_vectors(tmp_path / "one", Counting())
    passages = passages_of(Index.load(tmp_path / "one").catalogue)
    assert set(known) == {(p.text, p.language) for p in passages}
    (tmp_path / "one" / "vectors.npy").write_bytes(b"damaged")
    assert known_vectors(tmp_path / "one", Counting()) == {}


def test_an_index_of_another_format_gives_nothing(small: MemoryStore, tmp_path: Path) -> None:
    """As format 3 kept vectors: two bytes a number, no scales."""
    build_index(small, Counting(), tmp_path / "one")
    kept = np.load(tmp_path / "one" / "vectors.npy")
    meta = tmp_path / "one" / "meta.json"
    meta.write_text(json.dumps(json.loads(meta.read_text("utf-8")) | {"format": 3}), "utf-8")
    np.save(tmp_path / "one" / "vectors.npy", floats(kept).astype(np.float16))
    encoder = Counting()
    build_index(small, encoder, tmp_path / "two", tmp_path / "one", [])
    assert len(encoder.asked) == len(known_vectors(tmp_path / "two", Counting()))
    assert np.array_equal(Index.load(tmp_path / "two").vectors.rows, kept)


COMPANY = "<https://w3id.org/s3graph/id/sme/4090000001>"
NOBODY = "<https://w3id.org/s3graph/id/actor/helt-ny>"
KNOWN = "<https://w3id.org/s3graph/id/actor/alfa>"


@pytest.mark.parametrize(
    ("said", "read", "new"),
    [
        ((COMPANY, S3.seat, NOBODY), False, False),
        ((NOBODY, DCT.description, '"x"@sv'), False, False),
        ((NOBODY, RDF.type, S3.SME), False, False),
        ((NOBODY, RDF.type, S3.SupportActor), True, True),
        ((NOBODY, RDF.type, S3.Source), True, False),
        ((NOBODY, S3.owner, KNOWN), True, False),
        ((KNOWN, DCT.description, '"x"@sv'), True, True),
        ((KNOWN, DCT.issued, '"2020"'), False, False),
    ],
    ids=[
        "a company",
        "nobody known",
        "a company's class",
        "a new actor",
        "a source",
        "an owner",
        "a known actor",
        "else",
    ],
)
def test_an_index_is_taken_over_whole_where_nothing_it_reads_has_changed(
    small: MemoryStore, tmp_path: Path, said: tuple[str, NamedNode, object], read: bool, new: bool
) -> None:
    """Or where what is read tells nothing new of what is matched."""
    line = "{} {} {} .\n".format(*said)
    after = with_line(line, tmp_path)
    assert reads_any([line.encode()], after) is read
    build_index(small, Counting(), tmp_path / "one")
    build_index(after, Counting(), tmp_path / "two", tmp_path / "one", [line.encode()])
    one, two = (tmp_path / name / "vectors.npy" for name in ("one", "two"))
    assert one.samefile(two) is not new
    assert {path.name for path in (tmp_path / "two").iterdir()} == {path.name for path in (tmp_path / "one").iterdir()}


def test_what_is_taken_over_is_what_would_have_been_built(small: MemoryStore, tmp_path: Path) -> None:
    after = with_line(f"{NOBODY} {RDF.type} {S3.Source} .\n", tmp_path)
    build_index(small, Counting(), tmp_path / "one")
    build_index(after, Counting(), tmp_path / "two", tmp_path / "one")
    build_index(after, Counting(), tmp_path / "whole")
    whole = {path.name: path.read_bytes() for path in (tmp_path / "whole").iterdir()}
    assert {path.name: path.read_bytes() for path in (tmp_path / "two").iterdir()} == whole


def test_another_model_is_never_taken_over(small: MemoryStore, tmp_path: Path) -> None:
    build_index(small, Counting(), tmp_path / "one")
    build_index(small, Counting("2"), tmp_path / "two", tmp_path / "one", [])
    assert Index.load(tmp_path / "two").revision == "2"
