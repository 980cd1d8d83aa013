from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from s3graph.matching import subjects
from s3graph.matching.catalogue import Actor, Catalogue, Facet, Kind, Passage, Statement, Topic
from s3graph.matching.encoder import HashingEncoder
from s3graph.matching.evidence import offers, offers_reason
from s3graph.matching.index import Index, write_index
from s3graph.matching.meeting import Meeting, meet
from s3graph.matching.need import NeedRequest, read_need
from s3graph.matching.ranking import score
from s3graph.model import Basis, Language, Text
from s3graph.vocabulary import S3

MANY, FEW, OTHER = range(3)
"""Actors: of twelve offers about dairies, of one of them and one about paint, of offers about paint."""


def topic(iri: str, text: str, kind: Kind, *about: str) -> Topic:
    return Topic(iri, kind, Text(text, text), (Passage(text, Language.SV),), subjects=about)


def catalogue() -> Catalogue:
    """Needs about ripe cheese share no word with the name of a competence, and most of theirs with twelve offers."""
    topics = [topic("c/mejeri", "mejeriteknik", Kind.COMPETENCE), topic("c/lack", "ytbehandling", Kind.COMPETENCE)]
    topics += [topic(f"s/ost{n}", f"lagring av ost {n or ''}".strip(), Kind.SERVICE, "c/mejeri") for n in range(12)]
    topics += [topic(f"s/lack{n}", f"sprutmåla luckor {n}", Kind.INITIATIVE, "c/lack") for n in range(3)]
    own = {MANY: range(2, 14), FEW: (2, 14), OTHER: range(14, 17)}
    actors = tuple(
        Actor(
            iri=f"a/{row}",
            label=Text(f"Aktör {row}", f"Actor {row}"),
            kind=None,
            regions=(),
            municipalities=(),
            areas=(),
            facets=tuple(Facet(place, (said(topics[place].iri, f"a/{row}"),)) for place in places),
        )
        for row, places in own.items()
    )
    return Catalogue(tuple(topics), actors, (), (), ())


def said(offer: str, actor: str) -> Statement:
    return Statement(offer, S3.providedBy.value, actor, Basis.READ, ("https://example.org/source",))


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return indexed(catalogue(), tmp_path_factory.mktemp("index"))


def indexed(known: Catalogue, folder: Path) -> Index:
    write_index(known, HashingEncoder(), folder)
    return Index.load(folder)


def met(index: Index, text: str = "lagring av ost", **asked: object) -> Meeting:
    request = replace(NeedRequest(text, language=Language.SV), **asked)  # type: ignore[arg-type]
    return meet(index, HashingEncoder(), read_need(request), (request, date(2026, 11, 1), None))


def test_offers_like_the_need_say_what_it_is_about(index: Index) -> None:
    told = met(index).told
    assert told.weight == 1
    assert told.about.sum() == pytest.approx(1)
    assert told.about[0] > 0.9
    assert len(told.offers) == 15
    assert all(index.catalogue.topics[place].iri.startswith("s/ost") for place in told.offers[:12])


def test_only_the_nearest_are_listened_to(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subjects, "NEAREST", 12)
    told = met(index).told
    assert told.about.tolist() == pytest.approx([1, 0])
    assert len(told.offers) == 12


def test_a_need_said_in_the_names_of_competences_hears_no_offers(index: Index) -> None:
    meeting = met(index, "mejeriteknik")
    assert meeting.told.weight == 0
    assert not offers(meeting).any()


def test_what_offers_say_fades_in_between_names_and_offers(index: Index) -> None:
    """As the competence's own words come nearer than the offers, the weight falls from one to nothing, not at once."""
    topics = np.zeros((1, len(index.tables.kinds)), np.float32)
    topics[0, index.tables.stating[0]] = 0.5
    weights = []
    for ahead in (0, subjects.FULLY, (subjects.FROM + subjects.FULLY) / 2, subjects.FROM, -0.4):
        topics[0, index.concepts] = 0.5 - ahead
        weights.append(subjects.told(topics, np.ones(1, np.float32), index).weight)
    assert weights == pytest.approx([1, 1, 0.5, 0, 0], abs=1e-5)


def test_few_offers_say_nothing(tmp_path: Path) -> None:
    known = catalogue()
    fewer = indexed(replace(known, topics=known.topics[: 2 + subjects.SEVERAL - 1], actors=()), tmp_path)
    assert met(fewer).told.weight == 0


def test_a_need_said_in_competences_is_about_those(index: Index) -> None:
    assert met(index, "lagring av ost", concepts=("mejeri",)).told.weight == 0


def test_names_alone_are_left_as_they_are_without_offers(index: Index) -> None:
    named = np.array([0.3, 0.1], np.float32)
    assert np.array_equal(subjects.silent(index).asked(named), named / named.sum())


def test_more_of_an_actors_offers_count_more(index: Index) -> None:
    found = offers(met(index))
    assert found[MANY] > found[FEW] > found[OTHER]
    assert found[MANY] == pytest.approx(1, abs=0.02)


def test_offers_order_those_who_can_help_and_make_nobody_fit(index: Index) -> None:
    with_them, without = (score(met(index, features=chosen)) for chosen in ({}, {"offers": 0.0}))
    assert np.array_equal(with_them.fit, without.fit)
    assert with_them.totals[MANY] > without.totals[MANY]


def test_teams_are_chosen_among_actors_ranked_without_offers(index: Index) -> None:
    meeting = met(index)
    ranked, without = score(meeting), score(met(index, features={"offers": 0.0}))
    assert ranked.without("offers", meeting).totals == pytest.approx(without.totals, abs=1e-6)


def test_the_reason_names_the_offer_that_met_whose_it_is_and_its_competence(index: Index) -> None:
    reason = offers_reason(met(index), FEW, 0.5)
    assert reason.text.en == (
        "The need is like “lagring av ost” of Actor 0, which is about mejeriteknik, "
        "and Actor 1 has 1 of its 2 offers there or nearby."
    )
    assert reason.text.sv.startswith("Behovet liknar ”lagring av ost” hos Aktör 0, som gäller mejeriteknik,")
    assert [(statement.subject, statement.object) for statement in reason.evidence] == [
        ("s/ost0", "a/0"),
        ("s/ost0", "a/1"),
    ]


def test_an_offer_counts_by_a_competence_both_lead_to(tmp_path: Path) -> None:
    """Three steps apart, neither reaches the other, but the value is not nothing, and the reason says by what."""
    known = catalogue()
    wider = {"c/mejeri": ("c/livsmedel",), "c/lack": ("c/teknik",)}
    topics = [replace(each, broader=wider.get(each.iri, ())) for each in known.topics]
    topics.append(replace(topic("c/livsmedel", "livsmedel", Kind.COMPETENCE), broader=("c/teknik",)))
    topics.append(topic("c/teknik", "teknik", Kind.COMPETENCE))
    meeting = met(indexed(replace(known, topics=tuple(topics)), tmp_path))
    assert offers(meeting)[OTHER] > 0
    reason = offers_reason(meeting, OTHER, 0.1)
    assert reason.text.en.endswith("and nearest to that Actor 2 has “sprutmåla luckor 0”.")
    assert {statement.object for statement in reason.evidence} >= {"a/2"}


def test_a_reason_without_contribution_claims_nothing(index: Index) -> None:
    assert offers_reason(met(index, "mejeriteknik"), FEW, 0.0).evidence == ()
