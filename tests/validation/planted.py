"""A register of made-up companies in which every rule of a profile is broken, by copies of the invalid fixtures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from benchmarks.companies import companies, organisation_number
from s3graph.validation.file_graph import FileGraph
from s3graph.validation.finding import Node
from s3graph.vocabulary import entity
from tests.shapes.fixtures import all_files, profile_of, reference

_FIRST_SPARE = 500_000  # numbers from here on are no company's of the register


@dataclass(frozen=True)
class Register:
    """``faults`` names the rules broken, each ``copies`` times over."""

    profile: str
    store: Store
    subjects: frozenset[Node]
    faults: tuple[str, ...]


def register(profile: str, count: int, copies: int) -> Register:
    """``count`` companies, and for every rule of the profile ``copies`` descriptions that break it and no other rule of
    theirs; with the reference data beside them, as validation sees it."""
    files = [
        file for file in all_files() if file.rule is not None and profile_of(file.path.parent.name).name == profile
    ]
    store = Store()
    store.bulk_load(input="\n".join(companies(count)).encode(), format=RdfFormat.N_TRIPLES)
    numbers = map(organisation_number, range(_FIRST_SPARE, 1_000_000))
    for file in files:
        triples = [quad.triple for quad in parse(path=str(file.path), format=RdfFormat.TURTLE)]
        for copy in range(copies):
            store.extend(Quad(*triple) for triple in _copied(triples, f"-{file.rule}-{copy}", next(numbers)))
    subjects = FileGraph(store).subjects()
    reference(profile).add_to(store)
    return Register(profile, store, subjects, tuple(file.rule for file in files if file.rule is not None))


def _copied(triples: list[Triple], suffix: str, number: str) -> Iterator[Triple]:
    """The same said of other things: own addresses and blank nodes renamed, a company's number and address together."""
    own = {triple.subject for triple in triples}
    numbered = {term.value.rsplit("/", 1)[-1] for term in own if isinstance(term, NamedNode) and _is_company(term)}

    def renamed(term: NamedNode | BlankNode | Literal | Triple) -> NamedNode | BlankNode | Literal:
        if isinstance(term, BlankNode):
            return BlankNode(f"{term.value}{suffix.replace('-', '')}")
        if isinstance(term, Literal):
            return Literal(number) if term.value in numbered and term.value.isdigit() else term
        assert isinstance(term, NamedNode)
        if term not in own:
            return term
        numbered_address = _is_company(term) and term.value[-10:].isdigit()
        return entity("sme", number) if numbered_address else _suffixed(term, suffix)

    for triple in triples:
        subject = renamed(triple.subject)
        assert not isinstance(subject, Literal)
        yield Triple(subject, triple.predicate, renamed(triple.object))


def _suffixed(term: NamedNode, suffix: str) -> NamedNode:
    """A row without a key is told by the end of its address, which stays."""
    stem, _, row = term.value.partition("/Row-")
    return NamedNode(f"{stem}{suffix}/Row-{row}" if row else term.value + suffix)


def _is_company(term: NamedNode) -> bool:
    return "/id/sme/" in term.value
