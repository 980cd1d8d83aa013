"""An actor that bears the name of a project that ended."""

from __future__ import annotations

from pathlib import Path

import pytest

from s3graph.matching.answer import Band
from s3graph.matching.caution import owners_first
from s3graph.matching.encoder import HashingEncoder
from s3graph.matching.features import weights
from s3graph.matching.index import Index, build_index
from s3graph.matching.matcher import Matcher
from s3graph.matching.need import NeedRequest
from s3graph.matching.rendering import as_text
from s3graph.model import Language
from tests.matching.conftest import FIXTURES, TODAY, MemoryStore, Met

NAMESAKE = """
@prefix s3: <https://w3id.org/s3graph/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix eurio: <http://data.europa.eu/s66#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix c: <https://w3id.org/s3graph/id/competence/> .
@prefix actor: <https://w3id.org/s3graph/id/actor/> .
@prefix initiative: <https://w3id.org/s3graph/id/initiative/> .
actor:ostlyftet a s3:SupportActor ; skos:prefLabel "Ostlyftet"@sv, "Ostlyftet"@en ; s3:hasCompetence c:ost .
"""
MAY_GO_ON = "initiative:unknown s3:participant actor:ostlyftet ."
GOES_ON = "initiative:open s3:participant actor:ostlyftet ."
LATER = (
    'initiative:ny a s3:Initiative ; skos:prefLabel "Ostlyftet 2.0"@sv, "Ostlyftet 2.0"@en ; s3:owner actor:alfa ;'
    ' eurio:endDate "2024-12"^^xsd:gYearMonth .'
)


def cautions(folder: Path, more: str = "") -> dict[str, str | None]:
    """Of a need for cheese, by the slug of the actor."""
    match = matcher(folder, more).match(NeedRequest("Vi vill göra ost av mjölken"), TODAY).matches
    return {one.actor.iri.rsplit("/", 1)[-1]: one.caution.sv if one.caution else None for one in match.items}


def matcher(folder: Path, more: str = "") -> Matcher:
    (folder / "more.ttl").write_text(NAMESAKE + more, "utf-8")
    encoder = HashingEncoder()
    build_index(MemoryStore(FIXTURES / "small.ttl", folder / "more.ttl"), encoder, folder / "index")
    return Matcher(Index.load(folder / "index"), encoder, release=1)


def test_who_bears_an_ended_projects_name_is_told_of(tmp_path: Path) -> None:
    found = cautions(tmp_path)
    assert (
        found["ostlyftet"]
        == "Insatsen Ostlyftet avslutades 2021: fråga Beta Matkluster, som ägde den, om Ostlyftet finns kvar."
    )
    assert found["beta"] is None


def test_a_doubtful_actor_is_never_said_to_fit_very_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("s3graph.matching.ranking.STRONG", 0.0)
    found = matcher(tmp_path).match(NeedRequest("Vi vill göra ost av mjölken", limit=9), TODAY).matches.items
    assert {one.band for one in found if one.caution} == {Band.LIKELY}
    assert {one.band for one in found if not one.caution} == {Band.STRONG}


def test_what_only_a_doubtful_actor_gives_is_not_offered(tmp_path: Path) -> None:
    """The service of two is; it names both."""
    kind = 's3:Service ; skos:prefLabel "Ystkurs {0}"@sv, "Cheese course {0}"@en ; dct:subject c:ost ; s3:providedBy'
    more = (
        "@prefix dct: <http://purl.org/dc/terms/> . @prefix service: <https://w3id.org/s3graph/id/service/> ."
        f"service:ett a {kind.format('ett')} actor:ostlyftet ."
        f"service:fler a {kind.format('fler')} actor:ostlyftet, actor:beta ."
    )
    found = matcher(tmp_path, more).match(NeedRequest("Vi vill göra ost av mjölken"), TODAY).services
    assert [one.label.sv for one in found] == ["Ystkurs fler"]


def test_the_last_project_of_that_name_is_named(tmp_path: Path) -> None:
    said = cautions(tmp_path, LATER)["ostlyftet"]
    assert said is not None
    assert "Ostlyftet 2.0 avslutades 2024-12: fråga Alfa Träcentrum" in said


@pytest.mark.parametrize("more", [GOES_ON, LATER.replace("2024-12", "2027-12")])
def test_who_is_in_one_that_goes_on_is_not(tmp_path: Path, more: str) -> None:
    assert cautions(tmp_path, more)["ostlyftet"] is None


