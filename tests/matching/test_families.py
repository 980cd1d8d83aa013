"""Actors that are alike in several counties, and actors of which there is nothing to say but where they are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from s3graph.matching.answer import Band, Match
from s3graph.matching.cards import ActorCard
from s3graph.matching.encoder import HashingEncoder
from s3graph.matching.families import EACH, alike, as_able
from s3graph.matching.index import Index, build_index
from s3graph.matching.matcher import Matcher
from s3graph.matching.meeting import HELD
from s3graph.matching.need import NeedRequest
from s3graph.matching.places import Nearness
from s3graph.matching.ranking import FEWEST, falling, shown, telling
from s3graph.matching.reason import Reason
from s3graph.matching.rendering import as_text
from s3graph.model import Language, Text
from tests.matching.conftest import FIXTURES, TODAY, MemoryStore

PREFIXES = "".join(
    f"@prefix {name}: <{iri}> .\n"
    for name, iri in {
        "s3": "https://w3id.org/s3graph/ontology#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "dct": "http://purl.org/dc/terms/",
        "org": "http://www.w3.org/ns/org#",
        "c": "https://w3id.org/s3graph/id/competence/",
        "actor": "https://w3id.org/s3graph/id/actor/",
        "region": "https://w3id.org/s3graph/id/region/",
        "kind": "https://w3id.org/s3graph/id/actor-kind/",
    }.items()
)
OST = "Vi vill göra ost av mjölken"


def named(folder: Path, said: str, text: str) -> dict[str, list[str]]:
    """Of the small graph and what is ``said`` beside it: who is named for a need, and for whom of other counties."""
    (folder / "more.ttl").write_text(PREFIXES + said, "utf-8")
    encoder = HashingEncoder()
    build_index(MemoryStore(FIXTURES / "small.ttl", folder / "more.ttl"), encoder, folder / "index")
    answer = Matcher(Index.load(folder / "index"), encoder).match(NeedRequest(text, limit=9), TODAY)
    return {one.actor.label.sv: [other.label.sv for other in one.elsewhere] for one in answer.matches}


def adviser(slug: str, label: str, county: str, kind: str = "adviser") -> str:
    return (
        f'actor:{slug} a s3:SupportActor ; skos:prefLabel "{label}"@sv ; org:classification kind:{kind} ;'
        f" dct:spatial region:{county} ; s3:hasCompetence c:ost .\n"
        f'kind:{kind} a s3:ActorKind ; skos:prefLabel "{kind}"@sv, "{kind}"@en .\n'
    )


OSTRAD = adviser("g", "Ostråd Gotland", "SE214") + adviser("k", "Ostråd Kronoberg", "SE212")


def test_of_those_alike_the_first_names_the_others_where_no_place_is_known(tmp_path: Path) -> None:
    found = named(tmp_path, OSTRAD, OST)
    (said,) = [(one, others) for one, others in found.items() if one.startswith("Ostråd")]
    assert {said[0], *said[1]} == {"Ostråd Gotland", "Ostråd Kronoberg"}
    assert found["Beta Matkluster"] == []


@pytest.mark.parametrize(("county", "together"), [("SE211", True), ("SE212", False)])
def test_of_a_kind_that_each_county_has_one_of_names_do_not_matter(county: str, together: bool, tmp_path: Path) -> None:
    """A second one in a county may be for something else."""
    kronoberg = adviser("k", "Osthuset", "SE212", "office") + adviser("j", "Ystarna", county, "office")
    found = named(tmp_path, adviser("g", "Ostcentrum Gotland", "SE214", "office") + kronoberg, OST)
    theirs = {one: others for one, others in found.items() if one in {"Osthuset", "Ystarna", "Ostcentrum Gotland"}}
    assert len(theirs) == (1 if together else 3)
    assert sum(map(len, theirs.values())) == (2 if together else 0)


@pytest.mark.parametrize(
    ("text", "beside", "more"),
    [(OST, "", 0), (f"{OST} i Växjö", "", 1), (OST, "kind:B s3:usedFromAfar true .", 1)],
    ids=["no place", "a place", "one is used from afar"],
)
def test_no_more_than_a_few_of_one_county_are_named_where_no_place_is_known(
    text: str, beside: str, more: int, tmp_path: Path
) -> None:
    said = "".join(adviser(f"k{place}", f"{name}ost", "SE212", name) for place, name in enumerate(("A", "B", "C")))
    found = named(tmp_path, said + beside, text)
    assert len([one for one in found if one in {"Aost", "Bost", "Cost"}]) == EACH + more


def test_who_is_used_from_afar_counts_where_it_has_not_the_very_thing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("s3graph.matching.families.EXACT", 1.1)
    said = "".join(adviser(f"k{place}", f"{name}ost", "SE212", name) for place, name in enumerate(("A", "B", "C")))
    found = named(tmp_path, said + "kind:B s3:usedFromAfar true .", OST)
    assert len([one for one in found if one in {"Aost", "Bost", "Cost"}]) == EACH


def test_where_a_place_is_known_the_one_at_home_is_named(tmp_path: Path) -> None:
    found = named(tmp_path, OSTRAD, f"{OST} i Växjö")
    assert found["Ostråd Kronoberg"] == []
    assert "Ostråd Gotland" not in found


@pytest.mark.parametrize(("able", "order"), [(True, [1, 2]), (False, [1, 0, 2])], ids=["as able", "not as able"])
def test_in_the_place_of_those_alike_and_they_only_with_what_it_has_not(
    able: bool, order: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first is of another county and of the family of the second; the third of no family."""
    near = {0: Nearness.NEIGHBOUR_REGION, 1: Nearness.SAME_REGION, 2: Nearness.NEIGHBOUR_REGION}
    catalogue = SimpleNamespace(actors=[0, 1, 2], one_a_county=frozenset())
    meeting: Any = SimpleNamespace(index=SimpleNamespace(catalogue=catalogue), place=SimpleNamespace(nearness=near.get))
    monkeypatch.setattr(
        "s3graph.matching.families._family", lambda actor, _: (Text("x", "x"), "a") if actor < 2 else None
    )
    monkeypatch.setattr("s3graph.matching.families.as_able", lambda *_: able)
    assert alike(meeting, [0, 1, 2]) == {row: [] for row in order}
    assert list(alike(meeting, [0, 1, 2])) == order


