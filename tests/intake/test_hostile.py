"""Files by which one source would change what another says, or what the platform means: ``hostile/*.ttl``.

The verdict is in the name: ``refused`` files change nothing, ``shown`` ones are taken in and shown as what this source
says. The first line names the rule that says so. Each is delivered below a harmless description of the sender.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from loaders import all_readers
from s3graph.graph import DataDirectory, Release, Releases
from s3graph.intake.importing import Desk, run_import
from s3graph.intake.request import ImportReport, ImportRequest, Outcome
from s3graph.intake.reviewing import current_questions
from s3graph.matching import Index
from s3graph.model import Basis, Language
from s3graph.settings import Settings
from s3graph.validation import Severity
from s3graph.vocabulary import BASE
from tests.intake.partner import ACTOR, HEAD, INITIATIVE
from tests.intake.snapshot import said, snapshot

FILES = sorted((Path(__file__).parent / "hostile").glob("*.ttl"))
REFUSED = [path for path in FILES if path.name.startswith("refused-")]
SHOWN = [path for path in FILES if path.name.startswith("shown-")]
HARMLESS = HEAD + ACTOR
OURS = ("provgarden", "derived", "catalogue")
RIVAL = (HARMLESS + INITIATIVE.format(end="2028")).replace("provgarden", "rivalparken")
RIVAL = RIVAL.replace("Provgården", "Rivalparken").replace("Test Yard", "Rival Park").replace("provrobot", "rivalrobot")
RIVAL += '<https://w3id.org/s3graph/id/actor/rivalparken> s3:organisationNumber "4099000137" .\n'


@pytest.fixture(scope="module")
def beside(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Release 2 has what is shipped and a rival that speaks for itself, release 3 the harmless file. Not changed."""
    folder = tmp_path_factory.mktemp("beside")
    root = shutil.copytree(shipped, folder / "data", symlinks=True)
    desk = Desk(all_readers(), Settings(data_dir=root, encoder="hashing"))
    assert deliver(desk, folder, RIVAL, "rival", speaks_for="rivalparken").outcome is Outcome.ACCEPTED
    found = deliver(desk, folder, HARMLESS)
    assert found.outcome is Outcome.ACCEPTED
    assert not found.validation.findings, "the harmless part is not what is complained of"
    return desk


@pytest.fixture(scope="module")
def untouched(beside: Desk) -> dict[str, str]:
    """All that lies beside, as it was before the first file."""
    return snapshot(beside.settings.data_dir)


@pytest.fixture(scope="module")
def told(beside: Desk) -> dict[str, list[str]]:
    return said(current(beside))


@pytest.fixture
def desk(beside: Desk, tmp_path: Path) -> Desk:
    root = shutil.copytree(beside.settings.data_dir, tmp_path / "data", symlinks=True)
    return Desk(beside.readers, beside.settings.model_copy(update={"data_dir": root}))


def deliver(desk: Desk, folder: Path, content: str, source: str = "provgarden", **given: object) -> ImportReport:
    path = folder / "leverans.ttl"
    path.write_text(content, "utf-8")
    return run_import(ImportRequest(path, source, **given), desk)  # type: ignore[arg-type]


def current(desk: Desk) -> Release:
    return Releases(DataDirectory.open(desk.settings.data_dir)).current()


def rule_of(path: Path) -> str:
    return path.read_text("utf-8").splitlines()[0].removeprefix("# ")


ALWAYS = [path for path in REFUSED if path in [other for other in REFUSED if rule_of(other) == rule_of(path)][:2]]
"""Two of each rule; ``make soak`` delivers all."""


def test_every_file_has_a_verdict() -> None:
    assert len(FILES) == len(REFUSED) + len(SHOWN) >= 50
    assert len(ALWAYS) >= 18


@pytest.mark.parametrize(
    "path",
    [pytest.param(path, marks=() if path in ALWAYS else pytest.mark.soak) for path in REFUSED],
    ids=lambda path: path.stem.removeprefix("refused-"),
)
def test_a_file_that_would_change_what_others_say_is_refused(
    path: Path, beside: Desk, untouched: dict[str, str], tmp_path: Path
) -> None:
    report = deliver(beside, tmp_path, HARMLESS + path.read_text("utf-8"))
    assert report.outcome is Outcome.REFUSED
    blocking = {found.rule for found in report.validation.findings if found.severity is Severity.VIOLATION}
    assert rule_of(path) in blocking
    for finding in report.validation.findings:
        assert finding.messages.sv
        assert finding.messages.en
    assert snapshot(beside.settings.data_dir) == untouched


@pytest.mark.parametrize(
    "path",
    [pytest.param(path, marks=pytest.mark.soak if turn % 6 else ()) for turn, path in enumerate(SHOWN)],
    ids=lambda path: path.stem.removeprefix("shown-"),
)
def test_what_may_be_said_of_others_is_shown_as_this_sources(
    path: Path, desk: Desk, told: dict[str, list[str]], tmp_path: Path
) -> None:
    confirmed = _confirmed(desk)
    report = deliver(desk, tmp_path, HARMLESS + path.read_text("utf-8"))
    assert report.outcome is Outcome.ACCEPTED, report.to_text(Language.EN)
    assert report.resolutions == ()
    assert rule_of(path) in {finding.rule for finding in report.validation.findings}
    assert "rival" in report.to_text(Language.SV).split("\n\n", 1)[1]
    after = said(current(desk))
    assert {name: lines for name, lines in after.items() if name not in OURS} == {
        name: lines for name, lines in told.items() if name not in OURS
    }
    assert _confirmed(desk) == confirmed


@pytest.mark.soak
def test_a_likeness_to_a_rival_is_a_question_and_no_merge(desk: Desk, tmp_path: Path) -> None:
    for path in (path for path in SHOWN if rule_of(path) == "Identity-possible"):
        deliver(desk, tmp_path, HARMLESS + path.read_text("utf-8"))
        asked = [question for question in current_questions(desk.settings, Language.SV) if question.same is None]
        pairs = [{question.pair.alias.value, question.pair.canonical.value} for question in asked]
        assert any(f"{BASE}id/actor/rivalparken" in pair for pair in pairs), path.name
        assert not [q for q in current_questions(desk.settings, Language.SV) if q.same is not None]


def _confirmed(desk: Desk) -> set[tuple[str, str, str]]:
    """What answers show as confirmed about the rival."""
    actors = Index.load(current(desk).index_path).catalogue.actors
    (rival,) = [actor for actor in actors if actor.iri == f"{BASE}id/actor/rivalparken"]
    statements = [statement for facet in rival.facets for statement in facet.statements]
    return {
        (s.subject, s.predicate, s.object) for s in (*statements, *rival.said.values()) if s.basis is Basis.CONFIRMED
    }
