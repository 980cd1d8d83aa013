"""Tests of one group run on one worker, so that what they share is made once; a module that names none is a group."""

from __future__ import annotations

import os

import pytest

pytestmark = pytest.mark.xdist_group("alone")


@pytest.mark.skipif("PYTEST_XDIST_WORKER" not in os.environ, reason="there are no workers to be grouped on")
def test_a_group_is_heard_of(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("loadgroup", default=False):
        assert request.node.nodeid.endswith("@alone")


def test_a_module_without_a_group_is_one(request: pytest.FixtureRequest) -> None:
    for item in request.session.items:
        groups = {mark.args[0] for mark in item.iter_markers("xdist_group")}
        assert len(groups) == 1, item.nodeid
        if not groups <= {"alone", "console", "embedded", "faults"}:
            assert groups == {item.nodeid.split("::", 1)[0]}