@pytest.mark.parametrize(
    "other",
    [
        adviser("k", "Ostråd Visby", "SE214"),
        adviser("k", "Mejeriråd Kronoberg", "SE212"),
        adviser("k", "Ostråd Kronoberg", "SE212", "campus"),
        adviser("k", "Ostråd Kronoberg", "SE212")
        + "actor:k s3:serves <https://w3id.org/s3graph/id/municipality/0780> .",
        adviser("k", "Ostråd Kronoberg", "SE212") + "kind:adviser s3:usedFromAfar true .",
    ],
    ids=["same county", "another name", "another kind", "for certain municipalities", "used from afar"],
)
def test_who_differs_in_more_than_the_county_stands_for_itself(tmp_path: Path, other: str) -> None:
    found = named(tmp_path, adviser("g", "Ostråd Gotland", "SE214") + other, OST)
    assert all(others == [] for others in found.values())
    assert len(found) >= EACH + ("Kronoberg" in other)


def test_programs_and_terminals_get_them(tmp_path: Path) -> None:
    (tmp_path / "more.ttl").write_text(PREFIXES + OSTRAD, "utf-8")
    encoder = HashingEncoder()
    build_index(MemoryStore(FIXTURES / "small.ttl", tmp_path / "more.ttl"), encoder, tmp_path / "index")
    answer = Matcher(Index.load(tmp_path / "index"), encoder, release=1).match(NeedRequest(OST), TODAY)
    drawn = answer.to_json(Language.SV)
    (others,) = [match["elsewhere"] for match in drawn["matches"] if match["elsewhere"]]
    assert f"I andra län: {others[0]['label']}" in as_text(drawn, Language.SV)


