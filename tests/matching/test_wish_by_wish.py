"""Each wish of a need is answered: what it is about, who has that, or who comes nearest."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from s3graph.matching import ranking
from s3graph.matching.answer import Band, Match, Matches
from s3graph.matching.beside import SURELY
from s3graph.matching.cards import ActorCard
from s3graph.matching.catalogue import Facet, Kind
from s3graph.matching.concepts import SURE
from s3graph.matching.features import FEATURES, weights
from s3graph.matching.index import Index
from s3graph.matching.meeting import HELD
from s3graph.matching.need import WISHED
from s3graph.matching.reason import Reason
from s3graph.matching.wish import DOUBTFUL
from s3graph.matching.wish_by_wish import NAMED, SECOND, TOLD
from s3graph.matching.within_reach import _OF_THE_WHOLE, WithinReach
from s3graph.model import Text
from tests.matching.conftest import Met
from tests.matching.wished import PACK, ROBOT, asking, found, likely, who

NOBODY = Matches(())


def test_each_wish_names_who_has_it_in_the_order_of_the_need(met: Met) -> None:
    packing, robot = found(
        asking(met, f"{PACK} {ROBOT}", {"forpackning": 0.9}, {"automation": 0.9}), "Gamma", "Epsilon"
    )
    assert (packing.text, who(packing)) == (PACK, ["Epsilon"])
    assert (robot.text, who(robot), robot.stated) == (ROBOT, ["Gamma"], True)
    assert robot.says == Text(sv="gäller automation:", en="is about automation:")
    assert [(link.label.sv, round(link.confidence, 2)) for link in robot.about] == [("automation", 0.9)]
    assert robot.actors[0].evidence
    assert robot.elsewhere == ()


def test_who_is_named_for_all_comes_before_others_who_have_it(met: Met) -> None:
    meeting = asking(met, PACK, {"forpackning": 0.9}, region="SE211")
    assert [who(wish) for wish in found(meeting, "Alfa", "Epsilon")] == [["Epsilon"]]


@pytest.mark.parametrize(
    ("sure", "named"), [(TOLD, [["Epsilon", "Beta"]]), (TOLD - 0.01, [])], ids=["sure", "not sure"]
)
def test_another_at_home_who_has_it_is_named_for_what_is_sure_and_nobody_else_for_what_is_not(
    met: Met, sure: float, named: list[list[str]]
) -> None:
    meeting = asking(met, PACK, {"forpackning": sure}, region="SE211")
    assert [who(wish) for wish in found(likely(meeting, WISHED), "Beta")] == named
    (wish,) = found(meeting, "Beta")
    assert (who(wish), wish.stated) == (["Epsilon", "Beta"], True), "what is likely wished is told, with who has it"


def test_of_what_nobody_has_who_advises_any_trade_and_has_the_whole_of_it_comes_first(
    without: Index, met: Met, monkeypatch: pytest.MonkeyPatch
) -> None:
    reach = without.tables.reach.copy()
    reach[:, without.column_of["forpackning"]] = [
        HELD if actor.label.sv.startswith("Delta") else one
        for actor, one in zip(without.catalogue.actors, reach[:, without.column_of["forpackning"]], strict=True)
    ]
    monkeypatch.setitem(vars(without.tables), "reach", reach)
    meeting = asking(met, PACK, {"forpackning": TOLD})
    assert [who(wish) for wish in found(meeting, "Beta")] == [["Beta"]]
    actors = [replace(actor, advises=float(actor.label.sv.startswith("Delta"))) for actor in without.catalogue.actors]
    monkeypatch.setitem(vars(without), "catalogue", replace(without.catalogue, actors=tuple(actors)))
    assert [who(wish) for wish in found(meeting, "Beta")] == [["Delta", "Beta"]]
    assert [who(wish) for wish in found(asking(met, PACK, {"forpackning": TOLD - 0.01}), "Beta")] == [["Beta"]]


def test_another_next_to_home_is_named_who_is_used_from_there_and_one_from_afar_as_elsewhere(
    met: Met, monkeypatch: pytest.MonkeyPatch
) -> None:
    near = asking(met, ROBOT, {"automation": 0.9}, region="SE211")
    far = asking(met, ROBOT, {"automation": 0.9}, region="SE214")
    nobody = [(who(wish), [one.actor.label.sv for one in wish.elsewhere]) for wish in found(near)]
    assert nobody == [([], [])]
    actors = [replace(actor, from_afar=actor.label.sv.startswith("Gamma")) for actor in near.index.catalogue.actors]
    monkeypatch.setitem(vars(near.index), "catalogue", replace(near.index.catalogue, actors=tuple(actors)))
    assert [who(wish) for wish in found(near)] == [["Gamma"]]
    (wish,) = found(far)
    assert (who(wish), [one.actor.label.sv for one in wish.elsewhere]) == ([], ["Gamma Industriutveckling"])
    assert wish.says.sv == "gäller automation, som ingen i närheten har uppgett."
    assert found(likely(asking(met, ROBOT, {"automation": SURELY - 0.01}, region="SE214"), WISHED)) == ()


def test_what_nobody_has_names_who_comes_nearest_in_the_order_of_the_answer(without: Index, met: Met) -> None:
    for names in (("Epsilon", "Beta"), ("Beta", "Epsilon")):
        (wish,) = found(asking(met, PACK, {"forpackning": 0.9}), *names)
        assert who(wish) == list(names)
        assert (wish.stated, wish.elsewhere) == (False, ())
        assert wish.says.sv == "gäller förpackningar, som ingen här har uppgett. Närmast:"
        assert wish.says.en == "is about packaging, which nobody here states. Nearest:"
    held = {one.actor.label.sv: wish.has(one) for one in wish.actors}
    assert held["Beta Matkluster"] == Text(sv="osttillverkning", en="cheese making")


def test_where_no_place_is_known_it_is_said_of_those_named_that_they_lack_it(
    met: Met, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("s3graph.matching.within_reach.of_another_trade", lambda _, rows: set(rows))
    (wish,) = found(asking(met, ROBOT, {"automation": 0.9}))
    assert wish.says.sv == "gäller automation, som ingen av dem som nämns har uppgett."
    assert wish.says.en == "is about automation, which none of those named states."
    (wish,) = found(asking(met, ROBOT, {"automation": 0.9}, region="SE212"))
    assert wish.says.sv == "gäller automation, som ingen i närheten har uppgett."


def test_what_nobody_has_and_nobody_comes_near_is_said_where_it_is_sure(without: Index, met: Met) -> None:
    (wish,) = found(asking(met, PACK, {"forpackning": TOLD}), "Gamma")
    assert (who(wish), wish.says.sv) == ([], "gäller förpackningar, som ingen här har uppgett.")
    unsure = asking(met, PACK, {"forpackning": TOLD - 0.01})
    assert found(likely(unsure, WISHED), "Gamma") == ()
    (wish,) = found(unsure, "Gamma")
    assert (who(wish), wish.says.sv) == ([], "kan gälla förpackningar, som ingen här har uppgett.")


def test_of_what_is_very_sure_others_at_home_come_after_those_named(without: Index, met: Met) -> None:
    def named(sure: float) -> list[list[str]]:
        return [who(wish) for wish in found(asking(met, PACK, {"forpackning": sure}), "Beta")]

    assert named(SURELY + 0.01) == [["Beta", "Epsilon"]]
    assert named(SURELY - 0.01) == [["Beta"]]


def test_no_more_are_named_than_a_few(met: Met, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = asking(met, "Lacken släpper från luckorna, vi vill ha hjälp.", {"ytbehandling": 0.9})
    (wish,) = found(meeting, "Alfa", "Delta")
    assert len(who(wish)) == NAMED
    monkeypatch.setattr("s3graph.matching.wish_by_wish.NAMED", 1)
    (wish,) = found(meeting, "Alfa", "Delta")
    assert len(who(wish)) == 1


def test_actors_alike_in_several_counties_are_named_once(met: Met, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = asking(met, "Lacken släpper från luckorna, vi vill ha hjälp.", {"ytbehandling": 0.9})
    monkeypatch.setattr("s3graph.matching.within_reach.alike", lambda _, rows: {row: [] for row in rows[:1]})
    (wish,) = found(meeting, "Alfa", "Delta")
    assert len(who(wish)) == 1


def test_another_who_has_it_is_named_alone_where_the_answer_names_nobody_near(met: Met) -> None:
    assert [who(wish) for wish in found(asking(met, PACK, {"forpackning": 0.9}), "Gamma")] == [["Epsilon"]]


def test_of_what_is_very_sure_and_nobody_has_who_has_the_whole_of_it_is_named_where_nobody_named_is_near(
    without: Index, met: Met, monkeypatch: pytest.MonkeyPatch
) -> None:
    reach = without.tables.reach.copy()
    of_delta = [actor.label.sv.startswith("Delta") for actor in without.catalogue.actors]
    reach[of_delta, without.column_of["forpackning"]] = HELD
    monkeypatch.setitem(vars(without.tables), "reach", reach)
    assert [who(wish) for wish in found(asking(met, PACK, {"forpackning": SURELY + 0.01}), "Gamma")] == [["Delta"]]
    assert [who(wish) for wish in found(asking(met, PACK, {"forpackning": SURELY - 0.01}), "Gamma")] == [[]]


def test_the_service_says_by_what_somebody_has_it(met: Met) -> None:
    (wish,) = found(asking(met, "Lacken släpper från luckorna, vi vill ha hjälp.", {"ytbehandling": 0.9}), "Alfa")
    assert wish.has(wish.actors[0]) == Text(sv="tjänsten Lackprovning", en="the service Coating test")
    (wish,) = found(asking(met, ROBOT, {"automation": 0.9}), "Gamma")
    assert wish.has(wish.actors[0]) is None


def test_an_open_initiative_says_by_what_somebody_has_it(met: Met, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = asking(met, "Vi vill göra ost.", {"ost": 0.9})
    topics = meeting.index.catalogue.topics
    (topic,) = [place for place, one in enumerate(topics) if one.label.en == "Cheese in shops"]
    monkeypatch.setattr("s3graph.matching.wish_by_wish.holding", lambda *_: (Facet(topic, ()), 0))
    (wish,) = found(meeting, "Beta")
    assert wish.has(wish.actors[0]) == Text(sv="insatsen Osten i butik", en="the initiative Cheese in shops")


def test_actors_come_in_the_order_of_how_they_meet_the_wish_and_what_speaks_for_them_whatever_is_wished(
    met: Met,
) -> None:
    meeting = asking(met, f"{PACK} {ROBOT}", {}, {}, region="SE211")
    scores = ranking.score(meeting)
    within = WithinReach(meeting, scores, NOBODY)
    names = [feature.name for feature in FEATURES]
    kept = [place for place, name in enumerate(names) if name not in _OF_THE_WHOLE]
    shares = np.array([FEATURES[place].weight for place in kept])
    assert within.context == pytest.approx(shares @ scores.values[kept], abs=1e-5)
    assert set(_OF_THE_WHOLE) <= set(names)
    own = weights({})
    for place in (0, 1):
        met_by = own["clauses"] * meeting.clause_actor[place] + own["competence"] * meeting.cover[place]
        worth = within.context + met_by
        assert [float(worth[row]) for row in within.order(place)] == sorted(map(float, worth), reverse=True)


def test_nobody_is_named_by_an_initiative_that_is_not_open(met: Met, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = asking(met, "Vi vill göra ost.", {"ost": 0.9})
    topics = meeting.index.catalogue.topics
    by_name = {topic.label.en: place for place, topic in enumerate(topics) if topic.kind is Kind.INITIATIVE}
    monkeypatch.setattr("s3graph.matching.within_reach.alike", lambda _, rows: {row: [] for row in rows})
    for name, there in (("Cheese in shops", True), ("The cheese lift", False), ("Cheese in Småland", False)):
        monkeypatch.setattr("s3graph.matching.within_reach.holding", lambda *_, of=by_name[name]: (Facet(of, ()), 0))
        (wish,) = found(meeting, "Beta")
        assert bool(who(wish)) is there, name


def test_who_may_no_longer_be_there_or_is_of_another_trade_is_no_other(
    met: Met, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = asking(met, PACK, {"forpackning": TOLD}, region="SE211")
    assert [who(wish) for wish in found(meeting)] == [["Epsilon"]]
    assert [who(wish) for wish in found(meeting, "Epsilon")] == [["Epsilon"]]
    row = next(place for place, one in enumerate(meeting.index.catalogue.actors) if one.label.sv.startswith("Eps"))
    with monkeypatch.context() as patched:
        patched.setattr("s3graph.matching.within_reach.of_another_trade", lambda *_: {row})
        assert found(likely(meeting, WISHED)) == ()
    monkeypatch.setattr(
        "s3graph.matching.anywhere.presence", lambda one: -(np.arange(len(one.index.reach)) == row).astype(float)
    )
    assert found(likely(meeting, WISHED)) == ()
    assert [who(wish) for wish in found(meeting, "Epsilon")] == [["Epsilon"]]
    (wish,) = found(meeting, "Epsilon", "Beta")
    assert (who(wish), wish.says.sv) == (["Beta", "Epsilon"], "gäller förpackningar:")
    assert [wish.has(one) for one in wish.actors] == [wish.actors[0].own, DOUBTFUL]


@pytest.mark.parametrize(("second", "told"), [(SECOND + 0.01, ["förpackningar"]), (SECOND - 0.01, [])])
def test_of_two_wishes_about_the_same_the_less_sure_is_told_for_what_else_it_may_be_about(
    met: Met, second: float, told: list[str]
) -> None:
    asked = asking(met, f"{ROBOT} {PACK}", {"automation": 0.9}, {"automation": SURE - 0.01, "forpackning": second})
    wishes = found(asked, "Gamma", "Epsilon")
    assert [[link.label.sv for link in wish.about] for wish in wishes] == [["automation"], *([told] if told else [])]


@pytest.mark.parametrize("third", [{"forpackning": 0.9}, {"automation": SURE - 0.01, "forpackning": SECOND + 0.02}])
def test_it_is_told_once(met: Met, third: dict[str, float]) -> None:
    """Not where another is surer of that too, and not for two."""
    second = {"automation": SURE - 0.01, "forpackning": SECOND + 0.01}
    asked = asking(met, f"{ROBOT} {PACK} Vi behöver nya lådor.", {"automation": 0.9}, second, third)
    wishes = found(asked, "Gamma")
    assert [[link.label.sv for link in wish.about] for wish in wishes] == [["automation"], ["förpackningar"]]


@pytest.mark.parametrize(
    ("text", "said"), [("”{wish}” ligger nära osten.", True), ("Behovet hör till ett område.", False)]
)
def test_what_a_reason_is_made_of_is_said_only_where_its_sentence_quotes_it(met: Met, text: str, *, said: bool) -> None:
    meeting = asking(met, PACK, {"forpackning": 0.9})
    told = text.format(wish=PACK)
    reason = Reason("area", 0.1, Text(sv=told, en=told), asked=PACK)
    card = ActorCard("a", Text(sv="A", en="A"), None, (), ())
    within = WithinReach(meeting, ranking.score(meeting), Matches((Match(card, 1.0, Band.LIKELY, (reason,)),)))
    assert (PACK in within.quoted) is said
