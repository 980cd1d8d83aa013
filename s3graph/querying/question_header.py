"""The header of a saved question: the comment lines its file begins with. An incomplete one is refused, by line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from s3graph.errors import QueryError, UsageError
from s3graph.model import Text
from s3graph.querying.question_parameters import TYPES, Parameter

COLUMN_TYPES = ("iri", "text", "integer", "decimal", "date", "time", "boolean")
RESERVED = frozenset({"limit", "offset"})
"""Names that belong to the address of an answer, not to a question."""
_SAID = re.compile(r"# (title@sv|title@en|question@sv|question@en|tags): (.*\S)")
_DECLARED = re.compile(r"# (parameter|column) (\w+)((?: [\w-]+(?:=\S+?)?)*): (.*\S)")
_PARAMETER_WORDS = frozenset({"type", "kind", "default", "example", "of", "min", "max", "optional"})
_NEEDED = ("title@sv", "title@en", "question@sv", "question@en", "tags")


@dataclass(frozen=True)
class Column:
    """A variable of the answer. ``time`` is a moment, ``date`` a day."""

    name: str
    type: str
    label: Text


@dataclass(frozen=True)
class Header:
    """Everything a file says about its question before it asks it."""

    title: Text
    question: Text
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]

    @classmethod
    def read(cls, name: str, text: str) -> Header:
        """QueryError naming the question and the line that is wrong, or what is missing."""
        said: dict[str, str] = {}
        parameters: list[Parameter] = []
        columns: list[Column] = []
        for line in _lines(text):
            plain, declared = _SAID.fullmatch(line), _DECLARED.fullmatch(line)
            if plain and plain.group(1) not in said:
                said[plain.group(1)] = plain.group(2)
            elif declared and declared.group(1) == "parameter":
                parameters.append(_parameter(name, declared))
            elif declared:
                columns.append(_column(name, declared))
            else:
                raise wrong(name, f"raden går inte att läsa: {line}", f"the line cannot be read: {line}")
        _check(name, said, parameters, columns)
        return cls(
            title=Text(sv=said["title@sv"], en=said["title@en"]),
            question=Text(sv=said["question@sv"], en=said["question@en"]),
            tags=tuple(tag.strip() for tag in said["tags"].split(",")),
            parameters=tuple(parameters),
            columns=tuple(columns),
        )


def wrong(question: str, sv: str, en: str) -> QueryError:
    return QueryError(Text(sv=f"Frågan {question}: {sv}.", en=f"The question {question}: {en}."))


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if not line.startswith("#"):
            return
        yield line.rstrip()


def _check(name: str, said: dict[str, str], parameters: list[Parameter], columns: list[Column]) -> None:
    missing = [field for field in _NEEDED if field not in said]
    if not columns:
        missing.append("column")
    if missing:
        listed = ", ".join(missing)
        raise wrong(name, f"{listed} saknas i huvudet", f"the header lacks {listed}")
    for kind, found in (
        ("parameter", [known.name for known in parameters]),
        ("column", [known.name for known in columns]),
    ):
        twice = sorted({other for other in found if found.count(other) > 1})
        if twice:
            raise wrong(name, f"{kind} {twice[0]} står två gånger", f"{kind} {twice[0]} stands twice")
    taken = RESERVED & {parameter.name for parameter in parameters}
    if taken:
        raise wrong(name, f"parametern får inte heta {min(taken)}", f"a parameter may not be called {min(taken)}")


def _column(question: str, hit: re.Match[str]) -> Column:
    words = _words(question, hit, frozenset({"type"}))
    return Column(hit.group(2), _type(question, hit.group(2), words, COLUMN_TYPES), _both(question, hit.group(4)))


def _parameter(question: str, hit: re.Match[str]) -> Parameter:
    name, words = hit.group(2), _words(question, hit, _PARAMETER_WORDS)
    parameter = Parameter(
        name=name,
        type=_type(question, name, words, TYPES),
        label=_both(question, hit.group(4)),
        kind=words.get("kind"),
        default=words.get("default"),
        example=words.get("example"),
        optional="optional" in words,
        choices=tuple(filter(None, words.get("of", "").split(","))),
        least=_number(question, name, words.get("min")),
        most=_number(question, name, words.get("max")),
    )
    if (parameter.type == "choice") != bool(parameter.choices):
        raise wrong(
            question,
            f"parametern {name}: 'of=' hör till type=choice, och type=choice behöver det",
            f"the parameter {name}: 'of=' belongs to type=choice, which needs it",
        )
    if parameter.default is None and parameter.example is None:
        raise wrong(
            question,
            f"parametern {name} behöver default= eller example=",
            f"the parameter {name} needs default= or example=",
        )
    for value in filter(None, (parameter.default, parameter.example)):
        try:
            parameter.term(value)
        except UsageError as error:
            raise wrong(question, error.detail.sv.rstrip("."), error.detail.en.rstrip(".")) from error
    return parameter


def _words(question: str, hit: re.Match[str], known: frozenset[str]) -> dict[str, str]:
    found = {key: value for key, _, value in (word.partition("=") for word in hit.group(3).split())}
    unknown = sorted(set(found) - known)
    if unknown:
        raise wrong(
            question,
            f"{hit.group(1)} {hit.group(2)} har ett okänt ord: {unknown[0]}",
            f"{hit.group(1)} {hit.group(2)} has an unknown word: {unknown[0]}",
        )
    return found


def _type(question: str, name: str, words: dict[str, str], types: tuple[str, ...]) -> str:
    found = words.get("type", "")
    if found not in types:
        listed = ", ".join(types)
        raise wrong(question, f"{name} behöver en typ: {listed}", f"{name} needs a type: {listed}")
    return found


def _number(question: str, name: str, text: str | None) -> int | None:
    if text is None:
        return None
    if not re.fullmatch(r"-?[0-9]{1,18}", text):
        raise wrong(question, f"{name}: min och max är heltal", f"{name}: min and max are whole numbers")
    return int(text)


def _both(question: str, labels: str) -> Text:
    sv, bar, en = (part.strip() for part in labels.partition("|"))
    if not (bar and sv and en):
        raise wrong(question, f"'{labels}' finns inte på båda språken", f"'{labels}' is not in both languages")
    return Text(sv, en)
