"""A delivery that adds to what its source has said, instead of taking its place.

Every statement of the file is added. Where the shapes allow one value only, or one a language, the file's value takes
the place of the former one; what the file does not mention stays.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from pyoxigraph import BlankNode, NamedNode, Triple

from s3graph.graph import NTriples
from s3graph.intake.canonical import canonical
from s3graph.validation.cardinality import SingleValues
from s3graph.vocabulary import RDF


@dataclass(frozen=True)
class Merged:
    """``whole`` is all the source says then; ``touched`` the part about the entities the file mentions.

    Blank nodes have their names in ``whole`` only.
    """

    whole: NTriples
    touched: NTriples


def merge(former: NTriples, file: NTriples, single: SingleValues) -> Merged:
    """Both are canonical, and so is what comes out."""
    subjects = file.subjects()
    about = [line for line in former.lines if line[: line.index(b" ")] in subjects]
    about = _with_blank_nodes(about, former)
    before = NTriples(tuple(about))
    gone = _replaced(before, file, single)
    touched = _without_orphans(before, gone) + file
    return Merged(canonical((*former.minus(before).lines, *touched.lines)), touched)


def _with_blank_nodes(lines: list[bytes], former: NTriples) -> list[bytes]:
    """The lines, and what is said of the blank nodes they lead to."""
    found, waiting = list(lines), {node for line in lines if (node := _blank_value(line))}
    known: set[bytes] = set()
    while waiting:
        known |= waiting
        further = [line for line in former.lines if line.startswith(b"_:") and line[: line.index(b" ")] in waiting]
        found.extend(further)
        waiting = {node for line in further if (node := _blank_value(line))} - known
    return sorted(set(found))


def _blank_value(line: bytes) -> bytes | None:
    value = line.split(b" ", 2)[2]
    return value[:-3] if value.startswith(b"_:") else None


def _replaced(before: NTriples, file: NTriples, single: SingleValues) -> set[Triple]:
    """Statements of the former delivery whose place a statement of the file takes."""
    old: dict[tuple[object, NamedNode], list[Triple]] = defaultdict(list)
    kinds: dict[object, set[NamedNode]] = defaultdict(set)
    for triple in before:
        old[triple.subject, triple.predicate].append(triple)
        _note_class(triple, kinds)
    new = [triple for triple in file if not isinstance(triple.subject, BlankNode)]
    for triple in new:
        _note_class(triple, kinds)
    return {
        former
        for triple in new
        for former in old.get((triple.subject, triple.predicate), ())
        if former.object != triple.object
        and single.replaces(frozenset(kinds[triple.subject]), triple.predicate, triple.object, former.object)
    }


def _note_class(triple: Triple, kinds: dict[object, set[NamedNode]]) -> None:
    if triple.predicate == RDF.type and isinstance(triple.object, NamedNode):
        kinds[triple.subject].add(triple.object)


def _without_orphans(before: NTriples, gone: set[Triple]) -> NTriples:
    """What stays, without blank nodes that nothing leads to any longer though something did."""
    kept = [triple for triple in before if triple not in gone]
    lost = {triple.object for triple in gone if isinstance(triple.object, BlankNode)}
    while lost:
        held = {triple.object for triple in kept}
        orphans = {node for node in lost if node not in held}
        lost = {t.object for t in kept if t.subject in orphans and isinstance(t.object, BlankNode)}
        kept = [triple for triple in kept if triple.subject not in orphans]
    return NTriples.of(kept)
