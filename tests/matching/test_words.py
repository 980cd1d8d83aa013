from __future__ import annotations

import pytest

from s3graph.matching.words import clean, content_words, stem, words
from s3graph.model import Language


def test_markup_and_scripts_are_not_read() -> None:
    text = "<div><script>alert('x')</script><p>Vi gör <b>ost</b> &amp; smör</p><p>på Gotland</p></div>"
    assert clean(text).split("\n") == ["Vi gör ost & smör", "på Gotland"]


def test_a_lone_angle_bracket_is_text() -> None:
    assert clean("högst < 5 grader och > 2") == "högst < 5 grader och > 2"


def test_control_and_bidirectional_characters_become_spaces() -> None:
    assert words(clean("ost\x00och\x07 \u202esmör")) == ("ost", "och", "smör")


def test_decomposed_letters_are_composed() -> None:
    assert words(clean("sna\u030al la\u0308ge")) == ("snål", "läge")


def test_content_words_leave_the_frame_of_asking_out() -> None:
    assert content_words("We are looking for help with packaging of cheese", Language.EN) == ("packaging", "cheese")


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        ("förpackningarna", Language.SV, "förpack"),
        ("robotar", Language.SV, "robot"),
        ("ost", Language.SV, "ost"),
        ("packaging", Language.EN, "packag"),
        ("robots", Language.EN, "robot"),
    ],
)
def test_stem(word: str, language: Language, expected: str) -> None:
    assert stem(word, language) == expected
