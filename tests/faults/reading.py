"""Readers at work while something befalls a writer: over and over they read the whole current release."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.state import Published, current

READERS = 2


@contextmanager
def reading(data: Path) -> Iterator[set[Published | None]]:
    """Inside, threads read and gather what they have read; each reads once at least. What one cannot read is raised
    at the end."""
    seen: set[Published | None] = set()
    failed: list[BaseException] = []
    ended = threading.Event()

    def read() -> None:
        try:
            while True:
                seen.add(current(data))
                if ended.is_set():
                    return
        except BaseException as error:  # noqa: BLE001 - raised below
            failed.append(error)

    threads = [threading.Thread(target=read, name=f"reader {number}") for number in range(READERS)]
    for thread in threads:
        thread.start()
    try:
        yield seen
    finally:
        ended.set()
        for thread in threads:
            thread.join()
    if failed:
        raise failed[0]
