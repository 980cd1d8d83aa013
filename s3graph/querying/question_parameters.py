"""What a saved question can be given: its parameters, their types, and values of theirs as terms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from pyoxigraph import Literal, NamedNode

from s3graph.errors import UsageError
from s3graph.model import Text
from s3graph.vocabulary import XSD, entity, kind_of

TYPES = ("iri", "date", "integer", "text", "choice")
LONGEST_TEXT = 500
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Parameter:
    """``kind`` is the kind of thing an ``iri`` names, which may be given by the end of its address; of several kinds,
    ``actor|organisation``, the end is that of the first.

    ``default`` is used where none is given; ``example`` is a value to show. ``choices`` are all that a ``choice`` may
    be, ``least`` and ``most`` the bounds of an ``integer``.
    """

    name: str
    type: str
    label: Text
    kind: str | None = None
    default: str | None = None
    example: str | None = None
    optional: bool = False
    choices: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None

    @property
    def required(self) -> bool:
        return self.default is None and not self.optional

    def term(self, value: str) -> NamedNode | Literal:
        """The value as a term. UsageError where it is not of the parameter's type."""
        try:
            return self._term(value)
        except ValueError as error:
            wanted, given = self._wanted(), repr(value[:80])
            raise UsageError(
                Text(
                    sv=f"Parametern {self.name} ska vara {wanted.sv}, inte {given}.",
                    en=f"The parameter {self.name} must be {wanted.en}, not {given}.",
                )
            ) from error

    def _term(self, value: str) -> NamedNode | Literal:
        if self.type == "iri":
            return self._address(value)
        if self.type == "integer":
            return Literal(str(self._number(value)), datatype=XSD.integer)
        if self.type == "date":
            return Literal(_matching(_DAY, date.fromisoformat(value).isoformat(), value), datatype=XSD.date)
        if self.type == "choice" and value not in self.choices:
            raise ValueError(value)
        if len(value) > LONGEST_TEXT:
            raise ValueError(value)
        return Literal(value)

    def _address(self, value: str) -> NamedNode:
        """One of ours must be of the right kind; what others have named may be anything."""
        if self.kind is None or ":" in value:
            node = NamedNode(value)
            if self.kind and kind_of(node) not in (None, *self.kind.split("|")):
                raise ValueError(value)
            return node
        if "/" in value:
            raise ValueError(value)
        return entity(self.kind.split("|")[0], value)

    def _number(self, value: str) -> int:
        number = int(_matching(_INTEGER, value, value))
        if (self.least is not None and number < self.least) or (self.most is not None and number > self.most):
            raise ValueError(value)
        return number

    def _wanted(self) -> Text:
        if self.type == "iri" and self.kind:
            return Text(sv=f"en adress eller kod ({self.kind})", en=f"an IRI or code ({self.kind})")
        if self.type == "choice":
            listed = ", ".join(self.choices)
            return Text(sv=f"något av {listed}", en=f"one of {listed}")
        if self.type == "integer" and self.least is not None and self.most is not None:
            return Text(
                sv=f"ett heltal från {self.least} till {self.most}",
                en=f"a whole number from {self.least} to {self.most}",
            )
        return _WANTED[self.type]


_WANTED = {
    "iri": Text(sv="en adress (IRI)", en="an IRI"),
    "date": Text(sv="ett datum, ÅÅÅÅ-MM-DD", en="a date, YYYY-MM-DD"),
    "integer": Text(sv="ett heltal", en="a whole number"),
    "text": Text(sv=f"text, högst {LONGEST_TEXT} tecken", en=f"text of at most {LONGEST_TEXT} characters"),
}


def _matching(form: re.Pattern[str], meant: str, value: str) -> str:
    """``meant``, where ``value`` is spelt in the one form that is taken: Python reads others too."""
    if not form.fullmatch(value):
        raise ValueError(value)
    return meant
