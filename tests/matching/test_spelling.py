"""Words misspelt by a letter doubled or left single."""

from __future__ import annotations

import pytest

from s3graph.matching.lexical import LexicalIndex
from s3graph.matching.need import NeedRequest
from s3graph.matching.spelling import respelt
from s3graph.model import Language
from tests.matching.conftest import Met

PASSAGES = LexicalIndex.build(
    [
        "svetsare och robot",
        "kontrollera stallet",
        "kött och mattor",
        "viner från gården",
        "utbildning på maskiner, label",
    ],
    Language.SV,
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("våra svettsare vill ha en robbot", "våra svetsare vill ha en robot"),
        ("Kontrolera hallen", "kontrollera hallen"),
        ("kött i stallet", "kött i stallet"),
        ("vi vinner allt", "vi viner allt"),
        ("xylofon", "xylofon"),
        ("utbilding på nya masjiner", "utbildning på nya maskiner"),
        ("en lable", "en label"),
        ("sjuk", "sjuk"),
        ("robbot" * 9, "robbot" * 9),
    ],
)
def test_only_what_no_passage_has_is_respelt(written: str, read: str) -> None:
    """Even where it was right: what no passage has is guessed at, and a guess may be wrong ("vinner")."""
    assert respelt(written, PASSAGES) == read


def test_a_misspelt_need_is_met_as_if_spelt(met: Met) -> None:
    right, wrong = (met(NeedRequest(text)) for text in ("vi vill köpa en robot", "vi vill köpa en robbot"))
    assert wrong.need.parts[0].text == "vi vill köpa en robbot"
    assert wrong.need.parts[0].matter == right.need.parts[0].matter
    assert (wrong.links.shares == right.links.shares).all()
