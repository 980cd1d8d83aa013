"""Where the asker is: from the request, else from place names in the need; and how near an actor lies."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import IntEnum
from itertools import chain

from s3graph.errors import UsageError
from s3graph.matching.catalogue import Actor, Place
from s3graph.matching.need import NeedRequest
from s3graph.matching.trades import PREPOSITIONS
from s3graph.matching.words import words
from s3graph.model import Text


class Nearness(IntEnum):
    """How an actor lies to the asker, nearest last."""

    ELSEWHERE = 0
    PROGRAMME_AREA = 1
    NEIGHBOUR_REGION = 2
    OTHER_MUNICIPALITY = 3
    """In the asker's county, but for companies of other municipalities, or of certain ones the asker may not be in."""
    SAME_REGION = 4
    NEIGHBOUR_MUNICIPALITY = 5
    SAME_MUNICIPALITY = 6


NEARNESS = {
    Nearness.ELSEWHERE: 0.0,
    Nearness.PROGRAMME_AREA: 0.1,
    Nearness.NEIGHBOUR_REGION: 0.1,
    Nearness.OTHER_MUNICIPALITY: -0.3,
    Nearness.SAME_REGION: 0.85,
    Nearness.NEIGHBOUR_MUNICIPALITY: 0.9,
    Nearness.SAME_MUNICIPALITY: 1.0,
}

FROM_AFAR = NEARNESS | {Nearness.PROGRAMME_AREA: 0.3, Nearness.NEIGHBOUR_REGION: 0.4}
"""The same of actors whose kind is of use from afar: research, laboratories, centres of a branch."""


@dataclass(frozen=True)
class Whereabouts:
    """A region, and a municipality of it where one is known. ``named``: names of places in the need, folded.

    ``words``: how the need itself puts it; empty where only the request does.
    """

    region: Place
    municipality: Place | None
    named: frozenset[str] = frozenset()
    words: str = ""

    @property
    def label(self) -> Text:
        return self.municipality.label if self.municipality else self.region.label

    @property
    def slug(self) -> str:
        return (self.municipality or self.region).slug

    def nearness(self, actor: Actor) -> Nearness:
        """Of all that holds, the nearest. An actor for certain municipalities is at home in those alone."""
        here = self.municipality
        if actor.serves:
            return self._served(actor)
        if here is not None and here.slug in actor.municipalities:
            return Nearness.SAME_MUNICIPALITY
        if self.region.slug in actor.regions:
            beside = here is not None and any(slug in here.touches for slug in actor.municipalities)
            return Nearness.NEIGHBOUR_MUNICIPALITY if beside else Nearness.SAME_REGION
        if any(slug in self.region.touches for slug in actor.regions):
            return Nearness.NEIGHBOUR_REGION
        return Nearness.PROGRAMME_AREA if actor.regions else Nearness.ELSEWHERE

    def _served(self, actor: Actor) -> Nearness:
        """Where only the county is known, one that bears the name of the place that is told is at home there."""
        here = self.municipality
        if here.slug in actor.serves if here else self.named.intersection(_folded(actor.label.sv).split()):
            return Nearness.SAME_MUNICIPALITY
        return Nearness.OTHER_MUNICIPALITY if self.region.slug in actor.regions else Nearness.PROGRAMME_AREA


