"""Candidates for names: who is proposed, how sure, and when it is certain."""

from __future__ import annotations

import random

import pytest

from s3graph.model import Language, Text
from s3graph.querying.entities import Entities
from s3graph.querying.reconcilable import ACTOR, AUTHORITY, COMPETENCE, KINDS, MUNICIPALITY, Thing, Value, things_of
from s3graph.querying.reconciling import Reconciler, Sought, Told, normal
from tests.querying.shipped import shipped_store


def actor(slug: str, name: str, *others: str, number: str = "", seat: str = "") -> Thing:
    return Thing(
        id=f"actor/{slug}",
        label=Text(name, name),
        kind=ACTOR,
        names=frozenset({name, *others}),
        values={
            "organisationNumber": (Value.of(number),) if number else (),
            "seat": (Value(Text(seat, seat), f"municipality/{seat}"),) if seat else (),
        },
    )


WOOD = actor("wood", "Träcentrum Väst", "TCV", number="556000-1111", seat="0001")
OTHER = actor("other", "Träcentrum Öst", number="556000-2222", seat="0002")
TWIN_A, TWIN_B = actor("twin-a", "Navet", seat="0001"), actor("twin-b", "Navet", seat="0002")
SKILL = Thing(
    id="competence/cnc",
    label=Text("Skärande bearbetning", "Machining"),
    kind=COMPETENCE,
    names=frozenset({"Skärande bearbetning", "Machining"}),
    phrases=frozenset({"vi vill fräsa"}),
)
AUTHORITY_ = Thing("actor/region", Text("Region X", "Region X"), AUTHORITY, frozenset({"Region X"}))
SMALL = Reconciler([WOOD, OTHER, TWIN_A, TWIN_B, SKILL, AUTHORITY_])


def found(sought: Sought) -> list[tuple[str, bool]]:
    return [(one.thing.id, one.match) for one in SMALL.candidates(sought)]


@pytest.mark.parametrize("text", ["Träcentrum Väst", "träcentrum  väst", "TRÄCENTRUM VÄST.", "tcv", "actor/wood",
                                  "https://w3id.org/s3graph/id/actor/wood"])  # fmt: skip
def test_the_same_name_is_certain(text: str) -> None:
    best = SMALL.candidates(Sought(text))[0]
    assert (best.thing.id, best.match, best.score) == ("actor/wood", True, 100.0)


@pytest.mark.parametrize("text", ["Träcentrum Vest", "Väst Träcentrum", "Träcentrum", "Trä-centrum Väst AB"])
def test_a_like_name_is_proposed_and_never_certain(text: str) -> None:
    best = SMALL.candidates(Sought(text))[0]
    assert best.thing.id in ("actor/wood", "actor/other")
    assert 30 <= best.score < 100
    assert not best.match


def test_two_of_one_name_are_both_proposed_and_neither_certain() -> None:
    assert found(Sought("Navet")) == [("actor/twin-a", False), ("actor/twin-b", False)]


def test_what_is_told_decides_between_them() -> None:
    assert found(Sought("Navet", told=(Told("seat", ("0002",)),))) == [("actor/twin-b", True), ("actor/twin-a", False)]
    assert found(Sought("Navet", told=(Told("seat", ("0009",)),))) == [("actor/twin-a", False), ("actor/twin-b", False)]


def test_what_speaks_against_takes_the_certainty_away() -> None:
    assert found(Sought("Träcentrum Väst", told=(Told("seat", ("0009",)),)))[0] == ("actor/wood", False)


def test_a_number_of_one_thing_only_decides() -> None:
    number = (Told("organisationNumber", ("5560001111",)),)
    assert found(Sought("Helt annat namn", told=number))[0] == ("actor/wood", True)
    assert found(Sought(told=number)) == [("actor/wood", True)]
    wrong = SMALL.candidates(Sought("Träcentrum Väst", told=(Told("organisationNumber", ("556000-9999",)),)))
    assert not any(one.match for one in wrong)


