"""The ontology under an OWL reasoner: no contradiction, no class that nothing can belong to."""

from __future__ import annotations

from pathlib import Path

import owlready2
import pytest

from s3graph.resources import shelf
from tests.ontology.reasoning import needs_java, triples, unsatisfiable_classes

pytestmark = needs_java
HERE = Path(__file__).parent
SCHEMA = ("s3.ttl", "alignments.ttl")


def _schema() -> list[Path]:
    return [shelf("ontology") / name for name in SCHEMA]


def test_everything_shipped_is_consistent(tmp_path: Path) -> None:
    """Schema, alignments, reference data, the platform's facts and the example, all at once."""
    files = sorted(shelf("ontology").rglob("*.ttl"))
    assert len(files) >= 20
    assert unsatisfiable_classes(triples(files), tmp_path) == set()


def test_an_unsatisfiable_class_is_found(tmp_path: Path) -> None:
    found = unsatisfiable_classes(triples([*_schema(), HERE / "unsatisfiable.ttl"]), tmp_path)
    assert found == {"https://example.org/EstablishedProposal"}


def test_a_contradiction_is_found(tmp_path: Path) -> None:
    with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        unsatisfiable_classes(triples([*_schema(), HERE / "inconsistent.ttl"]), tmp_path)
