"""Research grants as needs and actors: a test collection of real texts that no weight of the ranking was chosen on.

An **actor** is a coordinating organisation within one subject: all its projects that carry the subject, where they are
``FEWEST`` or more and TRAIN by ``training.split``. A **need** is a project that is held out (DEV or TEST), none of
whose texts any TRAIN project has too, so that the encoder saw neither. Subjects are the finest of Statistics Sweden's
research subjects, five digits; the first three are their group. Grades: 2 where the actor's own subject is one of the
need's, 1 where it lies in the same group as one, else 0. The texts are never shown, only ranked.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from s3graph.matching.catalogue import Actor, Catalogue, Facet, Kind, Passage, Topic
from s3graph.model import Language, Text
from training.alignment import SHORTEST, sentences_of
from training.sources import DATA, projects
from training.split import Part, folded, part_of

SUBJECTS = DATA / "swecris" / "scb_research_subjects_sv_en.tsv"
FEWEST = 2
"""Projects an actor has at least."""
SENTENCES = 3
"""Sentences of its abstract that a project says beside its title."""
UNCLASSIFIED = "99999"
_NEEDED = ("projectTitleSv", "projectTitleEn", "sv", "en", "coordinatingOrganisationNameSv")
_FINEST = re.compile(r"(?<!\d)(\d{5}):")
_ENGLISH = re.compile(r",\s+(?=[A-ZÅÄÖ])")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ0-9])")


class Project(NamedTuple):
    """One grant. ``abstract`` is as it stands in the register."""

    identifier: str
    organisation: str
    title: Text
    abstract: Text
    subjects: frozenset[str]

    @property
    def part(self) -> Part:
        return part_of("swecris:" + self.identifier)


class GrantActor(NamedTuple):
    """An organisation within one subject. ``subjects`` are all that its projects have."""

    organisation: str
    subject: str
    projects: tuple[Project, ...]

    @property
    def subjects(self) -> frozenset[str]:
        return frozenset[str]().union(*(project.subjects for project in self.projects))

    def grade(self, asked: frozenset[str]) -> int:
        """How well the actor suits a need of these subjects."""
        if self.subject in asked:
            return 2
        return int(group(self.subject) in groups(asked))


def group(subject: str) -> str:
    """The group a finest subject lies in.

    >>> group("20307")
    '203'
    """
    return subject[:3]


def groups(subjects: Iterable[str]) -> frozenset[str]:
    return frozenset(map(group, subjects))


def grants(data: Path = DATA) -> list[Project]:
    """Projects with a subject, a coordinator, and title and abstract in both languages. FileNotFoundError."""
    return [
        Project(
            identifier=row["projectId"],
            organisation=row["coordinatingOrganisationNameSv"],
            title=Text(row["projectTitleSv"], row["projectTitleEn"]),
            abstract=Text(row["sv"], row["en"]),
            subjects=subjects,
        )
        for row in projects(data)
        if (subjects := finest(row["scbs"])) and all(row[name] for name in _NEEDED)
    ]


def finest(said: str) -> frozenset[str]:
    """The finest subjects a project's field of subjects names.

    >>> sorted(finest("1: A, B, 101: C, D, 10102: E, F ¤¤¤ 9: G, H, 999: I, J, 99999: K, L"))
    ['10102']
    """
    return frozenset(_FINEST.findall(said)) - {UNCLASSIFIED}


def grant_actors(known: Iterable[Project]) -> list[GrantActor]:
    """Every organisation and subject with enough projects that the encoder was trained on."""
    own: dict[tuple[str, str], list[Project]] = {}
    for project in known:
        if project.part is Part.TRAIN:
            for subject in project.subjects:
                own.setdefault((project.organisation, subject), []).append(project)
    return [GrantActor(*key, tuple(held)) for key, held in sorted(own.items()) if len(held) >= FEWEST]


def grant_needs(known: Sequence[Project], actors: Sequence[GrantActor], part: Part) -> list[Project]:
    """Projects of a held-out part that somebody is right for, with no text and no sentence among those trained on."""
    seen = {text for project in known if project.part is Part.TRAIN for text in _texts(project)}
    return [
        project
        for project in known
        if project.part is part
        and seen.isdisjoint(_texts(project))
        and any(actor.grade(project.subjects) for actor in actors)
    ]


def _texts(project: Project) -> list[str]:
    sentences = (text for abstract in project.abstract for text in sentences_of(abstract) if len(text) >= SHORTEST)
    return [folded(text) for text in (*project.title, *project.abstract, *sentences)]


def subject_labels(path: Path = SUBJECTS) -> dict[str, Text]:
    """Codes of one, three and five digits with their names. FileNotFoundError."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {row["code"]: both_names(row["label_sv_en"]) for row in rows}


def both_names(label: str) -> Text:
    """A Swedish and an English name in one line: English ones begin with a capital, Swedish ones do not go on with one.

    >>> both_names("Filosofi, etik och religion, Philosophy, Ethics and Religion").en
    'Philosophy, Ethics and Religion'
    """
    swedish, english = _ENGLISH.split(label.strip(), maxsplit=1)
    return Text(swedish, english)


def opening(abstract: str, sentences: int = SENTENCES) -> list[str]:
    """The first sentences of a text."""
    return [" ".join(sentence.split()) for sentence in _SENTENCE_END.split(abstract.strip())[:sentences]]


def catalogue(actors: Sequence[GrantActor], labels: dict[str, Text], spoken: Language) -> Catalogue:
    """The actors as the matcher has them, who speak one language; subjects are competences, groups their areas.

    A project is a service, with title and first sentences as its passages.
    """
    topics = [_subject(code, label) for code, label in labels.items() if len(code) > 1 and code[0] != UNCLASSIFIED[0]]
    known = {project.identifier: project for actor in actors for project in actor.projects}
    place = {identifier: len(topics) + number for number, identifier in enumerate(known)}
    topics.extend(_service(project, spoken) for project in known.values())
    made = [
        Actor(
            iri=f"https://example.org/actor/{number}",
            label=Text(actor.organisation, actor.organisation),
            kind=None,
            regions=(),
            municipalities=(),
            areas=tuple(sorted(groups(actor.subjects))),
            facets=tuple(Facet(place[project.identifier], ()) for project in actor.projects),
        )
        for number, actor in enumerate(actors)
    ]
    return Catalogue(tuple(topics), tuple(made), (), (), ())


def iri_of(subject: str) -> str:
    return f"https://example.org/subject/{subject}"


def _subject(code: str, label: Text) -> Topic:
    broader = (iri_of(group(code)),) if len(code) > 3 else ()
    passages = tuple(Passage(text, language) for language, text in zip(Language, label, strict=True))
    return Topic(iri_of(code), Kind.COMPETENCE, label, passages, areas=(group(code),), broader=broader)


def _service(project: Project, spoken: Language) -> Topic:
    said = [project.title.in_language(spoken), *opening(project.abstract.in_language(spoken))]
    return Topic(
        iri=f"https://example.org/project/{project.identifier}",
        kind=Kind.SERVICE,
        label=project.title,
        passages=tuple(Passage(text, spoken) for text in said),
        areas=tuple(sorted(groups(project.subjects))),
        subjects=tuple(iri_of(subject) for subject in sorted(project.subjects)),
    )
