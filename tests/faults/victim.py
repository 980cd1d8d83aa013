"""A process that forks a child for every import it is told of, and says how that child ended.

It says that it is ready, then reads an ``Order`` a line and answers with an ``Ended`` a line, all as JSON. It holds
what all children need, and has opened no store, as RocksDB's threads do not come along into a child.
"""

from __future__ import annotations

import importlib
import json
import os
import resource
import select
import signal
import sys
import time
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from loaders import all_readers
from s3graph.cli import exit_code
from s3graph.errors import S3GraphError
from s3graph.graph import writer
from s3graph.intake.importing import Desk, run_import
from s3graph.intake.request import ImportRequest
from s3graph.matching.encoder import load_encoder
from s3graph.settings import Settings
from s3graph.validation import Profile, Reference
from tests.faults.points import watch

_LATE = ("pyshacl", "s3graph.validation.compiled.literals", "s3graph.validation.compiled.engine", "loaders.rdf")
"""Modules that an import imports when it needs them: here once for all children."""
SECONDS = 300
"""After so long a child is ended by the alarm: it hangs."""


@dataclass(frozen=True)
class Order:
    """An import, and what befalls it.

    ``fault`` is ``kill``, ``limit`` (no file can grow from then on) or ``fill`` (a file named ``balloon`` takes all the
    space that is left on the disk of the data), at the point number ``at``. ``after`` are seconds after which it is
    killed from outside, ``memory`` is a limit in MiB; ``bulk`` makes the writer load few statements as it loads many.
    """

    data: str
    file: str
    source: str
    fault: str = ""
    at: int = -1
    after: float = -1.0
    memory: int = 0
    bulk: bool = False
    options: dict[str, Any] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Ended:
    """``signal`` is 0 where the child ended by itself, with ``outcome`` or with ``error``; ``points`` are all it came
    by. ``code`` is the exit code that the command line gives the error."""

    signal: int = 0
    outcome: str = ""
    release: int | None = None
    error: str = ""
    code: int = 0
    sv: str = ""
    en: str = ""
    points: tuple[str, ...] = ()
    seconds: float = 0.0
    peak_mib: int = 0


def main() -> None:
    for module in _LATE:
        importlib.import_module(module)
    for name in ("partner", "facts"):
        Profile.load(name)
    Reference.load()
    load_encoder(Settings(encoder="hashing"))
    _say("ready")
    for line in sys.stdin:
        _say(asdict(_through_child(Order(**json.loads(line)))))


def _say(content: object) -> None:
    sys.stdout.write(json.dumps(content) + "\n")
    sys.stdout.flush()


def _through_child(order: Order) -> Ended:
    ours, theirs = os.pipe()
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        os.close(ours)
        _run(order, theirs)
    os.close(theirs)
    if order.after >= 0:
        readable, _, _ = select.select([ours], [], [], order.after)
        if not readable:
            os.kill(child, signal.SIGKILL)
    with os.fdopen(ours, "rb") as answer:
        said = answer.read()
    _, status, used = os.wait4(child, 0)
    table = json.loads(said) if said else {}
    seconds, peak = time.monotonic() - started, used.ru_maxrss >> 10
    return replace(Ended(**table), signal=os.WTERMSIG(status), seconds=seconds, peak_mib=peak)


def _run(order: Order, answer: int) -> None:
    """In the child; does not return."""
    signal.alarm(SECONDS)
    if order.memory:
        resource.setrlimit(resource.RLIMIT_AS, (order.memory << 20, order.memory << 20))
    points: list[str] = []

    def reached(name: str) -> None:
        points.append(name)
        if len(points) - 1 == order.at:
            _FAULTS[order.fault](order)

    watch(reached)
    if order.bulk:
        writer.BULK = 1
    table = _outcome(order)
    os.write(answer, json.dumps({**table, "points": points}).encode())
    os._exit(0)


def _kill(_: Order) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _limit(_: Order) -> None:
    most = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, most))


def _fill(order: Order) -> None:
    balloon = os.open(Path(order.data).with_name("balloon"), os.O_WRONLY | os.O_CREAT)
    for size in (1 << 20, 1 << 12, 1):
        try:
            while True:
                os.write(balloon, bytes(size))
        except OSError:
            continue


_FAULTS = {"kill": _kill, "limit": _limit, "fill": _fill}


def _outcome(order: Order) -> dict[str, Any]:
    desk = Desk(all_readers(), Settings(data_dir=Path(order.data), encoder="hashing", **order.settings))
    try:
        report = run_import(ImportRequest(Path(order.file), order.source, **order.options), desk)
    except S3GraphError as error:
        said = error.detail
        return {"error": type(error).__name__, "code": exit_code(error), "sv": said.sv, "en": said.en}
    except BaseException as error:  # noqa: BLE001 - told to the test, which says that it must not be
        return {"error": f"not ours: {error!r}"}
    return {"outcome": report.outcome.value, "release": report.release}


if __name__ == "__main__":
    main()
