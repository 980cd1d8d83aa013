"""The message files: every key in both languages, none missing and none left over."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from api.messages import FOLDER, messages, spoken
from s3graph.model import Language, Status
from s3graph.vocabulary import PREFIXES

API = FOLDER.parent
FILES = sorted(path.stem for path in FOLDER.glob("*.toml"))
BY_VALUE = {"statuses": set(map(str, Status)), "properties": None}
"""Files whose keys are values of the data, and so stand in no template; None: addresses by prefix."""
_FORMATTED = re.compile(r"\{(\w*)\}")


def sources() -> dict[Path, str]:
    paths = [*API.rglob("*.py"), *(API / "templates").rglob("*")]
    return {path: path.read_text("utf-8") for path in paths if path.suffix in (".py", ".html", ".txt")}


def used(key: str, texts: dict[Path, str]) -> bool:
    """As an attribute or a name in quotes; a name put together begins with the part before its first underscore."""
    first = key.split("_", 1)[0] + "_"
    prefix = re.escape(first)
    wanted = re.compile(rf"""\.{key}\b|["']{key}["']|["']{prefix}["'] ?~|\[f["']{prefix}\{{""")
    return any(wanted.search(text) for text in texts.values() if key in text or first in text)


def test_there_are_files() -> None:
    assert {"answer", "pages", "questions", "resource"} <= set(FILES)


@pytest.mark.parametrize("name", FILES)
def test_every_key_has_both_languages_and_the_same_blanks(name: str) -> None:
    for key, said in tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8")).items():
        assert set(said) == {"sv", "en"}, f"{name}.{key}"
        assert all(said.values()), f"{name}.{key}"
        assert not hasattr(dict, key), f"{name}.{key}: a template would find the method of that name"
        assert set(_FORMATTED.findall(said["sv"])) == set(_FORMATTED.findall(said["en"])), f"{name}.{key}"


@pytest.mark.parametrize("name", [name for name in FILES if name not in BY_VALUE])
def test_no_key_is_left_over(name: str) -> None:
    texts = sources()
    assert [key for key in messages(name) if not used(key, texts)] == []


def test_no_key_of_every_page_is_missing() -> None:
    named = {key for text in sources().values() for key in re.findall(r"\bsay\.(\w+)", text)}
    assert named - {"in_language", "items"} <= set(messages("pages"))


def test_no_key_of_a_page_is_missing() -> None:
    known = {key for name in FILES for key in messages(name)}
    templates = [text for path, text in sources().items() if path.suffix != ".py"]
    named = {key for text in templates for key in re.findall(r"\bwords\.(\w+)", text)}
    assert named <= known


def test_files_by_value_know_every_value() -> None:
    assert set(messages("statuses")) == BY_VALUE["statuses"]
    assert {key.split(":", 1)[0] for key in messages("properties")} <= set(PREFIXES)


def test_a_file_is_spoken_in_one_language() -> None:
    assert spoken("statuses", Language.EN)["open"] == "open"
    with pytest.raises(FileNotFoundError):
        messages("nothing")
