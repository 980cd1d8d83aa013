"""Snippets say what they are given, quoted as their own language wants it."""

from __future__ import annotations

import ast
import shlex
from urllib.parse import parse_qs, urlsplit

from api.snippets import PROGRAMS, snippets

HOSTILE = "a\"b'c #(lf) $(id) `id` \\ & å\nz"


def test_there_is_one_for_each_program() -> None:
    assert set(snippets("https://example.org", "municipalities", {})) == set(PROGRAMS)


def test_python_reads_the_address_of_the_parquet_file() -> None:
    text = snippets("https://example.org", "municipalities", {"region": HOSTILE, "language": ""})["pandas"]
    call = next(node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call))
    address = urlsplit(ast.literal_eval(call.args[0]))
    assert (address.netloc, address.path) == ("example.org", "/api/v1/queries/municipalities.parquet")
    assert parse_qs(address.query) == {"region": [HOSTILE]}


def test_a_shell_passes_the_address_on_as_one_word() -> None:
    text = snippets("https://example.org", "municipalities", {"region": HOSTILE})["curl"]
    words = shlex.split(text)
    assert words[:4] == ["curl", "--compressed", "-o", "municipalities.csv"]
    assert parse_qs(urlsplit(words[4]).query) == {"region": [HOSTILE]}


def test_power_query_doubles_quotation_marks_and_escapes() -> None:
    text = snippets("https://example.org", "municipalities", {"region": HOSTILE})["power-query"]
    assert 'RelativePath = "api/v1/queries/municipalities.csv"' in text
    assert '#"region" = "a""b\'c #(#)(lf) $(id) `id` \\ & å#(lf)z"' in text
    assert "Query" not in snippets("https://example.org", "municipalities", {})["power-query"]


def test_r_reads_the_csv() -> None:
    text = snippets("https://example.org", "municipalities", {"region": HOSTILE})["r"]
    address = text.split('"')[1]
    assert parse_qs(urlsplit(address).query) == {"region": [HOSTILE]}
