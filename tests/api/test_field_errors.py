"""What is wrong with a field, said in one language at a time."""

from __future__ import annotations

import pytest

from api.field_errors import field_errors
from s3graph.model import Language

SIZE = {"type": "literal_error", "loc": ("body", "size"), "ctx": {"expected": "'micro', 'small' or 'medium'"}}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.SV, "ska vara något av 'micro', 'small' eller 'medium'"),
        (Language.EN, "must be one of 'micro', 'small' or 'medium'"),
    ],
)
def test_what_is_allowed_is_listed_in_the_askers_language(language: Language, said: str) -> None:
    assert field_errors([SIZE], language) == [{"field": "size", "message": said}]
