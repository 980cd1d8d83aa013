"""Names of concepts and entities, and what they are the names of: exactly, or nearly, and then only as a suggestion."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from s3graph.model import Text
from s3graph.validation.reference import Reference
from s3graph.validation.shapes_graph import in_both
from s3graph.vocabulary import RDF, RDFS, SKOS, slug_of

_SPACES = re.compile(r"\s+")
_LIKENESS = 0.62
"""As difflib has it: robotar and robotik 0.71, kalamr and kalmar 0.83."""
_COMPARED = 40
_SUGGESTED = 3


class Term(NamedTuple):
    """A concept: its address, its label, its codes, and other names it has."""

    node: NamedNode
    label: Text
    codes: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def folded(name: str) -> str:
    """A name without what makes no difference: capitals, kinds of space, composed or not.

    >>> folded("  Robotik\\u00a0och  AI ")
    'robotik och ai'
    """
    return _SPACES.sub(" ", unicodedata.normalize("NFC", name)).strip().casefold()


@dataclass(frozen=True)
class Names:
    """Names of the same standing beside each other, those of higher standing first: labels before other names.
    ``silent`` are ends of addresses and addresses, which are understood and never suggested."""

    ranks: tuple[tuple[tuple[str, NamedNode], ...], ...]
    silent: tuple[tuple[str, NamedNode], ...] = ()

    @classmethod
    def of(cls, terms: Iterable[Term]) -> Names:
        """Labels and codes first, then other names."""
        chosen = tuple(terms)
        labels = ((name, term.node) for term in chosen for name in (*term.label, *term.codes))
        others = ((name, term.node) for term in chosen for name in term.others)
        return cls((tuple(labels), tuple(others)), silent(term.node for term in chosen))

    @cached_property
    def _index(self) -> tuple[dict[str, dict[NamedNode, None]], ...]:
        found = []
        for rank in (*self.ranks[:1], self.silent, *self.ranks[1:]):
            index: dict[str, dict[NamedNode, None]] = defaultdict(dict)
            for name, node in rank:
                index[folded(name)][node] = None
            found.append(index)
        return tuple(found)

    @cached_property
    def _spelt(self) -> dict[str, str]:
        """Names by their folded form."""
        return {folded(name): name for rank in reversed(self.ranks) for name, _ in rank}

    def find(self, name: str) -> tuple[NamedNode, ...]:
        """What it is exactly the name of, capitals and spaces aside: nothing, one thing, or several."""
        wanted = folded(name)
        return next((tuple(index[wanted]) for index in self._index if wanted in index), ())

    def near(self, name: str) -> tuple[str, ...]:
        """The names that are most like it, the nearest first; compared are those that share most runs of letters."""
        wanted = folded(name)
        shared = Counter(spelt for run in _runs(wanted) for spelt in self._by_run.get(run, ()))
        compared = sorted(shared, key=lambda spelt: (len(spelt) - 3 * shared[spelt], spelt))[:_COMPARED]
        likeness = {spelt: SequenceMatcher(None, spelt, wanted, autojunk=False).ratio() for spelt in compared}
        near = sorted((spelt for spelt in likeness if likeness[spelt] >= _LIKENESS), key=lambda it: (-likeness[it], it))
        return tuple(self._spelt[spelt] for spelt in near[:_SUGGESTED])

    @cached_property
    def _by_run(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for name in self._spelt:
            for run in _runs(name):
                found[run].append(name)
        return found


class Terms:
    """The concepts of the reference data by class, and which class is below which."""

    def __init__(self, reference: Reference) -> None:
        self._store = Store()
        self._store.bulk_load(reference.ntriples, format=RdfFormat.N_TRIPLES)
        self._lists: dict[tuple[NamedNode, ...], tuple[Term, ...]] = {}

    @cached_property
    def supers(self) -> dict[NamedNode, frozenset[NamedNode]]:
        """Each class with itself and all above it."""
        above: dict[NamedNode, set[NamedNode]] = defaultdict(set)
        for quad in self._store.quads_for_pattern(None, RDFS.subClassOf, None):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
                above[quad.subject].add(quad.object)
        return {kind: frozenset(_reached(kind, above)) for kind in above}

    def below(self, kind: NamedNode) -> tuple[NamedNode, ...]:
        """The class and those below it."""
        return (
            kind,
            *sorted((it for it, all_above in self.supers.items() if kind in all_above and it != kind), key=str),
        )

    @cached_property
    def classes(self) -> frozenset[NamedNode]:
        """The classes that have members here."""
        kinds = {quad.object for quad in self._store.quads_for_pattern(None, RDF.type, None)}
        return frozenset(kind for kind in kinds if isinstance(kind, NamedNode) and "s3graph/ontology#" in kind.value)

    def of(self, classes: tuple[NamedNode, ...]) -> tuple[Term, ...]:
        """The concepts of some classes, class by class, each by its Swedish label."""
        if classes not in self._lists:
            found: dict[NamedNode, Term] = {}
            for kind in classes:
                members = {quad.subject for quad in self._store.quads_for_pattern(None, RDF.type, kind)}
                terms = [self.term(node) for node in members if isinstance(node, NamedNode)]
                found.update({it.node: it for it in sorted(terms, key=lambda it: it.label.sv.casefold())})
            self._lists[classes] = tuple(found.values())
        return self._lists[classes]

    def term(self, node: NamedNode) -> Term:
        label = in_both(self._literals(node, SKOS.prefLabel)) or Text(slug_of(node), slug_of(node))
        codes = tuple(text.value for text in self._literals(node, SKOS.notation))
        others = tuple(text.value for text in self._literals(node, SKOS.altLabel))
        return Term(node, label, codes, others)

    def _literals(self, node: NamedNode, predicate: NamedNode) -> list[Literal]:
        quads = self._store.quads_for_pattern(node, predicate, None)
        return sorted((quad.object for quad in quads if isinstance(quad.object, Literal)), key=str)


def silent(nodes: Iterable[NamedNode]) -> tuple[tuple[str, NamedNode], ...]:
    """Addresses, whole and their ends, as names."""
    return tuple((form, node) for node in nodes for form in (slug_of(node), node.value))


def _reached(kind: NamedNode, above: dict[NamedNode, set[NamedNode]]) -> set[NamedNode]:
    found, waiting = {kind}, [kind]
    while waiting:
        for other in above.get(waiting.pop(), ()):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found


def _runs(name: str) -> frozenset[str]:
    padded = f" {name} "
    return frozenset(padded[place : place + 3] for place in range(len(padded) - 2))
