"""Constraints that hand the value nodes to other shapes: node, not, and, or, xone, qualified value shapes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from s3graph.validation.compiled.checks import checks_of, only_checks
from s3graph.validation.compiled.frame import NotCompilableError
from s3graph.validation.compiled.pairs import sibling_shapes
from s3graph.validation.compiled.result import Result
from s3graph.validation.finding import Node, Term
from s3graph.vocabulary import SH

if TYPE_CHECKING:
    from s3graph.validation.compiled.evaluation import Scope


def results(scope: Scope) -> Iterator[Result]:
    for shape in scope.shapes.nodes(scope.shape, SH.node):
        failing = _failing(scope, shape)
        yield from _among(scope, failing, "Node", [failing])
    for shape in scope.shapes.nodes(scope.shape, SH["not"]):
        yield from _negated(scope, shape)
    for members in _lists(scope, "and"):
        yield from _among(scope, frozenset().union(*members), "And", members)
    for members in _lists(scope, "or"):
        yield from _among(scope, _all_of(members), "Or", members)
    for members in _lists(scope, "xone"):
        yield from _where(scope, "Xone", _not_exactly_one(members))
    yield from _qualified(scope)


def _negated(scope: Scope, shape: Node) -> Iterator[Result]:
    """Most values fail a shape that is there to be negated: where the store can tell, only the others are looked at."""
    if scope.evaluation.deactivated(shape) or not only_checks(scope.shapes, shape):
        failing = _failing(scope, shape)
        yield from _where(scope, "Not", lambda value: value not in failing)
        return
    checks = checks_of(scope.evaluation.store, scope.shapes, shape)
    certain = " || ".join(f"COALESCE({check.certainty}, false)" for check in checks).replace("?v", scope.value)
    for row in scope.rows(scope.values.select(f"FILTER(!({certain}))")):
        chain, value = scope.split(row)
        if not any(check.breaks(value) for check in checks):
            yield scope.result(chain, value, "Not")


def _failing(scope: Scope, shape: Node) -> Failing:
    return scope.evaluation.failing(shape, scope.values)


def _all_of(members: list[Failing]) -> Collection[Term]:
    """The nodes that fail every one of the members; none where there is no member."""
    first, *rest = members
    return [node for node in first if all(node in other for other in rest)]


def _lists(scope: Scope, name: str) -> Iterator[list[Failing]]:
    """For each list of shapes, the nodes that fail each of them."""
    for head in scope.shapes.nodes(scope.shape, SH[name]):
        yield [_failing(scope, _shape(item)) for item in scope.shapes.items(head)]


def _shape(item: Term) -> Node:
    if isinstance(item, Literal):
        raise NotCompilableError("a literal where a shape belongs")
    return item


def _not_exactly_one(members: list[Failing]) -> _Keep:
    return lambda value: sum(value not in failing for failing in members) != 1


def _among(scope: Scope, failing: Collection[Term], name: str, members: list[Failing]) -> Iterator[Result]:
    """A result for each value node that is among the failing ones; no query where there are none."""
    if failing:
        yield from _where(scope, name, frozenset(failing).__contains__, members)


def _where(scope: Scope, name: str, keep: _Keep, members: Iterable[Failing] = ()) -> Iterator[Result]:
    """``members``: what is known of nodes that failed, told as the details of a result."""
    for row in scope.all_values():
        chain, value = scope.split(row)
        if keep(value):
            yield scope.result(chain, value, name, [why for failing in members for why in failing.get(value, ())])


def _qualified(scope: Scope) -> Iterator[Result]:
    least, most = scope.objects("qualifiedMinCount"), scope.objects("qualifiedMaxCount")
    for shape in scope.shapes.nodes(scope.shape, SH.qualifiedValueShape):
        failing = _failing(scope, shape)
        others = [_failing(scope, _shape(other)) for other in _excluded(scope)]
        counted: Counter[tuple[Term, ...]] = Counter()
        for row in scope.all_values():
            chain, value = scope.split(row)
            if value not in failing and all(value in other for other in others):
                counted[chain] += 1
        for parameter in least:
            for row in scope.rows(scope.frame.select()):
                if counted[row] < int(parameter.value):
                    yield scope.result(row, None, "QualifiedMinCount")
        for parameter in most:
            for chain, count in counted.items():
                if count > int(parameter.value):
                    yield scope.result(chain, None, "QualifiedMaxCount")


def _excluded(scope: Scope) -> list[Term]:
    disjoint = any(term.value in ("true", "1") for term in scope.objects("qualifiedValueShapesDisjoint"))
    return sibling_shapes(scope) if disjoint else []


if TYPE_CHECKING:
    from collections.abc import Callable

    from s3graph.validation.compiled.evaluation import Failing

    _Keep = Callable[[Term], bool]
