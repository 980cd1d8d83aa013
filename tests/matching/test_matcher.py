from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from s3graph.errors import LimitError, UsageError
from s3graph.matching.answer import Answer
from s3graph.matching.concepts import link
from s3graph.matching.encoder import HashingEncoder
from s3graph.matching.index import Index, build_index
from s3graph.matching.matcher import Matcher
from s3graph.matching.meeting import Meeting
from s3graph.matching.need import NeedRequest
from s3graph.matching.ranking import FEWEST
from s3graph.matching.reasons import clauses, competence
from s3graph.matching.warrant import going_on
from s3graph.model import Language
from tests.matching.conftest import FIXTURES, TODAY, MemoryStore


def slugs(answer: Answer) -> list[str]:
    return [match.actor.iri.rsplit("/", 1)[1] for match in answer.matches]


def test_the_right_actor_first_with_release_day_and_place(matcher: Matcher) -> None:
    answer = matcher.match(NeedRequest("Lacken släpper från våra skåpluckor i Nässjö"), TODAY)
    assert slugs(answer)[0] == "alfa"
    assert (answer.release, answer.day, answer.language) == (7, TODAY, Language.SV)
    assert answer.place is not None
    assert answer.place.sv == "Nässjö"


def test_a_reason_points_at_statements_and_their_source(matcher: Matcher) -> None:
    answer = matcher.match(NeedRequest("Lacken släpper från våra luckor i Nässjö"), TODAY)
    sources = {source for reason in answer.matches.items[0].reasons for source in reason.sources}
    assert "https://example.org/alfa" in sources


def test_organisations_that_are_no_support_actors_are_never_recommended(matcher: Matcher) -> None:
    answer = matcher.match(NeedRequest("Zeta Ost och Lackering", limit=50), TODAY)
    assert "zeta" not in slugs(answer)


def test_a_need_without_a_place_is_told_what_that_means(matcher: Matcher) -> None:
    said = [notice.sv for notice in matcher.match(NeedRequest("Vi vill göra ost av mjölken"), TODAY).notices]
    assert [notice for notice in said if "ingen plats" in notice]
    there = matcher.match(NeedRequest("Vi vill göra ost av mjölken i Nässjö"), TODAY)
    assert not there.notices


def test_parts_nobody_covers_are_said(matcher: Matcher) -> None:
    answer = matcher.match(NeedRequest("Vi vill göra ost av mjölken. Dessutom kvantdatorer och blockkedjor."), TODAY)
    assert answer.uncovered == ("Dessutom kvantdatorer och blockkedjor.",)


