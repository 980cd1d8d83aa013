from __future__ import annotations

import pytest

from s3graph.matching.language import identify
from s3graph.matching.need import NeedRequest, read_need
from s3graph.model import Language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Vi behöver hjälp med vår webbutik", Language.SV),
        ("We need help with our web shop", Language.EN),
        ("träförädling", Language.SV),
        ("where do we find someone who knows export", Language.EN),
        ("CNC", Language.SV),
    ],
)
def test_the_two_languages_of_the_service(text: str, language: Language) -> None:
    found = identify(text)
    assert (found.language, found.foreign) == (language, None)


def test_a_mixed_need_takes_the_swedish_path() -> None:
    found = identify("Vi är en startup som behöver hjälp, we are looking for an incubator and the funding")
    assert (found.language, found.mixed) == (Language.SV, True)


def test_one_english_term_does_not_make_a_swedish_need_mixed() -> None:
    assert not identify("Vi vill ha hjälp med supply chain och lean production i vår fabrik").mixed


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Wir sind ein kleines Unternehmen und suchen Hilfe für den Export", "German"),
        ("Vi er en lille virksomhed og jeg ved ikke hvordan vi skal eksportere", "Danish or Norwegian"),
        ("Olemme pieni yritys ja tarvitsemme apua, mutta ei ole rahaa", "Finnish"),
        ("Nous sommes une petite entreprise et nous cherchons de l'aide pour vendre", "French"),
        ("Мы небольшая компания и ищем помощь", "a language in another script than the Latin"),
    ],
)
def test_other_languages_are_named(text: str, name: str) -> None:
    foreign = identify(text).foreign
    assert foreign is not None
    assert foreign.en == name


def test_the_vocabulary_decides_where_no_function_word_does() -> None:
    known = {("packaging", Language.EN)}
    assert identify("packaging", lambda word, code: float((word, code) in known)).language is Language.EN


@pytest.mark.parametrize(
    ("text", "mixed"),
    [
        ("Two founders who need a pilotkund and some mjuka pengar", True),
        ("Two founders who need mjuka slides", False),
        ("Vi är två som behöver en pilot customer och soft funding", True),
        ("Vi är två som behöver en pilotkund och mjuka pengar", False),
    ],
)
def test_two_words_borrowed_from_the_other_language_make_a_need_mixed(text: str, mixed: bool) -> None:
    known = {
        **dict.fromkeys(("pilotkund", "mjuka", "pengar", "founders"), Language.SV),
        **dict.fromkeys(("customer", "funding", "slides"), Language.EN),
        "founders": Language.EN,
    }
    found = identify(text, lambda word, code: float(known.get(word) is code))
    assert (found.language, found.mixed) == (Language.SV if text.startswith("Vi") else Language.EN, mixed)


def test_a_mixed_need_is_answered_in_its_own_language_and_read_in_both() -> None:
    known = {"pilotkund", "mjuka", "pengar"}
    text = "We need a pilotkund and some mjuka pengar"
    need = read_need(NeedRequest(text), knows=lambda word, code: float(code is Language.SV and word in known))
    assert (need.language, need.mixed, need.tongue) == (Language.EN, True, Language.SV)
