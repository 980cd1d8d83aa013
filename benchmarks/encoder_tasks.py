"""What the encoder is asked on concepts it has not seen: the rows of the table in ``docs/figures.md``.

Queries are of one held-out part (``training.split``): TEST for figures, DEV to choose by. Candidates are those of ALL
concepts, except of long texts, where they are the abstracts of all projects that are held out. No query is a name that
a competence of TRAIN has too, and none the title of a project whose abstract says a sentence of a project of TRAIN.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from s3graph.model import Language
from training.competences import competences
from training.sources import DATA, Concept, everyday, occupations, projects, skills
from training.split import Part, folded, part_of
from training.twins import identifier, said_by, says_any


class Task(NamedTuple):
    """``wanted[query]`` is the place of its answer.

    An answer is one candidate; where ``starts`` are given it is those from its start to the next, met by the best.
    """

    name: str
    queries: list[str]
    language: Language
    candidates: list[str]
    answers_in: Language
    wanted: list[int]
    starts: tuple[int, ...] = ()


def tasks(part: Part) -> Iterator[Task]:
    """The rows of the table."""
    every, jobs = list(skills(DATA)), list(occupations(DATA))
    yield _labels("skill sv -> en", every, Language.SV, part)
    yield _labels("skill en -> sv", every, Language.EN, part)
    described = [(c.definition, place) for place, c in enumerate(every) if _unseen(c, part) and c.definition]
    for answers_in in Language:
        name = f"definition -> skill {answers_in.value}"
        yield _task(name, described, Language.EN, [_label(c, answers_in) for c in every], answers_in)
    for language in (Language.EN, Language.SV):
        found = [
            (alternative, place)
            for place, concept in enumerate(jobs)
            if _unseen(concept, part)
            for alternative in (concept.sv if language is Language.SV else concept.en)[1:2]
        ]
        yield _task(
            f"occupation {language.value} alt -> pref", found, language, [_label(c, language) for c in jobs], language
        )
    yield _labels("occupation sv -> en", jobs, Language.SV, part)
    yield from sentences(part)
    yield from long_texts(part)


def sentences(part: Part) -> Iterator[Task]:
    """Our everyday sentences to their competence, which answers with all that it says in one language."""
    told = competences()
    places = {competence.identifier: place for place, competence in enumerate(told)}
    own = [row for row in everyday() if row.part is part]
    wanted = [places[row.identifier] for row in own]
    for asked, answers_in in ((Language.SV, Language.SV), (Language.SV, Language.EN), (Language.EN, Language.EN)):
        said = [competence.texts[answers_in] for competence in told]
        starts = [0]
        for texts in said[:-1]:
            starts.append(starts[-1] + len(texts))
        name = f"everyday {asked.value} -> competence {answers_in.value}"
        queries, candidates = [_label(row, asked) for row in own], [text for texts in said for text in texts]
        yield Task(name, queries, asked, candidates, answers_in, wanted, tuple(starts))


def long_texts(part: Part) -> Iterator[Task]:
    """Swedish titles of research projects to the abstracts."""
    rows = [row for row in projects(DATA) if part_of(identifier(row)) is not Part.TRAIN]
    rows = [row for row in rows if row["sv"] and row["en"] and row["projectTitleSv"]]
    trained = said_by(Part.TRAIN)
    found = [
        (row["projectTitleSv"], place)
        for place, row in enumerate(rows)
        if part_of(identifier(row)) is part and not says_any(row, trained)
    ]
    for answers_in in Language:
        name = f"title sv -> abstract {answers_in.value}"
        yield _task(name, found, Language.SV, [row[answers_in.value] for row in rows], answers_in)


def _labels(name: str, concepts: Sequence[Concept], asked: Language, part: Part) -> Task:
    other = Language.EN if asked is Language.SV else Language.SV
    found = [(_label(concept, asked), place) for place, concept in enumerate(concepts) if _unseen(concept, part)]
    return _task(name, found, asked, [_label(concept, other) for concept in concepts], other)


def _unseen(concept: Concept, part: Part) -> bool:
    """Of the part, and nothing it is called is said of a competence of TRAIN."""
    return concept.part is part and not any(folded(text) in _competences() for text in (*concept.sv, *concept.en))


@cache
def _competences() -> frozenset[str]:
    trained = [competence for competence in competences() if competence.part is Part.TRAIN]
    return frozenset(folded(text) for competence in trained for own in competence.texts.values() for text in own)


def _label(concept: Concept, language: Language) -> str:
    return (concept.sv if language is Language.SV else concept.en)[0]


def _task(
    name: str, found: Sequence[tuple[str, int]], language: Language, candidates: list[str], answers_in: Language
) -> Task:
    return Task(name, [text for text, _ in found], language, candidates, answers_in, [wanted for _, wanted in found])
