"""Numbers counted at publish are those that counting every company gives."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from benchmarks.companies import companies
from s3graph.graph import DataDirectory, GraphChange, NTriples, Releases, ReleaseStore, Writer
from s3graph.intake.aggregates import (
    COMPANIES,
    INDUSTRIES,
    NEEDS,
    REACHED,
    REACHED_INDUSTRIES,
    Said,
    change_of_aggregates,
)
from s3graph.intake.suppression import Cell
from s3graph.vocabulary import (
    AGGREGATES,
    DCT,
    DIMENSION,
    FOAF,
    LEGAL,
    MEASURE,
    QB,
    RDF,
    RDFS,
    S3,
    SCHEMA,
    SKOS,
    entity,
    graph,
)

REGISTER, OTHER = graph("register"), graph("other")
CELLS = (Cell("2026-Q3", "digital", "SE211", 7), Cell("2026-Q3", "", "", 30))


def made(count: int) -> NTriples:
    lines = "\n".join(companies(count, faults=0.0))
    return NTriples.of(quad.triple for quad in parse(lines.encode(), format=RdfFormat.N_TRIPLES))


def applied(writer: Writer, name: NamedNode, content: NTriples) -> GraphChange:
    """Changes one graph, and the aggregates after it; gives the change of the aggregates."""
    change = GraphChange.between(name, writer.content(name), content)
    writer.apply((change,))
    found = change_of_aggregates(writer, (change,))
    writer.apply((found,))
    return found


def counts(triples: Iterable[Triple], data_set: NamedNode) -> list[int]:
    said = list(triples)
    members = {t.subject for t in said if t.predicate == QB.dataSet and t.object == data_set}
    return [
        int(t.object.value)
        for t in said
        if t.subject in members and t.predicate == MEASURE.obsValue and isinstance(t.object, Literal)
    ]


@pytest.fixture
def writer(tmp_path: Path) -> Iterable[Writer]:
    with Writer(DataDirectory.open(tmp_path / "data")) as opened:
        yield opened


def test_each_company_is_counted_once_in_its_place(writer: Writer) -> None:
    found = applied(writer, REGISTER, made(500)).content
    assert sum(counts(found, COMPANIES)) == 500
    said = {(t.predicate, t.object) for t in found if t.subject == entity("aggregate", "companies-0780-micro")}
    here = entity("municipality", "0780")
    micro = [
        quad.subject
        for quad in writer.quads(None, S3.seat, value=here)
        if next(writer.quads(quad.subject, S3.sizeClass, value=entity("size", "micro")), None)  # type: ignore[arg-type]
    ]
    assert micro
    assert said == {
        (RDF.type, QB.Observation),
        (QB.dataSet, COMPANIES),
        (DIMENSION.refArea, here),
        (DCT.type, entity("size", "micro")),
        (MEASURE.obsValue, Literal(len(micro))),
    }


def test_a_company_counts_once_in_each_of_its_divisions(writer: Writer) -> None:
    company, place = entity("sme", "4099000012"), entity("municipality", "0780")
    said = [Triple(company, RDF.type, S3.SME), Triple(company, S3.seat, place)]
    said += [Triple(company, LEGAL.companyActivity, entity("sni2007", code)) for code in ("16.101", "16.231", "62.010")]
    found = applied(writer, REGISTER, NTriples.of(said)).content
    assert counts(found, COMPANIES) == [1]
    assert counts(found, INDUSTRIES) == [1, 1]
    assert {t.object for t in found if t.predicate == SCHEMA.about} == {
        entity("sni2007", "16"),
        entity("sni2007", "62"),
    }
    assert not [t for t in found if t.predicate == DCT.type], "no size is stated, and none is made up"


def test_companies_that_take_part_are_counted_apart(writer: Writer) -> None:
    first = next(t.subject for t in made(1) if t.predicate == S3.seat)
    others = [Triple(entity("initiative", name), S3.participant, first) for name in ("one", "two")]
    others.append(Triple(entity("initiative", "one"), S3.participant, entity("actor", "exempel")))
    applied(writer, OTHER, NTriples.of(others))
    found = applied(writer, REGISTER, made(20)).content
    assert sum(counts(found, COMPANIES)) == 20
    assert counts(found, REACHED) == [1]
    assert sum(counts(found, REACHED_INDUSTRIES)) in (1, 2)
    assert sum(counts(applied(writer, OTHER, NTriples()).content, REACHED)) == 0


def test_what_is_no_company_is_not_counted(writer: Writer) -> None:
    actor = entity("actor", "exempel")
    said = [Triple(actor, RDF.type, S3.SupportActor), Triple(actor, S3.seat, entity("municipality", "0780"))]
    assert len(applied(writer, REGISTER, NTriples.of(said)).content) == 0


def test_the_data_sets_say_what_was_counted_and_when(writer: Writer) -> None:
    found = applied(writer, REGISTER, made(20)).content
    for data_set in (COMPANIES, INDUSTRIES):
        texts = {t.predicate: t.object for t in found if t.subject == data_set}
        assert {RDF.type, SKOS.prefLabel, RDFS.comment} <= set(texts)
    assert "when the release was published" in str([t.object for t in found if t.predicate == RDFS.comment])


def test_companies_are_counted_anew_only_where_they_changed(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    import s3graph.intake.aggregates as module

    applied(writer, REGISTER, made(50))
    counted: list[Said] = []
    whole = module.company_triples

    def watched(said: Said) -> Iterable[Triple]:
        counted.append(said)
        return whole(said)

    monkeypatch.setattr(module, "company_triples", watched)
    page = Triple(entity("actor", "exempel"), FOAF.homepage, NamedNode("https://example.org/"))
    assert not applied(writer, OTHER, NTriples.of([page]))
    assert counted == []
    change = applied(writer, REGISTER, made(51))
    assert counted
    assert sum(counts(change.content, COMPANIES)) == 51
    gone = applied(writer, REGISTER, NTriples())
    assert len(gone.content) == 0
    assert not list(writer.quads(graph=AGGREGATES))


def test_a_quarter_of_needs_stays_as_it_was_first_counted(writer: Writer) -> None:
    writer.apply((change_of_aggregates(writer, (), CELLS),))
    first = NTriples.of(quad.triple for quad in writer.quads(graph=AGGREGATES))
    assert sorted(counts(first, NEEDS)) == [7, 30]
    assert sum(counts(applied(writer, REGISTER, made(20)).content, COMPANIES)) == 20
    assert sorted(counts((quad.triple for quad in writer.quads(graph=AGGREGATES)), NEEDS)) == [7, 30]
    later = [Cell("2026-Q3", "", "", 29), Cell("2026-Q4", "", "", 8)]
    for cells in ((), later, later):
        writer.apply((change_of_aggregates(writer, (), cells),))
    held = [quad.triple for quad in writer.quads(graph=AGGREGATES)]
    assert sorted(counts(held, NEEDS)) == [7, 8, 30]
    assert sum(counts(held, COMPANIES)) == 20


def test_totals_have_no_place_and_no_area(writer: Writer) -> None:
    found = change_of_aggregates(writer, (), CELLS).content
    total = {t.predicate for t in found if t.subject == entity("aggregate", "needs-2026-q3")}
    assert total == {RDF.type, QB.dataSet, MEASURE.obsValue, DIMENSION.refPeriod}


def test_a_release_holds_the_numbers_of_its_companies(shipped: Path) -> None:
    store = ReleaseStore.open(Releases(DataDirectory.open(shipped)).current())
    companies = {quad.subject for quad in store.quads(None, RDF.type, S3.SME)}
    assert companies
    held = [quad.triple for quad in store.quads(None, None, None, AGGREGATES)]
    assert sum(counts(held, COMPANIES)) == len(companies)
