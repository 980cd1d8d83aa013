"""The command line as people call it: what it writes, where, and with which exit code."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from s3graph import cli, errors
from s3graph.graph import DataDirectory, WriterLock
from s3graph.model import Language, Text
from s3graph.private import Mark, Marked, Needs, PrivateDatabase, PrivateNeed
from tests.intake.partner import ENDS_BEFORE_IT_STARTS, WHOLE

ROOT = Path(__file__).resolve().parent.parent
ROBOTS = "Vi är en liten verkstad som vill komma igång med robotar"


class Done(NamedTuple):
    """How a call ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture(scope="module")
def data_dir(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is shipped; the tests of this module share it, and one another's releases."""
    return Path(shutil.copytree(shipped, tmp_path_factory.mktemp("cli") / "data", symlinks=True))


@pytest.fixture
def run(data_dir: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Calls the command in this process, in English."""
    monkeypatch.setenv("S3GRAPH_ENCODER", "hashing")
    monkeypatch.setenv("S3GRAPH_LANGUAGE", "en")

    def call(*words: str, root: Path = data_dir) -> Done:
        monkeypatch.setattr(sys, "argv", ["s3graph", "--data-dir", str(root), *words])
        try:
            cli.main()
            code = 0
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 0
        out, err = capfdbinary.readouterr()
        return Done(code, out.decode(), err.decode())

    return call


def test_help_names_every_command_and_loads_nothing_heavy() -> None:
    code = (
        "import sys, s3graph.cli; print([m for m in ('rdflib', 'numpy', 'fastapi', 'onnxruntime') if m in sys.modules])"
    )
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"
    shown = subprocess.run(
        [sys.executable, "-m", "s3graph.cli", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for command in (
        "serve",
        "import",
        "validate",
        "match",
        "query",
        "releases",
        "sources",
        "export",
        "backup",
        "restore",
        "doctor",
    ):
        assert f"  {command} " in shown.stdout


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (errors.UsageError, 2),
        (errors.NotFoundError, 2),
        (errors.QueryTimeoutError, 2),
        (errors.ReadError, 1),
        (errors.StorageError, 3),
        (errors.FormatVersionError, 3),
        (errors.LockedError, 4),
    ],
)
def test_exit_codes_are_read_from_the_class(kind: type[errors.S3GraphError], code: int) -> None:
    assert cli.exit_code(kind(Text("fel", "error"))) == code


def test_registers_are_listed_with_who_publishes_them(run: Run) -> None:
    listed = run("registers")
    assert listed.code == 0
    (line,) = [line for line in listed.out.splitlines() if line.startswith("esco-skills ")]
    assert "European Commission" in line
    assert "http://data.europa.eu/eli/dec/2011/833/oj" in line
    assert {row["name"] for row in json.loads(run("registers", "--json").out)} >= {"cpv", "lkf", "companies"}


def test_a_register_knows_its_source_and_several_files_need_a_register(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "lkf.csv"
    file.write_text("vardekod,vardebenamning\n07,Kronoberg\n", encoding="utf-8")
    done = run("import", str(file), "--register", "lkf", "--dry-run", "--json")
    assert (done.code, json.loads(done.out)["source"]) == (0, "scb-lkf")
    assert run("import", str(file), str(file), "--source", "x").code == 2
    assert run("import", str(file)).code == 2
    unknown = run("import", str(file), "--register", "lfk")
    assert (unknown.code, "lkf" in unknown.err) == (2, True)


@pytest.mark.soak
def test_a_need_is_answered_from_an_empty_directory(run: Run, tmp_path: Path) -> None:
    done = run("match", ROBOTS, "--json", root=tmp_path / "data")
    assert (done.code, "Loading shipped data: platform" in done.err) == (0, True)
    answer = json.loads(done.out)
    assert (answer["release"], answer["need"]["language"]) == (1, "sv")
    assert answer["matches"][0]["actor"]["iri"].startswith("https://w3id.org/s3graph/id/actor/")
    assert answer["matches"][0]["reasons"][0]["evidence"]


def test_an_answer_as_text_is_in_the_language_of_the_need(run: Run) -> None:
    swedish, english = run("match", ROBOTS), run("match", "A small workshop that wants to start with robots")
    assert swedish.out.startswith("Svar ur utgåva")
    assert english.out.startswith("Answer from release")
    assert "\n1. " in swedish.out


def test_a_municipality_may_be_named(run: Run) -> None:
    assert "Borgholm" in json.loads(run("match", ROBOTS, "--municipality", "Borgholm", "--json").out)["place"]
    wrong = run("match", ROBOTS, "--municipality", "Atlantis")
    assert (wrong.code, wrong.out) == (2, "")
    assert "Unknown municipality 'Atlantis'" in wrong.err


@pytest.mark.soak
def test_a_broken_file_is_refused_and_a_mended_one_is_in_the_next_release(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "leverans.ttl"
    path.write_text(ENDS_BEFORE_IT_STARTS, "utf-8")
    refused = run("import", str(path), "--source", "provgarden")
    assert refused.code == 1
    assert "needs mending" in refused.out
    assert run("validate", str(path), "--turtle").out.count("sh:ValidationResult") >= 1
    path.write_text(WHOLE, "utf-8")
    assert run("validate", str(path)).code == 0
    accepted = run("import", str(path), "--source", "provgarden", "--json")
    assert (accepted.code, json.loads(accepted.out)["outcome"]) == (0, "accepted")
    number = json.loads(accepted.out)["release"]
    labels = [
        actor["actor"]["label"] for actor in json.loads(run("match", ROBOTS, "--json", "--limit", "50").out)["matches"]
    ]
    assert "Provgården" in labels
    listed = run("releases", "list")
    assert f"* {number:5}" in listed.out
    assert "import provgarden" in listed.out


def test_questions_are_answered_as_a_table(run: Run) -> None:
    done = run(
        "query",
        "SELECT ?name WHERE { ?a a s3:Region ; skos:prefLabel ?name FILTER (lang(?name) = 'sv') } ORDER BY ?name",
    )
    assert done.code == 0
    assert [row[0] for row in csv.reader(io.StringIO(done.out))] == [
        "name",
        "Gotlands län",
        "Jönköpings län",
        "Kalmar län",
        "Kronobergs län",
    ]
    assert run("query", "INSERT DATA { <a:a> <a:a> <a:a> }").code == 2


def test_wrong_calls_say_what_is_wrong_and_write_no_data(run: Run, tmp_path: Path, data_dir: Path) -> None:
    empty = tmp_path / "tom.ttl"
    empty.write_bytes(b"")
    for words, code, said in (
        (("import", str(empty), "--source", "provgarden"), 1, "is empty"),
        (("import", str(tmp_path / "saknas.ttl"), "--source", "provgarden"), 3, "saknas.ttl"),
        (("import", str(empty), "--source", "INTE OK"), 2, "cannot be called"),
        (("match", "   "), 2, "The need is empty"),
        (("releases", "show", "99"), 2, "There is no release 99"),
        (("sources", "show", "nobody"), 2, "There is no source nobody"),
        (("validate", str(empty), "--profile", "nonsense"), 2, "There is no profile nonsense"),
        (("export", "--graph", "nobody"), 2, "No graph is called nobody"),
    ):
        done = run(*words)
        assert (done.code, done.out) == (code, ""), words
        assert said in done.err, words


def test_a_locked_store_is_told_by_its_own_code(run: Run, tmp_path: Path, data_dir: Path) -> None:
    path = tmp_path / "leverans.ttl"
    path.write_text(WHOLE + "\n", "utf-8")
    with WriterLock(DataDirectory.open(data_dir)):
        done = run("import", str(path), "--source", "provgarden2", "--wait", "0")
    assert done.code == 4
    assert "Another import is running" in done.err


def test_export_backup_restore_and_doctor(run: Run, tmp_path: Path) -> None:
    assert run("export", "-o", str(tmp_path / "all.nq")).code == 0
    assert (tmp_path / "all.nq").read_text("utf-8").count("\n") > 40_000
    assert run("export", "--graph", "example").out.startswith("<https://w3id.org/s3graph/id/")
    assert run("backup", str(tmp_path / "s3graph.tar")).code == 0
    fresh = tmp_path / "fresh"
    assert run("restore", str(tmp_path / "s3graph.tar"), root=fresh).code == 0
    health = run("doctor", "--json", root=fresh)
    assert health.code == 0, health.out
    assert {check["check"] for check in json.loads(health.out)} >= {"data", "release", "encoder"}


def test_a_wrong_setting_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("S3GRAPH_PORT", "many")
    done = run("doctor")
    assert done.code == 2
    assert "S3GRAPH_PORT" in done.err


def test_what_could_be_done_together_is_proposed(run: Run) -> None:
    initiatives = json.loads(run("proposals", "initiatives", "--json").out)
    assert all(len(pair["initiatives"]) == 2 and pair["reasons"] for pair in initiatives)
    found = json.loads(run("proposals", "collaborations", "--area", "livsmedel", "--area", "digital", "--json").out)
    assert all({"livsmedel", "digital"} <= {area for a in pair["actors"] for area in a["areas"]} for pair in found)
    text = run("proposals", "collaborations", "--limit", "1").out
    assert "meet in" in text
    assert run("proposals", "collaborations", "--area", "livsmedel").code == 2
    assert run("proposals", "collaborations", "--actor", "nobody").code == 2


def test_marks_are_measured_by_the_ranker_that_they_were_made_on(run: Run, data_dir: Path) -> None:
    """What the answer has first and second is first and second here, county and all; the rest is counted."""
    answer = json.loads(run("match", ROBOTS, "--region", "SE213", "--json").out)
    first, second = (match["actor"]["iri"] for match in answer["matches"][:2])
    needs = Needs(PrivateDatabase(DataDirectory.open(data_dir).private))
    day = date(2026, 1, 1)
    kept = PrivateNeed("k1", Language.SV, "rådgivning", day, day, region="SE213")
    worded, wordless = needs.keep(replace(kept, text=ROBOTS)), needs.keep(kept)
    needs.mark(worded, Marked(first, Mark.CONTACTED, day, 1))
    needs.mark(worded, Marked(second, Mark.USEFUL, day, 1))
    needs.mark(wordless, Marked(first, Mark.USEFUL, day, 1))
    done = run("evaluate", "--from-feedback", "--json")
    needs.erase([worded, wordless])
    figures = json.loads(done.out)
    assert (figures["queries"], figures["mrr"], figures["ndcg10"], figures["recall5"]) == (1, 1, 1, 1)
    assert (figures["ranker"], figures["nobody"], figures["without_words"]) == ("service", 0, 1)
    assert "1 kept needs are left out: 1 without kept words" in done.err


def test_a_collection_over_actors_is_ranked_by_the_service_and_any_other_by_its_texts(run: Run, tmp_path: Path) -> None:
    """The same two files, once with the release's actors in place of a corpus."""
    first = json.loads(run("match", ROBOTS, "--json").out)["matches"][0]["actor"]["iri"]
    corpus, queries, qrels = (tmp_path / name for name in ("corpus.jsonl", "queries.jsonl", "qrels.tsv"))
    slug = first.rsplit("/", 1)[1]
    corpus.write_text(json.dumps({"_id": slug, "text": "robotar"}) + "\n", "utf-8")
    queries.write_text(json.dumps({"_id": "q1", "text": ROBOTS}) + "\n", "utf-8")
    qrels.write_text(f"query-id\tcorpus-id\tscore\nq1\t{slug}\t1\n", "utf-8")
    files = ("--queries", str(queries), "--qrels", str(qrels))
    ranked = tmp_path / "run.txt"
    figures = json.loads(run("evaluate", "--actors", *files, "--run", str(ranked), "--json").out)
    assert (figures["ranker"], figures["mrr"]) == ("service", 1)
    assert ranked.read_text("utf-8").split()[2] == first
    said = run("evaluate", "--corpus", str(corpus), *files).out
    assert re.search(r"^ranker +documents$", said, re.MULTILINE)
    assert run("evaluate", "--actors", "--corpus", str(corpus), *files).code == 2
    assert run("evaluate", "--actors", *files, "--from-feedback").code == 2


def test_kept_needs_are_shown_given_out_and_erased(run: Run, data_dir: Path, tmp_path: Path) -> None:
    run("match", "energi")
    needs = Needs(PrivateDatabase(DataDirectory.open(data_dir).private))
    day = date(2020, 1, 1)
    kept = needs.keep(PrivateNeed("k1", Language.SV, "rådgivning", day, day, text="vi vill göra ost"))
    needs.mark(kept, Marked("https://w3id.org/s3graph/id/actor/unknown", Mark.USEFUL, day, 1))
    assert json.loads(run("privacy", "show", "--json").out)[0] == {
        "key": "k1",
        "needs": 1,
        "with_text": 1,
        "first_erased_on": "2020-01-01",
    }
    assert json.loads(run("privacy", "export", "--need", kept.id).out)[0]["text"] == "vi vill göra ost"
    assert run("evaluate", "--from-feedback").code == 2
    assert run("privacy", "erase").code == 2
    assert "1 needs are erased" in run("privacy", "erase", "--due").err
    assert json.loads(run("privacy", "export").out) == []
