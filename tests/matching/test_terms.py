"""Terms of a register are more words for the competences they are mapped to; without a register nothing changes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from pyoxigraph import NamedNode

from s3graph.matching.encoder import Floats, HashingEncoder
from s3graph.matching.index import Index, build_index
from s3graph.matching.matcher import Matcher
from s3graph.matching.need import NeedRequest
from s3graph.matching.ranking import score
from s3graph.matching.terms import BELOW, STRENGTH, read_terms
from s3graph.matching.triples import reads_any
from s3graph.model import Language
from s3graph.vocabulary import CV, SKOS
from tests.matching.conftest import FIXTURES, TODAY, MemoryStore, Met

NEED = NeedRequest("Vi behöver betsa ekparkett", Language.SV)
SURFACE = "https://w3id.org/s3graph/id/competence/ytbehandling"
STAIN = "https://register.example/betsa"


@pytest.fixture(scope="module")
def store() -> MemoryStore:
    return MemoryStore(FIXTURES / "small.ttl", FIXTURES / "terms.ttl")


@pytest.fixture(scope="module")
def with_terms(store: MemoryStore, encoder: HashingEncoder, tmp_path_factory: pytest.TempPathFactory) -> Index:
    path = tmp_path_factory.mktemp("terms") / "index"
    build_index(store, encoder, path)
    return Index.load(path)


def test_terms_lead_to_competences_by_mapping_and_by_lying_below(store: MemoryStore) -> None:
    found = {term.iri: term for term in read_terms(store)}
    assert set(found) == {STAIN, "https://register.example/valnot"}
    (straight,) = found[STAIN].ways
    (below,) = found["https://register.example/valnot"].ways
    assert (straight.competence, straight.mapped) == (SURFACE, STAIN)
    assert (below.competence, below.mapped) == (SURFACE, STAIN)
    assert straight.strength == STRENGTH[SKOS.narrowMatch]
    assert below.strength == pytest.approx(straight.strength * BELOW)
    assert {name.text for name in found[STAIN].names} == {"betsa ekparkett", "stain oak parquet", "mörkbetsning"}
    assert found[STAIN].scheme.en == "Register of Crafts"


def test_a_need_in_words_of_the_register_alone_is_linked_once_it_is_loaded(
    index: Index, with_terms: Index, encoder: HashingEncoder
) -> None:
    before = Matcher(index, encoder).match(NEED, TODAY).parts[0].concepts
    after = Matcher(with_terms, encoder).match(NEED, TODAY).parts[0].concepts
    assert SURFACE not in {link.iri for link in before if link.confidence > 0.2}
    assert after[0].iri == SURFACE
    assert after[0].confidence > 0.2
    assert after[0].through is not None
    assert (after[0].through.iri, after[0].through.scheme.sv) == (STAIN, "Hantverksregistret")


def test_the_reason_names_the_term_and_shows_the_mapping(with_terms: Index, encoder: HashingEncoder) -> None:
    answer = Matcher(with_terms, encoder).match(NEED, TODAY)
    best = answer.matches.items[0]
    assert best.actor.iri.endswith(("/alfa", "/delta"))
    (reason,) = [reason for reason in best.reasons if reason.feature == "competence"]
    assert "”betsa ekparkett” i registret Hantverksregistret" in reason.text.sv
    assert "“stain oak parquet” in the register Register of Crafts" in reason.text.en
    mapping = reason.evidence[0]
    assert (mapping.subject, mapping.predicate, mapping.object) == (SURFACE, SKOS.narrowMatch.value, STAIN)
    answered = answer.to_json()["need"]["parts"][0]["concepts"][0]["through"]
    assert answered == {"iri": STAIN, "label": "betsa ekparkett", "scheme": "Hantverksregistret"}


def test_a_need_that_the_scheme_knows_is_ranked_as_before(
    index: Index, with_terms: Index, encoder: HashingEncoder
) -> None:
    for text in ("osttillverkning", "lackering", "Vi vill köpa en robot"):
        request = NeedRequest(text, Language.SV)
        known, more = Met(index, encoder)(request), Met(with_terms, encoder)(request)
        assert (more.lifted.ways < 0).all()
        assert np.array_equal(score(known).totals, score(more).totals)


def test_names_that_the_former_index_has_are_not_encoded_again(store: MemoryStore, tmp_path: Path) -> None:
    counting = _Counting()
    build_index(store, counting, tmp_path / "first")
    assert "betsa ekparkett" in counting.texts
    assert "mörkbetsning" not in counting.texts
    counting.texts.clear()
    more = tmp_path / "more.ttl"
    more.write_text(f"<{SURFACE}> {CV.thematicArea} <https://w3id.org/s3graph/id/area/livsmedel> .\n", "utf-8")
    changed = MemoryStore(FIXTURES / "small.ttl", FIXTURES / "terms.ttl", more)
    build_index(changed, counting, tmp_path / "second", tmp_path / "first")
    assert not (tmp_path / "first" / "vectors.npy").samefile(tmp_path / "second" / "vectors.npy")
    assert counting.texts == []
    assert Index.load(tmp_path / "second").terms.terms == Index.load(tmp_path / "first").terms.terms


@pytest.mark.parametrize(
    ("line", "read"),
    [
        (f'<{STAIN}> {SKOS.altLabel} "betsning"@sv .\n', True),
        (f"<https://register.example/ny> {SKOS.broader} <{STAIN}> .\n", False),
        (f"<{SURFACE}> {SKOS.closeMatch} <{STAIN}> .\n", True),
        (f'<https://register.example/elsewhere> {SKOS.prefLabel} "x"@sv .\n', False),
        (
            "<https://register.example/ny> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
            "<https://w3id.org/s3graph/ontology#RegisterTerm> .\n",
            True,
        ),
    ],
)
def test_a_change_of_terms_or_mappings_makes_a_new_index(store: MemoryStore, line: str, read: bool) -> None:
    assert reads_any([line.encode()], store) is read


def test_terms_that_came_or_went_make_a_new_index(small: MemoryStore, store: MemoryStore, tmp_path: Path) -> None:
    """Though the catalogue is the same: competences say no more of themselves for being mapped."""
    for before, after in ((small, store), (store, small)):
        folder = tmp_path / str(before is small)
        build_index(before, HashingEncoder(), folder / "one")
        build_index(after, HashingEncoder(), folder / "two", folder / "one")
        build_index(after, HashingEncoder(), folder / "whole")
        whole = {path.name: path.read_bytes() for path in (folder / "whole").iterdir()}
        assert {path.name: path.read_bytes() for path in (folder / "two").iterdir()} == whole


def test_no_register_no_terms(small: MemoryStore, index: Index) -> None:
    assert read_terms(small) == ()
    assert index.terms.terms == ()
    assert not list(small.quads(NamedNode(STAIN), None, None))


class _Counting(HashingEncoder):
    """Remembers what it was asked to encode."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def encode(self, texts: Sequence[str], language: Language, *, need: bool = False) -> Floats:
        self.texts += texts
        return super().encode(texts, language, need=need)
