"""The European core vocabularies, where they lie beside the repository: their shapes over their examples, both engines.

The examples are judged alone and with the vocabulary beside them, as their publishers' validator would do it.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store, parse

from s3graph.validation import CompiledEngine, PyshaclEngine, Report, ShapesGraph

SEMIC = Path(__file__).parents[3] / "shared" / "data" / "semic"
# Shapes and example of each, and how many findings there are alone and with the vocabulary.
PUBLISHED = {
    "core-business-2.3.0": ("core-business-ap", "example-rdf_legal_entity", 6, 6),
    "cpov-2.1.2": ("core-public-organisation-ap", "example-rdf_public_organisation", 9, 9),
    "cpsv-ap-3.2.0": ("cpsv-ap", "example-rdf_public_service", 6, 8),
}

pytestmark = pytest.mark.skipif(not SEMIC.exists(), reason=f"not there: {'/'.join(SEMIC.parts[-3:])}")


def shapes_of(folder: str) -> ShapesGraph:
    path = SEMIC / folder / f"{PUBLISHED[folder][0]}-SHACL.ttl"
    return ShapesGraph.of(quad.triple for quad in parse(path=str(path), format=RdfFormat.TURTLE))


def data_of(folder: str, *, vocabulary: bool) -> Store:
    name, example, *_ = PUBLISHED[folder]
    store = Store()
    for stem in (example, name) if vocabulary else (example,):
        store.bulk_load(path=str(SEMIC / folder / f"{stem}.ttl"), format=RdfFormat.TURTLE)
    return store


def said(report: Report) -> Counter[object]:
    return Counter((finding.identity, finding.shape, finding.messages) for finding in report.findings)


@pytest.mark.parametrize("vocabulary", [False, True], ids=["alone", "with-vocabulary"])
@pytest.mark.parametrize("folder", PUBLISHED)
def test_shapes_and_examples_of_the_core_vocabularies(folder: str, vocabulary: bool) -> None:
    shapes, data = shapes_of(folder), data_of(folder, vocabulary=vocabulary)
    compiled = CompiledEngine(PyshaclEngine()).validate(data, shapes, None)
    reference = PyshaclEngine().validate(data, shapes, None)
    assert said(compiled) == said(reference)
    assert (compiled.nodes_met, compiled.checked) == (reference.nodes_met, reference.checked)
    assert len(compiled.findings) == PUBLISHED[folder][3 if vocabulary else 2]
    assert set(compiled.engines.values()) == {"compiled"}
    assert compiled.checked > 0
