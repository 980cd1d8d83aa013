"""The ontology under an OWL reasoner: no contradiction, no class that nothing can belong to."""

from __future__ import annotations

from pathlib import Path

import owlready2
import pytest
from pyoxigraph import Store

from s3graph.resources import shelf
from s3graph.vocabulary import SKOS
from tests.ontology.examples import example_quads
from tests.ontology.reasoning import needs_java, triples, unsatisfiable_classes

pytestmark = needs_java
HERE = Path(__file__).parent
SCHEMA = ("s3.ttl", "alignments.ttl")


def _schema() -> list[Path]:
    return [shelf("ontology") / name for name in SCHEMA]


def _everything() -> list[Path]:
    """Schema, alignments, reference data, the platform's facts, the example source and the example files."""
    files = sorted(shelf("ontology").rglob("*.ttl"))
    assert len(files) >= 20
    return files


def test_everything_shipped_is_consistent(tmp_path: Path) -> None:
    assert unsatisfiable_classes(triples(_everything()), tmp_path) == set()


def test_the_examples_of_the_terms_are_consistent(tmp_path: Path) -> None:
    """Each example shows one term; together, and under the schema, they must still be possible."""
    schema = Store()
    schema.load(path=shelf("ontology") / "s3.ttl")
    shown = [
        quad.triple
        for example in schema.quads_for_pattern(None, SKOS.example, None, None)
        for quad in example_quads(example.object)
    ]
    assert len(shown) >= 50
    assert unsatisfiable_classes([*triples(_schema()), *shown], tmp_path) == set()


def test_an_unsatisfiable_class_is_found(tmp_path: Path) -> None:
    found = unsatisfiable_classes(triples([*_schema(), HERE / "unsatisfiable.ttl"]), tmp_path)
    assert found == {"https://example.org/EstablishedProposal"}


def test_a_contradiction_is_found(tmp_path: Path) -> None:
    with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        unsatisfiable_classes(triples([*_schema(), HERE / "inconsistent.ttl"]), tmp_path)


@pytest.mark.soak
def test_a_contradiction_is_found_amid_everything(tmp_path: Path) -> None:
    """That the whole is consistent says something: one impossible statement beside it is enough."""
    with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        unsatisfiable_classes(triples([*_everything(), HERE / "territory-that-governs.ttl"]), tmp_path)
