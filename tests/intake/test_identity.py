"""One actor, one address: what an import recognises, what is left to review, and how each is undone."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from pyoxigraph import Store

from loaders import all_readers
from s3graph.errors import NotFoundError, UsageError
from s3graph.graph import DataDirectory, Releases, ReleaseStore
from s3graph.intake.identity import Aliases, Ground
from s3graph.intake.importing import Desk, run_import
from s3graph.intake.organisations import alike, organisations
from s3graph.intake.request import ImportReport, ImportRequest, Outcome
from s3graph.intake.reviewing import confirm, current_questions, decide
from s3graph.intake.upkeep import restore_release
from s3graph.matching import Index, Matcher, NeedRequest
from s3graph.matching.encoder import HashingEncoder
from s3graph.model import Basis, Language
from s3graph.settings import Settings
from s3graph.vocabulary import CONFIRMATIONS, FOAF, PREFIXES, S3, SKOS, entity, graph
from tests.intake.partner import ACTOR, HEAD, INITIATIVE
from tests.intake.snapshot import said

TODAY = date(2026, 1, 1)

OWN = entity("actor", "provgarden")
PARK = entity("actor", "trakomp")
"""What the platform has collected under its own address, see ``known``."""


def current(desk: Desk) -> ReleaseStore:
    return ReleaseStore.open(Releases(DataDirectory.open(desk.settings.data_dir)).current())


@pytest.fixture(scope="module")
def collected(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped graph, and a collected description of the actor that the partner will deliver itself; not changed."""
    folder = tmp_path_factory.mktemp("collected")
    root = Path(shutil.copytree(shipped, folder / "data", symlinks=True))
    told = ACTOR.replace("actor/provgarden", "actor/trakomp").replace('"Provgården"@sv', '"Träkomp"@sv')
    desk = Desk(all_readers(), Settings(data_dir=root, encoder="hashing"))
    report = deliver(desk, folder, HEAD + told, source="collected", profile="facts")
    assert report.outcome is Outcome.ACCEPTED, report.to_text(Language.EN)
    return root


@pytest.fixture
def known(collected: Path, tmp_path: Path) -> Desk:
    root = shutil.copytree(collected, tmp_path / "data", symlinks=True)
    return Desk(all_readers(), Settings(data_dir=root, encoder="hashing"))


def deliver(desk: Desk, folder: Path, content: str, source: str = "provgarden", **given: object) -> ImportReport:
    path = folder / "leverans.ttl"
    path.write_text(content, "utf-8")
    return run_import(ImportRequest(path, source, **given), desk)  # type: ignore[arg-type]


WHOLE = HEAD + ACTOR + INITIATIVE.format(end="2028")


@pytest.mark.soak
def test_the_actors_own_delivery_takes_over_its_address_and_confirms_it(known: Desk, tmp_path: Path) -> None:
    report = deliver(known, tmp_path, WHOLE, speaks_for="trakomp")
    assert report.outcome is Outcome.ACCEPTED, report.to_text(Language.EN)
    (resolution,) = report.resolutions
    assert (resolution.alias, resolution.canonical, resolution.ground) == (OWN, PARK, Ground.HOMEPAGE)
    assert f"s3graph identities reject {resolution.id}" in report.to_text(Language.SV)
    assert report.to_json()["identities"][0]["canonical"] == PARK.value
    store = current(known)
    assert not store.knows(OWN)
    labels = {quad.object.value for quad in store.quads(PARK, SKOS.prefLabel, None, graph("provgarden"))}  # type: ignore[union-attr]
    assert labels == {"Provgården", "Test Yard"}
    assert [quad.object for quad in store.quads(entity("initiative", "provrobot"), S3.owner)] == [PARK]
    release = Releases(DataDirectory.open(known.settings.data_dir)).current()
    actor = Index.load(release.index_path).catalogue.actors
    (mine,) = [found for found in actor if found.iri == PARK.value]
    assert {statement.basis for statement in mine.said.values()} == {Basis.CONFIRMED}


