"""The entities of one release: read once, then listed, chosen among and looked up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from s3graph.errors import NotFoundError, UsageError
from s3graph.graph import ReleaseStore
from s3graph.model import Language, Status, Text
from s3graph.querying.assembly import Assembly
from s3graph.querying.collation import order
from s3graph.querying.entity import Actor, Area, Competence, Entity, Initiative, Region, Source
from s3graph.vocabulary import S3, SKOS, slug_of

E = TypeVar("E", bound=Entity)
_MOST_NAMED = 20


@dataclass(frozen=True)
class Wanted:
    """What to choose; None and empty choose everything. ``day`` is the one that ``status`` is asked for.

    A competence or a kind stands for its narrower ones too, a region for its municipalities and for what covers the
    whole programme area. ``text`` is words that must all occur in one name of the entity.
    """

    day: date
    text: str = ""
    region: str | None = None
    area: str | None = None
    competence: str | None = None
    kind: str | None = None
    owner: str | None = None
    status: Status | None = None


class Collection(Generic[E]):
    """Entities of one sort. ``singular`` is how a sentence calls one of them."""

    def __init__(self, entities: Iterable[E], singular: Text) -> None:
        self._by_slug = {entity.slug: entity for entity in entities}
        self._singular = singular
        self._ordered = {language: self._sorted(language) for language in Language}
        self._names = {slug: _names(entity) for slug, entity in self._by_slug.items()}
        self._facets = {slug: entity.facets() for slug, entity in self._by_slug.items()}

    def __len__(self) -> int:
        return len(self._by_slug)

    def __contains__(self, slug: object) -> bool:
        return slug in self._by_slug

    def get(self, slug: str) -> E:
        """NotFoundError naming what is missing."""
        found = self._by_slug.get(slug)
        if found is None:
            raise NotFoundError(
                Text(
                    sv=f"I den här utgåvan finns inte {self._singular.sv} {slug[:80]}.",
                    en=f"There is no {self._singular.en} {slug[:80]} in this release.",
                )
            )
        return found

    def ordered(self, language: Language) -> tuple[E, ...]:
        """All, by their label in the language; those of the same label by address."""
        return self._ordered[language]

    def facet(self, slug: str, name: str) -> frozenset[str]:
        """What one of them can be chosen by; nothing where it is unknown."""
        return self._facets[slug].get(name, frozenset())

    def by_address(self) -> tuple[E, ...]:
        """All, in an order that no language changes."""
        return tuple(self._by_slug[slug] for slug in sorted(self._by_slug))

    def named(self, words: Iterable[str], language: Language) -> tuple[E, ...]:
        """Those that have one name with all the words in it, whatever its language."""
        wanted = tuple(words)
        return tuple(
            entity
            for entity in self._ordered[language]
            if any(all(word in name for word in wanted) for name in self._names[entity.slug])
        )

    def _sorted(self, language: Language) -> tuple[E, ...]:
        return tuple(
            sorted(self._by_slug.values(), key=lambda one: (order(one.label.in_language(language), language), one.iri))
        )


class Entities:
    """What a release knows of each sort. Reading it takes a moment; a release does not change, so once is enough."""

    def __init__(self, store: ReleaseStore) -> None:
        assembly = Assembly(store)
        said = assembly.said
        self.actors = Collection[Actor](map(assembly.actor, assembly.actors()), Text(sv="aktören", en="actor"))
        self.competences = Collection[Competence](
            map(assembly.competence, said.members(S3.Competence)), Text(sv="kompetensen", en="competence")
        )
        self.initiatives = Collection[Initiative](
            map(assembly.initiative, said.members(S3.Initiative)), Text(sv="insatsen", en="initiative")
        )
        self.regions = Collection[Region](
            map(assembly.region, said.members(S3.Region)), Text(sv="regionen", en="region")
        )
        self.sources = Collection[Source](map(assembly.source, said.members(S3.Source)), Text(sv="källan", en="source"))
        everything = self.initiatives.by_address()
        self.owners = tuple(dict.fromkeys(link.value for one in everything for link in one.owners))
        areas = [(node, self._counts(slug_of(node))) for node in said.members(S3.ThematicArea)]
        self.areas = Collection[Area](
            (assembly.area(node, counts) for node, counts in areas), Text(sv="området", en="area")
        )
        kinds = said.members(S3.ActorKind)
        self._kinds = _below({slug_of(kind): [slug_of(up) for up in said.nodes(kind, SKOS.broader)] for kind in kinds})
        self._competences = _below(
            {one.slug: [up.slug for up in one.broader] for one in self.competences.ordered(Language.SV)}
        )

    def choose(self, among: Collection[E], wanted: Wanted, language: Language) -> tuple[E, ...]:
        """By label in the language. UsageError naming the known values where there is no such one."""
        facets = dict(self._facets(wanted))
        words = wanted.text.casefold().split()
        found = among.named(words, language) if words else among.ordered(language)
        return tuple(
            entity
            for entity in found
            if all(among.facet(entity.slug, facet) & accepted for facet, accepted in facets.items())
            and (wanted.status is None or _has_status(entity, wanted))
        )

    def _facets(self, wanted: Wanted) -> Iterable[tuple[str, frozenset[str]]]:
        """Which slugs of each facet meet what is wanted."""
        places = {region.slug: _covering(region) for region in self.regions.ordered(Language.SV)}
        areas = {area.slug: frozenset([area.slug]) for area in self.areas.ordered(Language.SV)}
        owners = {owner.slug: frozenset([owner.slug]) for owner in self.owners}
        for facet, asked, known in (
            ("region", wanted.region, places),
            ("area", wanted.area, areas),
            ("competence", wanted.competence, self._competences),
            ("kind", wanted.kind, self._kinds),
            ("owner", wanted.owner, owners),
        ):
            if asked is not None:
                if asked not in known:
                    raise _unknown(facet, asked, known)
                yield facet, known[asked]

    def _counts(self, area: str) -> Mapping[str, int]:
        collections: Mapping[str, Collection[Actor] | Collection[Competence] | Collection[Initiative]] = {
            "actors": self.actors,
            "competences": self.competences,
            "initiatives": self.initiatives,
        }
        return {
            name: sum(area in entity.facets()["area"] for entity in collection.ordered(Language.SV))
            for name, collection in collections.items()
        }


def _names(entity: Entity) -> frozenset[str]:
    names = (entity.label.sv, entity.label.en, entity.slug, *(name for _, name in entity.other_names))
    return frozenset(name.casefold() for name in names)


def _covering(region: Region) -> frozenset[str]:
    """Places that touch a region's companies: itself, its municipalities, and the programme area it is part of."""
    wider = [region.part_of.slug] if region.part_of else []
    return frozenset([region.slug, *(place.slug for place in region.municipalities), *wider])


def _below(broader: Mapping[str, list[str]]) -> Mapping[str, frozenset[str]]:
    """Each concept with all that lie below it; a circle ends where it began."""
    found: Counter[tuple[str, str]] = Counter()
    for slug in broader:
        waiting = [slug]
        while waiting:
            upper = waiting.pop()
            if (upper, slug) not in found and upper in broader:
                found[upper, slug] += 1
                waiting.extend(broader[upper])
    return {slug: frozenset(lower for upper, lower in found if upper == slug) for slug in broader}


def _has_status(entity: Entity, wanted: Wanted) -> bool:
    return isinstance(entity, Initiative) and entity.status(wanted.day) is wanted.status


def _unknown(facet: str, asked: str, known: Iterable[str]) -> UsageError:
    listed = sorted(known)
    named = ", ".join(listed[:_MOST_NAMED])
    return UsageError(
        Text(
            sv=f"{facet}: {asked[:80]} finns inte. " + (f"Välj bland {named}." if len(listed) <= _MOST_NAMED else ""),
            en=f"{facet}: there is no {asked[:80]}. "
            + (f"Choose among {named}." if len(listed) <= _MOST_NAMED else ""),
        )
    )
