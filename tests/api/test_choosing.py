"""What a key lets its holder choose about a delivery."""

from __future__ import annotations

import pytest

from api.keys import check_may_choose
from s3graph.errors import NotAllowedError
from s3graph.private import ApiKey, Role


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("profile", ["", "partner", "facts", "reference"])
def test_only_the_operator_chooses_a_profile_that_lets_a_source_describe_others(role: Role, profile: str) -> None:
    key = ApiKey("k", "nyckel", role, ("provgarden",), "2026-01-01T00:00:00Z")
    if profile in ("", "partner") or role is Role.OPERATOR:
        check_may_choose(key, profile)
    else:
        with pytest.raises(NotAllowedError, match="operator"):
            check_may_choose(key, profile)
