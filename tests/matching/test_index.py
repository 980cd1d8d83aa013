from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from s3graph.errors import EncoderError, StorageError
from s3graph.matching.catalogue import Catalogue, Kind
from s3graph.matching.encoder import Floats, HashingEncoder
from s3graph.matching.index import PIECES, Index, build_index
from s3graph.matching.matcher import Matcher
from s3graph.model import Language, Text
from tests.matching.conftest import MemoryStore


class OtherEncoder(HashingEncoder):
    """Another model by name only."""

    model_id = "other"


class BreakingEncoder(HashingEncoder):
    """Fails half way through an index."""

    def encode(self, texts: Sequence[str], language: Language, *, need: bool = False) -> Floats:
        raise EncoderError(Text(sv="Avbruten.", en="Broken off."))


def test_rows_are_the_passages_and_segments_the_topics(index: Index, catalogue: Catalogue) -> None:
    assert len(index.vectors) == sum(len(topic.passages) for topic in catalogue.topics)
    assert np.allclose(np.linalg.norm(index.vectors[:], axis=1), 1, atol=1e-2)
    assert len(index.tables.passages) == len(catalogue.topics)
    assert len(index.facet_starts) == len(catalogue.actors)
    assert index.reach.shape == (len(catalogue.actors), len(index.concepts))


def test_areas_are_no_clause_evidence(index: Index) -> None:
    topics = index.catalogue.topics
    assert Kind.AREA not in {
        topics[topic].kind for row in range(len(index.catalogue.actors)) for topic in index.evidence_of(row)[1]
    }


def test_building_twice_gives_the_same_files(small: MemoryStore, encoder: HashingEncoder, tmp_path: Path) -> None:
    for name in ("a", "b"):
        build_index(small, encoder, tmp_path / name)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]
    for file in (tmp_path / "a").glob("*.json"):
        assert file.read_bytes() == (tmp_path / "b" / file.name).read_bytes()
    assert np.array_equal(np.load(tmp_path / "a/vectors.npy"), np.load(tmp_path / "b/vectors.npy"))


def test_an_index_is_replaced_in_one_move(small: MemoryStore, encoder: HashingEncoder, tmp_path: Path) -> None:
    build_index(small, encoder, tmp_path / "index")
    (tmp_path / "index" / "leftover").touch()
    build_index(small, encoder, tmp_path / "index")
    assert [path.name for path in tmp_path.iterdir()] == ["index"]
    assert not (tmp_path / "index" / "leftover").exists()


def test_a_failed_build_leaves_the_old_index_and_no_trace(
    small: MemoryStore, encoder: HashingEncoder, tmp_path: Path
) -> None:
    build_index(small, encoder, tmp_path / "index")
    before = (tmp_path / "index" / "meta.json").read_bytes()
    with pytest.raises(EncoderError):
        build_index(small, BreakingEncoder(), tmp_path / "index")
    assert [path.name for path in tmp_path.iterdir()] == ["index"]
    assert (tmp_path / "index" / "meta.json").read_bytes() == before


def test_vectors_of_two_models_are_never_mixed(index: Index) -> None:
    with pytest.raises(EncoderError) as refused:
        Matcher(index, OtherEncoder())
    assert "S3GRAPH_ENCODER" in refused.value.detail.sv


@pytest.mark.parametrize("damage", ["missing", "truncated", "format"])
def test_a_damaged_index_is_a_storage_error(
    small: MemoryStore, encoder: HashingEncoder, tmp_path: Path, damage: str
) -> None:
    build_index(small, encoder, tmp_path / "index")
    meta = tmp_path / "index" / "meta.json"
    if damage == "missing":
        (tmp_path / "index" / "vectors.npy").unlink()
    elif damage == "truncated":
        meta.write_text(meta.read_text("utf-8")[:10], "utf-8")
    else:
        meta.write_text(json.dumps(json.loads(meta.read_text("utf-8")) | {"format": 99}), "utf-8")
    with pytest.raises(StorageError):
        Index.load(tmp_path / "index")


def test_loading_makes_no_topic_and_no_facet(
    small: MemoryStore, encoder: HashingEncoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are made when an answer names them, so that loading takes as long for many as for few."""
    build_index(small, encoder, tmp_path / "index")
    made: list[str] = []
    for name in ("_topic", "_facet"):
        monkeypatch.setattr(f"s3graph.matching.catalogue.{name}", made.append)
    index = Index.load(tmp_path / "index")
    assert made == []
    _ = index.catalogue.topics[0], index.catalogue.actors[0].facets[0]
    assert len(made) == 2


@pytest.mark.parametrize("left", [0.0, 0.5, 0.99])
def test_no_file_of_an_index_may_be_cut_short(
    small: MemoryStore, encoder: HashingEncoder, tmp_path: Path, left: float
) -> None:
    """Files that are mapped are found to be damaged when the index is loaded, not when a need meets the damage."""
    build_index(small, encoder, tmp_path / "index")
    Index.load(tmp_path / "index")
    read = sorted((tmp_path / "index").iterdir())
    assert len(read) > 20
    for path in read:
        whole = path.read_bytes()
        path.write_bytes(whole[: int(left * len(whole))])
        with pytest.raises(StorageError):
            Index.load(tmp_path / "index")
        path.write_bytes(whole)


def test_a_release_without_actors_has_an_index(encoder: HashingEncoder, tmp_path: Path) -> None:
    build_index(MemoryStore(), encoder, tmp_path / "index")
    index = Index.load(tmp_path / "index")
    assert index.catalogue == replace(index.catalogue, topics=(), actors=())


def test_a_word_of_the_passages_is_known_better_than_its_pieces(index: Index) -> None:
    assert index.knows("mjölk", Language.SV) == 1.0
    assert 0 < index.knows("mjölkpall", Language.SV) <= PIECES
    assert index.knows("mjölk", Language.EN) < PIECES
