"""The part of a query that names nodes: focus nodes first, then values of them, values of those, and so on."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import BlankNode, NamedNode, Store

from s3graph.validation.finding import Node, Term
from s3graph.validation.paths import Alternative, Inverse, Path, Predicate, Repeat, Repeated, Sequence
from s3graph.validation.shapes_graph import ShapesGraph
from s3graph.vocabulary import OWL, RDF, RDFS, SH

TYPE = str(RDF.type)


class NotCompilableError(Exception):
    """This shape uses something that is left to the reference engine. Never leaves the room."""


@dataclass(frozen=True)
class Frame:
    """``?n0`` is a focus node, ``?n1`` a value node of it, up to ``?n{depth}``; ``body`` binds them all."""

    body: str
    depth: int = 0
    unique: bool = True  # no chain can come twice, so that DISTINCT would be paid for nothing
    by_subject: bool = False  # whether a node is a focus node shows in the triples it is the subject of

    @property
    def node(self) -> str:
        return f"?n{self.depth}"

    @property
    def chain(self) -> str:
        return " ".join(f"?n{level}" for level in range(self.depth + 1))

    def step(self, path: Path | None) -> Frame:
        """The frame of the value nodes: along a path for a property shape, the very same nodes for a node shape.

        A path that repeats is walked from each node in turn (LATERAL), not from every node of the graph.
        """
        if path is None:
            return self
        reached = f"{self.node} {path.sparql()} ?n{self.depth + 1}"
        step = f"LATERAL {{ {_from_each(self.node, reached, path)} }}" if repeats(path) else f"{reached} ."
        return Frame(f"{self.body} {step}", self.depth + 1, self.unique and isinstance(path, Predicate))

    def select(self, rest: str = "", more: str = "") -> str:
        narrows = not rest or rest.startswith(("FILTER", "MINUS"))
        distinct = "" if self.unique and narrows and not more else "DISTINCT"
        return f"SELECT {distinct} {self.chain} {more} WHERE {{ {self.body} {rest} }}"


def written(term: Term) -> str:
    """A term inside a query. Blank nodes cannot stand there."""
    if isinstance(term, BlankNode):
        raise NotCompilableError("a blank node as a constant")
    return str(term)


def values(variable: str, terms: list[Term]) -> str:
    return f"VALUES {variable} {{ {' '.join(written(term) for term in terms)} }}"


def repeats(path: Path) -> bool:
    """True where a path can be walked any number of times, so that it must not be evaluated from nowhere."""
    match path:
        case Predicate():
            return False
        case Inverse(inner):
            return repeats(inner)
        case Sequence(paths) | Alternative(paths):
            return any(repeats(inner) for inner in paths)
        case _:
            return True


def _from_each(node: str, reached: str, path: Path) -> str:
    """A path of length zero leads from a node to itself, also where the graph says nothing of the node; the store's own
    paths leave such nodes out."""
    if not may_be_empty(path):
        return reached
    return f"{{ {reached} }} UNION {{ BIND({node} AS {reached.rsplit(' ', 1)[-1]}) }}"


def may_be_empty(path: Path) -> bool:
    """True where a path can have length zero and so leads from every node to itself."""
    match path:
        case Repeated(inner, repeat):
            return repeat is not Repeat.ONE_OR_MORE or may_be_empty(inner)
        case Inverse(inner):
            return may_be_empty(inner)
        case Sequence(paths):
            return all(may_be_empty(inner) for inner in paths)
        case Alternative(paths):
            return any(may_be_empty(inner) for inner in paths)
        case _:
            return False


def without(frame: Frame, path: Path, value: str) -> str:
    """Pattern that keeps the nodes of ``frame`` from which ``path`` does not lead to ``value``: a constant, or bound.

    MINUS is one pass over the path and one over the frame; FILTER NOT EXISTS starts from each node and is kept for
    paths that have no end when walked from nowhere.
    """
    reached = f"{frame.node} {path.sparql()} {value}"
    if may_be_empty(path):
        return f"FILTER(!sameTerm({frame.node}, {value})) FILTER NOT EXISTS {{ {reached} }}"
    return f"FILTER NOT EXISTS {{ {reached} }}" if repeats(path) else f"MINUS {{ {reached} }}"


def without_any(frame: Frame, path: Path) -> str:
    """Pattern that keeps the nodes of ``frame`` from which ``path`` leads nowhere."""
    return "FILTER(false)" if may_be_empty(path) else without(frame, path, "?some")


def subclasses(store: Store, node: Term) -> list[Term]:
    """A class and every class below it."""
    query = f"SELECT ?c {{ ?c <{RDFS.subClassOf.value}>* {written(node)} }}"
    found: list[Term] = [row[0] for row in store.query(query)]  # type: ignore[union-attr]
    return list(dict.fromkeys([node, *(term for term in found if not isinstance(term, BlankNode))]))


def target_frame(store: Store, shapes: ShapesGraph, shape: Node) -> Frame:
    """The nodes a shape chooses itself, each once."""
    patterns = [
        *(_instances(store, name) for name in shapes.objects(shape, SH.targetClass)),
        *(f"?n0 {written(name)} ?any" for name in shapes.objects(shape, SH.targetSubjectsOf)),
        *(f"?any {written(name)} ?n0" for name in shapes.objects(shape, SH.targetObjectsOf)),
    ]
    if nodes := shapes.objects(shape, SH.targetNode):
        patterns.append(values("?n0", nodes))
    if isinstance(shape, NamedNode) and {RDFS.Class, OWL.Class} & set(shapes.objects(shape, RDF.type)):
        patterns.append(_instances(store, shape))
    by_subject = not (nodes or shapes.objects(shape, SH.targetObjectsOf))
    if len(patterns) == 1 and patterns[0].startswith("?n0 " + TYPE):
        return Frame(f"{patterns[0]} .", by_subject=by_subject)
    branches = " UNION ".join(f"{{ {pattern} }}" for pattern in patterns)
    return Frame(f"{{ SELECT DISTINCT ?n0 WHERE {{ {branches} }} }}", by_subject=by_subject)


def _instances(store: Store, node: Term) -> str:
    classes = subclasses(store, node)
    if len(classes) == 1:
        return f"?n0 {TYPE} {written(classes[0])}"
    return f"{values('?class', classes)} ?n0 {TYPE} ?class"
