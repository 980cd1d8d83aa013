"""What a company is, told apart from what it asks."""

from __future__ import annotations

import doctest

import pytest

from s3graph.matching import trades
from s3graph.matching.need import split_parts
from s3graph.model import Language


def parts(text: str, language: Language = Language.SV) -> list[tuple[str, bool]]:
    return [(part.text, part.asks) for part in split_parts(text, language)]


@pytest.mark.parametrize(
    ("language", "company", "asked"),
    [
        (Language.SV, "Vår cykelaffär i Tranås", "tappar kunder till nätet"),
        (Language.SV, "Min lilla rörfirma", "hinner inte med offerterna"),
        (Language.EN, "Our machine shop in Värnamo", "has trouble finding operators."),
    ],
)
def test_the_company_as_subject_is_background_and_quoted(language: Language, company: str, asked: str) -> None:
    assert parts(f"{company} {asked}", language) == [(company, False), (f"{company} {asked}", True)]


@pytest.mark.parametrize(
    "text",
    [
        "Vi har camping på norra Öland.",
        "Jag driver ett litet tryckeri i Nybro.",
        "Vi har ett åkeri med tolv anställda.",
    ],
)
def test_a_clause_that_only_names_the_company_does_not_ask(text: str) -> None:
    assert parts(f"{text} Hur når vi fler kunder?") == [(text, False), ("Hur når vi fler kunder?", True)]


@pytest.mark.parametrize(
    "text",
    [
        "Mejeri på Gotland: vi vill dra ner på energin",
        "Vår e-handel går dåligt i vinter",
        "Vi vill starta en butik i Kalmar",
        "Vår produkt spricker i kylan",
    ],
)
def test_what_is_asked_about_stays_so(text: str) -> None:
    assert all(asks for _, asks in parts(text))


def test_a_company_alone_is_all_there_is_to_go_by() -> None:
    assert parts("Vi har en bokhandel i Vimmerby") == [("Vi har en bokhandel i Vimmerby", True)]


def test_examples() -> None:
    assert doctest.testmod(trades).failed == 0


def test_a_word_without_end_is_read_in_one_pass() -> None:
    """Cut into five in every way it took minutes."""
    assert not trades.names_trade("a" * 10_000)
    assert not trades.names_trade("a-" * 5_000)
    assert trades.names_trade("Gammalt fint litet bageri i Nässjö.")
