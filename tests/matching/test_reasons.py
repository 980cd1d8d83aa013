"""Every reason leads back: to statements of the graph, to words of the need and to what of the actor met them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from s3graph.graph import DataDirectory, Releases, ReleaseStore
from s3graph.matching import Index, Matcher, NeedRequest, Reason, load_encoder
from s3graph.matching.words import clean
from s3graph.settings import Settings
from tests.matching.conftest import TODAY

pytestmark = pytest.mark.xdist_group("embedded")
NEEDS = Path(__file__).parent / "needs" / "needs.tsv"
SOME = ("w03", "f04", "t05", "i03", "d04")
WHATEVER_IS_ASKED = {"adviser", "presence", "confirmation", "freshness"}
"""What a reason says of an actor whatever the need is, so that no words of it are quoted."""
WHERE = "region"
"""What quotes the need only where it names a place."""

Triple = tuple[str, str, str]


@pytest.fixture(scope="module")
def triples(embedded_data: Path) -> set[Triple]:
    store = ReleaseStore.open(Releases(DataDirectory.open(embedded_data)).current())

    def spelt(term: object) -> str:
        return term.value if isinstance(term, NamedNode) else str(term)

    return {(spelt(quad.subject), quad.predicate.value, spelt(quad.object)) for quad in store.quads()}


@pytest.fixture(scope="module")
def reasons(embedded_data: Path) -> list[tuple[str, Reason]]:
    """What is asked, in words, place and industry, and each reason of who is named for it."""
    settings = Settings(data_dir=embedded_data)
    release = Releases(DataDirectory.open(embedded_data)).current()
    matcher = Matcher(Index.load(release.index_path), load_encoder(settings), release.number, settings.need_length)
    return [
        (" ".join(clean(request.text).split()) + place, reason)
        for request, place in asked()
        for match in matcher.match(request, TODAY).matches
        for reason in match.reasons
    ]


def asked() -> Iterator[tuple[NeedRequest, str]]:
    """Needs as they are, and with what a form adds."""
    with NEEDS.open(encoding="utf-8", newline="") as stream:
        rows = {row["id"]: row for row in csv.DictReader(stream, delimiter="\t")}
    for name in SOME:
        for language in ("sv", "en"):
            yield NeedRequest(rows[name][language]), ""
    yield NeedRequest(rows["w03"]["sv"], municipality="0780", sni="16.2"), " Växjö SNI 16.2"
    yield NeedRequest(rows["f04"]["en"], region="SE211", areas=("livsmedel",)), " Jönköping County"


def test_every_feature_but_the_rare_ones_is_among_them(reasons: list[tuple[str, Reason]]) -> None:
    names = {reason.feature for _, reason in reasons}
    assert {"clauses", "meaning", "words", "competence", "area", "region", "sector"} <= names
    assert {"activity", "adviser", "confirmation", "freshness"} <= names


def test_every_reason_rests_on_statements_of_the_graph(reasons: list[tuple[str, Reason]], triples: set[Triple]) -> None:
    assert {reason.feature for _, reason in reasons if not reason.evidence} == set()
    said = {statement[:3] for _, reason in reasons for statement in reason.evidence}
    assert said - triples == set()


def test_every_reason_says_what_of_the_actor_met(reasons: list[tuple[str, Reason]]) -> None:
    assert {reason.feature for _, reason in reasons if not (reason.met.sv and reason.met.en)} == set()


def test_every_reason_quotes_what_was_asked(reasons: list[tuple[str, Reason]]) -> None:
    """In its own words; nothing of what is so whatever is asked."""
    assert {reason.feature for _, reason in reasons if not reason.asked} <= {*WHATEVER_IS_ASKED, WHERE}
    assert {reason.feature for _, reason in reasons if reason.asked}.isdisjoint(WHATEVER_IS_ASKED)
    assert [(reason.feature, reason.asked) for text, reason in reasons if reason.asked not in text] == []
