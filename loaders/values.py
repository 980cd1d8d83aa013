"""The cells of a row as statements, and what is to be said of those that are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from loaders.cells import address_of, amount_of, date_of, decimal_of, organisation_number_of, text_of, truth_of
from loaders.entities import Entities
from loaders.table import Value
from s3graph.errors import ReadError
from s3graph.intake.reader import excerpt
from s3graph.model import Language, Text
from s3graph.validation import workbook_rules as rules
from s3graph.validation.finding import Finding, Term
from s3graph.validation.location import Cell
from s3graph.validation.rules import Rule
from s3graph.vocabulary import DCAT, EURIO, ORG, RDF, S3, XSD, entity
from s3graph.workbook.column import Column, Kind
from s3graph.workbook.template import Template
from s3graph.workbook.terms import Names

_BETWEEN = re.compile(r"[;|\n]")
_OPEN_LISTS = frozenset((S3.Competence,))
"""Lists beside which words of one's own may stand: they are kept as keywords."""
_NEED_EVIDENCE = frozenset((S3.hasCompetence,))
"""Properties that a source's own word is evidence for, if it says so with a claim."""
_MOST_NEAREST = 5000
"""Words that the nearest of the list is looked for, in one file; each takes some milliseconds."""
_NEAREST = Text(sv=" Närmast: {}.", en=" Nearest: {}.")


class Place(NamedTuple):
    """Whose cell it is, of which column, and where."""

    subject: NamedNode
    column: Column
    at: Cell


class More(NamedTuple):
    """What goes into a remark beside the value: what was ``said`` of it instead, names of sheets, names near to it."""

    said: Text | None = None
    names: Text = Text("", "")
    near: tuple[str, ...] = ()

    def in_place_of(self, messages: Text) -> Text:
        found = []
        for message, names, nearest in zip(self.said or messages, self.names, _NEAREST, strict=True):
            filled = message.replace("{?names}", names)
            found.append(filled + nearest.format(", ".join(self.near)) if self.near else filled)
        return Text(*found)


