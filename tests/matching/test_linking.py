"""What parts of a need are about, by examples of wishes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.pooling import ShippedStore
from s3graph.matching import linking
from s3graph.matching.harvest import read_catalogue
from s3graph.matching.hierarchy import concepts_of
from s3graph.matching.index import Index
from s3graph.matching.linking import Linker, linked, linker, taught, told_by, turns_of
from s3graph.matching.need import LIKELY_WISHED, NeedRequest, read_need
from s3graph.matching.vectors import packed
from s3graph.model import Language
from s3graph.resources import shelf

NEED = read_need(NeedRequest("Vi gör getost på gården. Vi behöver pengar till mejeriet."))
VECTORS = np.eye(2, dtype=np.float32)
SLUGS = ("foretagsfinansiering", "mejerihantverk", "mobler-och-inredning")


@pytest.fixture
def example(index: Index, monkeypatch: pytest.MonkeyPatch) -> Iterator[Linker]:
    """Knows two competences of the index, the second first, and one of no index; of words only the stem of money."""
    known = (index.competences[1].iri, "urn:none", index.competences[0].iri)
    said = packed(np.array([[0.5, 9.0, -0.25]], np.float32))
    own, whole = np.array([[1.0, 9.0, 0.0], [0.0, 9.0, 2.0]]), np.array([[0.0, 9.0, 4.0], [0.0, 9.0, 0.0]])
    (money,) = (word for word in told_by("pengar", Language.SV) if " " not in word)
    made_with = index.model_id, index.revision
    one = Linker(known, {money: 0}, said, own.astype(np.float32), whole.astype(np.float32), made_with)
    monkeypatch.setattr(linking, "linker", lambda: one)
    linking._columns.cache_clear()
    yield one
    linking._columns.cache_clear()


def test_words_of_a_part_its_way_and_that_of_all_speak_for_competences_of_the_index(
    index: Index, example: Linker
) -> None:
    found = taught(index, NEED, VECTORS)
    assert found[:, 2:].any() == np.False_
    assert found[0, :2].tolist() == pytest.approx([2.0, 1.0])
    assert found[1, :2].tolist() == pytest.approx([2.0 + 2.0 - 0.25, 0.5], abs=0.04)


def test_vectors_of_another_model_say_nothing(index: Index, example: Linker, monkeypatch: pytest.MonkeyPatch) -> None:
    other = replace(example, made_with=("another", example.made_with[1]))
    monkeypatch.setattr(linking, "linker", lambda: other)
    found = taught(index, NEED, VECTORS)
    assert not found[0].any()
    assert found[1, :2].tolist() == pytest.approx([-0.25, 0.5], abs=0.04)


def test_what_is_said_in_more_words_speaks_as_much_together(index: Index, example: Linker) -> None:
    (money,) = example.places
    two = replace(
        example, places={money: 0, "sv:ost": 1}, said=packed(np.array([[0.5, 0.0, 0.0], [0.25, 0.0, 0.0]], np.float32))
    )
    spoken = two.speaks(["pengar", "pengar till ost"], Language.SV)[:, 0]
    assert spoken.tolist() == pytest.approx([0.5, 0.75 / 2**0.5], abs=0.01)


def test_examples_speak_only_where_a_part_has_others_beside_it(index: Index, example: Linker) -> None:
    none = np.zeros((2, len(index.concepts)), np.float32)
    both = linked(index, NEED, VECTORS, (none, none, none[0]))
    assert both.shares[:, 0].min() > 0.9
    alone = linked(index, replace(NEED, parts=NEED.parts[1:]), VECTORS[1:], (none[:1], none[:1], none[0]))
    assert np.ptp(alone.shares[0, :5]) == 0


def test_words_are_told_with_their_language_once_and_in_pairs() -> None:
    assert told_by("ost, ost och bröd", Language.SV) == ("sv:ost", "sv:bröd", "sv:ost ost", "sv:ost bröd")
    assert told_by("", Language.EN) == ()


def test_the_shipped_one_knows_every_competence_of_the_shipped_scheme_and_the_shipped_encoder() -> None:
    known, stands = linker(), json.loads((shelf("models") / "bilingual-minilm" / "manifest.json").read_text("utf-8"))
    catalogue = read_catalogue(ShippedStore())
    assert set(known.competences) == {catalogue.topics[place].iri for place in concepts_of(catalogue.topics)}
    assert known.made_with == (stands["model"], stands["revision"])
    assert len(known.said) == len(known.places)
    assert known.own.shape == known.whole.shape == (known.own.shape[0], len(known.competences))


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("jag behöver pengar till ett större mejerirum", Language.SV),
        ("I need money for a bigger dairy room", Language.EN),
    ],
)
def test_money_for_something_special_speaks_for_money(said: str, language: Language) -> None:
    read = linker()
    spoken = dict(zip(read.competences, read.speaks([said], language)[0].tolist(), strict=True))
    money, *special = (f"https://w3id.org/s3graph/id/competence/{slug}" for slug in SLUGS)
    assert spoken[money] > max(spoken[iri] for iri in special) + 0.02


def test_turns_tell_likely_wishes_and_other_things() -> None:
    parts = read_need(NeedRequest("Vi gör getost på gården. Dessutom undrar vi över solceller.")).parts
    told = tuple(replace(part, chance=chance) for part, chance in zip(parts, (LIKELY_WISHED, 0.0), strict=True))
    assert turns_of(told).tolist() == [[True, False], [False, True], [False, False]]
    assert turns_of(()).shape == (3, 0)
