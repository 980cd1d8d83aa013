"""Turns of phrase say no more than is known."""

from __future__ import annotations

import pytest

from s3graph.matching.catalogue import Kind, Topic
from s3graph.matching.phrases import has
from s3graph.model import Text

CHEESE = Topic("https://example.org/ost", Kind.COMPETENCE, Text(sv="osttillverkning", en="cheese making"), ())


@pytest.mark.parametrize(
    ("near", "sentence"),
    [
        (1.0, "Beta har just den kompetensen"),
        (0.5, "Beta har den närliggande kompetensen osttillverkning"),
        (0.25, "det närmaste Beta har är osttillverkning"),
    ],
)
def test_exact_adjacent_and_further_off_are_told_apart(near: float, sentence: str) -> None:
    assert has(Text(sv="Beta", en="Beta"), CHEESE, near).sv == sentence
