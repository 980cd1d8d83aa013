"""What workers share is made by one of them, and half of it is never taken for the whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sharing import made_once

NAME = "thing-of-test-sharing"


def test_it_is_made_once_and_what_broke_is_made_anew(tmp_path_factory: pytest.TempPathFactory) -> None:
    made: list[Path] = []

    def make(folder: Path) -> None:
        folder.mkdir()
        made.append(folder)
        assert len(made) > 1, "the first breaks off, with the folder half made"
        (folder / "whole").touch()

    with pytest.raises(AssertionError, match="half made"):
        made_once(tmp_path_factory, NAME, make)
    for _ in range(2):
        assert (made_once(tmp_path_factory, NAME, make) / "whole").exists()
    assert len(made) == 2
