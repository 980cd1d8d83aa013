"""What pages say, read from ``messages/NAME.toml``: a key each, with ``sv`` and ``en``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from s3graph.model import Language, Text

FOLDER = Path(__file__).parent / "messages"


@cache
def messages(name: str) -> Mapping[str, Text]:
    """All of one file, in its order. KeyError where one lacks a language, FileNotFoundError where there is no file.

    >>> messages("statuses")["ended"].en
    'ended'
    """
    found = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))
    return MappingProxyType({key: Text(sv=said["sv"], en=said["en"]) for key, said in found.items()})


@cache
def spoken(name: str, language: Language) -> Mapping[str, str]:
    """All of one file in one language.

    >>> spoken("statuses", Language.SV)["ended"]
    'avslutad'
    """
    return in_language(messages(name), language)


def in_language(table: Mapping[str, Text], language: Language) -> Mapping[str, str]:
    """A table of texts in one language."""
    return MappingProxyType({key: text.in_language(language) for key, text in table.items()})
