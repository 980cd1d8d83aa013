"""What of the long tests runs every time."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from _pytest.mark import ParameterSet


def some(stages: Sequence[str], always: Sequence[str]) -> list[ParameterSet]:
    """All of these; ``make soak`` alone takes those that are not ``always``."""
    return [pytest.param(stage, marks=() if stage in always else pytest.mark.soak) for stage in stages]
