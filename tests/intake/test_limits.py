"""Each limit is a setting; past it a file is refused by a sentence that names the file, the place and the setting."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest

from loaders import all_readers
from s3graph.errors import LimitError
from s3graph.intake.importing import Desk
from s3graph.intake.limits import Limits
from s3graph.settings import Settings

MEBIBYTE = 1 << 20
PAGE = Path(__file__).resolve().parents[2] / "docs" / "settings.md"
SAID = b"<https://e.org/a> <https://e.org/b> "
MANY = b"".join(b'%b"%d" .\n' % (SAID, number) for number in range(12))
DEEP_TURTLE = b"<a:b> <a:c>\n" + b"[ <a:d>\n" * 9 + b"1" + b" ]" * 9 + b" ."
DEEP_JSON = b'{"a:b":\n' * 9 + b"1" + b"}" * 9
DEEP_XML = b"<r xmlns='a:'>" + b"\n<b>" * 9 + b"</b>" * 9 + b"</r>"
CASES: Mapping[str, tuple[str, dict[str, int], bytes, str]] = {
    "size": ("a.ttl", {"import_mb": 1}, b"#" * (MEBIBYTE + 1), "a.ttl is larger than 1 MiB"),
    "size unpacked": ("a.ttl.gz", {"import_mb": 1}, gzip.compress(b"#" * (MEBIBYTE + 1)), "a.ttl.gz is larger"),
    "ratio": ("a.ttl.gz", {"import_ratio": 100}, gzip.compress(b"#" * (65 * MEBIBYTE)), "a.ttl.gz grows to more"),
    "literal": (
        "a.ttl",
        {"import_literal_mb": 1},
        SAID + b'"""' + b"x" * MEBIBYTE + b'""" .',
        "a.ttl: <https://e.org/a> <https://e.org/b> has a text of 1.0 MiB",
    ),
    "line": ("a.nt", {"import_line_mb": 1}, MANY + SAID + b'"' + b"x" * MEBIBYTE + b'" .', "a.nt line 13: the line"),
    "triples": ("a.nq", {"import_triples": 11}, MANY, "a.nq has more than 11 statements"),
    "rows": ("a.csv", {"import_rows": 2}, b"Namn;Kommun\n" + b"A;B\n" * 2, "a.csv has more than 2 rows"),
    "nesting in Turtle": ("a.ttl", {"import_nesting": 8}, DEEP_TURTLE, "a.ttl line 10: more than 8 levels"),
    "nesting in TriG": ("a.trig", {"import_nesting": 8}, DEEP_TURTLE, "a.trig line 10: more than 8 levels"),
    "nesting in JSON-LD": ("a.jsonld", {"import_nesting": 8}, DEEP_JSON, "a.jsonld line 9: more than 8 levels"),
    "nesting in RDF/XML": ("a.rdf", {"import_nesting": 8}, DEEP_XML, "a.rdf line 9: more than 8 levels"),
}
ROOMIER = {"import_mb": 2, "import_ratio": 100_000, "import_literal_mb": 2, "import_line_mb": 2, "import_nesting": 20}


def staged(name: str, given: Mapping[str, int], content: bytes) -> int:
    settings = Settings(**given)  # type: ignore[arg-type]
    with Desk(all_readers(), settings).stage(BytesIO(content), name) as found:
        return len(found.content)


@pytest.mark.parametrize("case", CASES)
def test_past_a_limit_a_file_is_refused(case: str) -> None:
    name, given, content, said = CASES[case]
    with pytest.raises(LimitError) as raised:
        staged(name, given, content)
    (setting,) = given
    assert raised.value.detail.en.startswith(said)
    for text in raised.value.detail:
        assert f"(S3GRAPH_{setting.upper()})" in text
    assert f"`S3GRAPH_{setting.upper()}`" in PAGE.read_text("utf-8")


@pytest.mark.parametrize("case", [case for case in CASES if case.split()[0] in ("literal", "line", "triples")])
def test_with_a_roomier_limit_the_same_file_is_read(case: str) -> None:
    name, given, content, _ = CASES[case]
    (setting,) = given
    assert staged(name, {setting: ROOMIER.get(setting, 12)}, content)


def test_every_limit_is_a_setting() -> None:
    """Each one can be tripped alone."""
    given = {setting for _, (_, table, _, _) in CASES.items() for setting in table}
    assert len(given) == len(Limits.__dataclass_fields__)
    assert given <= set(Settings.model_fields)
