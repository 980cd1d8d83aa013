"""The catalogue by which a data portal harvests a release: DCAT-AP-SE 3.0 over sources, reference data and services.

Facts of the profile that decide the form, from docs.dataportal.se/dcat and its pages on harvesting: no blank nodes for
catalogue, data sets, distributions, publisher and contacts; one publisher, known by its organisation number; licences
by their ``http`` addresses with a slash at the end; the format of a distribution as a media type in plain text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from s3graph.graph import ReleaseStore
from s3graph.model import Text
from s3graph.querying import catalogue_texts as texts
from s3graph.querying.entities import Entities
from s3graph.querying.entity import Source
from s3graph.vocabulary import BASE, DCAT, DCT, FOAF, NUTS, RDF, VCARD, XSD, graph

CATALOGUE_ADDRESS = NamedNode(f"{BASE}catalog")
_EU = "http://publications.europa.eu/resource/authority/"
_LANGUAGES = (NamedNode(f"{_EU}language/SWE"), NamedNode(f"{_EU}language/ENG"))
_IRREGULAR = NamedNode(f"{_EU}frequency/IRREG")
_PUBLIC = NamedNode(f"{_EU}access-right/PUBLIC")
_THEMES = tuple(NamedNode(f"{_EU}data-theme/{code}") for code in ("ECON", "REGI", "GOVE"))
_CC_BY = "http://creativecommons.org/licenses/by/4.0/"
_OPEN = frozenset({_CC_BY, "http://creativecommons.org/publicdomain/zero/1.0/"})
_TERRITORY = NUTS.SE21
_FILES: Mapping[str, str] = {"ttl": "text/turtle", "nq": "application/n-quads"}


@dataclass(frozen=True)
class Publisher:
    """Who answers for the service. ``number`` is an organisation number; all but the name may be empty."""

    name: str
    number: str = ""
    homepage: str = ""
    contact: str = ""
    email: str = ""

    @property
    def node(self) -> NamedNode:
        """The portal knows an organisation by its number."""
        digits = self.number.replace("-", "")
        return NamedNode(f"http://dataportal.se/organisation/SE{digits}") if digits else _part("publisher")


@dataclass(frozen=True)
class _DataSet:
    """One data set; ``files`` are the addresses of its dumps by ending. ``publisher`` where it is not the service's."""

    node: NamedNode
    name: str
    title: Text
    description: Text
    licence: str | None
    files: Mapping[str, str]
    modified: str | None = None
    publisher: tuple[str, Text] | None = None
    often: NamedNode = _IRREGULAR


