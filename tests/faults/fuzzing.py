"""A process that has files broken by chance read, and says of each whether anything but a refusal came of it.

It takes the first seed and how many; says each seed before it begins, and ``wrong`` with what came. A file that is not
done with in time ends the process.
"""

from __future__ import annotations

import resource
import signal
import sys
from contextlib import closing
from io import BytesIO

from pyoxigraph import NamedNode

from loaders import all_readers
from s3graph.errors import LimitError, ReadError
from s3graph.intake.canonical import canonical
from s3graph.intake.limits import Limits
from s3graph.intake.reader import Sent
from s3graph.intake.staging import stage
from tests.faults.mutation import mutated

SECONDS = 20
MEMORY = 2 << 30
SAID = 1500
"""Bytes a refusal may have in both languages together."""
LIMITS = Limits(bytes=4 << 20, ratio=250, literal=1 << 20, nesting=200)


def main(first: int, count: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    read = 0
    for seed in range(first, first + count):
        _say(f"seed {seed}")
        signal.alarm(SECONDS)
        try:
            read += _read(seed)
        except BaseException as error:  # noqa: BLE001 - whatever else comes is what is looked for
            _say(f"wrong {seed} {error!r}")
    _say(f"read {read}")


def _read(seed: int) -> bool:
    """Whether it could be read: then all is in canonical form, and its lines can be asked for."""
    ending, content = mutated(seed)
    name = f"fuzz.{ending}"
    try:
        staged = stage(all_readers().choose(name), Sent(BytesIO(content), name, LIMITS))
    except (ReadError, LimitError) as error:
        said = (error.detail.sv + error.detail.en).encode()
        if len(said) > SAID or b"fuzz." not in said:
            raise ValueError(error.detail) from error
        return False
    with staged, closing(staged.sent.stream):
        if canonical(staged.content.lines) != staged.content:
            raise ValueError("not canonical")
        staged.lines({triple.subject for triple in staged.content if isinstance(triple.subject, NamedNode)})
    return True


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
