"""A kept need made public: what goes into the graph, what does not, and when somebody may be recognised."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from s3graph.graph import DataDirectory, Releases, ReleaseStore
from s3graph.intake.importing import Desk, run_import
from s3graph.intake.publishing_needs import SOURCE, PublishedNeed, few_companies
from s3graph.intake.request import ImportRequest, Outcome
from s3graph.model import Language
from s3graph.private import PrivateNeed
from s3graph.vocabulary import DCT, RDF, S3, entity, graph

TODAY = date(2026, 11, 25)
NEED = PrivateNeed(
    key="k1",
    language=Language.SV,
    purpose="rådgivning",
    created_on=TODAY,
    erase_on=TODAY,
    areas=("livsmedel",),
    region="SE212",
    municipality="0780",
    sni="10.510",
    size="micro",
    competences=(entity("competence", "livsmedelsforadling").value,),
    text="vi på Exempelgården vill göra ost",
)
WORDS = {
    Language.SV: "En gård vill göra ost av mjölken, ring 070-123 45 67",
    Language.EN: "A farm wants to make cheese",
}


def test_what_is_published_tells_nothing_of_the_company() -> None:
    published = PublishedNeed.of(NEED, WORDS, TODAY)
    said = {(quad.predicate, str(quad.object)) for quad in parse(published.to_bytes(), format=RdfFormat.N_TRIPLES)}
    assert (RDF.type, str(S3.Need)) in said
    assert (DCT.spatial, str(entity("region", "SE212"))) in said
    text = published.to_bytes().decode()
    for private in ("070-123", "Exempelg", "0780", "10.510", "micro", "k1", "2026-11-25"):
        assert private not in text
    assert "[telefon]" in text
    assert '"2026-11"' in text


def test_two_publications_have_different_addresses() -> None:
    assert PublishedNeed.of(NEED, WORDS, TODAY).address != PublishedNeed.of(NEED, WORDS, TODAY).address


@pytest.mark.soak
def test_published_needs_are_added_one_by_one_by_validation(desk: Desk, tmp_path: Path) -> None:
    for number in (1, 2):
        file = tmp_path / "need.nt"
        file.write_bytes(PublishedNeed.of(NEED, WORDS, TODAY).to_bytes())
        report = run_import(ImportRequest(path=file, source=SOURCE, merge=True), desk)
        assert report.outcome is Outcome.ACCEPTED, report.to_text(Language.EN)
        store = ReleaseStore.open(Releases(DataDirectory.open(desk.settings.data_dir)).current())
        assert len(list(store.quads(None, RDF.type, S3.Need, graph(SOURCE)))) == number


@pytest.mark.parametrize(
    ("region", "sni", "size", "warned"),
    [
        ("SE212", "10.510", "micro", True),
        ("SE212", "10.510", None, True),
        ("SE212", None, None, True),
        (None, "10.510", "micro", True),
        (None, "99", None, True),
        (None, None, None, False),
    ],
)
def test_who_may_be_recognised_is_warned_of(
    shipped: Path, region: str | None, sni: str | None, size: str | None, warned: bool
) -> None:
    store = ReleaseStore.open(Releases(DataDirectory.open(shipped)).current())
    found = few_companies(store, (region, sni, size))
    assert (found is not None) == warned
    if found:
        assert "companies of the same" in found.en
        assert ("county" in found.en, "industry" in found.en, "size" in found.en) == (
            region is not None,
            sni is not None,
            size is not None,
        )


def test_many_companies_hide_one(desk: Desk, tmp_path: Path) -> None:
    register = tmp_path / "register.nt"
    register.write_text("\n".join(made(6)), "utf-8")
    assert run_import(ImportRequest(path=register, source="register"), desk).outcome is Outcome.ACCEPTED
    store = ReleaseStore.open(Releases(DataDirectory.open(desk.settings.data_dir)).current())
    assert few_companies(store, ("SE212", "16.231", "micro")) is None
    assert few_companies(store, ("SE212", "16.231", "small")) is not None
    assert few_companies(store, ("SE214", "16.231", "micro")) is not None
    assert few_companies(store, ("SE212", None, None)) is None
    assert few_companies(store, ("SE214", None, None)) is not None
    assert few_companies(store, (None, "16", "micro")) is None
    assert few_companies(store, (None, "16", "medium")) is not None


def made(count: int) -> list[str]:
    """Companies of one county, industry and size."""
    from benchmarks.companies import organisation_number
    from s3graph.vocabulary import LEGAL

    lines = []
    for index in range(count):
        company = entity("sme", organisation_number(index))
        lines += [
            f"{company} {RDF.type} {S3.SME} .",
            f"{company} {LEGAL.legalName} {Literal(f'Exempel {index} AB')} .",
            f'{company} {S3.organisationNumber} "{organisation_number(index)}" .',
            f"{company} {S3.seat} {entity('municipality', '0780')} .",
            f"{company} {S3.sizeClass} {entity('size', 'micro')} .",
            f"{company} {NamedNode(LEGAL.companyActivity.value)} {entity('sni2007', '16.231')} .",
        ]
    return lines
