from __future__ import annotations

from collections.abc import Callable

import pytest
from pyoxigraph import NamedNode

from s3graph.matching.branch import sector_areas
from s3graph.matching.index import Index
from s3graph.matching.meeting import Meeting
from s3graph.matching.need import NeedRequest
from s3graph.matching.sector import IN_AREA, sector, sector_reason
from s3graph.vocabulary import CV, S3

Meet = Callable[[NeedRequest], Meeting]


def values(index: Index, meeting: Meeting) -> dict[str, float]:
    names = [actor.iri.rsplit("/", 1)[1] for actor in index.catalogue.actors]
    return dict(zip(names, sector(meeting).tolist(), strict=True))


def test_an_area_that_takes_in_the_industry_speaks_where_no_competence_does(index: Index, met: Meet) -> None:
    found = values(index, met(NeedRequest("hjälp med produktionen", sni="25.62")))
    assert found["gamma"] == found["epsilon"] == pytest.approx(IN_AREA)
    assert found["alfa"] == found["beta"] == 0


def test_a_competence_of_the_industry_says_more_than_an_area(index: Index, met: Meet) -> None:
    assert values(index, met(NeedRequest("hjälp med produktionen", sni="16.2")))["alfa"] > IN_AREA


@pytest.mark.parametrize(
    ("sni", "areas"), [("25", {"industri"}), ("25.6", {"industri"}), ("2", {"industri"}), ("24", set()), (None, set())]
)
def test_codes_of_one_branch_meet_areas(met: Meet, sni: str | None, areas: set[str]) -> None:
    assert sector_areas(met(NeedRequest("hjälp med produktionen", sni=sni))) == areas


@pytest.mark.parametrize(
    ("sni", "slug", "said"),
    [("16.2", "alfa", (S3.hasCompetence, "träteknik")), ("25", "gamma", (CV.thematicArea, "Industriell utveckling"))],
)
def test_the_reason_names_what_belongs_to_the_industry(
    met: Meet, sni: str, slug: str, said: tuple[NamedNode, str]
) -> None:
    meeting, (predicate, named) = met(NeedRequest("hjälp med produktionen", sni=sni)), said
    actors = meeting.index.catalogue.actors
    row = next(row for row, actor in enumerate(actors) if actor.iri.endswith(f"/{slug}"))
    reason = sector_reason(meeting, row, 0.1)
    assert f"SNI {sni}" in reason.text.sv
    assert named in reason.text.sv
    assert [statement.predicate for statement in reason.evidence] == [predicate.value]
