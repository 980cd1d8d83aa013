"""How far kinds of actor advise companies of any trade: said in the graph, read, and told in a reason."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from s3graph.matching.adviser import adviser
from s3graph.matching.adviser import adviser_reason as reason
from s3graph.matching.catalogue import Actor
from s3graph.matching.encoder import HashingEncoder
from s3graph.matching.harvest import read_catalogue
from s3graph.matching.index import Index, build_index
from s3graph.matching.meeting import meet
from s3graph.matching.need import NeedRequest, read_need
from tests.matching.conftest import FIXTURES, TODAY, MemoryStore

KIND = "<https://w3id.org/s3graph/id/actor-kind/centre>"


def with_advice(folder: Path, said: str) -> MemoryStore:
    more = folder / "more.ttl"
    more.write_text(f"{KIND} <https://w3id.org/s3graph/ontology#generalAdvice> {said} .\n", "utf-8")
    return MemoryStore(FIXTURES / "small.ttl", more)


def alfa(actors: Iterable[Actor]) -> Actor:
    return next(actor for actor in actors if actor.iri.endswith("/alfa"))


@pytest.mark.parametrize(("said", "sentence"), [("1.0", "alla branscher"), ("0.0", "inte främst")])
def test_what_a_kind_says_counts_and_is_told(tmp_path: Path, said: str, sentence: str) -> None:
    store, encoder = with_advice(tmp_path, said), HashingEncoder()
    build_index(store, encoder, tmp_path / "index")
    index, request = Index.load(tmp_path / "index"), NeedRequest("Vi vill göra ost")
    meeting = meet(index, encoder, read_need(request), (request, TODAY, None))
    row = next(row for row, actor in enumerate(index.catalogue.actors) if actor.iri.endswith("/alfa"))
    assert adviser(meeting)[row] == float(said)
    told = reason(meeting, row, 0.05)
    assert sentence in told.text.sv
    assert [statement.subject for statement in told.evidence] == [index.catalogue.actors[row].iri, KIND.strip("<>")]
    assert told.evidence[1].predicate.endswith("#generalAdvice")
    assert (told.asked, told.met.sv) == ("", "branschcentrum")


def test_of_a_kind_that_says_nothing_a_half_counts(tmp_path: Path) -> None:
    assert alfa(read_catalogue(MemoryStore(FIXTURES / "small.ttl")).actors).advises == 0.5
    assert alfa(read_catalogue(with_advice(tmp_path, "0.25")).actors).advises == 0.25