def test_types_narrow() -> None:
    assert found(Sought("Machining", kinds=("Municipality",))) == []
    assert found(Sought("Machining", kinds=("Municipality", "Competence"))) == [("competence/cnc", True)]
    assert found(Sought("Machining", kinds=("Municipality", "Competence"), strict="all")) == []
    assert found(Sought("Machining", kinds=("Municipality",), strict="should")) == [("competence/cnc", True)]
    assert found(Sought("Region X", kinds=("SupportActor",))) == [("actor/region", True)]
    assert found(Sought("Region X", kinds=("SupportActor", "RegionalAuthority"), strict="all")) == [
        ("actor/region", True)
    ]


def test_everyday_words_point_and_are_no_name() -> None:
    [one] = SMALL.candidates(Sought("Vi vill fräsa"))
    assert (one.thing.id, one.match) == ("competence/cnc", False)
    assert one.score < 90


def test_nothing_alike_is_nothing() -> None:
    for text in ("", "   ", "qqq", "!?", "\u0000", "å" * 500):
        assert SMALL.candidates(Sought(text)) == ()
    assert found(Sought("Navet", limit=1)) == [("actor/twin-a", False)]


def test_beginnings() -> None:
    assert [one.id for one in SMALL.beginning("trä", Language.SV)] == ["actor/wood", "actor/other"]
    assert [one.id for one in SMALL.beginning("öst", Language.SV)] == ["actor/other"]
    assert [one.id for one in SMALL.beginning("competence/cnc", Language.SV)] == ["competence/cnc"]
    assert SMALL.beginning("", Language.SV) == ()
    assert SMALL.beginning("äst", Language.SV) == ()


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> tuple[Reconciler, list[Thing]]:
    store = shipped_store(tmp_path_factory.mktemp("release"))
    things = list(things_of(store, Entities(store)))
    return Reconciler(things), things


@pytest.mark.soak
def test_every_name_of_the_shipped_graph_finds_its_thing(shipped: tuple[Reconciler, list[Thing]]) -> None:
    reconciler, things = shipped
    assert len(things) > 400
    assert {kind.id for thing in things for kind in thing.kind.all} == set(KINDS)
    for thing in things:
        for label in set(thing.label):
            best = reconciler.candidates(Sought(label, kinds=(thing.kind.id,), limit=100))
            own = next(one for one in best if one.thing.id == thing.id)
            assert own.score == best[0].score == 100
            namesakes = [one for one in best if normal(label) in {normal(name) for name in one.thing.names}]
            assert own.match is (len(namesakes) == 1), label


def test_a_letter_wrong_still_finds_it_and_is_not_certain(shipped: tuple[Reconciler, list[Thing]]) -> None:
    reconciler, things = shipped
    chooser = random.Random(20261101)  # noqa: S311
    tried = [thing for thing in things if len(thing.label.sv) > 12]
    hits = 0
    for thing in chooser.sample(tried, 100):
        place = chooser.randrange(3, len(thing.label.sv) - 3)
        text = thing.label.sv[:place] + thing.label.sv[place + 1 :]
        best = reconciler.candidates(Sought(text, limit=5))
        hits += thing.id in [one.thing.id for one in best]
        assert not [one for one in best if one.match and normal(text) not in {normal(n) for n in one.thing.names}]
    assert hits >= 97


@pytest.mark.parametrize(("told", "slug"), [("0780", "0780"), ("SE212", None)])
def test_municipalities_by_code_and_region(
    shipped: tuple[Reconciler, list[Thing]], told: str, slug: str | None
) -> None:
    reconciler, _ = shipped
    name = "code" if slug else "region"
    best = reconciler.candidates(Sought(kinds=(MUNICIPALITY.id,), told=(Told(name, (told,)),), limit=50))
    assert [one.thing.id for one in best] == ["municipality/0780"] if slug else len(best) == 8
    assert [one.match for one in best].count(True) == (1 if slug else 0)


def test_made_up_examples_are_not_proposed(shipped: tuple[Reconciler, list[Thing]]) -> None:
    assert not [thing.id for thing in shipped[1] if "exempel" in thing.id]
