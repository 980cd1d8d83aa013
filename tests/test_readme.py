"""The README: its commands exist and work, its answer is the answer, its links lead somewhere."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.conftest import ROOT, command
from tests.running import run_command

README = (ROOT / "README.md").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")


def test_it_has_two_commands_and_ci_calls_the_second() -> None:
    (block,) = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    commands = [line.split("#")[0].strip() for line in block.splitlines()]
    assert commands == ["make run", "make test"]
    for line in commands:
        assert re.search(rf"^{line.removeprefix('make ')}:", MAKEFILE, re.MULTILINE), line
    assert (ROOT / ".ci" / "run").read_text("utf-8").rstrip().endswith("make test")


@pytest.mark.xdist_group("embedded")
def test_the_answer_shown_is_the_answer(embedded_data: Path) -> None:
    """Its beginning, without the day. To renew it: ``s3graph match "<the need of make run>"`` between the marks."""
    found = re.search(r"<!-- answer:begin -->\n```\n(.*?)\n```\n<!-- answer:end -->", README, re.DOTALL)
    assert found
    words = run_command()
    need = words[words.index("--ask") + 1]
    done = command(embedded_data, "match", need)
    assert done.returncode == 0
    without_day = re.sub(r"(Svar ur utgåva 1), \d{4}-\d\d-\d\d", r"\1", done.stdout)
    shown = found.group(1).removesuffix("…").rstrip()
    assert shown.count("\n") >= 15
    assert without_day.startswith(shown + "\n")


@pytest.mark.xdist_group("embedded")
def test_the_calls_it_suggests_work(embedded_data: Path) -> None:
    calls = re.findall(r"`\.venv/bin/s3graph ([^`]+)`", README)
    assert calls
    for call in calls:
        done = command(embedded_data, *shlex.split(call))
        assert done.returncode == 0, done.stderr
        assert "1. " in done.stdout


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text("utf-8")):
        assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_page_can_be_found_from_the_readme() -> None:
    seen, waiting = set(), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in seen or page.suffix != ".md":
            continue
        seen.add(page)
        waiting += [(page.parent / target).resolve() for target in LINK.findall(page.read_text("utf-8"))]
        if any(target.rstrip("/") == "docs/decisions" for target in LINK.findall(page.read_text("utf-8"))):
            waiting += sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert set(PAGES) - {ROOT / "CONTRIBUTING.md"} <= seen
