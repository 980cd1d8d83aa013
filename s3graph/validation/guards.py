"""What no SHACL engine complains of and what makes a contract silently weaker: refused when shapes are loaded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Store, Triple

from s3graph.errors import ShapesError
from s3graph.model import Text
from s3graph.validation.stored import KEPT_AS_INTEGER
from s3graph.validation.terms import ADVANCED, ALL
from s3graph.vocabulary import PREFIXES, SH, XSD

if TYPE_CHECKING:
    from s3graph.validation.finding import Node
    from s3graph.validation.shapes_graph import ShapesGraph


def check(shapes: ShapesGraph) -> None:
    """ShapesError for an sh: term that does not exist, a shape nobody uses, a datatype the store does not keep, SPARQL
    that cannot be read, and for whatever no engine here applies."""
    if unknown := unknown_terms(shapes):
        raise ShapesError(
            Text(
                sv=f"Dessa sh:-termer finns inte i SHACL, rätta stavningen: {', '.join(unknown)}.",
                en=f"These sh: terms do not exist in SHACL, mend the spelling: {', '.join(unknown)}.",
            )
        )
    if unused := unused_shapes(shapes):
        raise ShapesError(
            Text(
                sv=f"Dessa former saknar mål och ingen form hänvisar till dem: {', '.join(unused)}.",
                en=f"These shapes have no target and no shape refers to them: {', '.join(unused)}.",
            )
        )
    check_support(shapes)
    if lost := lost_datatypes(shapes):
        raise ShapesError(
            Text(
                sv=f"Heltal förvaras som xsd:integer, så inget värde har {', '.join(lost)}: ange det, med gränser.",
                en=f"Whole numbers are kept as xsd:integer, so no value has {', '.join(lost)}: use it, with bounds.",
            )
        )
    if unreadable := unreadable_queries(shapes):
        raise ShapesError(
            Text(
                sv=f"Denna SPARQL i formerna kan inte läsas: {'; '.join(unreadable)}.",
                en=f"This SPARQL in the shapes cannot be read: {'; '.join(unreadable)}.",
            )
        )


def check_support(shapes: ShapesGraph) -> None:
    """ShapesError for what an engine would pass over in silence or never end with; both engines ask first."""
    if circle := recursion(shapes):
        raise ShapesError(
            Text(
                sv=f"Former får inte hänvisa till sig själva: {' -> '.join(circle)}.",
                en=f"Shapes may not refer to themselves: {' -> '.join(circle)}.",
            )
        )
    if misplaced := misplaced_shapes(shapes):
        raise ShapesError(
            Text(
                sv=f"sh:property vill ha en form med sh:path, sh:node en utan, och formen ska finnas: {misplaced}.",
                en=f"sh:property wants a shape with sh:path, sh:node one without, and it must exist: {misplaced}.",
            )
        )
    if advanced := advanced_features(shapes):
        raise ShapesError(
            Text(
                sv=f"Detta ur SHACL Advanced Features tillämpas inte här: {', '.join(advanced)}.",
                en=f"These SHACL Advanced Features are not applied here: {', '.join(advanced)}.",
            )
        )


def misplaced_shapes(shapes: ShapesGraph) -> str:
    """Shapes referred to that are not of the kind the reference wants, or that are described nowhere."""
    found: dict[Node, None] = {}
    for shape in shapes.shapes:
        found.update((node, None) for node in shapes.nodes(shape, SH.property) if not shapes.objects(node, SH.path))
        found.update((node, None) for node in shapes.nodes(shape, SH.node) if shapes.objects(node, SH.path))
        named = (node for node in shapes.referred(shape) if isinstance(node, NamedNode))
        found.update((node, None) for node in named if not shapes.properties(node))
    return ", ".join(map(str, found))


def advanced_features(shapes: ShapesGraph) -> list[str]:
    """What only processors of the Advanced Features act upon, and others ignore; and entailment, which is not done."""
    used = {triple.predicate for triple in shapes.triples} & ADVANCED
    return sorted(f"sh:{term.value.removeprefix(SH.iri)}" for term in used)


def lost_datatypes(shapes: ShapesGraph) -> list[str]:
    """Datatypes that shapes ask for and that no value of a store ever has."""
    asked = {triple.object for triple in shapes.triples if triple.predicate == SH.datatype}
    return sorted(f"xsd:{term.value.removeprefix(XSD.iri)}" for term in KEPT_AS_INTEGER if term in asked)


def unknown_terms(shapes: ShapesGraph) -> list[str]:
    """Names in the ``sh:`` namespace, anywhere in the graph, that the vocabulary lacks."""
    used = {term for triple in shapes.triples for term in _sh_terms(triple)}
    return sorted(f"sh:{term.value.removeprefix(SH.iri)}" for term in used - ALL)


def unused_shapes(shapes: ShapesGraph) -> list[str]:
    """Shapes that can never meet a node: no target, and no other shape refers to them."""
    referred = {other for shape in shapes.shapes for other in shapes.referred(shape)}
    return sorted(str(shape) for shape in shapes.shapes if shape not in referred and not shapes.has_target(shape))


def recursion(shapes: ShapesGraph) -> list[str]:
    """The first circle of references found, as the names along it; empty where there is none."""
    done: set[Node] = set()
    for start in shapes.shapes:
        trail: list[Node] = [start]
        branches = [iter(shapes.referred(start))]
        while branches and start not in done:
            following = next(branches[-1], None)
            if following is None:
                done.add(trail.pop())
                branches.pop()
            elif following in trail:
                return [str(node) for node in [*trail[trail.index(following) :], following]]
            elif following not in done:
                trail.append(following)
                branches.append(iter(shapes.referred(following)))
    return []


def unreadable_queries(shapes: ShapesGraph) -> list[str]:
    """Constraints whose select or ask is not SPARQL, or uses an undeclared prefix, each with what is wrong."""
    header = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in {**PREFIXES, **shapes.prefixes}.items())
    store, found = Store(), []
    for triple in shapes.triples:
        if triple.predicate in (SH.select, SH.ask) and isinstance(triple.object, Literal):
            try:
                store.query(header + triple.object.value.replace("$PATH", "<urn:path>"))
            except SyntaxError as error:
                found.append(f"{triple.subject}, {error}")
    return sorted(found)


def _sh_terms(triple: Triple) -> Iterator[NamedNode]:
    for term in (triple.subject, triple.predicate, triple.object):
        if isinstance(term, NamedNode) and term in SH:
            yield term
