"""Research projects that were granted twice: a held-out one may say what one of TRAIN says, word for word.

``training.split`` draws the line by a project's number, and ``held_out_texts`` drops rows of equal text; a whole
abstract may still hold a sentence of a project on the other side.
"""

from __future__ import annotations

from collections.abc import Iterator

from training.alignment import SHORTEST, sentences_of
from training.sources import DATA, projects
from training.split import Part, folded, part_of

Row = dict[str, str]


def said_by(part: Part) -> frozenset[str]:
    """The folded sentences of all abstracts of a part, in both languages; short ones say nothing of their own."""
    return frozenset(
        sentence for row in projects(DATA) if part_of(identifier(row)) is part for sentence in _sentences(row)
    )


def says_any(row: Row, sentences: frozenset[str]) -> bool:
    """Whether an abstract of a project, in either language, holds one of the sentences."""
    return any(sentence in sentences for sentence in _sentences(row))


def identifier(row: Row) -> str:
    """What ``training.split`` draws by."""
    return "swecris:" + row["projectId"]


def _sentences(row: Row) -> Iterator[str]:
    for language in ("sv", "en"):
        yield from (folded(text) for text in sentences_of(row[language]) if len(text) >= SHORTEST)
