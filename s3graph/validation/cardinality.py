"""Which properties have one value only, by the shapes: what a later delivery says of them takes the former's place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from s3graph.validation.finding import Node
from s3graph.validation.paths import Predicate
from s3graph.validation.shapes_graph import ShapesGraph
from s3graph.vocabulary import SH

ANYTHING = NamedNode("http://www.w3.org/2000/01/rdf-schema#Resource")


@dataclass(frozen=True)
class SingleValues:
    """By class, ``ANYTHING`` for shapes that choose by property: properties with at most one value, or one a language.

    Shapes of superclasses are named with the superclass: ask with all classes of a node.
    """

    single: Mapping[NamedNode, frozenset[NamedNode]]
    one_a_language: Mapping[NamedNode, frozenset[NamedNode]]

    @classmethod
    def of(cls, shapes: ShapesGraph) -> SingleValues:
        single: dict[NamedNode, set[NamedNode]] = {}
        languages: dict[NamedNode, set[NamedNode]] = {}
        for shape in shapes.targeted:
            for kind in _classes(shapes, shape):
                for linked in (shape, *shapes.nodes(shape, SH.property)):
                    path = shapes.path(linked)
                    if not isinstance(path, Predicate):
                        continue
                    if any(limit.value == "1" for limit in shapes.objects(linked, SH.maxCount)):
                        single.setdefault(kind, set()).add(path.iri)
                    if any(flag.value in ("true", "1") for flag in shapes.objects(linked, SH.uniqueLang)):
                        languages.setdefault(kind, set()).add(path.iri)
        return cls(_frozen(single), _frozen(languages))

    def replaces(self, kinds: frozenset[NamedNode], predicate: NamedNode, new: object, old: object) -> bool:
        """Whether the value ``new`` of a node of these classes takes the place of its value ``old``."""
        asked = (*kinds, ANYTHING)
        if any(predicate in self.single.get(kind, ()) for kind in asked):
            return True
        if isinstance(new, Literal) and isinstance(old, Literal) and new.language and new.language == old.language:
            return any(predicate in self.one_a_language.get(kind, ()) for kind in asked)
        return False


def _classes(shapes: ShapesGraph, shape: Node) -> Iterator[NamedNode]:
    yield from (kind for kind in shapes.objects(shape, SH.targetClass) if isinstance(kind, NamedNode))
    if shapes.objects(shape, SH.targetSubjectsOf):
        yield ANYTHING


def _frozen(found: Mapping[NamedNode, set[NamedNode]]) -> Mapping[NamedNode, frozenset[NamedNode]]:
    return {kind: frozenset(predicates) for kind, predicates in found.items()}
