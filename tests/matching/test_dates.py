"""When what is matched was last delivered or confirmed, and which changes make the index be built anew for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from s3graph.matching.dates import Dates
from s3graph.matching.triples import reads_any
from s3graph.vocabulary import DCT, entity, graph
from tests.matching.conftest import MemoryStore

DELIVERED, CONFIRMED = "2025-03-01", "2026-05-20"


def test_the_latest_of_delivery_and_confirmation(small: MemoryStore) -> None:
    dates, claim = Dates(small), entity("claim", "3")
    assert dates.latest([graph("small")], []) == DELIVERED
    assert dates.latest([graph("small")], [claim]) == CONFIRMED
    assert dates.latest([], [claim, entity("claim", "1")]) == CONFIRMED
    assert dates.latest([graph("elsewhere")], [entity("claim", "1")]) == ""


def test_of_several_deliveries_the_last_counts(tmp_path: Path) -> None:
    (tmp_path / "catalogue.ttl").write_text(
        "@prefix s3: <https://w3id.org/s3graph/ontology#> . @prefix dct: <http://purl.org/dc/terms/> .\n"
        "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix id: <https://w3id.org/s3graph/id/> .\n"
        "<https://w3id.org/s3graph/id/source/park> a s3:Source ; dcat:distribution <urn:1>, <urn:2> .\n"
        '<urn:1> dct:issued "2026-02-01T00:00:00Z" . <urn:2> dct:issued "2024-02-01T00:00:00Z" .\n',
        "utf-8",
    )
    assert Dates(MemoryStore(tmp_path / "catalogue.ttl")).latest([graph("park")], []) == "2026-02-01"


def test_what_is_no_day_is_unknown(tmp_path: Path) -> None:
    (tmp_path / "confirmed.ttl").write_text(
        "@prefix s3: <https://w3id.org/s3graph/ontology#> . @prefix prov: <http://www.w3.org/ns/prov#> .\n"
        '<urn:1> s3:confirms <https://w3id.org/s3graph/id/claim/1> ; prov:generatedAtTime "12026-01-01T00:00:00Z" .\n',
        "utf-8",
    )
    assert Dates(MemoryStore(tmp_path / "confirmed.ttl")).latest([], [entity("claim", "1")]) == ""


@pytest.mark.parametrize(("delivery", "read"), [("small-2", True), ("register-2", False), ("small", False)])
def test_a_delivery_makes_a_new_index_where_its_source_tells_of_actors(
    small: MemoryStore, delivery: str, read: bool
) -> None:
    line = f'{entity("delivery", delivery)} {DCT.issued} "2026-10-01T00:00:00Z" .\n'
    assert reads_any([line.encode()], small) is read
