"""Valid files of every format and packing, and broken ones made of them by chance that can be repeated."""

from __future__ import annotations

import gzip
import random
from collections.abc import Callable, Mapping
from functools import cache

import zstandard
from pyoxigraph import Quad, RdfFormat, parse, serialize

from tests.faults.hostile import zipped
from tests.intake.partner import WHOLE

PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    ".gz": lambda content: gzip.compress(content, mtime=0),
    ".zip": lambda content: zipped(a=content),
    ".zst": zstandard.ZstdCompressor(write_checksum=True).compress,
}
"""As the usual tools pack: with a checksum, without which Zstandard cannot tell some damage."""
FORMATS = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "nq": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "rdf": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
}
_WORDS = (
    b"<", b">", b"[", b"]", b"(", b")", b"{", b"}", b'"', b"'", b'"""', b"\\", b"\\u", b"\\uD800", b"@prefix", b"@base",
    b"@sv", b"^^", b"_:", b"<<(", b")>>", b"{|", b"|}", b".", b";", b",", b"#", b"\n", b"\0", b"\xff", b"\xef\xbb\xbf",
    b"\xc3", b"<!--", b"]]>", b"<!DOCTYPE r [", b"<!ENTITY e 'e'>", b"&e;", b"&#0;", b"rdf:nodeID", b"xml:lang='e'",
    b"rdf:parseType='Literal'", b'"@id"', b'"@context"', b'"@graph"', b'"@list"', b'"@type"', b"null", b"1e999", b"-",
    b"true", b":", b"a", b"0",
)  # fmt: skip
"""What means something in one of the notations."""


_INSIDE = 0.5
"""Share of the packed files that are broken before they are packed."""


@cache
def valid() -> Mapping[str, bytes]:
    """One file by each ending, all of the same content; and hand-written Turtle, which has more of the notation."""
    quads = [Quad(*quad.triple) for quad in parse(WHOLE.encode(), format=RdfFormat.TURTLE)]
    plain = {suffix: serialize(quads, format=kind) or b"" for suffix, kind in FORMATS.items()}
    plain["turtle"] = WHOLE.encode()
    return {f"{suffix}{end}": pack(content) for suffix, content in plain.items() for end, pack in PACKINGS.items()}


def mutated(seed: int) -> tuple[str, bytes]:
    """The ending and the content of a broken file."""
    chance = random.Random(seed)  # noqa: S311 - test data
    ending = chance.choice(sorted(valid()))
    suffix, dot, packing = ending.partition(".")
    if dot and chance.random() < _INSIDE:
        return ending, PACKINGS[dot + packing](_broken(valid()[suffix], chance))
    return ending, _broken(valid()[ending], chance)


def _broken(content: bytes, chance: random.Random) -> bytes:
    found = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        chance.choice(_WAYS)(found, chance)
    return bytes(found)


def _flip(content: bytearray, chance: random.Random) -> None:
    if content:
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


def _insert(content: bytearray, chance: random.Random) -> None:
    place = chance.randrange(len(content) + 1)
    content[place:place] = chance.choice(_WORDS) * chance.choice((1, 1, 2, 300))


def _cut_out(content: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(content) + 1)
    del content[start : start + chance.choice((1, 4, 40, len(content)))]


def _repeat(content: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(content) + 1)
    piece = content[start : start + chance.choice((1, 9, 200))]
    content[start:start] = piece * chance.choice((1, 2, 50))


def _mix(content: bytearray, chance: random.Random) -> None:
    """A piece of another file, of whatever format."""
    other = valid()[chance.choice(sorted(valid()))]
    start, place = chance.randrange(len(other)), chance.randrange(len(content) + 1)
    content[place:place] = other[start : start + chance.choice((20, 200))]


_WAYS = (_flip, _insert, _cut_out, _repeat, _mix)
