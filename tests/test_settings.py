"""The table in docs/settings.md is the settings class, and values are checked when read."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from s3graph.settings import Settings

TABLE = Path(__file__).resolve().parent.parent / "docs" / "settings.md"


def rows() -> dict[str, tuple[str, str]]:
    lines = [line.split("|") for line in TABLE.read_text("utf-8").splitlines() if line.startswith("| `S3GRAPH_")]
    return {cells[1].strip(" `"): (cells[2].strip(" `"), cells[3].strip()) for cells in lines}


def test_every_setting_is_documented_as_it_is() -> None:
    said = {
        f"S3GRAPH_{name.upper()}": (str(field.default) or "empty", field.description or "")
        for name, field in Settings.model_fields.items()
    }
    assert rows() == said


def test_settings_are_read_from_the_environment_and_frozen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("S3GRAPH_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("S3GRAPH_PORT", "0")
    settings = Settings()
    assert (settings.data_dir, settings.port) == (tmp_path, 0)
    with pytest.raises(ValidationError):
        settings.port = 1  # type: ignore[misc]


def test_a_value_out_of_range_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("S3GRAPH_QUERY_SECONDS", "-1")
    with pytest.raises(ValidationError, match="query_seconds"):
        Settings()
