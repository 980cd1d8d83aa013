"""Constraints that hold the values of one path against the values of another property, or against each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from s3graph.validation.compiled.frame import without, written
from s3graph.validation.compiled.result import Result
from s3graph.validation.finding import Term
from s3graph.vocabulary import SH

if TYPE_CHECKING:
    from s3graph.validation.compiled.evaluation import Scope


def results(scope: Scope) -> Iterator[Result]:
    yield from _equals(scope)
    yield from _disjoint(scope)
    yield from _ordered(scope, "lessThan", "LessThan", or_equal=False)
    yield from _ordered(scope, "lessThanOrEquals", "LessThanOrEquals", or_equal=True)
    yield from _unique_languages(scope)


def _equals(scope: Scope) -> Iterator[Result]:
    for other in scope.objects("equals"):
        own = f"{scope.frame.node} {written(other)}"
        for row in scope.rows(scope.values.select(f"MINUS {{ {own} {scope.value} }}")):
            chain, value = scope.split(row)
            yield scope.result(chain, value, "Equals")
        if scope.path is None:
            missing = f"FILTER(!sameTerm(?other, {scope.value}))"
        else:
            missing = without(scope.frame, scope.path, "?other")
        for row in scope.rows(scope.frame.select(f"{own} ?other . {missing}", "?other")):
            yield scope.result(row, row[-1], "Equals")


def _disjoint(scope: Scope) -> Iterator[Result]:
    for other in scope.objects("disjoint"):
        shared = f"{scope.frame.node} {written(other)} {scope.value} ."
        for row in scope.rows(scope.values.select(shared)):
            chain, value = scope.split(row)
            yield scope.result(chain, value, "Disjoint")


def _ordered(scope: Scope, parameter: str, name: str, *, or_equal: bool) -> Iterator[Result]:
    from s3graph.validation.compiled.literals import less

    operator = "<=" if or_equal else "<"
    for other in scope.objects(parameter):
        compared = f"{scope.frame.node} {written(other)} ?other ."
        suspect = f"FILTER(!COALESCE({scope.value} {operator} ?other, false))"
        for row in scope.rows(scope.values.select(f"{compared} {suspect}", "?other")):
            chain, value = scope.split(row)
            if not less(value, row[-1], or_equal=or_equal):
                yield scope.result(chain, value, name)


def _unique_languages(scope: Scope) -> Iterator[Result]:
    if not any(term.value in ("true", "1") for term in scope.objects("uniqueLang")) or scope.path is None:
        return
    other = f"{scope.frame.node} {scope.path.sparql()} ?other ."
    same = f'LANG({scope.value}) != "" && LCASE(LANG({scope.value})) = LCASE(LANG(?other))'
    rest = (
        f"{other} FILTER(isLiteral({scope.value}) && isLiteral(?other) && {same} && !sameTerm({scope.value}, ?other))"
    )
    found: Counter[tuple[tuple[Term, ...], str]] = Counter()
    for row in scope.rows(scope.values.select(rest, f"(LCASE(LANG({scope.value})) AS ?language)")):
        found[row[: scope.frame.depth + 1], row[-1].value] += 1
    for chain, _language in found:
        yield scope.result(chain, None, "UniqueLang")


def sibling_shapes(scope: Scope) -> list[Term]:
    """The value shapes of the other property shapes of every shape that has this one (SHACL 4.7.3)."""
    shapes = scope.shapes
    own = set(scope.objects("qualifiedValueShape"))
    parents = [node for node in shapes.shapes if scope.shape in shapes.objects(node, SH.property)]
    members = [member for parent in parents for member in shapes.nodes(parent, SH.property)]
    found = [shape for member in members for shape in shapes.objects(member, SH.qualifiedValueShape)]
    return list(dict.fromkeys(shape for shape in found if shape not in own))
