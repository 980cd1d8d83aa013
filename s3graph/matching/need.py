"""A need in the asker's own words: the request, what of it can be read, and its parts."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from s3graph.errors import LimitError, UsageError
from s3graph.matching.contact import without_contact
from s3graph.matching.frames import (
    APPOSED,
    SEAT,
    asks,
    counts_up,
    only_asks_who,
    only_turns_to,
    rid_of_what_is_not_asked,
    says_before_what,
    unframed,
)
from s3graph.matching.infinitives import goes_on
from s3graph.matching.language import Knows, identify
from s3graph.matching.merging import FEWEST_WORDS, merged, says_no_company
from s3graph.matching.money import rid_of_what_it_is_for
from s3graph.matching.personal import unmasked
from s3graph.matching.prompts import without_orders
from s3graph.matching.trades import names_trade, subject_end
from s3graph.matching.turns import clauses, only_names, refuses
from s3graph.matching.wanting import in_so_many_words, outright, wants
from s3graph.matching.wishing import Clause, reader
from s3graph.matching.words import clean, content_words, words
from s3graph.model import Language, Text

NEED_LENGTH = 10_000
PARTS = 16
WISHED, LIKELY_WISHED = 0.25, 0.4
"""Chances of a part from which something is wanted in it, and from which that is told, though it is not understood or
nobody is named for it."""
SIZES = ("micro", "small", "medium")
"""Slugs of the size classes of companies."""

_JOINED = re.compile(r"^(?:och|[åo]|samt|men|eller|elle|and|but|or)\s+(?=\S)", re.IGNORECASE)
"""What joined a clause to the one before it, and says nothing where the clause stands alone."""
_SIGNATURE = re.compile(
    r"(?:\n--\s*\n|\n\s*(?:med\s+)?(?:vänlig(?:a)?\s+hälsning(?:ar)?|mvh|hälsningar|kind\s+regards|best\s+regards|regards|sincerely)\b).*",
    re.IGNORECASE | re.DOTALL,
)

_SIGNED = 7
"""Most words of a text that is a signature and no more."""


@dataclass(frozen=True)
class NeedRequest:
    """What is asked. Places and areas by slug: region ``SE212``, municipality ``0780``, area ``tra-skog``.

    ``concepts`` are competences by slug, said by the asker in place of a text: each is a part of the need that asks.
    ``features`` replaces weights of the feature table by name; 0 switches one off.
    """

    text: str
    language: Language | None = None
    region: str | None = None
    municipality: str | None = None
    areas: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    sni: str | None = None
    size: str | None = None
    limit: int = 5
    features: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Part:
    """One clause of a need. ``asks`` is False where it only says who is asking, or from where ("vi sitter i Vimmerby").

    ``matter`` is what is compared: the text without the names of places, which have a feature of their own. ``chance``:
    how likely it says what is wanted.
    """

    text: str
    asks: bool
    matter: str
    chance: float = 0.0

    def telling(self) -> Part:
        """The same as what only tells who asks."""
        return replace(self, asks=False, chance=0.0)

    @property
    def likely(self) -> bool:
        """Whether what is wanted in it is told, though it is not understood or nobody is named for it."""
        return self.chance >= LIKELY_WISHED


@dataclass(frozen=True)
class Need:
    """A need as it was read: cleaned text, language, parts in order. No parts: nothing in it could be understood.

    Nothing of it says how the company is reached, and what else is personal data is masked.

    ``orders``: it does nothing but order a machine about.
    """

    text: str
    language: Language
    mixed: bool
    parts: tuple[Part, ...]
    matter: str
    orders: bool = False

    @property
    def wishes(self) -> tuple[bool, ...]:
        """Of each part, whether something is wanted in it: where that is as likely as ``WISHED``, or else likeliest."""
        least = min(WISHED, max((part.chance for part in self.parts), default=0.0))
        return tuple(part.chance >= least for part in self.parts)

    @property
    def tongue(self) -> Language:
        """The language whose word table reads it: the Swedish one reads both."""
        return Language.SV if self.mixed else self.language

    def without(self, mask: Callable[[str], str]) -> Need:
        """The need with ``mask`` applied to what is compared, without clauses that then only say where the company is.

        Where all clauses do, they are kept; any other left empty by the mask stays as it was.
        """

        def masked(text: str) -> str:
            left = mask(text)
            return left if content_words(left, self.language) else text

        telling = tuple(part for part in self.parts if not self._only_seats(mask(part.matter)))
        parts = tuple(replace(part, matter=masked(part.matter)) for part in telling or self.parts)
        return replace(self, parts=_asking(parts), matter=masked(self.matter))

    def respelt(self, spell: Callable[[str], str]) -> Need:
        """The need with ``spell`` applied to what is compared."""
        parts = tuple(replace(part, matter=spell(part.matter)) for part in self.parts)
        return replace(self, parts=parts, matter=spell(self.matter))

    def _only_seats(self, matter: str) -> bool:
        seat = SEAT.match(matter)
        return seat is not None and not content_words(matter[seat.end() :], self.language)


def read_need(request: NeedRequest, longest: int = NEED_LENGTH, knows: Knows | None = None) -> Need:
    """Read a request's text. UsageError: no text, or another language. LimitError: longer than ``longest``."""
    if len(request.text) > longest:
        raise LimitError(
            Text(
                sv=f"Behovet har {len(request.text)} tecken; högst {longest} läses (S3GRAPH_NEED_LENGTH). Korta det.",
                en=f"The need has {len(request.text)} characters; at most {longest} are read (S3GRAPH_NEED_LENGTH). "
                "Shorten it.",
            )
        )
    whole = without_contact(_unsigned(clean(request.text)))
    left = without_orders(whole)
    text = left or whole
    if not any(letter.isalpha() for letter in unmasked(text)):
        raise UsageError(
            Text(
                sv="Behovet är tomt. Beskriv med egna ord vad företaget behöver hjälp med.",
                en="The need is empty. Describe in your own words what the company needs help with.",
            )
        )
    found = identify(unmasked(text), knows)
    if request.language is None and found.foreign is not None:
        raise UsageError(
            Text(
                sv=f"Behovet verkar vara skrivet på {found.foreign.sv}. Tjänsten läser svenska och engelska.",
                en=f"The need seems to be written in {found.foreign.en}. The service reads Swedish and English.",
            )
        )
    language = request.language or found.language
    parts = _with_chances(split_parts(text, language))
    return Need(text, language, found.mixed, parts, _matter(text, language), orders=not left)