@dataclass(frozen=True)
class PublishedCatalogue:
    """What one release offers. ``address`` is that of the service as it is reached from outside."""

    store: ReleaseStore
    entities: Entities
    publisher: Publisher
    address: str

    def triples(self) -> Iterator[Triple]:
        sets = tuple(self._sets())
        yield from self._catalogue(sets)
        yield from self._publisher()
        for one in sets:
            yield from self._set(one)
        yield from self._services(sets)

    def _sources(self) -> tuple[Source, ...]:
        """Those with something real: a portal has no use for made-up examples, nor for an empty graph."""
        real = (source for source in self.entities.sources.by_address() if not source.example)
        return tuple(source for source in real if self.store.size(graph(source.slug)))

    def _sets(self) -> Iterator[_DataSet]:
        licences = [_licence(source.licence) for source in self._sources()]
        yield _DataSet(
            node=_part("everything"),
            name="everything",
            title=texts.WHOLE,
            description=texts.WHOLE_DESCRIPTION,
            licence=_CC_BY if all(licence in _OPEN for licence in licences) else None,
            files={ending: f"{self.address}/dumps/s3graph.{ending}.gz" for ending in _FILES},
            modified=self._published_at,
        )
        for source in self._sources():
            yield self._of_source(source)
        yield _DataSet(
            node=graph("competences"),
            name="competences",
            title=texts.COMPETENCES,
            description=texts.COMPETENCES_DESCRIPTION,
            licence=_CC_BY,
            files=self._dumps("competences"),
        )

    def _of_source(self, source: Source) -> _DataSet:
        issued = sorted(delivery.issued for delivery in source.deliveries if delivery.issued)
        return _DataSet(
            node=NamedNode(source.iri),
            name=source.slug,
            title=source.label,
            description=Text(
                sv=texts.SOURCE_DESCRIPTION.sv.format(label=source.label.sv),
                en=texts.SOURCE_DESCRIPTION.en.format(label=source.label.en),
            ),
            licence=_licence(source.licence),
            files=self._dumps(source.slug),
            modified=issued[-1] if issued else None,
            publisher=source.publisher,
            often=NamedNode(source.often) if source.often else _IRREGULAR,
        )

    def _dumps(self, name: str) -> dict[str, str]:
        return {ending: f"{self.address}/dumps/graph/{name}.{ending}.gz" for ending in _FILES}

    @property
    def _published_at(self) -> str | None:
        return self.store.release.manifest.published_at if self.store.release else None

    def _catalogue(self, sets: Iterable[_DataSet]) -> Iterator[Triple]:
        node = CATALOGUE_ADDRESS
        yield Triple(node, RDF.type, DCAT.Catalog)
        yield from _texts(node, DCT.title, texts.TITLE)
        yield from _texts(node, DCT.description, texts.DESCRIPTION)
        yield Triple(node, DCT.publisher, self.publisher.node)
        yield Triple(node, DCT.license, NamedNode(_CC_BY))
        yield Triple(node, FOAF.homepage, NamedNode(f"{self.address}/"))
        yield Triple(node, DCAT.themeTaxonomy, NamedNode(f"{_EU}data-theme"))
        yield Triple(node, DCT.spatial, _TERRITORY)
        yield from (Triple(node, DCT.language, language) for language in _LANGUAGES)
        if self._published_at:
            yield Triple(node, DCT.modified, Literal(self._published_at, datatype=XSD.dateTime))
        yield from (Triple(node, DCAT.dataset, one.node) for one in sets)
        yield from (Triple(node, DCAT.service, _part(name)) for name in ("sparql", "api"))

    def _publisher(self) -> Iterator[Triple]:
        node = self.publisher.node
        yield Triple(node, RDF.type, FOAF.Agent)
        yield Triple(node, FOAF.name, Literal(self.publisher.name, language="sv"))
        if self.publisher.homepage:
            yield Triple(node, FOAF.homepage, NamedNode(self.publisher.homepage))
        if self.publisher.email:
            contact = _part("contact")
            yield Triple(contact, RDF.type, VCARD.Organization)
            yield Triple(contact, VCARD.fn, Literal(self.publisher.contact or self.publisher.name))
            yield Triple(contact, VCARD.hasEmail, NamedNode(f"mailto:{self.publisher.email}"))

    def _set(self, one: _DataSet) -> Iterator[Triple]:
        node = one.node
        yield Triple(node, RDF.type, DCAT.Dataset)
        yield from self._resource(node, one.title, one.description)
        yield from self._published_by(one)
        yield Triple(node, DCT.identifier, Literal(node.value))
        yield Triple(node, DCT.accrualPeriodicity, one.often)
        yield Triple(node, DCT.spatial, _TERRITORY)
        yield Triple(node, DCT.conformsTo, NamedNode(f"{BASE}ontology"))
        yield from (Triple(node, DCT.language, language) for language in _LANGUAGES)
        for keyword in texts.KEYWORDS:
            yield from _texts(node, DCAT.keyword, keyword)
        if one.modified:
            yield Triple(node, DCT.modified, Literal(one.modified, datatype=XSD.dateTime))
        if self.store.release is not None:
            yield Triple(node, DCAT.version, Literal(str(self.store.release.number)))
        yield from self._distributions(one)

    def _published_by(self, one: _DataSet) -> Iterator[Triple]:
        """Whoever gives a register out, else the service's own publisher."""
        if one.publisher is None:
            yield Triple(one.node, DCT.publisher, self.publisher.node)
            return
        publisher = NamedNode(one.publisher[0])
        yield Triple(one.node, DCT.publisher, publisher)
        yield Triple(publisher, RDF.type, FOAF.Agent)
        yield from _texts(publisher, FOAF.name, one.publisher[1])

    def _distributions(self, one: _DataSet) -> Iterator[Triple]:
        for ending, address in one.files.items():
            node, file = _part(f"{one.name}-{ending}"), NamedNode(address)
            yield from _distribution(one, node, file, _FILES[ending])
            yield Triple(node, DCAT.downloadURL, file)
            yield Triple(node, DCAT.compressFormat, _media_type("application/gzip"))
            yield from _texts(node, DCT.title, Text(*(said.format(ending=ending) for said in texts.FILE)))
        node, endpoint = _part(f"{one.name}-sparql"), NamedNode(f"{self.address}/sparql")
        yield from _distribution(one, node, endpoint, "application/sparql-results+json")
        yield Triple(node, DCAT.accessService, _part("sparql"))
        yield from _texts(node, DCT.title, texts.SPARQL)

    def _services(self, sets: Iterable[_DataSet]) -> Iterator[Triple]:
        for name, endpoint, described, title, text in (
            ("sparql", "/sparql", "/sparql", texts.SPARQL, texts.SPARQL_DESCRIPTION),
            ("api", "/api/v1/", "/openapi.json", texts.API, texts.API_DESCRIPTION),
        ):
            node = _part(name)
            yield Triple(node, RDF.type, DCAT.DataService)
            yield from self._resource(node, title, text)
            yield Triple(node, DCT.publisher, self.publisher.node)
            yield Triple(node, DCT.license, NamedNode(_CC_BY))
            yield Triple(node, DCAT.endpointURL, NamedNode(self.address + endpoint))
            yield Triple(node, DCAT.endpointDescription, NamedNode(self.address + described))
            yield from (Triple(node, DCAT.servesDataset, one.node) for one in sets)
        yield Triple(_part("sparql"), DCT.conformsTo, NamedNode("https://www.w3.org/TR/sparql11-protocol/"))

    def _resource(self, node: NamedNode, title: Text, description: Text) -> Iterator[Triple]:
        """What data sets and services have alike."""
        yield from _texts(node, DCT.title, title)
        yield from _texts(node, DCT.description, description)
        yield Triple(node, DCT.accessRights, _PUBLIC)
        yield Triple(node, DCAT.landingPage, NamedNode(f"{self.address}/"))
        yield from (Triple(node, DCAT.theme, theme) for theme in _THEMES)
        if self.publisher.email:
            yield Triple(node, DCAT.contactPoint, _part("contact"))