class Values:
    """Reads the cells of one file; ``remarks`` grow as it goes."""

    def __init__(self, template: Template, entities: Entities, language: Language = Language.SV) -> None:
        self.remarks: list[Finding] = []
        self._template = template
        self._entities = entities
        self._language = language
        self._names: dict[tuple[NamedNode, ...], Names] = {}
        self._near: dict[tuple[Column, str], tuple[str, ...]] = {}
        self._nodes = 0

    def statements(self, place: Place, value: Value) -> Iterator[Triple]:
        """What a cell says, as far as it can be read."""
        column = place.column
        try:
            if column.kind in (Kind.CHOICE, Kind.ENTITY):
                yield from self._pointed_at(place, text_of(value))
            elif column.kind is Kind.AMOUNT:
                yield from self._amount(place, value)
            else:
                for part in self._parts(column, value):
                    yield Triple(place.subject, column.predicate, self._term(place, part))
        except ReadError as error:
            self._remark(place, rules.UNREADABLE, text_of(value), More(said=error.detail))

    def find(self, column: Column, said: str) -> tuple[NamedNode, ...]:
        """What a name in such a column means: nothing, one thing, or several."""
        return self._names_for(column).find(said)

    def _names_for(self, column: Column) -> Names:
        if column.kind is Kind.ENTITY:
            return self._entities.names(column.classes)
        wanted = (*column.classes, *column.allowed)
        if wanted not in self._names:
            terms = self._template.terms
            listed = [terms.term(node) for node in column.allowed] if column.allowed else terms.of(column.classes)
            self._names[wanted] = Names.of(listed)
        return self._names[wanted]

    def _parts(self, column: Column, value: Value) -> list[Value]:
        if not isinstance(value, str) or not column.several:
            return [value]
        return [part for part in _split(value) if part]

    def _term(self, place: Place, value: Value) -> Term:
        column = place.column
        if column.kind is Kind.DATE:
            return date_of(value)
        if column.kind is Kind.NUMBER:
            return Literal(f"{decimal_of(value):f}", datatype=XSD.decimal)
        if column.kind is Kind.TRUTH:
            return Literal(truth_of(value))
        if column.kind is Kind.ADDRESS:
            found = address_of(text_of(value))
            if found.completed:
                self._remark(place, rules.ADDRESS_COMPLETED, found.iri)
            return NamedNode(found.iri)
        if column.language is not None:
            return Literal(text_of(value), language=column.language.value)
        return Literal(organisation_number_of(value) if column.predicate == S3.organisationNumber else text_of(value))

    def _amount(self, place: Place, value: Value) -> Iterator[Triple]:
        money, node = amount_of(value), self._node()
        yield Triple(place.subject, place.column.predicate, node)
        yield Triple(node, RDF.type, EURIO.MonetaryAmount)
        yield Triple(node, EURIO.value, Literal(f"{money.value:f}", datatype=XSD.decimal))
        yield Triple(node, EURIO.currency, Literal(money.currency))

    def _pointed_at(self, place: Place, said: str) -> Iterator[Triple]:
        for name, found in self._resolved(place.column, said):
            if len(found) == 1:
                yield from self._pointing(place, found[0])
            elif found:
                names = ", ".join(node.value for node in found)
                self._remark(place, rules.UNCERTAIN, name, More(names=Text(names, names)))
            else:
                yield from self._unknown(place, name)

    def _resolved(self, column: Column, said: str) -> Iterator[tuple[str, tuple[NamedNode, ...]]]:
        """The whole cell, else its parts; a part with commas is several only if each is known."""
        whole = self.find(column, said)
        if whole:
            yield said, whole
            return
        for part in filter(None, _split(said)):
            found = self.find(column, part)
            pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
            several = [(piece, self.find(column, piece)) for piece in pieces] if len(pieces) > 1 else []
            if not found and several and all(len(it) == 1 for _, it in several):
                yield from several
            else:
                yield part, found

    def _pointing(self, place: Place, node: NamedNode) -> Iterator[Triple]:
        subject, predicate = place.subject, place.column.predicate
        yield Triple(subject, predicate, node)
        if predicate in _NEED_EVIDENCE:
            claim = self._node()
            yield Triple(claim, RDF.type, S3.Claim)
            yield Triple(claim, RDF.subject, subject)
            yield Triple(claim, RDF.predicate, predicate)
            yield Triple(claim, RDF.object, node)
            yield Triple(claim, S3.basis, entity("basis", "self-declared"))

    def _unknown(self, place: Place, name: str) -> Iterator[Triple]:
        near = self._nearest(place.column, name)
        if place.column.kind is Kind.ENTITY:
            described = (sheet for sheet in self._template.sheets if sheet.target == ORG.FormalOrganization)
            sheet = next((sheet.name for sheet in described), Text("", ""))
            self._remark(place, rules.UNKNOWN_ORGANISATION, name, More(names=sheet, near=near))
        elif _OPEN_LISTS & set(place.column.classes):
            self._remark(place, rules.OWN_WORD, name, More(near=near))
            yield Triple(place.subject, DCAT.keyword, Literal(name, language=self._language.value))
        else:
            self._remark(place, rules.NOT_IN_LIST, name, More(near=near))

    def _nearest(self, column: Column, name: str) -> tuple[str, ...]:
        """Looked for once for each word: a file repeats its mistakes."""
        key = (column, name.casefold())
        if key not in self._near:
            self._near[key] = self._names_for(column).near(name) if len(self._near) < _MOST_NEAREST else ()
        return self._near[key]

    def _remark(self, place: Place, rule: Rule, value: str, more: More | None = None) -> None:
        finding = rule.finding(place.subject, place.column.predicate, Literal(excerpt(value)))
        if more is not None:
            finding = replace(finding, messages=more.in_place_of(finding.messages))
        self.remarks.append(finding.at(place.at))

    def _node(self) -> BlankNode:
        self._nodes += 1
        return BlankNode(f"n{self._nodes}")


def _split(said: str) -> list[str]:
    return [part.strip() for part in _BETWEEN.split(said)]
