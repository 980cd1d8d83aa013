"""What the shipped data says of real organisations: every statement has its claim, and what was read names its page."""

from __future__ import annotations

import pytest
from pyoxigraph import QuerySolutions, RdfFormat, Store

from s3graph.resources import shelf
from s3graph.vocabulary import PREFIXES

ABOUT = "?claim a s3:Claim ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o"
CLAIMED = "s3:hasCompetence s3:providedBy s3:participant s3:owner s3:funder s3:serves s3:seat"


@pytest.fixture(scope="module")
def platform() -> Store:
    found = Store()
    for file in sorted((shelf("ontology") / "platform").glob("*.ttl")):
        found.load(path=str(file), format=RdfFormat.TURTLE)
    return found


def test_every_statement_of_an_organisation_has_its_claim(platform: Store) -> None:
    """Add the claim, with its basis and the page it was read on."""
    stated = f"VALUES ?p {{ {CLAIMED} }} ?s ?p ?o"
    assert len(rows(platform, stated)) > 500
    assert not rows(platform, f"{stated} FILTER NOT EXISTS {{ {ABOUT} }}")


def test_a_statement_has_one_claim_and_a_claim_its_statement(platform: Store) -> None:
    """Who takes a statement away takes its claim away; who changes a basis changes the claim, and adds no second."""
    assert not rows(platform, f"{ABOUT} FILTER NOT EXISTS {{ ?s ?p ?o }}")
    assert not rows(platform, f"{ABOUT} . {ABOUT.replace('?claim', '?other')} FILTER(STR(?claim) < STR(?other))")


def test_what_was_read_names_its_page(platform: Store) -> None:
    """Name the page, or say that it is concluded or generally known."""
    read = f"{ABOUT} ; s3:basis <https://w3id.org/s3graph/id/basis/read>"
    assert len(rows(platform, read)) > 1000
    assert not rows(platform, f"{read} FILTER NOT EXISTS {{ ?claim dct:source ?page }}")


def rows(platform: Store, pattern: str) -> list[str]:
    found = platform.query(f"SELECT * WHERE {{ {pattern} }}", prefixes=PREFIXES)
    assert isinstance(found, QuerySolutions)
    return [" ".join(str(value) for value in row) for row in found]
