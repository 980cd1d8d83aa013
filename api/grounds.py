"""What is said of a thing, parted by what it rests on: first what is confirmed, then the rest with its sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from api.pages import address, place
from s3graph.querying.entity import Stated

MOST_SITES = 3


@dataclass(frozen=True)
class Grounded:
    """Statements that rest on the same. ``sites`` are names and addresses of a few of their sources, one a site."""

    confirmed: bool
    sites: tuple[tuple[str, str], ...]
    items: tuple[Any, ...]


def grounded(stated: Iterable[Stated[Any]]) -> tuple[Grounded, ...]:
    """What is confirmed as one group, then the unconfirmed, those of the same sites together."""
    found: dict[tuple[bool, tuple[str, ...]], list[Stated[Any]]] = {}
    for one in stated:
        names = () if one.confirmed else tuple(name for name, _ in sites(one.sources))
        found.setdefault((one.confirmed, names), []).append(one)
    return tuple(
        Grounded(confirmed, sites(same[0].sources), tuple(one.value for one in same))
        for (confirmed, _), same in sorted(found.items(), key=lambda group: not group[0][0])
    )


def sites(sources: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The name of each site with the first of its addresses."""
    found: dict[str, str] = {}
    for source in sources:
        leads = address(source)
        if leads is not None:
            found.setdefault(place(source), leads)
    return tuple(found.items())[:MOST_SITES]
