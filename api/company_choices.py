"""What a company can say of itself on a form: its municipality, its sector in words, its size."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode

from api.messages import spoken
from s3graph.graph import ReleaseStore
from s3graph.matching.need import SIZES
from s3graph.model import Language
from s3graph.querying.collation import order
from s3graph.querying.entities import Entities
from s3graph.vocabulary import RDF, S3, SKOS, slug_of


@dataclass(frozen=True)
class Group:
    """Options below one heading: value and name."""

    label: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class CompanyChoices:
    """In one language. ``places`` are regions with their municipalities, ``sectors`` SNI divisions by section."""

    places: tuple[Group, ...]
    sectors: tuple[Group, ...]
    sizes: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, store: ReleaseStore, entities: Entities, language: Language) -> CompanyChoices:
        said = spoken("answer", language)
        sizes = tuple((size, said[f"size_{size}"]) for size in SIZES)
        return cls(_places(entities, language), _sectors(store, language), sizes)

    def name_of(self, field: str, value: str) -> str | None:
        """What a value of a field of the form is called; None where the field does not offer it."""
        groups = {"municipality": self.places, "sector": self.sectors, "size": (Group("", self.sizes),)}[field]
        return next((name for group in groups for offered, name in group.options if offered == value), None)


def _places(entities: Entities, language: Language) -> tuple[Group, ...]:
    """A region can be chosen whole, where it is more than one municipality."""
    groups, said = [], spoken("answer", language)
    for region in entities.regions.ordered(language):
        inside = [(place.slug, place.label.in_language(language)) for place in region.municipalities]
        label = region.label.in_language(language)
        whole = [(region.slug, said["whole"].format(county=label))] if len(inside) != 1 else []
        groups.append(Group(label, (*whole, *_by_name(inside, language))))
    return tuple(groups)


def _sectors(store: ReleaseStore, language: Language) -> tuple[Group, ...]:
    """The divisions, two digits, below their sections, one letter."""
    nodes = {quad.subject for quad in store.quads(None, RDF.type, S3.SniCode)}
    codes = {slug_of(node): node for node in nodes if isinstance(node, NamedNode)}
    sections: dict[str, list[tuple[str, str]]] = {}
    for code in sorted(code for code in codes if len(code) == 2 and code.isdigit()):
        for quad in store.quads(codes[code], SKOS.broader, None):
            if isinstance(quad.object, NamedNode):
                sections.setdefault(slug_of(quad.object), []).append((code, store.label(codes[code], language)))
    return tuple(
        Group(store.label(codes[section], language), tuple(sections[section]))
        for section in sorted(sections)
        if section in codes
    )


def _by_name(options: Iterable[tuple[str, str]], language: Language) -> list[tuple[str, str]]:
    return sorted(options, key=lambda option: order(option[1], language))
