"""What answers say is wanted, against needs of which it is told what is wanted in them, and whom they name first.

Run: ``python -m benchmarks.told chosen`` (or ``kept``). The needs are those of ``tests/matching/told``: thresholds are
chosen on ``chosen``, and ``kept`` tells how they do on others by other authors.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.answers import shown
from benchmarks.ladder import TODAY, Service, publish
from benchmarks.pooling import slug
from s3graph.matching import NeedRequest
from s3graph.matching.answer import Answer
from s3graph.model import Language

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "matching" / "told"
SETS = ("chosen", "kept")
FIRST = 2
"""Actors whose reasons count as what an answer says is wanted."""


class Wanted(NamedTuple):
    """A wish of a need: the piece that says it, in one language, and the competences it may be said to be about."""

    text: str
    about: frozenset[str]


class Told(NamedTuple):
    """A need in one language, its wishes, and the grade of actors by slug."""

    text: str
    language: Language
    wishes: tuple[Wanted, ...]
    judged: Mapping[str, int]


class Found(NamedTuple):
    """How many wishes an answer tells and how many of them are none; how many there are, and how many it passes over;
    whether the first actor is right.
    """

    told: int
    wrong: int
    wishes: int
    missed: int
    right_first: bool

    @property
    def clean(self) -> bool:
        """Whether nothing of it is wrong: somebody right stands first, every wish is told, and nothing else."""
        return self.right_first and not self.wrong and not self.missed


def needs(name: str, folder: Path = FOLDER) -> Iterator[Told]:
    """The needs of a set, each in both languages."""
    with (folder / f"{name}.jsonl").open(encoding="utf-8") as stream:
        for need in map(json.loads, stream):
            judged = {**dict.fromkeys(need["useful"], 1), **dict.fromkeys(need["right"], 2)}
            for language in Language:
                yield Told(need[language.value], language, tuple(_wishes(need["wishes"], language)), judged)


def _wishes(told: Sequence[Mapping[str, Any]], language: Language) -> Iterator[Wanted]:
    for wish in told:
        yield Wanted(wish[language.value], frozenset((*wish["about"], *wish["also"])))


def found(need: Told, answer: Answer) -> Found:
    """A wish is told where it is said to be about one of the competences it may be about; it is not passed over where a
    wish, what nobody has or a reason of the ``FIRST`` names one, or its words are quoted as not understood.
    """
    wanted = frozenset().union(*(wish.about for wish in need.wishes))
    told = [{slug(link.iri) for link in wish.about} for wish in answer.wishes if wish.about]
    reasons = {slug(one.about) for match in answer.matches.items[:FIRST] for one in match.reasons if one.about}
    said = set().union(*told, reasons, {slug(one.iri) for one in answer.unheld})
    quoted = [*answer.uncovered, *(wish.text for wish in answer.wishes if not wish.about)]
    missed = [wish for wish in need.wishes if not (wish.about & said or any(_same(wish.text, part) for part in quoted))]
    first = [need.judged.get(slug(match.actor.iri), 0) for match in answer.matches.items[:1]]
    return Found(len(told), sum(not one & wanted for one in told), len(need.wishes), len(missed), first == [2])


def _same(one: str, other: str) -> bool:
    """Whether one of two pieces of a text is within the other."""
    short, long = sorted((one.casefold().strip(".?! "), other.casefold().strip(".?! ")), key=len)
    return short in long


def report(asked: Sequence[Told], answers: Sequence[Answer]) -> Iterator[str]:
    """A line for each language, and for both."""
    for language in (*Language, None):
        rows = [place for place, need in enumerate(asked) if language in (need.language, None)]
        each = [found(asked[place], answers[place]) for place in rows]
        seen = shown([answers[place] for place in rows], [asked[place].judged for place in rows])
        told, wishes = sum(one.told for one in each), sum(one.wishes for one in each)
        wrong, missed = sum(one.wrong for one in each) / max(told, 1), sum(one.missed for one in each) / wishes
        yield (
            f"{language.value if language else 'both':5}{len(each):4} asked, "
            f"{sum(one.clean for one in each) / len(each):.3f} with nothing wrong; told {told}, wrong {wrong:.3f}; "
            f"of {wishes} wishes passed over {missed:.3f}; shown {seen}"
        )


def main(arguments: Iterable[str] = sys.argv[1:]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        publish(Path(folder) / "data")
        matcher = Service(Path(folder) / "data").matcher
        for name in tuple(arguments) or SETS[:1]:
            asked = list(needs(name))
            answers = [matcher.match(NeedRequest(one.text), TODAY) for one in asked]
            print(name, *report(asked, answers), sep="\n", file=sys.stdout)


if __name__ == "__main__":
    main()