@pytest.mark.soak
def test_a_merge_is_undone_by_one_command_and_does_not_come_back(known: Desk, tmp_path: Path) -> None:
    (resolution,) = deliver(known, tmp_path, WHOLE, speaks_for="trakomp").resolutions
    decide(known.settings, resolution.id, same=False)
    store = current(known)
    assert {quad.graph_name for quad in store.quads(OWN)} == {graph("provgarden")}
    assert not list(store.quads(PARK, None, None, graph("provgarden")))
    assert [quad.object for quad in store.quads(entity("initiative", "provrobot"), S3.owner)] == [OWN]
    changed = WHOLE.replace('"Test Yard"@en', '"Yard for tests"@en')
    assert deliver(known, tmp_path, changed).resolutions == ()
    assert current(known).knows(OWN)
    with pytest.raises(UsageError, match="already"):
        decide(known.settings, resolution.id, same=False)


def test_a_rivals_number_or_homepage_opens_nothing(known: Desk, tmp_path: Path) -> None:
    """A source that does not speak for the actor stands beside it, and is told so, until somebody decides."""
    report = deliver(known, tmp_path, WHOLE)
    assert report.outcome is Outcome.ACCEPTED
    assert report.resolutions == ()
    (warning,) = [finding for finding in report.validation.findings if finding.rule == "Identity-possible"]
    assert (warning.focus, warning.value) == (OWN, PARK)
    assert not list(current(known).quads(PARK, None, None, graph("provgarden")))


@pytest.mark.soak
def test_a_pair_is_listed_accepted_and_stays_accepted(known: Desk, tmp_path: Path) -> None:
    deliver(known, tmp_path, WHOLE)
    (question,) = [q for q in current_questions(known.settings, Language.SV) if OWN in (q.pair.alias, q.pair.canonical)]
    assert (question.same, question.pair.ground) == (None, Ground.HOMEPAGE)
    stays, gone = question.pair.canonical, question.pair.alias
    decide(known.settings, question.pair.id, same=True)
    store = current(known)
    assert not store.knows(gone)
    assert {quad.graph_name for quad in store.quads(stays, FOAF.homepage)} == {graph("provgarden"), graph("collected")}
    assert deliver(known, tmp_path, WHOLE).outcome is Outcome.UNCHANGED
    changed = deliver(known, tmp_path, WHOLE.replace('"Test Yard"@en', '"Yard for tests"@en'))
    assert changed.outcome is Outcome.ACCEPTED, changed.to_text(Language.EN)
    assert not current(known).knows(gone)
    (decided,) = [q for q in current_questions(known.settings, Language.EN) if q.pair.id == question.pair.id]
    assert decided.same is True
    restore_release(known.settings, 3)
    assert current(known).knows(gone)


def test_an_unknown_pair_is_refused(known: Desk) -> None:
    with pytest.raises(NotFoundError, match="identities list"):
        decide(known.settings, "00000000", same=True)


@pytest.mark.soak
def test_a_confirmation_beats_collected_facts_and_can_be_taken_back(known: Desk) -> None:
    confirm(known.settings, "trakomp", None)
    store = current(known)
    (confirmed,) = store.quads(None, S3.confirms, None, CONFIRMATIONS)
    assert confirmed.object == PARK
    release = Releases(DataDirectory.open(known.settings.data_dir)).current()
    (mine,) = [actor for actor in Index.load(release.index_path).catalogue.actors if actor.iri == PARK.value]
    assert {statement.basis for facet in mine.facets for statement in facet.statements} == {Basis.CONFIRMED}
    confirm(known.settings, "trakomp", None, undo=True)
    assert not list(current(known).quads(None, S3.confirms, None, CONFIRMATIONS))
    with pytest.raises(UsageError, match="not confirmed"):
        confirm(known.settings, "trakomp", None, undo=True)
    with pytest.raises(NotFoundError, match="finns-inte"):
        confirm(known.settings, "finns-inte", None)


def test_a_name_alone_never_merges(known: Desk, tmp_path: Path) -> None:
    alone = WHOLE.replace("    foaf:homepage <https://provgarden.example/> ;\n", "")
    alone = alone.replace('"Provgården"@sv', '"Träkomp AB"@sv')
    report = deliver(known, tmp_path, alone, speaks_for="trakomp")
    assert report.resolutions == ()
    assert {f.value for f in report.validation.findings if f.rule == "Identity-possible"} == {PARK}


def test_the_shipped_organisations_are_compared_with_each_other(desk: Desk) -> None:
    store = current(desk)
    known = organisations(store)
    assert len(known) > 100
    assert all(one.node != other.node for one, other, _ in alike(known))