class Gazetteer:
    """The places of a release by slug and by name, however the name is spelt: "Växjö", "Vaxjo", "i Växsjö"."""

    def __init__(self, places: tuple[Place, ...]) -> None:
        self._by_slug = {(place.level, place.slug): place for place in places}
        widest_first = sorted(places, key=lambda place: _LEVELS.index(place.level))
        named = [(name, place) for place in widest_first for spoken in place.names for name in _forms(spoken)]
        of = [(name, place) for place in widest_first for spoken in place.names for name in _adjectives(spoken)]
        self._shared, self._shared_of = _shared(named), _shared(of)
        self._by_name = {_folded(name): place for name, place in named if _folded(name) not in self._shared}
        self._by_adjective = {_folded(name): place for name, place in of if _folded(name) not in self._shared_of}
        self._own = {name: place for place in widest_first for name in _own_names(place)}
        longest_first = sorted({name for name, _ in named}, key=len, reverse=True)
        self._pattern = re.compile(rf"\b(?:{_any_of(longest_first) or '(?!)'})\b", re.IGNORECASE)

    def whereabouts(self, request: NeedRequest, text: str) -> Whereabouts | None:
        """From the request, else the most local place the text names. UsageError for a code that does not exist."""
        municipality = self._coded("municipality", request.municipality)
        region = self._coded("region", request.region)
        told = municipality is not None or region is not None
        found = self._within(region, municipality) if told else self._mentioned(text)
        if found is None:
            return None
        named = self._pattern.findall(text)
        put = self._words(found, named, "" if told else text)
        return replace(found, named=frozenset(map(_folded, named)), words=put)

    def counties(self, text: str) -> tuple[str, ...]:
        """Slugs of the counties one of which a text names without saying which: those of Småland."""
        named = (self._shared.get(_folded(name), ()) for name in self._pattern.findall(text))
        told_of = (self._shared_of.get(_folded(word), ()) for word in words(text))
        return next((counties for counties in chain(named, told_of) if counties), ())

    def _words(self, found: Whereabouts, named: Iterable[str], text: str) -> str:
        """By which of the ``named`` a place was found, else by what nearly spelt word of a text; empty if by none."""
        asked = found.municipality or found.region
        spelt = (name for name in named if self._by_name.get(_folded(name)) == asked)
        nearly = (
            near["word"] + (near["county"] or "") for near in _WHERE.finditer(text) if self._nearly(near) == asked
        )
        return next(chain(spelt, nearly), "")

    def masked(self, text: str) -> str:
        """The text without the names of places."""
        return _WHERE.sub(lambda found: found[1] if self._nearly(found) else found[0], self._pattern.sub("", text))

    def _coded(self, level: str, slug: str | None) -> Place | None:
        if slug is None:
            return None
        named = self._by_name.get(_folded(slug))
        place = self._by_slug.get((level, slug)) or (named if named is not None and named.level == level else None)
        if place is not None:
            return place
        raise UsageError(
            Text(
                sv=f"Okänd {'kommun' if level == 'municipality' else 'region'} {slug!r}. "
                "Ange kommunens namn eller kod, som Växjö eller 0780, eller regionens kod, som SE212.",
                en=f"Unknown {level} {slug!r}. Give the name or code of a municipality, such as Växjö or 0780, or the "
                "code of a region, such as SE212.",
            )
        )

    def _within(self, region: Place | None, municipality: Place | None) -> Whereabouts | None:
        if region is None and municipality is not None and municipality.part_of is not None:
            region = self._by_slug.get(("region", municipality.part_of))
        return Whereabouts(region, municipality) if region is not None else None

    def _mentioned(self, text: str) -> Whereabouts | None:
        return (
            self._most_local(self._named(text))
            or self._most_local(self._nearly_named(text))
            or self._most_local(self._told_of(text))
        )

    def _most_local(self, named: Iterator[Place]) -> Whereabouts | None:
        found = tuple(named)
        for level in ("municipality", "region"):
            for place in found:
                if place.level == level:
                    return self._within(None, place) if level == "municipality" else Whereabouts(place, None)
        return None

    def _named(self, text: str) -> Iterator[Place]:
        for name in self._pattern.findall(text):
            if place := self._by_name.get(_folded(name)):
                yield place

    def _told_of(self, text: str) -> Iterator[Place]:
        """The places that a text has an adjective of."""
        return (place for word in words(text) if (place := self._by_adjective.get(_folded(word))))

    def _nearly_named(self, text: str) -> Iterator[Place]:
        for found in _WHERE.finditer(text):
            if place := self._nearly(found):
                yield place

    def _nearly(self, found: re.Match[str]) -> Place | None:
        """The one municipality or county whose name is most like the word found, if that is very like it."""
        word = _folded(found["word"])
        if word.removesuffix("s") in _ELSEWHERE:
            return None
        likeness = dict.fromkeys(self._own.values(), 0.0)
        letters = SequenceMatcher(b=word, autojunk=False)
        for name, place in self._own.items():
            letters.set_seq1(name)
            if letters.real_quick_ratio() >= _LIKE and letters.quick_ratio() >= _LIKE:
                likeness[place] = max(likeness[place], letters.ratio())
        highest = max(likeness.values(), default=0.0)
        best = [place for place, ratio in likeness.items() if ratio == highest]
        if highest < _LIKE or len(best) > 1:
            return None
        county = self._by_slug.get(("region", best[0].part_of or ""))
        return county if county and found["county"] else best[0]


