"""Held-out research grants ranked over 260 actors made of others, and teams of three for them.

Run: ``python -m benchmarks.grants`` where ``../shared/data/swecris`` is; ``--part dev`` while anything is chosen. The
collection and its grades are those of ``benchmarks.grant_actors``. Index, features, weights and teams are the service's
own. Needs are Swedish, asked as their title and as their abstract; actors speak Swedish, then English.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.encoder import bm25
from benchmarks.grant_actors import (
    Project,
    catalogue,
    grant_actors,
    grant_needs,
    grants,
    groups,
    subject_labels,
)
from benchmarks.subject_evidence import Evidenced, likeness
from s3graph.matching import Index, NeedRequest
from s3graph.matching.embedded_encoder import EmbeddedEncoder, embedded_folder
from s3graph.matching.encoder import Encoder
from s3graph.matching.features import FEATURES
from s3graph.matching.figures import measure
from s3graph.matching.index import write_index
from s3graph.matching.meeting import Meeting, meet
from s3graph.matching.need import NEED_LENGTH, read_need
from s3graph.matching.ranking import Scores, score
from s3graph.matching.teams import teams
from s3graph.model import Language
from training.split import Part

Floats = NDArray[np.float32]
TODAY = date(2026, 11, 1)
TEAM = 3
CANDIDATES = 18
"""Actors a greedy team is chosen from, as the service does."""
HYBRID = ("clauses", "meaning", "words")
NAMED, NAMED_AND_SHOWN = 0.5, 2.0
"""Weights of the likeness of subjects beside the hybrid, chosen on DEV: linked to names; through projects too."""


class Form(StrEnum):
    """What of a project is the need."""

    TITLE = "title"
    ABSTRACT = "abstract"

    def of(self, project: Project) -> str:
        text = project.title if self is Form.TITLE else project.abstract
        return text.sv[:NEED_LENGTH]


@dataclass(frozen=True)
class Asked:
    """One need met by the index. ``bm25`` and ``letters`` compare it with all that each actor says."""

    project: Project
    meeting: Meeting
    bm25: Floats
    letters: Floats
    grades: NDArray[np.int64]

    @cached_property
    def scores(self) -> Scores:
        return score(self.meeting)

    @cached_property
    def evidenced(self) -> Evidenced:
        return Evidenced.of(self.meeting)

    @cached_property
    def best(self) -> Floats:
        """The hybrid, and what need and actor are about, by names and by projects."""
        return self.total(HYBRID) + NAMED_AND_SHOWN * likeness(self.evidenced.concepts, self.meeting.index)

    @cached_property
    def named(self) -> Floats:
        """The hybrid, and what need and actor are about, where the need is linked to names alone."""
        return self.total(HYBRID) + NAMED * likeness(self.meeting.concepts, self.meeting.index)

    @cached_property
    def told(self) -> Floats:
        """As ``best``, had the need's own subjects been told: what better links could give at most."""
        columns = [self.meeting.index.column_of[subject] for subject in self.project.subjects]
        asked = np.zeros(len(self.meeting.index.concepts), np.float32)
        asked[columns] = 1 / len(columns)
        return self.total(HYBRID) + NAMED_AND_SHOWN * likeness(asked, self.meeting.index)

    def total(self, names: Sequence[str]) -> Floats:
        weights = [feature.weight if feature.name in names else 0.0 for feature in FEATURES]
        return np.array(weights, np.float32) @ self.scores.values


class Pool:
    """The actors in one language, their index, and needs met by it."""

    def __init__(self, known: Sequence[Project], spoken: Language, encoder: Encoder) -> None:
        self.known = known
        self.actors = grant_actors(known)
        self.spoken = spoken
        self.encoder = encoder
        with tempfile.TemporaryDirectory() as folder:
            write_index(catalogue(self.actors, subject_labels(), spoken), encoder, Path(folder))
            self.index = Index.load(Path(folder))

    def asked(self, part: Part, form: Form) -> Iterator[Asked]:
        needs = grant_needs(self.known, self.actors, part)
        texts = [form.of(project) for project in needs]
        lines = bm25(texts, Language.SV, self._documents(), self.spoken)
        for project, text, line in zip(needs, texts, lines, strict=True):
            request = NeedRequest(text, language=Language.SV)
            meeting = meet(self.index, self.encoder, read_need(request), (request, TODAY, None))
            letters = self.index.profiles[self.spoken].similarities(meeting.need.matter)
            grades = np.array([actor.grade(project.subjects) for actor in self.actors])
            yield Asked(project, meeting, line, letters, grades)

    def _documents(self) -> list[str]:
        topics = self.index.catalogue.topics
        facets = [[topics[facet.topic] for facet in actor.facets] for actor in self.index.catalogue.actors]
        return [" ".join(passage.text for topic in own for passage in topic.passages) for own in facets]


RANKERS: dict[str, Callable[[Asked], Floats]] = {
    "BM25": lambda asked: asked.bm25,
    "character n-grams": lambda asked: asked.letters,
    "embedded encoder alone, one vector": lambda asked: asked.meeting.index.tables.profiles @ asked.meeting.whole,
    "hybrid: clauses, meaning, words": lambda asked: asked.total(HYBRID),
    "the service: + competence, area, offers": lambda asked: asked.scores.totals,
    "hybrid + shares of subjects": lambda asked: asked.named,
    "hybrid + shares, through nearest projects too": lambda asked: asked.best,
    "bound: the same, the true subjects told": lambda asked: asked.told,
}


