"""The saved questions as SPARQL examples: each that stands in the graph runs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store
from rdflib.plugins.sparql import prepareQuery

from s3graph.graph import DataDirectory, Release, Releases, ReleaseStore
from s3graph.intake.examples import ENDPOINT, examples
from s3graph.intake.importing import Desk
from s3graph.intake.renewal import renew
from s3graph.resources import shelf
from s3graph.vocabulary import RDF, RDFS, SCHEMA, SH, SKOS, entity, graph
from tests.queries.shelf import answer, questions, store

QUESTIONS = questions()
FORMER = "SELECT ?example ?text { ?example a sh:SPARQLExecutable ; sh:select ?text }"


@pytest.fixture(scope="module")
def found() -> dict[str, str]:
    """Text of each example by its name, as somebody finds it who knows only the form."""
    graph = Store()
    for triple in examples().triples():
        graph.add(Quad(triple.subject, triple.predicate, triple.object))
    rows = graph.query(FORMER, prefixes={"sh": SH.iri})
    assert isinstance(rows, QuerySolutions)
    return {row["example"].value.rsplit("/", 1)[-1]: row["text"].value for row in rows}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return store(tmp_path_factory.mktemp("shipped"))


def test_every_question_is_an_example(found: dict[str, str]) -> None:
    assert sorted(found) == sorted(QUESTIONS)


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_every_example_runs_as_it_stands(found: dict[str, str], data: Store, name: str) -> None:
    """In our engine it answers as the question does; in another it parses, without prefixes from elsewhere."""
    question = QUESTIONS[name]
    assert answer(data, found[name]) == answer(data, question.bind(question.examples))
    prepareQuery(found[name])
    assert not [line for line in found[name].splitlines() if line.startswith("#")]


def test_an_example_says_what_it_asks_in_both_languages() -> None:
    triples = list(examples().triples())
    subjects = {triple.subject for triple in triples}
    for subject in subjects:
        said = [(triple.predicate, triple.object) for triple in triples if triple.subject == subject]
        for predicate in (SKOS.prefLabel, RDFS.comment):
            codes = [term.language for known, term in said if known == predicate and isinstance(term, Literal)]
            assert sorted(filter(None, codes)) == ["en", "sv"]
        assert (SCHEMA.target, ENDPOINT) in said
        assert (RDF.type, SH.SPARQLSelectExecutable) in said
        assert any(known == SCHEMA.keywords for known, _ in said)


def test_a_changed_question_is_a_changed_graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import s3graph.intake.examples as module

    digest = examples().digest
    assert digest == examples().digest
    first = sorted(shelf("queries").glob("*.rq"))[0]
    (tmp_path / first.name).write_text(first.read_text("utf-8").replace("# tags: ", "# tags: new, "), "utf-8")
    monkeypatch.setattr(module, "shelf", lambda _: tmp_path)
    assert examples().digest != digest
    assert [triple for triple in examples().triples() if triple.object == Literal("new")]


def test_addresses_are_ours(found: dict[str, str]) -> None:
    assert all(
        isinstance(triple.subject, NamedNode)
        and triple.subject.value.startswith("https://w3id.org/s3graph/id/question/")
        for triple in examples().triples()
    )


@pytest.mark.soak
def test_a_release_holds_the_examples_and_new_ones_make_a_new_release(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import s3graph.intake.examples as module

    first = Releases(DataDirectory.open(desk.settings.data_dir)).current()
    assert len(set(subjects(first))) == len(QUESTIONS)
    folder = Path(shutil.copytree(shelf("queries"), tmp_path / "newer"))
    (folder / "municipalities.rq").unlink()
    monkeypatch.setattr(module, "shelf", lambda _: folder)
    renewal = renew(desk)
    assert (renewal.renewed, renewal.failing) == (("questions",), {})
    assert set(subjects(first)) - set(subjects(renewal.release)) == {entity("question", "municipalities")}


def subjects(release: Release) -> list[NamedNode]:
    found = ReleaseStore.open(release).quads(None, RDF.type, SH.SPARQLExecutable, graph("questions"))
    return [quad.subject for quad in found if isinstance(quad.subject, NamedNode)]
