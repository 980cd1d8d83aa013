from __future__ import annotations

import doctest

import pytest

import benchmarks.grant_actors
from benchmarks.grant_actors import (
    FEWEST,
    SUBJECTS,
    GrantActor,
    Project,
    both_names,
    catalogue,
    grant_actors,
    grant_needs,
    grants,
    opening,
    subject_labels,
)
from s3graph.matching.catalogue import Kind
from s3graph.model import Language, Text
from training.split import Part, part_of

needs_data = pytest.mark.skipif(not SUBJECTS.exists(), reason="../shared/data/swecris is not here")

LABELS = {"203": Text("Maskinteknik", "Mechanics"), "20301": Text("Hållfasthet", "Strength"), "9": Text("Ö", "U")}


def project(part: Part, subjects: set[str], organisation: str = "Org", title: str = "") -> Project:
    """The first project after the others of its kind that the split puts into a part."""
    start = sum(map(ord, organisation + title))
    number = next(n for n in range(1000 * start, 1000 * start + 999) if part_of(f"swecris:{n}") is part)
    said = title or f"Projekt {number}"
    texts = Text(said, f"{said} in English"), Text("Första. Andra. Tredje. Fjärde.", "First. Second.")
    return Project(str(number), organisation, *texts, frozenset(subjects))


@pytest.mark.parametrize(
    ("asked", "grade"),
    [({"20301"}, 2), ({"10101", "20301"}, 2), ({"20302"}, 1), ({"10101", "20302"}, 1), ({"30101"}, 0), (set(), 0)],
)
def test_the_same_subject_is_right_and_the_same_group_useful(asked: set[str], grade: int) -> None:
    assert GrantActor("Org", "20301", ()).grade(frozenset(asked)) == grade


def test_the_other_subjects_of_its_projects_do_not_make_an_actor_right() -> None:
    actor = GrantActor("Org", "20301", (project(Part.TRAIN, {"20301", "30101"}),))
    assert actor.subjects == {"20301", "30101"}
    assert actor.grade(frozenset({"30101"})) == 0


def test_an_actor_is_an_organisation_within_a_subject_with_enough_projects_of_train() -> None:
    trained = [project(Part.TRAIN, {"20301", "30101"}, title=name) for name in "ab"]
    single = project(Part.TRAIN, {"40101"}, title="c")
    held_out = [project(Part.TEST, {"40101"}, title=name) for name in "de"]
    elsewhere = project(Part.TRAIN, {"20301"}, organisation="Annan")
    found = grant_actors([*trained, single, *held_out, elsewhere])
    assert [(actor.subject, len(actor.projects)) for actor in found] == [("20301", FEWEST), ("30101", FEWEST)]


def test_a_need_is_held_out_and_says_nothing_that_was_trained_on() -> None:
    trained = [project(Part.TRAIN, {"20301"}, title=name) for name in "ab"]
    fresh = project(Part.TEST, {"20302"}, title="x")._replace(abstract=Text("Något nytt.", "Something new."))
    seen = fresh._replace(identifier=project(Part.TEST, set(), title="y").identifier, title=Text("A", "z"))
    nobodys = fresh._replace(identifier=project(Part.TEST, set(), title="z").identifier, subjects=frozenset({"50101"}))
    known = [*trained, fresh, seen, nobodys]
    assert grant_needs(known, grant_actors(known), Part.TEST) == [fresh]
    assert grant_needs(known, grant_actors(known), Part.DEV) == []


def test_the_matcher_gets_projects_in_one_language_and_subjects_in_both() -> None:
    actor = GrantActor("Org", "20301", (project(Part.TRAIN, {"20301"}, title="a"),))
    built = catalogue([actor], LABELS, Language.SV)
    subjects = [topic for topic in built.topics if topic.kind is Kind.COMPETENCE]
    (service,) = [topic for topic in built.topics if topic.kind is Kind.SERVICE]
    assert [topic.label.en for topic in subjects] == ["Mechanics", "Strength"]
    assert subjects[1].broader == (subjects[0].iri,)
    assert service.subjects == (subjects[1].iri,)
    assert [passage.text for passage in service.passages] == ["a", "Första.", "Andra.", "Tredje."]
    assert built.actors[0].areas == ("203",)
    assert built.topics[built.actors[0].facets[0].topic] is service


def test_the_first_sentences_end_where_a_sentence_ends() -> None:
    assert opening(" Ett, t.ex. detta.\nTvå? Tre", 2) == ["Ett, t.ex. detta.", "Två?"]


def test_a_name_without_commas_is_cut_in_two() -> None:
    assert both_names("Matematisk analys, Mathematical Analysis") == Text("Matematisk analys", "Mathematical Analysis")


@needs_data
def test_every_subject_of_the_grants_has_a_name() -> None:
    labels = subject_labels()
    known = grants()
    assert all(subject in labels for project in known for subject in project.subjects)
    assert all(label.sv and label.en for label in labels.values())


@needs_data
def test_no_need_is_among_the_actors_projects() -> None:
    known = grants()
    actors = grant_actors(known)
    facets = {project.identifier for actor in actors for project in actor.projects}
    titles = {project.title.sv.casefold() for actor in actors for project in actor.projects}
    for part in (Part.DEV, Part.TEST):
        needs = grant_needs(known, actors, part)
        assert needs
        assert facets.isdisjoint(need.identifier for need in needs)
        assert titles.isdisjoint(need.title.sv.casefold() for need in needs)
    assert 200 < len(actors) < 350


def test_the_examples_are_true() -> None:
    assert doctest.testmod(benchmarks.grant_actors).failed == 0
