"""Whom answers name for each wish, against the grades of the judged needs: by how sure the wish is, and by who it is.

Run: ``python -m benchmarks.wishes fitted`` (or ``opened``). Grades are for a need as a whole: who is of use for one
wish alone may have none.
"""

from __future__ import annotations

import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.judged import Half
from benchmarks.ladder import Service, publish, wilson
from benchmarks.pooling import slug
from s3graph.matching.answer import Answer
from s3graph.matching.wish import Wish
from s3graph.matching.wish_by_wish import TOLD


def kind(wish: Wish) -> str:
    """How sure it is what the wish is about, and whether who is named has that."""
    if not wish.about:
        return "not understood"
    surely = "is about" if wish.about[0].confidence >= TOLD else "may be about"
    return f"{surely}, {'stated' if wish.stated else 'nearest'}"


def graded(answers: Sequence[Answer], judged: Sequence[Mapping[str, int]]) -> dict[str, list[int]]:
    """The grades of all that are named for a wish, by kind of wish and whether the answer names them for all of it.

    ``judged[i]`` gives the grade of actors by slug for answer i.
    """
    found = defaultdict[str, list[int]](list)
    for answer, own in zip(answers, judged, strict=True):
        named = {match.actor.iri for match in answer.matches}
        for wish in answer.wishes:
            for place, holder in enumerate(wish.actors, 1):
                grade = own.get(slug(holder.actor.iri), 0)
                whose = f"named, {place}." if holder.actor.iri in named else "others"
                for title in ("all", whose.partition(",")[0], f"{kind(wish)}: {whose}"):
                    found[title].append(grade)
    return found


def report(found: Mapping[str, Sequence[int]]) -> Iterator[str]:
    for title, grades in sorted(found.items()):
        useful = sum(grade > 0 for grade in grades)
        ends = " to ".join(f"{end:.2f}" for end in wilson(useful, len(grades)))
        right = sum(grade == 2 for grade in grades) / len(grades)
        yield f"{title:42}{len(grades):5}  useful {useful / len(grades):.2f} ({ends})  right {right:.2f}"


def main(arguments: Iterable[str] = sys.argv[1:]) -> None:
    half = Half(next(iter(arguments), Half.FITTED))
    with tempfile.TemporaryDirectory() as folder:
        publish(Path(folder) / "data")
        asked = [one for one in Service(Path(folder) / "data").asked(half) if one.answerable]
        answers, judged = [one.answer for one in asked], [one.need.judged for one in asked]
        listed = sum(bool(answer.wishes) for answer in answers)
        print(f"{listed} of {len(answers)} answers list a wish", file=sys.stdout)
        for line in report(graded(answers, judged)):
            print(line, file=sys.stdout)


if __name__ == "__main__":
    main()
