"""Broken and hostile files: refused in plain words, in bounded memory and time, and nothing has changed after."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from tests.faults.children import Victims
from tests.faults.conftest import Story
from tests.faults.hostile import CONTENT, HOSTILE, MIB, Hostile, zipped_as
from tests.faults.mutation import valid
from tests.faults.state import State
from tests.faults.victim import Ended
from tests.intake.partner import HEAD, WHOLE

pytestmark = pytest.mark.xdist_group("faults")
MEMORY = 3000
"""MiB of addresses a child may have."""
LONGEST = 700
"""Characters of a refusal."""


@pytest.fixture(scope="module")
def untouched(story: Story, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory that no refused file changes: all of them are sent to it."""
    return story.copy(tmp_path_factory.mktemp("untouched") / "data")


def refused(path: Path, story: Story, data: Path, victims: Victims) -> Ended:
    """Told what and where in both languages, with nothing changed."""
    ended = victims.meet(replace(story.order(data), file=str(path), memory=MEMORY))
    assert ended.signal == 0, f"{path.name} ends the process: {ended}"
    assert ended.error in ("ReadError", "LimitError"), ended
    assert ended.code == 1
    for said in (ended.sv, ended.en):
        assert said.startswith((path.name, str(path)))
        assert len(said) < LONGEST
        assert said.isprintable()
        said.encode()
    assert ended.sv != ended.en
    assert State.of(data) == story.before
    return ended


@pytest.mark.parametrize(
    "hostile",
    [pytest.param(one, id=one.file, marks=[pytest.mark.soak] if one.long else []) for one in HOSTILE],
)
def test_a_hostile_file_is_refused_in_plain_words(
    hostile: Hostile, story: Story, untouched: Path, tmp_path: Path, victims: Victims
) -> None:
    ended = refused(hostile.put(tmp_path), story, untouched, victims)
    assert ended.error == ("LimitError" if hostile.limit else "ReadError"), ended
    assert hostile.sv in ended.sv
    assert hostile.en in ended.en


@pytest.mark.parametrize(
    "ending",
    [pytest.param(one, marks=pytest.mark.soak if turn % 3 else ()) for turn, one in enumerate(sorted(valid()))],
)
def test_a_file_cut_off_or_damaged_is_refused(
    ending: str, story: Story, untouched: Path, tmp_path: Path, victims: Victims
) -> None:
    packed = valid()[ending]
    middle = len(packed) // 2
    for broken in (packed[: middle + 7], packed[:-5], packed[:middle] + b"\0\xff\0" + packed[middle + 3 :]):
        path = tmp_path / f"broken.{ending}"
        path.write_bytes(broken)
        ended = refused(path, story, untouched, victims)
        if "." in ending:
            assert "Packa den på nytt" in ended.sv
            assert "Pack it again" in ended.en


def test_what_is_no_file_is_not_waited_for(story: Story, untouched: Path, tmp_path: Path, victims: Victims) -> None:
    os.mkfifo(tmp_path / "pipe.ttl")
    (tmp_path / "folder.ttl").mkdir()
    (tmp_path / "device.ttl").symlink_to("/dev/zero")
    for name in ("pipe.ttl", "folder.ttl", "device.ttl"):
        ended = refused(tmp_path / name, story, untouched, victims)
        assert "är ingen fil. Ange en fil" in ended.sv
        assert "'-' to read from standard input" in ended.en


def test_a_link_that_leads_nowhere_is_no_file(story: Story, untouched: Path, tmp_path: Path, victims: Victims) -> None:
    link = tmp_path / "link.ttl"
    link.symlink_to(link)
    ended = victims.meet(replace(story.order(untouched), file=str(link)))
    assert (ended.error, ended.code) == ("StorageError", 3)
    assert str(link) in ended.sv
    assert State.of(untouched) == story.before


HARMLESS: dict[str, bytes] = {
    "mark.ttl": WHOLE.encode("utf-8-sig"),
    "traversal.ttl.zip": zipped_as({"../../../../../../tmp/s3graph-was-here.ttl": CONTENT}),
    "absolute.ttl.zip": zipped_as({"/tmp/s3graph-was-here.ttl": CONTENT}),  # noqa: S108 - must not be written
    "one-line.ttl": WHOLE.replace("\n", " ").encode(),
    "long-comment.ttl": b"# " + b"x" * (9 * MIB) + b"\n" + CONTENT,
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_only_looks_hostile_is_taken_in(name: str, story: Story, tmp_path: Path, victims: Victims) -> None:
    data, path = story.copy(tmp_path / "data"), tmp_path / name
    path.write_bytes(HARMLESS[name])
    ended = victims.meet(replace(story.order(data), file=str(path), memory=MEMORY))
    assert ended.outcome == "accepted", ended
    assert not Path("/tmp/s3graph-was-here.ttl").exists()  # noqa: S108


@pytest.mark.soak
@pytest.mark.parametrize("same", [True, False])
def test_a_million_nameless_things_end_in_a_report(
    same: bool, story: Story, untouched: Path, tmp_path: Path, victims: Victims
) -> None:
    """Nameless things of which the same is said are one; a million different ones are looked at one by one."""
    path = tmp_path / "million.nt"
    with path.open("w", encoding="utf-8") as stream:
        for number in range(1_000_000):
            stream.write(f'_:b{number} <http://purl.org/dc/terms/title> "{0 if same else number}" .\n')
    ended = victims.meet(replace(story.order(untouched), file=str(path), memory=MEMORY))
    assert ended.outcome == "refused", ended
    assert State.of(untouched)._replace(store="") == story.before._replace(store="")


@pytest.mark.soak
def test_a_line_of_twenty_thousand_statements_with_faults_is_reported(
    story: Story, untouched: Path, tmp_path: Path, victims: Victims
) -> None:
    line = "".join(f"<https://w3id.org/s3graph/id/sme/{number}> a s3:SME . " for number in range(20_000))
    path = tmp_path / "line.ttl"
    path.write_text(HEAD + line, "utf-8")
    ended = victims.meet(replace(story.order(untouched), file=str(path), memory=MEMORY))
    assert ended.outcome == "refused", ended