def reason(feature: str, *, slight: bool = False) -> Reason:
    return Reason(feature, 0.1, Text(sv="s", en="s"), slight=slight)


def match(name: str, band: Band, *reasons: Reason) -> Match:
    return Match(ActorCard(name, Text(sv=name, en=name), None, (), ()), 1.0, band, reasons)


AREA = (reason("area"), reason("region"), reason("clauses", slight=True), reason("adviser", slight=True))


def test_who_only_works_in_area_and_county_is_left_out() -> None:
    found = [match("a", Band.STRONG, *AREA), match("b", Band.LIKELY, *AREA), match("c", Band.WEAK, *AREA)]
    own = [match("d", Band.WEAK, *AREA, reason("competence")), match("e", Band.WEAK, *AREA, reason("adviser"))]
    assert [one.actor.iri for one in telling([*found, *own])] == ["a", "b", "d", "e"]


def test_but_where_fewer_than_a_few_have_more_to_say() -> None:
    """The best of them, in their places."""
    bare = [match(name, Band.WEAK, *AREA) for name in "abcd"]
    more = replace(bare[1], band=Band.LIKELY)
    assert [one.actor.iri for one in telling([bare[0], more, *bare[2:]])] == ["a", "b"]
    assert [one.actor.iri for one in telling([bare[0], more, *bare[2:]], FEWEST + 1)] == ["a", "b", "c"]
    assert len(telling(bare)) == FEWEST


def test_who_hardly_fits_is_not_named_for_what_lies_beside_the_wish() -> None:
    beside = replace(reason("competence"), aside=True)
    found = [match(name, Band.WEAK, *AREA, beside) for name in "abc"]
    own = match("d", Band.WEAK, *AREA, beside, reason("clauses"))
    assert [one.actor.iri for one in telling([*found, own])] == ["a", "b", "d"]
    surer = match("e", Band.LIKELY, *AREA, beside)
    assert [one.actor.iri for one in telling([*found, surer])] == ["a", "b", "e"]


def test_bands_never_rise() -> None:
    """Who may no longer be there says nothing of those behind it."""
    found = [match(band, band) for band in (Band.LIKELY, Band.STRONG, Band.WEAK, Band.LIKELY)]
    assert [one.band for one in falling(found)] == [Band.LIKELY, Band.LIKELY, Band.WEAK, Band.WEAK]
    doubtful = [replace(found[0], caution=Text(sv="Fråga", en="Ask")), *found[1:]]
    assert [one.band for one in falling(doubtful)] == [Band.LIKELY, Band.STRONG, Band.WEAK, Band.WEAK]


def test_of_whom_no_reason_says_what_it_has_what_it_works_with_is_told() -> None:
    bare = match("a", Band.STRONG, *AREA, reason("meaning", slight=True))
    full = match("b", Band.STRONG, *AREA, reason("meaning", slight=True), reason("competence"))
    told = [[one.feature for one in each.reasons if not one.slight] for each in shown([bare, full])]
    assert told == [["area", "region", "meaning"], ["area", "region", "competence"]]


@pytest.mark.parametrize(
    ("sure", "reach", "advises", "able"),
    [(0.5, 0.0, 0.5, False), (0.5, HELD, 0.5, True), (0.1, 0.0, 0.5, True), (0.5, 0.0, 0.9, True)],
)
def test_alike_is_only_who_has_what_is_surely_asked(sure: float, reach: float, advises: float, able: bool) -> None:
    """Not those who advise on anything: their companies ask their own."""
    meeting: Any = SimpleNamespace(
        links=SimpleNamespace(sure=np.array([[sure, 0.0]])),
        asking=np.array([True]),
        index=SimpleNamespace(
            reach=np.array([[1.0, 0.0], [reach, 0.0]]),
            catalogue=SimpleNamespace(actors=[SimpleNamespace(advises=0.5), SimpleNamespace(advises=advises)]),
        ),
    )
    assert as_able(meeting, 0, 1) is able
