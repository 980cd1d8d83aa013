"""What each wish of a need is about, and what of a need is a wish."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from s3graph.matching import ranking
from s3graph.matching.answer import Matches
from s3graph.matching.concepts import LIKE, SURE
from s3graph.matching.index import Index
from s3graph.matching.need import LIKELY_WISHED, WISHED
from s3graph.matching.wish_by_wish import GUESS, TOLD, wish_by_wish
from s3graph.matching.within_reach import WithinReach
from s3graph.model import Language
from tests.matching.conftest import Met
from tests.matching.wished import PACK, ROBOT, asking, found, likely, who

NOBODY = Matches(())


@pytest.mark.parametrize(
    ("sure", "says"), [(TOLD, "gäller automation:"), (TOLD - 0.01, "kan gälla automation:")], ids=["sure", "not sure"]
)
def test_it_is_said_how_surely(met: Met, sure: float, says: str) -> None:
    (wish,) = found(asking(met, ROBOT, {"automation": sure}), "Gamma")
    assert wish.says.sv == says


def test_nothing_of_a_need_that_is_not_understood_or_said_in_competences(index: Index, met: Met) -> None:
    assert found(asking(met, ROBOT, {}), "Gamma") == ()
    stated = asking(met, ROBOT, {"automation": 0.9})
    asked = replace(stated, request=replace(stated.request, concepts=("automation",)))
    assert wish_by_wish(asked, ranking.score(stated), NOBODY) == ()


def test_what_any_trade_may_ask_for_may_be_meant_and_what_is_special_is_to_be_likelier(
    index: Index, met: Met, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert found(asking(met, ROBOT, {"automation": SURE - 0.01}), "Gamma") == ()
    assert found(asking(met, ROBOT, {"automation": SURE}), "Gamma")
    monkeypatch.setattr("s3graph.matching.wish_by_wish.OF_ANY_TRADE", 1)
    assert found(asking(met, ROBOT, {"automation": LIKE}), "Gamma")
    assert found(asking(met, ROBOT, {"automation": LIKE - 0.01}), "Gamma") == ()


def test_of_what_is_likely_alone_nothing_the_likeliest_few_are_said(met: Met) -> None:
    few = {"automation": 0.2, "ost": 0.19, "trateknik": 0.18, "ytbehandling": 0.17}
    (wish,) = found(asking(met, ROBOT, few), "Beta", "Gamma")
    assert wish.says.sv == "kan gälla automation, osttillverkning eller träteknik:"
    assert wish.says.en == "may be about automation, cheese making or wood technology:"
    assert sorted(who(wish)) == ["Beta", "Gamma"]
    assert found(asking(met, ROBOT, {"automation": 0.2, "ost": 0.19, "trateknik": GUESS - 0.01}), "Gamma") == ()


def test_another_thing_that_may_be_meant_is_said_too_but_not_what_is_adjacent_to_a_sure_one(met: Met) -> None:
    (wish,) = found(asking(met, ROBOT, {"automation": 0.6, "ost": LIKE}), "Gamma")
    assert wish.says.sv == "gäller automation eller osttillverkning:"
    (wish,) = found(asking(met, ROBOT, {"automation": 0.6, "ost": LIKE - 0.01}), "Gamma")
    assert wish.says.sv == "gäller automation:"
    (wish,) = found(asking(met, PACK, {"forpackning": 0.6, "ost": 0.3}), "Epsilon")
    assert wish.says.sv == "gäller förpackningar:"


def test_of_what_is_not_sure_what_is_adjacent_may_be_meant_too(met: Met, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("s3graph.matching.wish_by_wish.OF_ANY_TRADE", 0)
    (wish,) = found(asking(met, PACK, {"forpackning": 0.3, "ost": 0.25}), "Epsilon")
    assert wish.says.sv == "kan gälla förpackningar eller osttillverkning:"


def test_the_same_is_said_once(met: Met) -> None:
    (wish,) = found(asking(met, f"{ROBOT} Vi vill styra maskinen.", {"automation": 0.9}, {"automation": 0.7}), "Gamma")
    assert wish.text == ROBOT


def test_of_wishes_about_the_same_the_surest_is_said_in_its_place(met: Met) -> None:
    again = "Vi vill styra maskinen."
    meeting = asking(met, f"{ROBOT} {again} {PACK}", {"automation": 0.6}, {"automation": 0.9}, {"forpackning": 0.9})
    assert [wish.text for wish in found(meeting, "Gamma", "Epsilon")] == [again, PACK]


def test_who_has_a_part_and_stands_first_is_said_before_who_has_the_whole(
    met: Met, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = asking(met, ROBOT, {"automation": 0.9})
    assert who(found(meeting, "Beta", "Gamma")[0])[:1] == ["Gamma"]
    monkeypatch.setattr("s3graph.matching.wish_by_wish._has_a_part", lambda *_: True)
    assert who(found(meeting, "Beta", "Gamma")[0]) == ["Beta", "Gamma"]
    assert who(found(meeting, "Gamma", "Beta")[0]) == ["Gamma"], "who has it itself stands first"


def test_a_wish_that_is_not_understood_says_with_whom_to_begin(
    index: Index, met: Met, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f"{ROBOT} Vi vill hitta någon som knackar på dörren."
    meeting = asking(met, text, {"automation": 0.9}, {})
    _, wish = found(meeting, "Gamma")
    assert (wish.about, who(wish), wish.says.sv) == ((), ["Gamma"], "lästes inte säkert. Börja med:")
    _, wish = found(meeting)
    assert (wish.about, who(wish), wish.says.sv) == ((), [], "lästes inte säkert.")
    actors = [replace(actor, advises=float(actor.label.sv[0] in "AE")) for actor in index.catalogue.actors]
    monkeypatch.setitem(vars(index), "catalogue", replace(index.catalogue, actors=tuple(actors)))
    _, wish = found(meeting, "Gamma", "Epsilon")
    assert (who(wish), wish.says.sv) == (["Epsilon"], "lästes inte säkert. Börja med:")
    assert wish.says.en == "was not surely understood. Begin with:"
    assert wish.to_json(Language.SV)["actors"][0]["competence"] is None
    assert wish.has(wish.actors[0]) is None
    assert wish.actors[0].evidence == tuple(
        actors[4].said[name] for name in ("kind", "advice") if name in actors[4].said
    )
    meeting = asking(met, text, {"automation": 0.9}, {}, region="SE211")
    _, wish = found(meeting, "Gamma")
    assert who(wish) == ["Gamma"], "who is at home and not named is not the one to begin with"
    for name in ("Alfa", "Epsilon"):
        assert who(found(meeting, "Gamma", name)[1]) == [name]
    monkeypatch.setattr(WithinReach, "quoted", property(lambda _: frozenset({wish.text})))
    assert [one.text for one in found(meeting, "Gamma")] == [ROBOT]


def test_what_is_hardly_a_wish_and_cannot_be_understood_is_not_said(met: Met) -> None:
    meeting = asking(met, f"{ROBOT} Kunderna vill ha gula dörrar.", {"automation": 0.9}, {})
    assert len(found(likely(meeting, 0.9, LIKELY_WISHED), "Gamma")) == 2
    (wish,) = found(likely(meeting, 0.9, LIKELY_WISHED - 0.01), "Gamma")
    assert wish.text == ROBOT


@pytest.mark.parametrize(("chance", "told"), [(WISHED, True), (WISHED - 0.01, False)])
def test_what_has_happened_is_a_wish_where_it_is_as_likely(met: Met, chance: float, told: bool) -> None:
    text = "Lacken släppte från luckorna i våras. Vi vill veta hur grannens katt mår."
    meeting = asking(met, text, {"ytbehandling": TOLD}, {})
    happened, asked = meeting.need.parts
    wishes = found(likely(meeting, chance, LIKELY_WISHED), "Alfa")
    assert [(wish.text, len(wish.about)) for wish in wishes] == [(happened.text, 1), (asked.text, 0)] * told


def test_of_what_is_hardly_likely_a_wish_only_what_is_sure_is_told(met: Met) -> None:
    for sure, told in ((TOLD, 1), (TOLD - 0.01, 0)):
        assert len(found(likely(asking(met, ROBOT, {"automation": sure}), LIKELY_WISHED - 0.01), "Gamma")) == told
        assert len(found(likely(asking(met, ROBOT, {"automation": sure}), LIKELY_WISHED), "Gamma")) == 1
    for chance, told in ((LIKELY_WISHED, 2), (LIKELY_WISHED - 0.01, 1)):
        meeting = likely(asking(met, f"{ROBOT} {PACK}", {"automation": TOLD}, {}), LIKELY_WISHED, chance)
        assert len(found(meeting, "Gamma")) == told, "not understood"


@pytest.mark.parametrize("told", ["Tolv anställda på lagret.", "Vi säljer lackade luckor på nätet."])
def test_who_asks_is_nothing_that_has_happened(met: Met, told: str) -> None:
    text = f"{told} Vi vill veta hur grannens katt mår."
    assert found(asking(met, text, {"ytbehandling": 0.9}, {}), "Alfa") == ()


def test_a_trade_alone_is_no_wish_beside_another(met: Met) -> None:
    both = found(asking(met, f"Mekanisk verkstad. {ROBOT}", {"automation": 0.9}, {"ost": 0.9}), "Gamma", "Beta")
    assert [wish.text for wish in both] == [ROBOT]
    assert found(asking(met, "Mekanisk verkstad.", {"automation": 0.9}), "Gamma")


def test_what_is_told_of_who_asks_counts_only_where_nothing_else_comes_near(met: Met) -> None:
    def about(second: float) -> list[str]:
        text = f"Vi är en lådfabrik i Nässjö. {PACK}"
        sure = {"forpackning": 0.6, "automation": second}
        (wish,) = found(asking(met, text, {"forpackning": 0.9}, sure), "Epsilon", "Gamma")
        return [link.label.sv for link in wish.about]

    assert about(SURE) == ["automation"]
    assert about(0.09) == ["förpackningar"]


def test_of_what_the_company_is_the_wish_is_what_hangs_on_it(met: Met) -> None:
    text = "Vi är ett bageri som behöver en robot."
    (wish,) = found(asking(met, text, {"ost": 0.9}, {"automation": 0.9}), "Gamma")
    assert (wish.text, who(wish)) == ("som behöver en robot.", ["Gamma"])


def test_who_the_company_is_is_no_wish(met: Met) -> None:
    text = "Vi gör ost på gården. Vi vill köpa en robot till det."
    (wish,) = found(asking(met, text, {"ost": 0.9}, {"automation": 0.9}), "Beta", "Gamma")
    assert wish.text.startswith("Vi vill köpa en robot")


def test_what_something_is_to_be_made_of_is_asked_about_even_if_it_is_told_of_who_asks(met: Met) -> None:
    text = "Vi är en lådfabrik i Nässjö. Vi vill bygga gröna hus {it}."
    sure: tuple[Mapping[str, float], ...] = ({"forpackning": 0.9}, {})
    (wish,) = found(asking(met, text.format(it="av dem"), *sure), "Epsilon")
    assert wish.about[0].label.sv == "förpackningar"
    assert found(asking(met, text.format(it="för priset"), *sure), "Epsilon") == ()


def test_what_refers_back_is_not_about_who_the_company_is(met: Met) -> None:
    text = "Vi säljer lådor på nätet. Vi vill veta hur illa det är innan det händer igen."
    assert found(asking(met, text, {"forpackning": 0.6}, {}), "Epsilon") == ()


def test_what_refers_back_is_about_what_was_said_before(met: Met) -> None:
    text = "Grannen pratar om lådorna på hyllan. Vi vet inte hur man räknar ut priset på det."
    before, itself = "Grannen pratar om lådorna på hyllan.", "Vi vet inte hur man räknar ut priset på det."

    def told(*sure: Mapping[str, float]) -> list[tuple[str, str]]:
        meeting = likely(asking(met, text, *sure), WISHED, LIKELY_WISHED)
        return [(wish.text, wish.about[0].label.sv) for wish in found(meeting, "Epsilon", "Gamma")]

    assert told({"forpackning": SURE}, {}) == [(itself, "förpackningar")]
    assert told({"forpackning": 0.6}, {}) == [(before, "förpackningar")]
    assert told({"forpackning": 0.6}, {"automation": SURE}) == [(before, "förpackningar"), (itself, "automation")]
    assert told({"forpackning": 0.3}, {"automation": SURE}) == [(itself, "automation")]
