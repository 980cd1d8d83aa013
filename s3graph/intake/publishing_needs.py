"""A private need made public without its company: what is written of it, and the warning where few companies fit.

It goes in as a delivery of the platform's own source, by the same validation as every other file.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pyoxigraph import Literal, NamedNode, Triple

from s3graph.graph import NTriples, ReleaseStore
from s3graph.intake.aggregates import COMPANIES, INDUSTRIES
from s3graph.matching.personal import masked
from s3graph.model import Language, Text
from s3graph.private import PrivateNeed
from s3graph.vocabulary import CV, DCT, DIMENSION, MEASURE, QB, RDF, S3, SCHEMA, XSD, entity

SOURCE = "published-needs"
LEAST_COMPANIES = 5


@dataclass(frozen=True)
class PublishedNeed:
    """What the open graph will say. The address is drawn by lot and leads back to nothing."""

    address: NamedNode
    texts: Mapping[Language, str]
    month: str
    areas: tuple[str, ...]
    competences: tuple[str, ...]
    region: str | None

    @classmethod
    def of(cls, need: PrivateNeed, texts: Mapping[Language, str], today: date) -> PublishedNeed:
        """In words written for it; personal data that slipped into them is masked."""
        return cls(
            address=entity("need", f"p-{uuid.uuid4().hex[:12]}"),
            texts={language: masked(text) for language, text in texts.items()},
            month=f"{today:%Y-%m}",
            areas=need.areas,
            competences=need.competences,
            region=need.region,
        )

    def to_bytes(self) -> bytes:
        """As N-Triples."""
        node = self.address
        said = [
            Triple(node, RDF.type, S3.Need),
            Triple(node, DCT.created, Literal(self.month, datatype=XSD.gYearMonth)),
            *(Triple(node, DCT.description, Literal(text, language=code)) for code, text in self.texts.items()),
            *(Triple(node, CV.thematicArea, entity("area", area)) for area in self.areas),
            *(Triple(node, S3.requiresCompetence, NamedNode(iri)) for iri in self.competences),
        ]
        if self.region:
            said.append(Triple(node, DCT.spatial, entity("region", self.region)))
        return b"".join(NTriples.of(said).lines)


def few_companies(store: ReleaseStore, group: tuple[str | None, str | None, str | None]) -> Text | None:
    """A warning where fewer than five known companies share what a need says of county, SNI division and size class.

    ``group`` are the three, None where the need does not say it: without a county those of the whole programme area
    count. A need that says none of them warns of nothing. Where the graph holds no companies none is known, and that
    is said.
    """
    region, sni, size = group
    said = [
        name
        for value, name in zip(
            group, (Text("län", "county"), Text("bransch", "industry"), Text("storlek", "size")), strict=True
        )
        if value
    ]
    found = _companies(store, region, sni, size) if said else LEAST_COMPANIES
    if found >= LEAST_COMPANIES:
        return None
    swedish, english = (_listed([name.in_language(code) for name in said], word) for code, word in _AND.items())
    return Text(
        sv=f"Plattformen känner bara {found} företag med samma {swedish}. Någon kan känna igen "
        "företaget. Skriv behovet allmännare, eller bekräfta att det får publiceras.",
        en=f"The platform knows only {found} companies of the same {english}. Somebody may recognise "
        "the company. Put the need in more general words, or confirm that it may be published.",
    )


_AND = {Language.SV: "och", Language.EN: "and"}


def _listed(names: Sequence[str], word: str) -> str:
    *first, last = names
    return f"{', '.join(first)} {word} {last}" if first else last


def _companies(store: ReleaseStore, region: str | None, sni: str | None, size: str | None) -> int:
    """From the aggregates, counted when the release was published."""
    wanted = {
        SCHEMA.about: entity("sni2007", sni[:2]) if sni else None,
        DCT.type: entity("size", size) if size else None,
    }
    inside = {quad.subject for quad in store.quads(None, DCT.isPartOf, entity("region", region))} if region else None
    total = 0
    for quad in store.quads(None, QB.dataSet, INDUSTRIES if sni else COMPANIES):
        node = quad.subject
        if not isinstance(node, NamedNode):
            continue
        said = {said.predicate: said.object for said in store.quads(node)}
        fits = all(value is None or said.get(predicate) == value for predicate, value in wanted.items())
        value = said.get(MEASURE.obsValue)
        if fits and (inside is None or said.get(DIMENSION.refArea) in inside) and isinstance(value, Literal):
            total += int(value.value)
    return total
