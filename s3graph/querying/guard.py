"""What a query may be, told from its tokens before anything runs it.

SPARQL's keywords are bare words; a word inside a string, an IRI, a comment, a prefixed name, a variable or a language
tag is another token. The engine does not ask for a space between two keywords, nor between a number and a keyword
(``trueSERVICE``, ``1e5SERVICE``), so a bare word that *contains* SERVICE is refused: no other keyword does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from s3graph.errors import LimitError, QueryError, QuerySyntaxError
from s3graph.model import Text

_TOKEN = re.compile(
    r"""
    (?P<skipped>
        \s+ | \#[^\r\n]*
      | \"{3}(?>(?:\"{0,2}(?:[^"\\]|\\.))*)\"{3} | '{3}(?>(?:'{0,2}(?:[^'\\]|\\.))*)'{3}
      | "(?>(?:[^"\\\r\n]|\\.)*)" | '(?>(?:[^'\\\r\n]|\\.)*)'
      | [?$][\w·]+
      | @[A-Za-z]+(?:-[A-Za-z0-9]+)*
      | _:[\w.·-]+
    )
    | (?P<iri>
        <[^<>"{}|^`\\\x00-\x20]*>
      | (?:[^\W\d_](?:[\w.·-]*[\w·-])?)?:(?>(?:(?:[\w:.·-]|%[0-9A-Fa-f]{2}|\\.)*(?:[\w:·-]|%[0-9A-Fa-f]{2}|\\.))?)
    )
    | (?P<word>[^\W\d_][\w.·-]*)
    | (?P<open>["'])
    | .
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_PARTS = re.compile(r"[.·-]+")
_UPDATES = frozenset(("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD"))
_VARYING = frozenset(("NOW", "RAND", "UUID", "STRUUID"))


class QueryForm(StrEnum):
    """The four kinds of queries."""

    SELECT = "select"
    ASK = "ask"
    CONSTRUCT = "construct"
    DESCRIBE = "describe"

    @property
    def graph(self) -> bool:
        """Whether it answers with triples rather than with rows."""
        return self in (QueryForm.CONSTRUCT, QueryForm.DESCRIBE)


@dataclass(frozen=True)
class Asked:
    """What the text of a query says of it. ``prologue`` is all before its form.

    ``default`` and ``named`` are the graphs of its ``FROM`` and ``FROM NAMED`` as they are spelt there. ``varies``: it
    may answer otherwise tomorrow, of the same release.
    """

    form: QueryForm
    prologue: str
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    varies: bool = False

    @classmethod
    def of(cls, text: str) -> Asked:
        """QueryError for an update, for ``SERVICE``, for an open string, and for what is no query at all.

        >>> Asked.of('ASK FROM <urn:a> { ?service :SERVICE "SERVICE" } # SERVICE').default
        ('<urn:a>',)
        """
        tokens = tuple(_tokens(text))
        _check(text, tokens)
        unescaped = _unescaped(text)
        if unescaped != text:
            _check(text, tuple(_tokens(unescaped, strict=False)))
        start = next((token for token in tokens if token.word and _form(token.text)), None)
        if start is None:
            raise QueryError(
                Text(
                    sv="Det här är ingen SPARQL-fråga: den har varken SELECT, ASK, CONSTRUCT eller DESCRIBE.",
                    en="This is no SPARQL query: it has none of SELECT, ASK, CONSTRUCT, DESCRIBE.",
                )
            )
        form = _form(start.text)
        dataset = tuple(_dataset(tokens))
        return cls(
            form=form or QueryForm.SELECT,
            prologue=text[: start.place],
            default=tuple(iri for named, iri in dataset if not named),
            named=tuple(iri for named, iri in dataset if named),
            varies=any(part in _VARYING for token in tokens if token.word for part in _PARTS.split(token.text.upper())),
        )


@dataclass(frozen=True)
class _Token:
    """A bare word or an IRI; what else a query has is passed over."""

    text: str
    place: int
    word: bool


def form_of(text: str) -> QueryForm:
    """The form of a query that may be run here; QueryError as ``Asked.of`` has them. Its syntax is not looked at."""
    return Asked.of(text).form


def check_length(text: str, longest: int) -> None:
    """LimitError where a query is longer than the setting allows."""
    if len(text) > longest:
        raise LimitError(
            Text(
                sv=f"Frågan har {len(text)} tecken; högst {longest} läses (S3GRAPH_QUERY_LENGTH).",
                en=f"The query has {len(text)} characters; at most {longest} are read (S3GRAPH_QUERY_LENGTH).",
            )
        )


def _tokens(text: str, *, strict: bool = True) -> Iterator[_Token]:
    """QuerySyntaxError where a string is opened and not closed, unless not ``strict``."""
    for hit in _TOKEN.finditer(text):
        if hit.lastgroup == "open":
            if strict:
                said = Text(
                    sv="texten som börjar här tar aldrig slut", en="the string that begins here is never closed"
                )
                raise QuerySyntaxError.at(text, hit.start(), said)
            return
        if hit.lastgroup in ("word", "iri"):
            yield _Token(hit.group(), hit.start(), hit.lastgroup == "word")


def _check(text: str, tokens: tuple[_Token, ...]) -> None:
    for token in tokens:
        if token.word and "SERVICE" in token.text.upper():
            said = Text(
                sv="SERVICE är inte tillåtet: frågor får inte nå andra tjänster. Hämta det du behöver själv",
                en="SERVICE is not allowed: queries may not reach other services. Fetch what you need on your side",
            )
            raise QuerySyntaxError.at(text, token.place, said)
    for token in tokens:
        if token.word and token.text.upper() in _UPDATES:
            name = token.text.upper()
            said = Text(
                sv=f"{name} är inte tillåtet: här kan man bara läsa. Data kommer in genom POST /api/v1/imports eller "
                "'s3graph import', som granskar dem",
                en=f"{name} is not allowed: this can only be read. Data comes in through POST /api/v1/imports or "
                "'s3graph import', which validate it",
            )
            raise QuerySyntaxError.at(text, token.place, said)


def _form(word: str) -> QueryForm | None:
    return next((form for form in QueryForm if word.lower().startswith(form.value)), None)


def _dataset(tokens: tuple[_Token, ...]) -> Iterator[tuple[bool, str]]:
    """Each graph of the dataset clause: whether it is a named one, and its IRI as spelt."""
    for place, token in enumerate(tokens):
        if token.word and token.text.upper() == "FROM":
            following = tokens[place + 1 : place + 3]
            named = bool(following) and following[0].word and following[0].text.upper() == "NAMED"
            graph = following[1:2] if named else following[:1]
            if graph and not graph[0].word:
                yield named, graph[0].text


def _unescaped(text: str) -> str:
    """SPARQL allows ``\\uXXXX`` anywhere in a query, keywords included."""

    def character(hit: re.Match[str]) -> str:
        number = int(hit.group(1) or hit.group(2), 16)
        return chr(number) if number <= 0x10FFFF else hit.group()

    return _ESCAPE.sub(character, text)
