"""Example rows: the fictional things of ``ontology/examples`` as they would stand in the sheets."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store

from s3graph.model import Language
from s3graph.resources import shelf
from s3graph.vocabulary import EURIO, RDF, SKOS, slug_of
from s3graph.workbook.column import Column, Kind
from s3graph.workbook.sheet import Sheet
from s3graph.workbook.template import EXAMPLE, Template

BETWEEN = "; "
"""What stands between several values in a cell."""


class Examples:
    """Rows of cells in the order of a sheet's headings; the first cell says that the row is an example."""

    def __init__(self, template: Template) -> None:
        self._terms = template.terms
        self._store = Store()
        folder = shelf("ontology")
        for file in (*sorted((folder / "examples").glob("*.ttl")), folder / "example-source.ttl"):
            self._store.load(path=str(file), format=RdfFormat.TURTLE)

    def rows(self, sheet: Sheet, language: Language, most: int = 1) -> tuple[tuple[str, ...], ...]:
        members = {quad.subject for quad in self._store.quads_for_pattern(None, RDF.type, sheet.target)}
        nodes = sorted((node for node in members if isinstance(node, NamedNode)), key=str)
        return tuple(self.row(sheet, node, language) for node in nodes[:most])

    def row(self, sheet: Sheet, node: NamedNode, language: Language) -> tuple[str, ...]:
        key = f"{EXAMPLE.in_language(language)}: {slug_of(node)}"
        return (key, *(self._cell(node, column, language) for column in sheet.columns))

    def _cell(self, node: NamedNode, column: Column, language: Language) -> str:
        values = [quad.object for quad in self._store.quads_for_pattern(node, column.predicate, None)]
        return BETWEEN.join(sorted(said for value in values for said in self._said(value, column, language)))

    def _said(self, value: object, column: Column, language: Language) -> Iterator[str]:
        if isinstance(value, Literal):
            if column.language is None or value.language == column.language.value:
                yield value.value
        elif isinstance(value, BlankNode):
            if column.kind is Kind.AMOUNT:
                yield f"{self._part(value, EURIO.value)} {self._part(value, EURIO.currency)}"
        elif isinstance(value, NamedNode):
            yield self._named(value, column, language)

    def _part(self, node: BlankNode, predicate: NamedNode) -> str:
        value = next(self._store.quads_for_pattern(node, predicate, None)).object
        said = value.value if isinstance(value, Literal) else ""
        return f"{float(said):,.0f}".replace(",", " ") if predicate == EURIO.value else said

    def _named(self, node: NamedNode, column: Column, language: Language) -> str:
        if column.kind is Kind.CHOICE:
            return self._terms.term(node).label.in_language(language)
        if column.kind is Kind.ADDRESS:
            return node.value
        labels = [quad.object for quad in self._store.quads_for_pattern(node, SKOS.prefLabel, None)]
        spoken = (it.value for it in labels if isinstance(it, Literal) and it.language == language.value)
        return next(spoken, slug_of(node))