def test_who_is_in_one_of_unknown_end_is_told_of_and_stands_where_it_stood(tmp_path: Path) -> None:
    """What is doubtful is said; behind others stands only who is in nothing that may go on."""
    doubted = matcher(tmp_path, MAY_GO_ON).match(NeedRequest("Vi vill göra ost av mjölken", limit=9), TODAY)
    (one,) = [each for each in doubted.matches if each.actor.iri.endswith("/ostlyftet")]
    assert one.caution is not None
    assert one.band is not Band.STRONG
    assert not [reason for reason in one.reasons if reason.feature == "presence"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("alfa", "ostlyftet", "gamma", "beta"), ("alfa", "beta", "ostlyftet", "gamma")),
        (("beta", "ostlyftet", "alfa"), ("beta", "ostlyftet", "alfa")),
        (("ostlyftet", "alfa"), ("ostlyftet", "alfa")),
    ],
    ids=["behind it", "behind it already", "not among them"],
)
def test_who_owned_it_stands_before_who_may_no_longer_be_there(
    before: tuple[str, ...], after: tuple[str, ...], tmp_path: Path
) -> None:
    matcher(tmp_path)
    meeting = Met(Index.load(tmp_path / "index"), HashingEncoder())(NeedRequest("Vi vill göra ost av mjölken"))
    rows = {actor.iri.rsplit("/", 1)[-1]: row for row, actor in enumerate(meeting.index.catalogue.actors)}
    names = {row: name for name, row in rows.items()}
    found = owners_first(meeting, [rows[name] for name in before])
    assert tuple(names[row] for row in found) == after


def test_programs_and_terminals_get_it(tmp_path: Path) -> None:
    answer = matcher(tmp_path).match(NeedRequest("We want to make cheese of the milk"), TODAY).to_json(Language.EN)
    said = "The initiative The cheese lift ended 2021: ask Beta Matkluster, who owned it, whether Ostlyftet is still"
    assert f"{said} there." in [match["caution"] for match in answer["matches"]]
    assert " ".join(as_text(answer, Language.EN).split()).count(said) == 1


def test_who_states_nothing_near_what_is_surely_asked_is_no_likely_match(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Robots are Gamma's alone; packaging is related to cheese, so Epsilon is near it."""
    monkeypatch.setattr("s3graph.matching.ranking.STRONG", 0.0)
    monkeypatch.setattr("s3graph.matching.ranking.VERY_SURE", 0.2)
    found = matcher(tmp_path).match(NeedRequest("vi vill köpa en robot", limit=9), TODAY).matches.items
    bands = {one.actor.iri.rsplit("/", 1)[-1]: one.band for one in found}
    assert bands.pop("gamma") is Band.STRONG
    assert set(bands.values()) <= {Band.WEAK}


def test_of_two_alike_the_doubtful_one_comes_last(tmp_path: Path) -> None:
    """Ostlyftet and Beta both state cheese making; what counts against one is told as a reason."""
    found = matcher(tmp_path).match(NeedRequest("Vi vill göra ost av mjölken"), TODAY).matches.items
    slugs = [one.actor.iri.rsplit("/", 1)[-1] for one in found]
    assert slugs.index("beta") < slugs.index("ostlyftet")
    (reason,) = [one for match in found for one in match.reasons if one.feature == "presence"]
    assert reason.contribution == pytest.approx(-weights({})["presence"])
    assert reason.text == found[slugs.index("ostlyftet")].caution
    assert (reason.met.sv, reason.asked) == ("Ostlyftet", "")
    assert {statement.subject.rsplit("/", 1)[-1] for statement in reason.evidence} == {"ended"}


@pytest.mark.parametrize(("where", "weakest"), [("i Nässjö", False), ("i Vetlanda", True), ("i Jönköpings län", False)])
def test_who_is_there_for_other_municipalities_is_in_the_weakest_band(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str, weakest: bool
) -> None:
    """Of a whole county nobody can tell which municipality it is."""
    monkeypatch.setattr("s3graph.matching.ranking.STRONG", 0.0)
    served = "actor:ostlyftet s3:serves <https://w3id.org/s3graph/id/municipality/0682> ."
    request = NeedRequest(f"Vi vill göra ost av mjölken {where}", limit=9)
    found = matcher(tmp_path, served + GOES_ON).match(request, TODAY).matches.items
    (band,) = [one.band for one in found if one.actor.iri.endswith("/ostlyftet")]
    assert (band is Band.WEAK) is weakest
