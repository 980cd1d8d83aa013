"""Where the bands of the answers should begin, on the fitted half of the judged needs, by the table's own weights.

Run: ``python -m benchmarks.bands`` after weights have changed. Actors that would be shown (the first five, fit enough)
are ordered by their standing; strong begins where the share of useful ones (grade 1 or 2) among all above is still
``STRONG_SHARE``, likely where it is ``LIKELY_SHARE`` of those below strong. It prints both, and the shown by tenths.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.answers import SHOWN
from benchmarks.judged import Half
from benchmarks.ladder import Asked, Service, publish, wilson
from s3graph.matching.ranking import LIKELY, STRONG, WEAK

STRONG_SHARE, LIKELY_SHARE = 0.85, 0.65
LEAST = 30
"""Fewest actors a share is told of."""
TENTHS = 10


class Shown(NamedTuple):
    """Standing and grade of every actor that would be shown, the greatest standing first."""

    standing: NDArray[np.float64]
    grade: NDArray[np.int64]

    def between(self, low: float, high: float) -> Shown:
        """Those with a standing of ``low`` or more and less than ``high``."""
        inside = (self.standing >= low) & (self.standing < high)
        return Shown(self.standing[inside], self.grade[inside])

    @property
    def useful(self) -> float:
        return float((self.grade > 0).mean())

    @property
    def right(self) -> float:
        return float((self.grade == 2).mean())


def shown(asked: Sequence[Asked]) -> Shown:
    """Of the needs somebody can answer."""
    rows = [
        (max(float(one.scores.standing[row]), WEAK), int(one.grades[row]))
        for one in asked
        for row in [r for r in one.scores.order(one.meeting.index.turns) if one.scores.fit[r] >= WEAK][:SHOWN]
    ]
    rows.sort(reverse=True)
    return Shown(np.array([row[0] for row in rows]), np.array([row[1] for row in rows], np.int64))


def least(found: Shown, share: float) -> float:
    """The lowest standing above which, all in all, at least this share is useful; the greatest where none is."""
    shares = np.cumsum(found.grade > 0) / np.arange(1, len(found.grade) + 1)
    enough = np.flatnonzero((shares >= share) & (np.arange(len(shares)) >= LEAST - 1))
    return float(found.standing[enough[-1]]) if len(enough) else float(found.standing[0])


def bands(found: Shown) -> tuple[float, float]:
    """Where strong and likely begin."""
    strong = least(found, STRONG_SHARE)
    return strong, least(found.between(-np.inf, strong), LIKELY_SHARE)


def report(found: Shown) -> Iterator[str]:
    strong, likely = bands(found)
    for title, high, low in (("now", STRONG, LIKELY), ("proposed", strong, likely)):
        yield f"{title}: strong from {high:.2f}, likely from {low:.2f}"
        for name, begin, end in (("strong", high, np.inf), ("likely", low, high), ("weak", WEAK, low)):
            own = found.between(begin, end)
            if len(own.grade):
                ends = " to ".join(f"{end:.2f}" for end in wilson(int((own.grade > 0).sum()), len(own.grade)))
                yield f"  {name}: {len(own.grade)} shown, useful {own.useful:.2f} ({ends}), right {own.right:.2f}"
    for tenth in np.array_split(np.arange(len(found.grade)), TENTHS):
        own = Shown(found.standing[tenth], found.grade[tenth])
        yield f"  {own.standing[-1]:.2f} to {own.standing[0]:.2f}: useful {own.useful:.2f}, right {own.right:.2f}"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        publish(Path(folder) / "data")
        asked = [one for one in Service(Path(folder) / "data").asked(Half.FITTED) if one.answerable and one.somebody]
        for text in report(shown(asked)):
            print(text, file=sys.stdout)


if __name__ == "__main__":
    main()
