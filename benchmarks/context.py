"""How often parts of needs that say a wish are linked to the right competence: alone, in the need, and beside others.

Run: ``python -m benchmarks.context``. The needs are those of ``training/wishes``, which tell what each wish is about.
No link is learnt from them, but the weights of the context were chosen on them.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.ladder import Service, publish
from s3graph.matching import NeedRequest
from s3graph.matching.concepts import BEARING, SETTING, context
from s3graph.matching.linking import turns_of
from s3graph.matching.meeting import Meeting
from s3graph.model import Language
from training.needs import needs, wishes_of

BEFORE = 0.3
"""Weight of the setting before what stands beside a part was read."""
Floats = NDArray[np.float32]


class Aimed(NamedTuple):
    """Columns of the competences that a part is about, and of those it may be said to be about."""

    exact: frozenset[int]
    fine: frozenset[int]


def ways(meeting: Meeting) -> dict[str, Floats]:
    """``[part, concept]``, by what speaks for a concept."""
    own, leading = meeting.lifted.values, meeting.lifted.leading(meeting.bearings)
    alone = own + BEARING * leading
    if len(meeting.need.parts) < 2:
        return dict.fromkeys(("alone", "setting as before", "setting", "beside", "beside, less between wishes"), alone)
    turns = turns_of(meeting.need.parts)
    none = np.zeros_like(turns)
    return {
        "alone": alone,
        "setting as before": alone + BEFORE * meeting.setting,
        "setting": alone + SETTING * meeting.setting,
        "beside": alone + context(own, leading, meeting.setting, none),
        "beside, less between wishes": alone + context(own, leading, meeting.setting, turns),
    }


def found(service: Service) -> Iterator[tuple[dict[str, int], Aimed]]:
    """Of each part that is of a wish: the best competence by each way, and those that are right."""
    columns = service.index.column_of
    for _, need in needs():
        for language in Language:
            meeting = service.meeting(NeedRequest(need[language.value]))
            best = {name: np.argmax(values, axis=1) for name, values in ways(meeting).items()}
            pieces = [wish[language.value] for wish in need["wishes"]]
            texts = [part.text for part in meeting.need.parts]
            for place, wishes in enumerate(wishes_of(texts, meeting.need.text, pieces)):
                for wish in (need["wishes"][each] for each in wishes):
                    if wish["about"]:
                        exact = frozenset(columns[slug] for slug in wish["about"])
                        fine = exact | {columns[slug] for slug in wish["also"]}
                        yield {name: int(line[place]) for name, line in best.items()}, Aimed(exact, fine)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        publish(Path(folder) / "data")
        rows = list(found(Service(Path(folder) / "data")))
    print(f"{len(rows)} parts of wishes: exactly right, acceptable", file=sys.stdout)
    for name in rows[0][0]:
        exact = np.mean([best[name] in aimed.exact for best, aimed in rows])
        fine = np.mean([best[name] in aimed.fine for best, aimed in rows])
        print(f"{name}: {exact:.3f}, {fine:.3f}", file=sys.stdout)


if __name__ == "__main__":
    main()
