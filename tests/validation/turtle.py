"""Short Turtle texts as stores, and what validation says of them."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Store, Triple, parse

from s3graph.resources import shelf
from s3graph.validation import (
    Engine,
    Profile,
    Reference,
    Report,
    ShapesGraph,
    Speech,
    StagedDelivery,
    validate_delivery,
)
from s3graph.vocabulary import BASE, PREFIXES

KINDS = (
    "actor", "organisation", "sme", "service", "initiative", "need", "collaboration", "claim", "confirmation", "source",
    "area", "competence", "region", "municipality", "financing", "basis", "audience",
)  # fmt: skip
HEADER = "".join(
    f"@prefix {name}: <{iri}> .\n"
    for name, iri in {**PREFIXES, "": "http://example.org/", **{kind: f"{BASE}id/{kind}/" for kind in KINDS}}.items()
)
ORGANISATION = 'organisation:a a org:FormalOrganization ; skos:prefLabel "A"@sv .'


def triples(text: str) -> list[Triple]:
    return [quad.triple for quad in parse(HEADER + text, format=RdfFormat.TURTLE)]


def store_of(text: str) -> Store:
    store = Store()
    store.extend(Quad(*triple) for triple in triples(text))
    return store


def shapes_of(text: str) -> ShapesGraph:
    return ShapesGraph.of(triples(text))


def written(folder: Path, text: str, name: str = "shapes.ttl") -> Path:
    """A Turtle file with our prefixes."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEADER + text, encoding="utf-8")
    return path


def small_reference() -> Reference:
    """The reference graphs without the industry codes and most competences."""
    folder = shelf("ontology")
    return Reference.load(
        folder / name for name in ("s3.ttl", "places.ttl", "codes.ttl", "areas.ttl", "competences/industri.ttl")
    )


def delivered(
    text: str, profile: str = "partner", speech: Speech | None = None, engine: Engine | None = None
) -> Report:
    """The report on a Turtle text, delivered by the source ``mine`` where no other ``speech`` is given."""
    delivery = StagedDelivery(store_of(text), speech or Speech("mine"), REFERENCE)
    return validate_delivery(delivery, Profile.load(profile), engine)


def rules_of(report: Report) -> list[str]:
    return sorted(finding.rule for finding in report.findings)


REFERENCE = small_reference()
