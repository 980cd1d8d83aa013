"""What the actors of an answer can be narrowed by, with how many each choice leaves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from api.asked import Asked
from api.suggestions import Suggestion
from s3graph.model import Language
from s3graph.querying.collation import order

FACETS = ("area", "county", "kind")


@dataclass(frozen=True)
class Facet:
    """A choice: ``options`` are value, name and count."""

    name: str
    chosen: str
    options: tuple[tuple[str, str, int], ...]


def facets(found: Iterable[Suggestion], asked: Asked, language: Language) -> tuple[Facet, ...]:
    """Those that have more than one choice, or one that is made."""
    every = tuple(found)
    made = (_facet(name, every, getattr(asked, name), language) for name in FACETS)
    return tuple(facet for facet in made if len(facet.options) > 1 or facet.chosen)


def narrowed(found: Iterable[Suggestion], asked: Asked) -> list[Suggestion]:
    """Those that meet every choice."""
    chosen = {name: value for name in FACETS if (value := getattr(asked, name))}
    return [
        one
        for one in found
        if all(value in dict(_values(one, name, Language.SV)) for name, value in chosen.items())
        and (not asked.open or one.initiatives)
    ]


def _facet(name: str, found: tuple[Suggestion, ...], chosen: str, language: Language) -> Facet:
    counts: Counter[tuple[str, str]] = Counter()
    for one in found:
        counts.update(set(_values(one, name, language)))
    options = sorted(counts.items(), key=lambda item: order(item[0][1], language))
    return Facet(name, chosen, tuple((value, label, count) for (value, label), count in options))


def _values(one: Suggestion, name: str, language: Language) -> Iterator[tuple[str, str]]:
    """Slug and name of what an actor has of a facet."""
    links = {
        "area": one.actor.areas,
        "county": one.actor.regions,
        "kind": (one.actor.kind,) if one.actor.kind else (),
    }[name]
    yield from ((said.value.slug, said.value.label.in_language(language)) for said in links)
