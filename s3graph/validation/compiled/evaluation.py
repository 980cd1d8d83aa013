"""All constraints of one shape over all nodes of one frame: a handful of queries, and results for what they find."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from pyoxigraph import BlankNode, NamedNode, Store

from s3graph.validation.compiled import pairs, sparql
from s3graph.validation.compiled.checks import checks_of, component
from s3graph.validation.compiled.frame import (
    TYPE,
    Frame,
    NotCompilableError,
    may_be_empty,
    subclasses,
    values,
    without,
    without_any,
    written,
)
from s3graph.validation.compiled.result import Result
from s3graph.validation.finding import Node, Term
from s3graph.validation.paths import Path, Predicate
from s3graph.validation.shapes_graph import ShapesGraph
from s3graph.vocabulary import RDF, RDFS, SH

Row = tuple[Term, ...]
Failing = Mapping[Term, list[Result]]


class Evaluation:
    """One store and one shapes graph; remembers which nodes of a frame failed a shape that several others refer to."""

    def __init__(self, store: Store, shapes: ShapesGraph) -> None:
        self.store = store
        self.shapes = shapes
        self._failing: dict[tuple[Node, str], Failing] = {}
        self._open: list[Node] = []
        self._custom = _custom_parameters(shapes)

    def results(self, shape: Node, frame: Frame) -> list[Result]:
        """Everything wrong with the nodes at the end of ``frame``, and with what property shapes reach from them."""
        if self.deactivated(shape):
            return []
        if any(parameter in self._custom for parameter in self.shapes.properties(shape)):
            raise NotCompilableError("a constraint component of its own")
        if shape in self._open:
            raise NotCompilableError("a shape that refers to itself")
        self._open.append(shape)
        try:
            return [result for part in _PARTS for result in part(Scope(self, shape, frame))]
        finally:
            self._open.pop()

    def failing(self, shape: Node, frame: Frame) -> Failing:
        """The nodes at the end of ``frame`` that do not conform to ``shape``, each with why."""
        key = (shape, frame.body)
        if key not in self._failing:
            found: dict[Term, list[Result]] = {}
            for result in self.results(shape, frame):
                known = found.setdefault(result.chain[frame.depth], [])
                if not known or known[0].chain[: frame.depth] == result.chain[: frame.depth]:
                    known.append(result)  # a node reached from several sides fails for the same reasons from each
            self._failing[key] = found
        return self._failing[key]

    def deactivated(self, shape: Node) -> bool:
        return any(term.value in ("true", "1") for term in self.shapes.objects(shape, SH.deactivated))

    def rows(self, query: str) -> Iterator[Row]:
        for solution in self.store.query(query):  # type: ignore[union-attr]
            yield tuple(solution)


def _custom_parameters(shapes: ShapesGraph) -> frozenset[Term]:
    """Properties that constraint components declared in the shapes graph itself react to."""
    declared = [triple.object for triple in shapes.triples if triple.predicate == SH.parameter]
    return frozenset(
        path for node in declared if isinstance(node, NamedNode | BlankNode) for path in shapes.objects(node, SH.path)
    )


class Scope:
    """One shape over one frame: what every part of the evaluation asks for."""

    def __init__(self, evaluation: Evaluation, shape: Node, frame: Frame) -> None:
        self.evaluation = evaluation
        self.shapes = evaluation.shapes
        self.shape = shape
        self.frame = frame
        self.path: Path | None = self.shapes.path(shape)
        self.values = frame.step(self.path)

    @property
    def value(self) -> str:
        """The variable of the value nodes."""
        return self.values.node

    def objects(self, name: str) -> list[Term]:
        return self.shapes.objects(self.shape, SH[name])

    def rows(self, query: str) -> Iterator[Row]:
        return self.evaluation.rows(query)

    def all_values(self) -> Iterator[Row]:
        """Every chain with a value node; the value is the last member."""
        return self.rows(self.values.select())

    def split(self, row: Row) -> tuple[Row, Term]:
        """The chain to the focus node, and the value node, of a row of ``values``."""
        return row[: self.frame.depth + 1], row[self.values.depth]

    def result(self, row: Row, value: Term | None, name: str, details: Iterable[Result] = ()) -> Result:
        chain = row[: self.frame.depth + 1]
        return Result(chain, self.path, value, component(name), self.shape, details=tuple(details))


def _value_checks(scope: Scope) -> Iterator[Result]:
    """One pass over the values for all constraints that look at one value at a time."""
    checks = checks_of(scope.evaluation.store, scope.shapes, scope.shape)
    if not checks:
        return
    suspicion = " || ".join(f"COALESCE({check.suspicion}, true)" for check in checks)
    query = scope.values.select(f"FILTER({suspicion.replace('?v', scope.value)})")
    for row in scope.rows(query):
        chain, value = scope.split(row)
        for check in checks:
            if check.breaks(value):
                yield Result(chain, scope.path, value, check.component, scope.shape)


def _classes(scope: Scope) -> Iterator[Result]:
    for parameter in scope.objects("class"):
        classes = subclasses(scope.evaluation.store, parameter)
        member = f"{values('?class', classes)} {scope.value} {TYPE} ?class"
        for row in scope.rows(scope.values.select(f"MINUS {{ {member} }}")):
            chain, value = scope.split(row)
            yield scope.result(chain, value, "Class")


def _counts(scope: Scope) -> Iterator[Result]:
    if scope.path is None:
        return
    for parameter in scope.objects("minCount"):
        for row in scope.rows(_fewer(scope, int(parameter.value))):
            yield scope.result(row, None, "MinCount")
    for parameter in scope.objects("maxCount"):
        for row in scope.rows(_more(scope, int(parameter.value))):
            yield scope.result(row, None, "MaxCount")


def _fewer(scope: Scope, least: int) -> str:
    frame, path = scope.frame, scope.path
    if path is None or least < 1:
        return frame.select("FILTER(false)")
    if least == 1:
        return frame.select(without_any(frame, path))
    if may_be_empty(path):
        return _counted(scope, f"< {least}")
    counted = f"OPTIONAL {{ {frame.node} {path.sparql()} ?some }}"
    return f"{frame.select(counted)} GROUP BY {frame.chain} HAVING (COUNT(DISTINCT ?some) < {least})"


def _more(scope: Scope, most: int) -> str:
    frame, path = scope.frame, scope.path
    if path is None:
        return frame.select("FILTER(false)")
    if most == 1 and isinstance(path, Predicate):
        reached = f"{frame.node} {path.sparql()}"
        return frame.select(f"{reached} ?one . {reached} ?two . FILTER(!sameTerm(?one, ?two))")
    return _counted(scope, f"> {most}")


def _counted(scope: Scope, bound: str) -> str:
    """The chains to focus nodes with such a number of different values, among those that have any."""
    chain, counted = scope.frame.chain, f"COUNT(DISTINCT {scope.value})"
    return f"SELECT {chain} WHERE {{ {scope.values.body} }} GROUP BY {chain} HAVING ({counted} {bound})"


def _has_value(scope: Scope) -> Iterator[Result]:
    for parameter in scope.objects("hasValue"):
        if scope.path is None:
            query = scope.frame.select(f"FILTER(!sameTerm({scope.value}, {written(parameter)}))")
        else:
            query = scope.frame.select(without(scope.frame, scope.path, written(parameter)))
        for row in scope.rows(query):
            yield scope.result(row, None, "HasValue")


def _closed(scope: Scope) -> Iterator[Result]:
    if not any(term.value in ("true", "1") for term in scope.objects("closed")):
        return
    linked = [scope.shapes.path(node) for node in scope.shapes.nodes(scope.shape, SH.property)]
    allowed: list[Term] = [path.iri for path in linked if isinstance(path, Predicate)]
    for head in scope.shapes.nodes(scope.shape, SH.ignoredProperties):
        allowed.extend(scope.shapes.items(head))
    listed = ", ".join(written(term) for term in allowed)
    rest = f"{scope.value} ?property ?object ." + (f" FILTER(?property NOT IN ({listed}))" if listed else "")
    for row in scope.rows(scope.values.select(rest, "?property ?object")):
        *_, predicate, value = row
        if isinstance(predicate, NamedNode) and (predicate, value) != (RDF.type, RDFS.Resource):
            chain = row[: scope.frame.depth + 1]
            yield Result(chain, Predicate(predicate), value, component("Closed"), scope.shape)


def _nested(scope: Scope) -> Iterator[Result]:
    """``sh:property``: the results of the property shape are the results of this one."""
    for linked in scope.shapes.nodes(scope.shape, SH.property):
        yield from scope.evaluation.results(linked, scope.values)


def _logic(scope: Scope) -> Iterator[Result]:
    from s3graph.validation.compiled.logic import results

    return results(scope)


_PARTS: tuple[Callable[[Scope], Iterator[Result]], ...] = (
    _value_checks,
    _classes,
    _counts,
    _has_value,
    pairs.results,
    _closed,
    _logic,
    _nested,
    sparql.results,
)
