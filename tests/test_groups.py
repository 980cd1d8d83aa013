"""Tests of one group run on one worker, so that what they share is made once."""

from __future__ import annotations

import os

import pytest

pytestmark = pytest.mark.xdist_group("alone")


@pytest.mark.skipif("PYTEST_XDIST_WORKER" not in os.environ, reason="there are no workers to be grouped on")
def test_a_group_is_heard_of(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("loadgroup", default=False):
        assert request.node.nodeid.endswith("@alone")
