"""Classifications whose codes say what lies above what: a code, a name in one language or two, and the rest follows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from loaders.published_table import Columns, Row
from loaders.register_reader import Form, Whole
from loaders.terms import Scheme, named
from s3graph.model import Language
from s3graph.vocabulary import S3, SKOS


def no_more(_: str) -> Iterable[NamedNode]:
    """For classifications that name nothing of ours."""
    return ()


def as_given(code: str) -> str:
    return code


def by_name(_: str) -> NamedNode:
    return SKOS.prefLabel


@dataclass(frozen=True)
class Coded:
    """``wider`` gives the codes that may lie above one, nearest first: the first that the file has does.

    ``same`` gives what of ours is the same thing, ``spelt`` the code as it is published, ``called`` the property a
    name stands under, by the code.
    """

    scheme: Scheme
    wider: Callable[[str], Iterable[str]]
    spelt: Callable[[str], str] = as_given
    same: Callable[[str], Iterable[NamedNode]] = no_more
    called: Callable[[str], NamedNode] = by_name
    kind: NamedNode = S3.RegisterTerm
    described: bool = True
    """Whether the scheme is this register's to describe; else the platform does that."""

    def form(self, columns: Columns) -> Form:
        """``columns`` are ``code`` and ``sv``, and ``en`` and ``parent`` where the file has them."""
        return Form(columns, self._told, self._about, key="code")

    def _about(self, _: Whole) -> Iterable[Triple]:
        return self.scheme.described() if self.described else ()

    def _told(self, row: Row, whole: Whole) -> Iterator[Triple]:
        code = row["code"]
        node = self.scheme.term(self.spelt(code), row)
        yield from self.scheme.placed(node, self.kind)
        yield from named(node, self.called(code), {Language.SV: row["sv"], Language.EN: row["en"]})
        if not code:
            return
        yield Triple(node, SKOS.notation, Literal(self.spelt(code)))
        above = [row["parent"]] if row["parent"] else [other for other in self.wider(code) if other in whole.keys]
        if above:
            yield Triple(node, SKOS.broader, self.scheme.term(self.spelt(above[0]), row))
        yield from (Triple(node, SKOS.exactMatch, ours) for ours in self.same(code))


def shorter(code: str) -> Iterator[str]:
    """The code without its last characters, longest first.

    >>> list(shorter("SE212"))
    ['SE21', 'SE2', 'SE', 'S']
    """
    return (code[:length] for length in range(len(code) - 1, 0, -1))
