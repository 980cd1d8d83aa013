"""What a query may be, told from its tokens before anything runs it.

SPARQL's keywords are bare words; a word inside a string, an IRI, a comment, a prefixed name, a variable or a language
tag is another token. So a bare ``SERVICE`` anywhere is the keyword, at any depth of sub-selects, and nothing else is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from s3graph.errors import LimitError, QueryError
from s3graph.model import Text

_TOKEN = re.compile(
    r"""
    (?P<skipped>
        \#[^\r\n]*
      | <[^<>"{}|^`\\\x00-\x20]*>
      | \"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
      | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*'
      | [?$][\w·]+
      | @[A-Za-z]+(?:-[A-Za-z0-9]+)*
      | (?:[^\W\d_](?:[\w.·-]*[\w·-])?)?:(?:[\w:·]|%[0-9A-Fa-f]{2}|\\.)?(?:[\w:.·-]|%[0-9A-Fa-f]{2}|\\.)*
      | _:[\w.·-]+
    )
    | (?P<word>[^\W\d_]\w*)
    | .
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_UPDATES = frozenset(("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD"))


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


def form_of(text: str) -> QueryForm:
    """The form of a query that may be run here.

    QueryError for an update, for ``SERVICE``, and for what is no query at all. Its syntax is not looked at.

    >>> form_of('ASK { ?service :SERVICE "SERVICE" } # SERVICE')
    <QueryForm.ASK: 'ask'>
    """
    words = [word for spelt in {text, _unescaped(text)} for word in _keywords(spelt)]
    if "SERVICE" in words:
        raise QueryError(
            Text(
                sv="SERVICE är inte tillåtet: frågor får inte nå andra tjänster. Hämta det du behöver själv.",
                en="SERVICE is not allowed: queries may not reach other services. Fetch what you need on your side.",
            )
        )
    updates = _UPDATES.intersection(words)
    if updates:
        raise QueryError(
            Text(
                sv=f"{min(updates)} är inte tillåtet: här kan man bara läsa. Data kommer in genom 's3graph import'.",
                en=f"{min(updates)} is not allowed: this can only be read. Data comes in through 's3graph import'.",
            )
        )
    for word in _keywords(text):
        if word.lower() in QueryForm._value2member_map_:
            return QueryForm(word.lower())
    raise QueryError(
        Text(
            sv="Det här är ingen SPARQL-fråga: den har varken SELECT, ASK, CONSTRUCT eller DESCRIBE.",
            en="This is no SPARQL query: it has none of SELECT, ASK, CONSTRUCT, DESCRIBE.",
        )
    )


def check_length(text: str, longest: int) -> None:
    """LimitError where a query is longer than the setting allows."""
    if len(text) > longest:
        raise LimitError(
            Text(
                sv=f"Frågan har {len(text)} tecken; högst {longest} läses (S3GRAPH_QUERY_LENGTH).",
                en=f"The query has {len(text)} characters; at most {longest} are read (S3GRAPH_QUERY_LENGTH).",
            )
        )


def _keywords(text: str) -> Iterator[str]:
    return (hit.group("word").upper() for hit in _TOKEN.finditer(text) if hit.group("word"))


def _unescaped(text: str) -> str:
    """SPARQL allows ``\\uXXXX`` anywhere in a query, keywords included."""

    def character(hit: re.Match[str]) -> str:
        number = int(hit.group(1) or hit.group(2), 16)
        return chr(number) if number <= 0x10FFFF else hit.group()

    return _ESCAPE.sub(character, text)