def test_what_is_surely_asked_and_nobody_has_is_covered_by_none(
    met: Callable[[NeedRequest], Meeting], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("s3graph.matching.meeting.SURE", 0.0)
    assert (met(NeedRequest("Vi vill göra ost av mjölken")).covered > 0).all()
    monkeypatch.setattr("s3graph.matching.meeting.HELD", 1.1)
    assert (met(NeedRequest("Vi vill göra ost av mjölken")).covered == 0).all()


def test_what_only_tells_or_names_a_trade_is_not_listed_as_covered_by_none(matcher: Matcher) -> None:
    text = "Kvantverkstad i Nässjö. Det har varit en fantastisk resa. Vi vill göra ost. Dessutom hjälp med blockkedjor."
    assert matcher.match(NeedRequest(text), TODAY).uncovered == ("Dessutom hjälp med blockkedjor.",)


def test_what_is_known_from_an_initiative_alone_is_said_so(met: Callable[[NeedRequest], Meeting]) -> None:
    """Epsilon is in an initiative about cheese; Beta states cheese making."""
    meeting = met(NeedRequest("Vi vill göra ost av mjölken"))
    said = {actor.label.sv: competence(meeting, row, 0.1).text.sv
            for row, actor in enumerate(meeting.index.catalogue.actors)}  # fmt: skip
    assert "Epsilon Förpackning har arbetat med i insatsen Osten i butik" in said["Epsilon Förpackning"]
    assert "Beta Matkluster har just den kompetensen" in said["Beta Matkluster"]


def test_an_initiative_without_an_end_is_not_spoken_of_as_going_on(
    met: Callable[[NeedRequest], Meeting], monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = met(NeedRequest("Vi vill göra ost av mjölken"))
    topics, actors = meeting.index.catalogue.topics, meeting.index.catalogue.actors
    found = {topics[topic].label.sv: going_on(meeting, topic) for topic in meeting.index.initiatives}
    assert not found["Ost i Småland"]
    assert found["Ostlyftet"]
    epsilon = next(row for row, actor in enumerate(actors) if actor.iri.endswith("/epsilon"))
    assert "Osten i butik, som Epsilon Förpackning är med i" in clauses(meeting, epsilon, 0.1).text.sv
    monkeypatch.setattr("s3graph.matching.reasons.going_on", lambda *_: False)
    assert "Osten i butik, som Epsilon Förpackning är eller var med i" in clauses(meeting, epsilon, 0.1).text.sv


def test_no_reason_quotes_a_part_that_nobody_covers(met: Callable[[NeedRequest], Meeting]) -> None:
    meeting = met(NeedRequest("Vi vill göra ost av mjölken. Dessutom kvantdatorer och blockkedjor."))
    rows = range(len(meeting.index.catalogue.actors))
    nearest = {int(meeting.topics[:, meeting.index.evidence_of(row)[1]].max(axis=1).argmax()) for row in rows}
    assert nearest == {0, 1}
    assert {clauses(meeting, row, 0.1).asked for row in rows} == {meeting.need.parts[0].text}


def test_nobody_fits_is_an_answer_with_the_nearest_competences(matcher: Matcher) -> None:
    answer = matcher.match(NeedRequest("Min katt är sjuk och behöver veterinär"), TODAY)
    assert len(answer.matches) == 0
    assert (answer.teams, answer.services, answer.initiatives, answer.similar_needs) == ((), (), (), ())
    assert "Ingen aktör" in answer.message.sv


def test_only_function_words_is_an_answer_that_asks_for_more(matcher: Matcher) -> None:
    answer = matcher.match(NeedRequest("vi vill ha hjälp"), TODAY)
    assert (len(answer.matches), answer.parts) == (0, ())
    assert "vad det gäller" in answer.message.sv


@pytest.mark.parametrize("text", ["Nässjö", "Gotland", "i Växjö", "Kronobergs län."])
def test_a_place_alone_is_no_need(matcher: Matcher, text: str) -> None:
    answer = matcher.match(NeedRequest(text, language=Language.SV), TODAY)
    assert (slugs(answer), answer.parts) == ([], ())
    assert "säger inte vad det gäller" in answer.message.sv


def test_one_word_is_enough(matcher: Matcher) -> None:
    assert slugs(matcher.match(NeedRequest("osttillverkning"), TODAY))[0] == "beta"
    english = matcher.match(NeedRequest("cheese"), TODAY)
    assert english.language is Language.EN


@pytest.mark.parametrize(
    "request_",
    [
        NeedRequest(""),
        NeedRequest("ost", limit=0),
        NeedRequest("ost", limit=51),
        NeedRequest("ost", areas=("rymd",)),
        NeedRequest("ost", region="SE999"),
        NeedRequest("ost", features={"luck": 1}),
    ],
)
def test_wrong_requests_are_usage_errors(matcher: Matcher, request_: NeedRequest) -> None:
    with pytest.raises(UsageError):
        matcher.match(request_, TODAY)


def test_the_limit_on_length_is_a_setting(matcher: Matcher) -> None:
    with pytest.raises(LimitError):
        matcher.match(NeedRequest("ost " * 3000), TODAY)


def test_a_long_need_is_answered(matcher: Matcher) -> None:
    text = "Vi vill göra ost av mjölken. " * 300
    assert slugs(matcher.match(NeedRequest(text), TODAY))[0] == "beta"


def test_html_and_an_injected_order_change_nothing(matcher: Matcher) -> None:
    plain = matcher.match(NeedRequest("Vi vill göra ost av mjölken"), TODAY)
    dressed = matcher.match(NeedRequest("<p onclick='x'>Vi vill göra ost av mjölken</p><script>ost</script>"), TODAY)
    assert slugs(plain) == slugs(dressed)


def test_the_json_is_whole_and_of_the_drawn_shape(matcher: Matcher) -> None:
    answer = matcher.match(NeedRequest("Vi vill göra ost av mjölken. Lacken släpper från luckorna i Nässjö."), TODAY)
    drawn = json.loads(json.dumps(answer.to_json()))
    assert {"release", "need", "matches", "teams", "initiatives", "uncovered"} <= set(drawn)
    assert set(drawn["need"]) == {"language", "parts"}
    assert {"actor", "score", "band", "reasons", "caution", "elsewhere", "wishes"} == set(drawn["matches"][0])
    assert {"iri", "label", "kind", "region", "areas", "homepage"} == set(drawn["matches"][0]["actor"])
    reason = drawn["matches"][0]["reasons"][0]
    assert {"feature", "contribution", "text", "evidence", "source", "confirmed"} <= set(reason)
    total = sum(reason["contribution"] for reason in drawn["matches"][0]["reasons"])
    assert total == pytest.approx(drawn["matches"][0]["score"], abs=1e-3)


def test_the_same_need_gives_the_same_answer_from_many_threads(matcher: Matcher) -> None:
    request = NeedRequest("Vi vill göra ost av mjölken och köpa en robot")
    expected = matcher.match(request, TODAY)
    answers: list[Answer] = []
    threads = [threading.Thread(target=lambda: answers.append(matcher.match(request, TODAY))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 8
    assert all(answer.matches == expected.matches for answer in answers)


def test_a_need_said_in_competences_is_answered_as_one_in_words(matcher: Matcher) -> None:
    answer = matcher.match(NeedRequest("", concepts=("ytbehandling",), municipality="0682"), TODAY)
    assert slugs(answer)[0] == "alfa"
    assert [(part.text, part.asks) for part in answer.parts] == [("ytbehandling av trä", True)]
    assert [link.iri.rsplit("/", 1)[1] for link in answer.parts[0].concepts] == ["ytbehandling"]
    assert answer.parts[0].concepts[0].confidence > 0.99
    assert answer.place_slug == "0682"


def test_each_competence_is_a_part_in_the_language_asked_for(matcher: Matcher) -> None:
    request = NeedRequest("", concepts=("ytbehandling", "ost"), language=Language.EN)
    parts = matcher.match(request, TODAY).parts
    assert len(parts) == 2
    assert [part.text for part in parts] == [part.concepts[0].label.en for part in parts]


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        (NeedRequest("", concepts=("magi",)), "magi"),
        (NeedRequest("Lacken släpper", concepts=("ytbehandling",)), "not both"),
        (NeedRequest("", concepts=("ytbehandling",) * 17), "at most 16"),
    ],
)
def test_competences_that_cannot_be_answered(matcher: Matcher, request_: NeedRequest, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        matcher.match(request_, TODAY)


def test_a_release_without_competences_is_answered(
    tmp_path: Path, encoder: HashingEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where actors fit by what they say of themselves alone."""
    bare = (FIXTURES / "small.ttl").read_text("utf-8").replace("a s3:Competence", "a skos:Concept")
    (tmp_path / "bare.ttl").write_text(bare, "utf-8")
    build_index(MemoryStore(tmp_path / "bare.ttl"), encoder, tmp_path / "index")
    monkeypatch.setattr("s3graph.matching.ranking.SOMEBODY", 0.0)
    monkeypatch.setattr("s3graph.matching.ranking.WEAK", -1.0)
    index = Index.load(tmp_path / "index")
    assert not len(index.concepts)
    found = Matcher(index, encoder).match(NeedRequest("Vi vill göra ost av mjölken i Nässjö"), TODAY)
    assert len(found.matches) == FEWEST
    assert all(match.reasons for match in found.matches.items)


def test_of_what_is_refused_no_part_is_said_to_be_uncovered(matcher: Matcher, monkeypatch: pytest.MonkeyPatch) -> None:
    need = NeedRequest("Vi vill göra ost av mjölken. Dessutom kvantdatorer och blockkedjor.")
    assert matcher.match(need, TODAY).uncovered
    monkeypatch.setattr("s3graph.matching.ranking.SOMEBODY", 1.1)
    refused = matcher.match(need, TODAY)
    assert not refused.matches
    assert refused.uncovered == ()


@pytest.mark.parametrize("end", [".", " .", "!", " ;", "..."])
def test_how_a_need_ends_changes_nothing_of_what_is_met(met: Callable[[NeedRequest], Meeting], end: str) -> None:
    plain = met(NeedRequest("Vi gör ost av mjölken. Vi vill förpacka den"))
    ended = met(NeedRequest(f"Vi gör ost av mjölken. Vi vill förpacka den{end}"))
    assert (plain.whole == ended.whole).all()
    assert (plain.vectors == ended.vectors).all()


def test_a_part_is_read_in_the_setting_of_the_whole_need_and_a_need_of_one_part_by_itself(
    met: Callable[[NeedRequest], Meeting],
) -> None:
    one = met(NeedRequest("Vi vill lackera luckorna"))
    alone = link(one.lifted.values, one.lifted.leading(one.bearings))
    assert np.array_equal(one.links.shares, alone.shares)
    two = met(NeedRequest("Vi gör ost av mjölken. Vi vill lackera luckorna"))
    by_itself = link(two.lifted.values, two.lifted.leading(two.bearings))
    nearest = int(np.argmax(two.setting))
    assert two.links.shares[:, nearest].sum() > by_itself.shares[:, nearest].sum()