def _unsigned(text: str) -> str:
    """A text without the signature at its end; a need that begins with such a greeting stays whole."""
    left = _SIGNATURE.sub("", "\n" + text).strip()
    return text if not left and len(words(text)) > _SIGNED else left


def need_of(labels: Sequence[Text], language: Language) -> Need:
    """A need that names what it is about: a part for each label. UsageError for more than ``PARTS``."""
    if len(labels) > PARTS:
        raise UsageError(
            Text(
                sv=f"Behovet nämner {len(labels)} kompetenser; högst {PARTS} läses.",
                en=f"The need names {len(labels)} competences; at most {PARTS} are read.",
            )
        )
    named = [label.in_language(language) for label in labels]
    text = ", ".join(named)
    return Need(text, language, False, tuple(Part(name, True, name) for name in named), text)


def split_parts(text: str, language: Language) -> tuple[Part, ...]:
    """The clauses of a text, at most ``PARTS``; one that says too little by itself joins its neighbour.

    >>> [part.text for part in split_parts("Vi säljer getost. Hur når vi butiker i Tyskland?", Language.SV)]
    ['Vi säljer getost.', 'Hur når vi butiker i Tyskland?']

    No parts, where nothing is said but that somebody is asked to help.

    >>> split_parts("Vart vänder vi oss? Vem kan hjälpa oss?", Language.SV)
    ()
    """
    if only_turns_to(unframed(text)):
        return ()
    found = list(clauses(text))
    spans = merged(text, [span for span in found if not only_asks_who(text[span])] or found, language)
    while len(spans) > PARTS:
        lengths = [last.stop - first.start for first, last in itertools.pairwise(spans)]
        shortest = lengths.index(min(lengths))
        spans[shortest : shortest + 2] = [slice(spans[shortest].start, spans[shortest + 1].stop)]
    told = {
        place
        for apposed in APPOSED.finditer(text)
        for place, span in enumerate(spans)
        if apposed.start() < span.stop <= apposed.end()
    }
    pieces = [" ".join(text[span].split()) for span in spans]
    parts = tuple(
        Part(
            _JOINED.sub("", _said(text, spans, place)),
            not (place in told or refuses(piece)) and asks(unmasked(piece)),
            rid_of_what_it_is_for(_matter(piece, language)),
        )
        for place, piece in enumerate(pieces)
        if content_words(unmasked(piece), language) or says_no_company(piece)
    )
    return _asking(parts)