def gains(asked: Sequence[Asked], ranker: Callable[[Asked], Floats]) -> Floats:
    """nDCG@10 of each need."""
    return np.array([_gain(ranker(one), one.grades) for one in asked], np.float32)


def _gain(line: Floats, grades: NDArray[np.int64]) -> float:
    return measure([line], [{int(place): int(grades[place]) for place in np.flatnonzero(grades)}]).ndcg10


def mean_and_error(values: NDArray[np.floating]) -> tuple[float, float]:
    """A mean and its standard error.

    >>> tuple(round(value, 3) for value in mean_and_error(np.array([0.0, 1.0, 1.0, 0.0])))
    (0.5, 0.289)
    """
    return float(values.mean()), float(values.std(ddof=1) / np.sqrt(len(values)))


def covered(asked: frozenset[str], members: Sequence[frozenset[str]]) -> float:
    """Share of the subjects asked that some member has.

    >>> covered(frozenset({"10102", "20307"}), [frozenset({"20307"}), frozenset({"30105"})])
    0.5
    """
    return len(asked & frozenset[str]().union(*members)) / len(asked)


def greedy(asked: Floats, reach: Floats, order: Sequence[int], count: int = TEAM) -> list[int]:
    """Rows of ``reach[actor, concept]`` that cover most of ``asked[concept]``, one by one; the first in a tie."""
    chosen: list[int] = []
    held = np.zeros_like(asked)
    for _ in range(min(count, len(order))):
        left = [row for row in order if row not in chosen]
        worth = np.maximum(reach[left], held) @ asked
        chosen.append(left[int(np.argmax(worth))])
        held = np.maximum(held, reach[chosen[-1]])
    return chosen


def proposed(meeting: Meeting, scores: Scores) -> list[int]:
    """The service's first team, filled up to three with the best of the others; the best three without a team."""
    rows = {actor.iri: row for row, actor in enumerate(meeting.index.catalogue.actors)}
    found = teams(meeting, scores)
    first = [rows[member.actor.iri] for member in found[0].members] if found else []
    return (first + [row for row in scores.order(meeting.index.turns) if row not in first])[:TEAM]


def ordered(line: Floats) -> list[int]:
    return [int(row) for row in np.argsort(-line, kind="stable")]


TEAMS: dict[str, Callable[[Asked], list[int]]] = {
    "best three of the service": lambda asked: ordered(asked.scores.totals)[:TEAM],
    "the service's team": lambda asked: proposed(asked.meeting, asked.scores),
    "cover of what the service links": lambda asked: greedy(
        asked.meeting.concepts, asked.meeting.index.reach, ordered(asked.scores.totals)[:CANDIDATES]
    ),
    "best three through nearest projects": lambda asked: ordered(asked.best)[:TEAM],
    "cover, through nearest projects": lambda asked: greedy(
        asked.evidenced.concepts, asked.meeting.index.reach, ordered(asked.best)[:CANDIDATES]
    ),
}


def report(pool: Pool, part: Part, form: Form) -> Iterator[str]:
    asked = list(pool.asked(part, form))
    yield f"\n## {form} sv -> actors {pool.spoken}: {len(asked)} needs ({part}), {len(pool.actors)} actors\n"
    yield "| ranker | nDCG@10 | s.e. | right actor first |\n|---|---|---|---|"
    for name, ranker in RANKERS.items():
        mean, error = mean_and_error(gains(asked, ranker))
        first = np.mean([(one.grades[row == row.max()] == 2).mean() for one in asked for row in [ranker(one)]])
        yield f"| {name} | {mean:.3f} | {error:.3f} | {first:.3f} |"
    subjects = [actor.subjects for actor in pool.actors]
    reached = np.array([covered(one.project.subjects, subjects) for one in asked])
    yield "\n| team of three | subjects covered | groups covered | s.e. |\n|---|---|---|---|"
    for name, team in TEAMS.items():
        members = [[subjects[row] for row in team(one)] for one in asked]
        fine = [covered(one.project.subjects, own) for one, own in zip(asked, members, strict=True)]
        coarse = [
            covered(groups(one.project.subjects), [groups(held) for held in own])
            for one, own in zip(asked, members, strict=True)
        ]
        mean, error = mean_and_error(np.array(fine))
        yield f"| {name} | {mean:.3f} | {np.mean(coarse):.3f} | {error:.3f} |"
    named = sum(bool(teams(one.meeting, one.scores)) for one in asked)
    yield f"\nThe service proposes a team for {named} of {len(asked)}; all actors together cover {reached.mean():.3f}."


def main(arguments: Sequence[str] = ()) -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--part", type=Part, choices=[Part.DEV, Part.TEST], default=Part.TEST)
    part = options.parse_args(arguments).part
    known, encoder = grants(), EmbeddedEncoder(embedded_folder(), threads=2)
    for spoken in Language:
        pool = Pool(known, spoken, encoder)
        for form in Form:
            for text in report(pool, part, form):
                print(text, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
