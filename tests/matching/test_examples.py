"""Every example in a docstring of the room runs."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import s3graph.matching

MODULES = sorted(module.name for module in pkgutil.iter_modules(s3graph.matching.__path__))


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    module = importlib.import_module(f"s3graph.matching.{name}")
    assert doctest.testmod(module).failed == 0


def test_there_are_examples_to_run() -> None:
    tested = [importlib.import_module(f"s3graph.matching.{name}") for name in MODULES]
    assert sum(doctest.testmod(module).attempted for module in tested) >= 7
