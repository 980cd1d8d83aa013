"""What answers say is wanted, measured."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.told import SETS, Found, Told, Wanted, found, needs, report
from s3graph.matching.cards import ConceptLink
from s3graph.matching.reason import Reason
from s3graph.matching.wish import Unheld, Wish
from s3graph.model import Language, Text
from tests.benchmarks.test_answers import NOTHING, answer

IRI = "https://example.org/competence/"
NEED = Told(
    "Vi gör ost. Vi vill sälja den i Tyskland. Elen är för dyr.",
    Language.SV,
    (Wanted("Vi vill sälja den i Tyskland", frozenset({"export"})), Wanted("Elen är för dyr", frozenset({"energi"}))),
    {"a": 2, "b": 1},
)


def wish(text: str, *about: str) -> Wish:
    links = tuple(ConceptLink(f"{IRI}{slug}", NOTHING, 0.9) for slug in about)
    return Wish(text, links, True, (), (), NOTHING)


def test_what_is_told_is_wrong_where_no_wish_is_about_it_and_what_is_not_told_is_passed_over() -> None:
    told = replace(answer("a", "b"), wishes=(wish("Vi gör ost.", "ost"), wish("sälja den", "export", "handel")))
    assert found(NEED, told) == Found(told=2, wrong=1, wishes=2, missed=1, right_first=True)
    assert not found(NEED, told).clean
    both = replace(answer("a"), wishes=(wish("sälja den", "export"), wish("Elen är för dyr.", "energi")))
    assert found(NEED, both).clean
    assert not found(NEED, replace(answer("b", "a"), wishes=both.wishes)).right_first


def test_what_nobody_has_what_a_reason_names_and_what_is_not_understood_is_not_passed_over() -> None:
    plain = answer("a", "b", "c")
    assert found(NEED, plain).missed == 2
    assert found(NEED, replace(plain, unheld=(Unheld(f"{IRI}energi", NOTHING, "x", ()),))).missed == 1
    assert found(NEED, replace(plain, uncovered=("elen är för dyr.",))).missed == 1
    assert found(NEED, replace(plain, wishes=(wish("Elen är för dyr."),))) == Found(0, 0, 2, 1, right_first=True)
    reason = Reason("competence", 0.1, Text("A", "A"), about=f"{IRI}export")
    for place, missed in ((0, 1), (1, 1), (2, 2)):
        items = list(plain.matches.items)
        items[place] = replace(items[place], reasons=(reason,))
        assert found(NEED, replace(plain, matches=type(plain.matches)(tuple(items)))).missed == missed


def test_each_language_and_both_have_a_line() -> None:
    lines = list(report([NEED, NEED._replace(language=Language.EN)], [answer("a"), answer("b")]))
    assert [line.split()[:2] for line in lines] == [["sv", "1"], ["en", "1"], ["both", "2"]]
    assert "passed over 1.000" in lines[2]


def test_every_piece_stands_in_its_need_and_every_need_is_in_both_languages() -> None:
    for name in SETS:
        told = list(needs(name))
        assert len(told) == 240
        assert {need.language for need in told} == set(Language)
        assert all(wish.text in need.text for need in told for wish in need.wishes)
        assert all(2 in need.judged.values() for need in told)