def test_chains_of_decisions_end_and_rings_are_left_alone() -> None:
    from s3graph.intake.identity import Decision, Decisions, Pair

    a, b, c = (entity("actor", name) for name in "abc")

    def same(alias: object, canonical: object) -> Decision:
        return Decision(Pair(alias, canonical, Ground.REVIEW), True, "2026-01-01T00:00:00Z")  # type: ignore[arg-type]

    chained = Decisions({}).plus(same(a, b), same(b, c))
    assert chained.aliases() == Aliases({a: c, b: c})
    assert Decisions.read(chained.content()) == chained
    ring = Decisions({}).plus(Decision(Pair(a, b, Ground.REVIEW), True, ""), same(b, c), same(c, a))
    assert not ring.aliases()


@pytest.mark.soak
def test_a_merge_is_seen_in_answers_and_undone_byte_for_byte(known: Desk, tmp_path: Path) -> None:
    deliver(known, tmp_path, WHOLE)
    before, index, found = _state(known)
    assert {OWN.value, PARK.value} <= found
    (question,) = [q for q in current_questions(known.settings, Language.SV) if OWN in (q.pair.alias, q.pair.canonical)]
    decide(known.settings, question.pair.id, same=True)
    merged, _, found = _state(known)
    assert merged != before
    assert len({OWN.value, PARK.value} & found) == 1
    decide(known.settings, question.pair.id, same=False)
    after, index_after, found = _state(known)
    assert after == before
    assert index_after == index
    assert {OWN.value, PARK.value} <= found


@pytest.mark.soak
def test_each_step_of_the_order_goes_before_the_next(known: Desk, tmp_path: Path) -> None:
    """Our address, then the number, then the homepage: one file could be read as three organisations."""
    number, homepage = "4099000137", "https://nummerparken.example/"
    numbered = ACTOR.replace("actor/provgarden", "actor/nummerparken").replace("Provgården", "Nummerparken")
    numbered = numbered.replace("https://provgarden.example/", homepage)
    numbered += f'<https://w3id.org/s3graph/id/actor/nummerparken> s3:organisationNumber "{number}" .\n'
    collected = HEAD + numbered + ACTOR.replace("actor/provgarden", "actor/trakomp").replace("Provgården", "Träkomp")
    assert deliver(known, tmp_path, collected, source="collected", profile="facts").outcome is Outcome.ACCEPTED
    both = f'<{OWN.value}> s3:organisationNumber "{number}" .\n'
    report = deliver(known, tmp_path, WHOLE + both, speaks_for="nummerparken", dry_run=True)
    assert [(r.canonical, r.ground) for r in report.resolutions] == []
    assert {f.value for f in report.validation.findings if f.rule == "Identity-possible"} == {
        PARK,
        entity("actor", "nummerparken"),
    }, "two grounds that point at two organisations are for a person to decide"
    only = (WHOLE + both).replace("https://provgarden.example/", "https://annan.example/")
    report = deliver(known, tmp_path, only, speaks_for="nummerparken", dry_run=True)
    assert [(r.canonical, r.ground) for r in report.resolutions] == [(entity("actor", "nummerparken"), Ground.NUMBER)]
    own = HEAD + ACTOR.replace("actor/provgarden", "actor/trakomp")
    report = deliver(known, tmp_path, own, speaks_for="trakomp", dry_run=True)
    assert (report.outcome, report.resolutions) == (Outcome.CHECKED, ())


def _state(desk: Desk) -> tuple[dict[str, list[str]], dict[str, bytes], set[str]]:
    """What is said, the index file by file, and the actors that an answer and a question name."""
    release = Releases(DataDirectory.open(desk.settings.data_dir)).current()
    index = Index.load(release.index_path)
    text = "Vi söker en påhittad park som hjälper vår verkstad med robotar, våra robotar och nya robotar"
    need = NeedRequest(text, limit=50)
    matched = {match.actor.iri for match in Matcher(index, HashingEncoder(), release.number).match(need, TODAY).matches}
    store = Store()
    store.extend(ReleaseStore.open(release).quads())
    question = "SELECT ?a WHERE { ?a a s3:SupportActor ; foaf:homepage <https://provgarden.example/> }"
    solutions = store.query(question, prefixes=PREFIXES, use_default_graph_as_union=True)
    asked = {solution["a"].value for solution in solutions}  # type: ignore[union-attr]
    assert asked <= matched, "the answer and the question name the same"
    files = {path.name: path.read_bytes() for path in release.index_path.iterdir() if path.name != "meta.json"}
    return said(release), files, asked
