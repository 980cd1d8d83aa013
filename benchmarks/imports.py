"""Deliveries of made-up company registers through the command line, each in a process of its own: seconds and memory.

Run: ``python -m benchmarks.imports [--companies 100000] [--growth 10000,100000,1000000]``. The growth takes ten
gigabytes of memory and of disk and some fifteen minutes. Memory is the highest resident set of any process of the
command (``wait4``); the data directory holds what is shipped before the first delivery.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store

from benchmarks.companies import companies
from s3graph.graph import NTriples
from s3graph.graph.ntriples import line_of
from s3graph.vocabulary import graph

ROOT = Path(__file__).resolve().parents[1]
LINES_OF_ONE = 13
CHANGED = "Exempel, uppdaterat"


class Taken(NamedTuple):
    seconds: float
    megabytes: float


def register(folder: Path, count: int) -> Path:
    """A faultless register as a file of N-Triples."""
    path = folder / f"register-{count}.nt"
    return _written(path, companies(count, faults=0.0))


def changed(register: Path, name: str, first: int) -> Path:
    """The same register with another description of the first companies."""
    with register.open(encoding="utf-8") as lines:
        return _written(register.with_name(name), _other_words(lines, first))


def part(register: Path, name: str, first: int) -> Path:
    """The first companies of a register."""
    with register.open(encoding="utf-8") as lines:
        return _written(register.with_name(name), (line for line, _ in zip(lines, range(first * LINES_OF_ONE))))  # noqa: B905


def _other_words(lines: Iterable[str], first: int) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield line.replace("Exempel, inget verkligt företag", CHANGED) if number < first * LINES_OF_ONE else line


def _written(path: Path, lines: Iterable[str]) -> Path:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(line.rstrip("\n") + "\n" for line in lines)
    return path


def run(data: Path, *words: str) -> Taken:
    """One command; SystemExit where it fails."""
    environment = os.environ | {"S3GRAPH_DATA_DIR": str(data)}
    started = time.perf_counter()
    running = subprocess.Popen(
        [sys.executable, "-m", "s3graph.cli", *words],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert running.stderr is not None
    said = running.stderr.read()
    _, status, usage = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(status)
    running.stderr.close()
    if running.returncode:
        raise SystemExit(said)
    return Taken(time.perf_counter() - started, usage.ru_maxrss / 1024)


def deliver(data: Path, file: Path, *options: str) -> Taken:
    return run(data, "import", str(file), "--source", "register", *options)


def bare_load(file: Path, folder: Path, name: NamedNode | DefaultGraph) -> float:
    """Seconds that pyoxigraph alone takes to load the file into a graph of a store on disk.

    A named graph, as every source has one, takes twice the indexes of the default graph.
    """
    started = time.perf_counter()
    store = Store(str(folder))
    store.bulk_load(path=str(file), format=RdfFormat.N_TRIPLES, to_graph=name)
    store.flush()
    seconds = time.perf_counter() - started
    del store
    shutil.rmtree(folder)
    return seconds


def checked_load(file: Path, folder: Path) -> tuple[float, float]:
    """Seconds that validation and loading of the same file take, without reading, publishing and index."""
    from s3graph.validation import Profile, Reference, StagedDelivery, validate_delivery
    from s3graph.validation.speech import Speech

    lines = file.read_bytes().splitlines(keepends=True)
    content = NTriples.sorted(lines)
    assert line_of(next(iter(content))) == content.lines[0]
    profile = Profile.load("partner")
    started = time.perf_counter()
    report = validate_delivery(StagedDelivery(content.store(), Speech("register"), Reference.load()), profile)
    validated = time.perf_counter() - started
    assert report.accepted
    store = Store(str(folder))
    content.load_into(store, graph("register"))
    store.flush()
    seconds = time.perf_counter() - started
    del store
    shutil.rmtree(folder)
    return validated, seconds


def deliveries(folder: Path, count: int) -> None:
    """The rows on one register, delivered again and again."""
    whole, data = register(folder, count), folder / "data"
    few = changed(whole, "few.nt", count // 100)
    every = changed(whole, "every.nt", count)
    some = part(few, "some.nt", count // 100)
    run(data, "match", "energi")
    steps = (
        ("first delivery", whole, ()),
        ("identical", whole, ()),
        ("1 % of the companies changed, whole file", few, ()),
        ("the same 1 %, taken back", whole, ()),
        ("1 % as --merge", some, ("--merge",)),
        ("all changed", every, ("--confirm-removal",)),
    )
    print(f"\n| {count:,} companies | s | MB |\n|---|---|---|")
    for name, file, options in steps:
        taken = deliver(data, file, *options)
        print(f"| {name} | {taken.seconds:.1f} | {taken.megabytes:,.0f} |", flush=True)
    shutil.rmtree(data)
    bare, plain = (bare_load(whole, folder / "bare", name) for name in (graph("register"), DefaultGraph()))
    validated, loaded = checked_load(whole, folder / "checked")
    print(
        f"\nbare bulk_load {bare:.1f} s into a named graph ({plain:.1f} s into the default graph); validation "
        f"{validated:.1f} s; validation and load {loaded:.1f} s, {loaded / bare:.2f} ({loaded / plain:.2f}) times"
    )


def growth(folder: Path, sizes: Iterable[int]) -> None:
    """First deliveries of registers ten times as large each."""
    print("\n| companies | s | times the former | MB |\n|---|---|---|---|")
    former = 0.0
    for count in sizes:
        data, file = folder / "data", register(folder, count)
        run(data, "match", "energi")
        taken = deliver(data, file)
        times = f"{taken.seconds / former:.1f}" if former else "-"
        print(f"| {count:,} | {taken.seconds:.1f} | {times} | {taken.megabytes:,.0f} |", flush=True)
        former = taken.seconds
        shutil.rmtree(data)
        file.unlink()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--companies", type=int, default=100_000, help="0 leaves the deliveries out")
    parser.add_argument("--growth", default="10000,100000,1000000", help="sizes with commas, or nothing")
    options = parser.parse_args()
    print(f"machine: {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if options.companies:
            deliveries(folder, options.companies)
        growth(folder, [int(size) for size in options.growth.split(",") if size])


if __name__ == "__main__":
    main()
