"""What a page about one thing shows: its statements, by property, each with what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlsplit

from pyoxigraph import NamedNode

from api.messages import messages
from api.pages import address
from s3graph.graph import ReleaseStore
from s3graph.model import Language
from s3graph.querying.addresses import replaced_by
from s3graph.querying.description import Description, Said, Shown
from s3graph.querying.entity import Named
from s3graph.vocabulary import BASE, PREFIXES, entity, slug_of


def _expanded(name: str) -> str:
    """The address of a property, written in the file by its prefix."""
    prefix, local = name.split(":", 1)
    return PREFIXES[prefix] + local


PROPERTIES = {_expanded(name): said for name, said in messages("properties").items()}
"""What standard properties are called, in the order pages show them. Ours are called what the graph calls them."""
_ORDER = {iri: place for place, iri in enumerate(PROPERTIES)}
_SHORT = [(name, iri) for name, iri in PREFIXES.items() if name not in ("esco", "nuts")]


@dataclass(frozen=True)
class Cell:
    """A value as the page shows it; ``href`` is None where there is nowhere to go."""

    text: str = ""
    href: str | None = None
    language: str | None = None
    items: tuple[Cell, ...] = ()
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True)
class Line:
    """One value of a property, what it rests on (empty where nobody says), and the names of its sources."""

    cell: Cell
    basis: str
    confirmed: bool
    sources: tuple[Cell, ...]


@dataclass(frozen=True)
class Row:
    """One property with all its values."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class ResourcePage:
    """A thing in one language. ``store`` is where it was described from."""

    description: Description
    language: Language
    store: ReleaseStore

    @property
    def title(self) -> str:
        return self.description.node.label.in_language(self.language)

    @property
    def classes(self) -> tuple[Cell, ...]:
        return tuple(self._named(name) for name in self.description.classes)

    @property
    def replacements(self) -> tuple[Cell, ...]:
        """What is used in its place, where it is used no longer."""
        nodes = replaced_by(self.store, NamedNode(self.description.node.iri))
        return tuple(Cell(self.store.label(node, self.language), address(node.value)) for node in nodes)

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(self._rows(self.description.statements))

    @property
    def mentions(self) -> tuple[Row, ...]:
        """The things that mention it, by what they say."""
        found = []
        for predicate, mentions in groupby(self.description.mentions, key=lambda mention: mention.predicate):
            lines = tuple(Line(self._named(mention.subject), "", True, ()) for mention in mentions)
            found.append(Row(self._property(predicate), lines))
        return tuple(found)

    def _rows(self, statements: tuple[Said, ...]) -> Iterator[Row]:
        """Names and descriptions first; of a text in both languages the page's own comes first."""
        ordered = sorted(statements, key=lambda said: (_ORDER.get(said.predicate.iri, len(_ORDER)), said.predicate.iri))
        for predicate, said in groupby(ordered, key=lambda one: one.predicate):
            lines = [self._line(one) for one in said]
            lines.sort(key=lambda line: line.cell.language not in (None, self.language.value))
            yield Row(self._property(predicate), tuple(lines))

    def _line(self, said: Said) -> Line:
        basis = said.ground.basis if said.ground else None
        return Line(
            cell=self._cell(said.value),
            basis=self.store.label(entity("basis", basis.value), self.language) if basis else "",
            confirmed=basis is None or basis.confirmed,
            sources=tuple(map(_source, said.sources)),
        )

    def _cell(self, shown: Shown) -> Cell:
        if shown.node:
            return self._named(shown.node)
        items = tuple(self._cell(item) for item in shown.items)
        rows = tuple(self._rows(shown.statements))
        return Cell(text=shown.text, language=shown.language, items=items, rows=rows)

    def _named(self, named: Named) -> Cell:
        """Ours by their label, standard words by their short name, others by their address."""
        if named.iri.startswith(BASE):
            return Cell(named.label.in_language(self.language), address(named.iri))
        short = next((f"{prefix}:{named.iri[len(iri) :]}" for prefix, iri in _SHORT if named.iri.startswith(iri)), "")
        return Cell(short or named.iri, address(named.iri))

    def _property(self, named: Named) -> str:
        return PROPERTIES.get(named.iri, named.label).in_language(self.language)


def _source(iri: str) -> Cell:
    """A web page by its site; a source or a graph of ours by its name."""
    if iri.startswith(BASE):
        return Cell(slug_of(NamedNode(iri)), address(iri))
    return Cell(urlsplit(iri).hostname or iri, address(iri))
