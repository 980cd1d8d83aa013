"""What is said in passing is no part of what is asked."""

from __future__ import annotations

import pytest

from s3graph.matching.asides import without_asides
from s3graph.matching.frames import asks
from s3graph.matching.need import NeedRequest, read_need


@pytest.mark.parametrize(
    "said",
    [
        "Det gör ont i magen.",
        "det känns korkat",
        "Det är ju en skam!",
        "Man skäms.",
        "Kommunerna säger att det är jättebra.",
        "it feels a bit silly",
        "That is such a waste.",
        "Makes you ashamed.",
        "it makes us feel sick.",
        "The municipalities say it is great.",
        "It hurts",
    ],
)
def test_an_aside_asks_nothing(said: str) -> None:
    assert without_asides(said) == ""
    assert not asks(said)


@pytest.mark.parametrize(
    "said",
    [
        "Det är svårt att hitta folk",
        "Det gör ont i ryggen på alla som lyfter",
        "The customers say it is too slow",
        "It is a waste of good timber",
        "Vi skäms för vår hemsida",
    ],
)
def test_what_goes_on_to_say_what_is_the_matter_is_kept(said: str) -> None:
    assert without_asides(said) == said
    assert asks(said)


def test_a_part_is_read_without_its_aside_and_quoted_with_it() -> None:
    (part,) = read_need(NeedRequest("Vi slänger en tunna mat om dagen, det gör ont i magen.")).parts
    assert "ont" in part.text
    assert "ont" not in part.matter