def _distribution(one: _DataSet, node: NamedNode, address: NamedNode, media_type: str) -> Iterator[Triple]:
    yield Triple(one.node, DCAT.distribution, node)
    yield Triple(node, RDF.type, DCAT.Distribution)
    yield Triple(node, DCAT.accessURL, address)
    yield Triple(node, DCT["format"], Literal(media_type))
    yield Triple(node, DCAT.mediaType, _media_type(media_type))
    if one.licence:
        yield Triple(node, DCT.license, NamedNode(one.licence))


def _licence(iri: str | None) -> str | None:
    """As portals spell it: Creative Commons by ``http`` and with a slash at the end, whatever the source wrote."""
    if iri is None:
        return None
    start = "https://creativecommons.org/"
    return f"http://{iri.removeprefix('https://').rstrip('/')}/" if iri.startswith(start) else iri


def _texts(node: NamedNode, predicate: NamedNode, text: Text) -> Iterator[Triple]:
    yield Triple(node, predicate, Literal(text.sv, language="sv"))
    yield Triple(node, predicate, Literal(text.en, language="en"))


def _part(name: str) -> NamedNode:
    return NamedNode(f"{CATALOGUE_ADDRESS.value}#{name}")


def _media_type(name: str) -> NamedNode:
    return NamedNode(f"https://www.iana.org/assignments/media-types/{name}")