_LEVELS = ("programme-area", "region", "municipality")
_SHORTEST_FOLDED = 5
"""Fewest letters of a name that is known without its diacritics too."""
_LIKE = 0.9
"""Least likeness (difflib's ratio) of a word to the name it is taken for. Bornholm has .88 to Borgholm."""
_WHERE = re.compile(
    rf"\b((?:{PREPOSITIONS})\s+)(?P<word>\w{{6,}})(?P<county>\s+(?:län|county)\b)?(?!\w)", re.IGNORECASE
)
_ORDINARY = frozenset(
    form + ending for form in ("granna", "hanger", "kanna", "karda", "linda", "ralla", "rappe") for ending in ("", "s")
)
"""What Gränna, Hånger, Kånna, Kärda, Rälla and Räppe, and Lindås, would be without their diacritics: other words."""
_ELSEWHERE = frozenset({"avesta", "gotaland", "skalmar"})
"""Words and places elsewhere as like a name as a misspelling of it."""


def _shared(named: Iterable[tuple[str, Place]]) -> dict[str, tuple[str, ...]]:
    """The names, folded, that several counties bear, and the slugs of those."""
    bearing: dict[str, dict[str, None]] = {}
    for name, place in named:
        if place.level == "region":
            bearing.setdefault(_folded(name), {})[place.slug] = None
    return {name: tuple(slugs) for name, slugs in bearing.items() if len(slugs) > 1}


def _forms(name: str) -> tuple[str, ...]:
    """A name, its genitive and what lies around it ("Gnosjötrakten"), in lower case."""
    lowered = " ".join(words(name))
    return (lowered, lowered if lowered.endswith("s") else lowered + "s", lowered + "trakten")


def _adjectives(name: str) -> tuple[str, ...]:
    """What is of a place whose name is one word that ends in "-land".

    >>> _adjectives("Gotland"), _adjectives("Växjö")
    (('gotländsk', 'gotländska', 'gotländskt'), ())
    """
    stem, ends, _ = name.lower().rpartition("land")
    if not ends or " " in name or not name.lower().endswith("land"):
        return ()
    return tuple(f"{stem}ländsk{ending}" for ending in ("", "a", "t"))


def _folded(name: str) -> str:
    """In lower case and without diacritics.

    >>> _folded("Växjö  KOMMUN")
    'vaxjo kommun'
    """
    letters = unicodedata.normalize("NFKD", name)
    return " ".join(words("".join(letter for letter in letters if not unicodedata.combining(letter))))


def _spelt(name: str) -> str:
    """The pattern of a name, with or without diacritics where it is long enough to be no other word."""
    if len(name) < _SHORTEST_FOLDED or _folded(name) in _ORDINARY:
        return re.escape(name)
    return "".join(
        f"[{letter}{plain}]" if (plain := _folded(letter)) != letter and plain else re.escape(letter) for letter in name
    )


def _any_of(names: Iterable[str]) -> str:
    """The pattern of the first of these names that fits, by initial letter: a word is tried on the names of one letter.

    >>> _any_of(["åby", "växjö", "aneby"])
    '(?=[aå])(?:åby|aneby)|(?=[v])(?:v[äa]xj[öo])'
    """
    by_initial: dict[str, list[str]] = {}
    for name in names:
        by_initial.setdefault(_folded(name[0]) or name[0], []).append(name)
    return "|".join(
        f"(?=[{re.escape(''.join(sorted({letter} | {name[0] for name in of_letter})))}])"
        f"(?:{'|'.join(map(_spelt, of_letter))})"
        for letter, of_letter in by_initial.items()
    )


def _own_names(place: Place) -> tuple[str, ...]:
    """What a municipality or county is called in one word, folded; not its villages.

    >>> _own_names(Place("SE212", "region", Text("Kronobergs län", "Kronoberg County"), (), None, ()))
    ('kronoberg', 'kronobergs', 'kronobergtrakten')
    """
    if place.level not in _LEVELS[1:]:
        return ()
    return _forms(_folded(place.label.en).removesuffix(" county"))