def _with_chances(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The parts with how likely something is wanted in each; nothing is in one that refuses, where another asks."""
    if not parts:
        return parts
    told = zip(parts, worded(parts), strict=True)
    chances = reader().chances([Clause(part.text, part.asks, as_a_wish) for part, as_a_wish in told]).tolist()
    none = [not part.asks and refuses(part.text) for part in parts]
    return tuple(replace(part, chance=0.0 if no else at) for part, no, at in zip(parts, none, chances, strict=True))


def worded(parts: Sequence[Part]) -> tuple[bool, ...]:
    """Of each part, whether it asks and says what is wanted or wrong, or only names it, in a sentence of its own or
    one that does, not in one that only tells what is wrong; where none does, whether it asks, and not by naming the
    trade alone where another does."""
    found: list[bool] = []
    open_ended = False
    for part in parts:
        follows = bool(found) and part.text[:1].islower() and not wants(part.text)
        follows = follows and (only_names(part.text) or goes_on(part.text))
        if not follows:
            open_ended = outright(part.text) or only_names(part.text)
        found.append(part.asks and (found[-1] and open_ended if follows else _wished(part.text)))
    if any(found):
        return tuple(found)
    matters = tuple(part.asks and not names_trade(part.text) for part in parts)
    return matters if any(matters) else tuple(part.asks for part in parts)


def _said(text: str, spans: Sequence[slice], place: int) -> str:
    """A part as it is quoted: with the company before it, where that is its subject."""
    span, before = spans[place], spans[place - 1] if place else None
    if before is not None and subject_end(text[before.start : span.stop]) == before.stop - before.start:
        span = slice(before.start, span.stop)
    said = " ".join(text[span].split())
    first, _, last = said.rpartition(". ")
    return f"{first}." if first and only_turns_to(last) else said


def _matter(piece: str, language: Language) -> str:
    """What is compared: without turns of phrase, and what is not asked, where anything else is said; before what it is
    wanted, where little is: "prova innan vi köper".
    """
    piece = unmasked(piece)
    whole = unframed(piece)
    left = rid_of_what_is_not_asked(whole)
    own = len(content_words(left, language))
    if own >= FEWEST_WORDS or (own and not says_before_what(whole)):
        return left
    return whole if content_words(whole, language) else piece


def _asking(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The parts. All ask where none does; what is only counted up does not where one does in so many words."""
    if any(part.asks and in_so_many_words(part.text) for part in parts):
        parts = tuple(replace(part, asks=part.asks and not counts_up(part.text)) for part in parts)
    return parts if any(part.asks for part in parts) else tuple(replace(part, asks=True) for part in parts)


def _wished(piece: str) -> bool:
    return wants(piece) or (only_names(piece) and not names_trade(piece))
