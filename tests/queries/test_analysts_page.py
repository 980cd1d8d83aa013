"""The SPARQL on the page for analysts runs over the shipped data and answers; its calls name real questions."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyoxigraph import Store

from tests.queries.shelf import answer, questions, store

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "analysts.md").read_text("utf-8")
BLOCKS = re.findall(r"```sparql\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return store(tmp_path_factory.mktemp("shipped"))


@pytest.mark.parametrize("text", BLOCKS, ids=lambda text: text.split("SELECT", 1)[1][:30].strip())
def test_examples_answer(data: Store, text: str) -> None:
    rows = answer(data, text)
    assert rows
    assert all(row[0] for row in rows)


def test_there_are_five_examples_and_known_questions() -> None:
    assert len(BLOCKS) == 5
    calls = re.findall(r"^s3graph query ([a-z-]+)(?: --param (\w+)=)?", PAGE, re.MULTILINE)
    known = questions()
    assert calls
    for name, parameter in calls:
        assert name in known
        assert not parameter or parameter in {found.name for found in known[name].parameters}
