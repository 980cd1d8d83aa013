"""Constraints on single values: a suspicion voiced by the store over millions of values, an exact judgement of one.

The suspicion may be too wide, never too narrow: what it lets pass is right. The judgement is the reference engine's own
(rdflib's reading of literals), applied to the few values that are suspected.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Store

from s3graph.validation.compiled.frame import NotCompilableError, written
from s3graph.validation.finding import Node, Term
from s3graph.validation.shapes_graph import ShapesGraph
from s3graph.validation.terms import PARAMETERS
from s3graph.vocabulary import RDF, SH, XSD

ALWAYS = "true"
_CASTABLE = {XSD[name].value for name in ("date", "dateTime", "time", "boolean")}
_FREE = {XSD.string.value, XSD.anyURI.value}
_FORMS = {
    XSD.gYear.value: "^[0-9][0-9][0-9][0-9]$",
    XSD.gYearMonth.value: "^[0-9][0-9][0-9][0-9]-(0[1-9]|1[0-2])$",
}
_KINDS = {
    SH.IRI: "!isIRI(?v)",
    SH.BlankNode: "!isBlank(?v)",
    SH.Literal: "!isLiteral(?v)",
    SH.BlankNodeOrIRI: "isLiteral(?v)",
    SH.BlankNodeOrLiteral: "isIRI(?v)",
    SH.IRIOrLiteral: "isBlank(?v)",
}
_KIND_TYPES: dict[NamedNode, tuple[type, ...]] = {
    SH.IRI: (NamedNode,),
    SH.BlankNode: (BlankNode,),
    SH.Literal: (Literal,),
    SH.BlankNodeOrIRI: (BlankNode, NamedNode),
    SH.BlankNodeOrLiteral: (BlankNode, Literal),
    SH.IRIOrLiteral: (NamedNode, Literal),
}


@dataclass(frozen=True)
class Check:
    """``suspicion`` is a SPARQL expression over ``?v``; an error in it counts as suspect.

    ``certainty`` is one that is true only where the value surely breaks the constraint: ``sh:not`` need not look there.
    """

    component: NamedNode
    suspicion: str
    breaks: Callable[[Term], bool]
    certainty: str = "false"


def checks_of(store: Store, shapes: ShapesGraph, shape: Node) -> list[Check]:
    """Every single-value constraint of a shape, in no order that matters."""
    found: list[Check] = []
    for name, maker in _MAKERS.items():
        found.extend(maker(shapes, shape, parameter) for parameter in shapes.objects(shape, SH[name]))
    found.extend(_pattern_checks(store, shapes, shape))
    return found


def only_checks(shapes: ShapesGraph, shape: Node) -> bool:
    """True where a shape is nothing but single-value constraints on the node itself."""
    constraints = shapes.properties(shape) & set(PARAMETERS)
    return bool(constraints) and constraints <= _SINGLE and not shapes.objects(shape, SH.path)


def component(name: str) -> NamedNode:
    return SH[f"{name}ConstraintComponent"]


def _datatype(_shapes: ShapesGraph, _shape: Node, parameter: Term) -> Check:
    datatype = parameter.value
    wrong = f"!isLiteral(?v) || DATATYPE(?v) != {written(parameter)}"
    if datatype == XSD.integer.value:
        wrong += " || !isNumeric(?v)"
    elif datatype in _CASTABLE:
        wrong += f" || !COALESCE(IF({parameter}(STR(?v)) = {parameter}(STR(?v)), true, true), false)"
    elif datatype in _FORMS:
        wrong += f' || !REGEX(STR(?v), "{_FORMS[datatype]}")'
    elif datatype != RDF.langString.value and datatype not in _FREE:
        wrong = ALWAYS

    def breaks(value: Term) -> bool:
        from s3graph.validation.compiled.literals import has_datatype

        return not has_datatype(value, datatype)

    return Check(component("Datatype"), wrong, breaks)


def _node_kind(_shapes: ShapesGraph, _shape: Node, parameter: Term) -> Check:
    if not isinstance(parameter, NamedNode) or parameter not in _KINDS:
        raise NotCompilableError("an unknown sh:nodeKind")
    kinds = _KIND_TYPES[parameter]
    wrong = _KINDS[parameter]
    return Check(component("NodeKind"), wrong, lambda value: not isinstance(value, kinds), wrong)


def _range(name: str, operator: str, holds: Callable[[int], bool]) -> Callable[[ShapesGraph, Node, Term], Check]:
    def make(_shapes: ShapesGraph, _shape: Node, bound: Term) -> Check:
        def breaks(value: Term) -> bool:
            from s3graph.validation.compiled.literals import compared

            order = compared(value, bound)
            return order is None or not holds(order)

        return Check(component(name), f"!COALESCE(?v {operator} {written(bound)}, false)", breaks)

    return make


def _length(name: str, operator: str, holds: Callable[[int, int], bool]) -> Callable[[ShapesGraph, Node, Term], Check]:
    def make(_shapes: ShapesGraph, _shape: Node, parameter: Term) -> Check:
        limit = int(parameter.value)

        def breaks(value: Term) -> bool:
            if name == "MinLength" and limit == 0:
                return False
            return isinstance(value, BlankNode) or not holds(len(value.value), limit)

        return Check(component(name), f"isBlank(?v) || !(STRLEN(STR(?v)) {operator} {limit})", breaks)

    return make


def _language_in(shapes: ShapesGraph, _shape: Node, parameter: Term) -> Check:
    allowed = {term.value.lower() for term in shapes.items(_list_head(parameter))}
    listed = ", ".join(written(Literal(language)) for language in sorted(allowed))

    def breaks(value: Term) -> bool:
        if not isinstance(value, Literal) or not value.language:
            return True
        language = value.language.lower()
        return not ("*" in allowed or language in allowed or language.split("-")[0] in allowed)

    return Check(component("LanguageIn"), f"!isLiteral(?v) || LCASE(LANG(?v)) NOT IN ({listed})", breaks)


def _in(shapes: ShapesGraph, _shape: Node, parameter: Term) -> Check:
    allowed = shapes.items(_list_head(parameter))
    same = " || ".join(f"sameTerm(?v, {written(term)})" for term in allowed)
    members = set(allowed)
    return Check(component("In"), f"!({same})" if same else ALWAYS, lambda value: value not in members)


def _pattern_checks(store: Store, shapes: ShapesGraph, shape: Node) -> Iterator[Check]:
    flags = "".join(term.value.lower() for term in shapes.objects(shape, SH.flags)[:1])
    options = (re.IGNORECASE if "i" in flags else 0) | (re.MULTILINE if "m" in flags else 0)
    for parameter in shapes.objects(shape, SH.pattern):
        try:
            expression = re.compile(parameter.value, options)
        except re.error as error:
            raise NotCompilableError(f"the pattern {parameter.value!r}: {error}") from error
        marks = "".join(flag for flag in "im" if flag in flags)
        call = f"REGEX(STR(?v), {written(Literal(parameter.value))}, {written(Literal(marks))})"
        runs = _runs(store, call)
        wrong = f"isBlank(?v) || !{call}" if runs else ALWAYS
        # The two kinds of regular expression differ on line ends: Python's $ also matches before a last one.
        surely = f'!{call} && !CONTAINS(STR(?v), "\\n")' if runs else "false"
        yield Check(component("Pattern"), wrong, _unmatched(expression), surely)


def _unmatched(expression: re.Pattern[str]) -> Callable[[Term], bool]:
    return lambda value: isinstance(value, BlankNode) or expression.search(value.value) is None


def _runs(store: Store, call: str) -> bool:
    """Whether the store's own regular expressions know the syntax used."""
    probe = store.query(f"SELECT ({call.replace('?v', chr(34) * 2)} AS ?x) {{}}")
    return all(row[0] is not None for row in probe)  # type: ignore[union-attr]


def _list_head(term: Term) -> Node:
    if isinstance(term, Literal):
        raise NotCompilableError("a literal where a list belongs")
    return term


_MAKERS: dict[str, Callable[[ShapesGraph, Node, Term], Check]] = {
    "datatype": _datatype,
    "nodeKind": _node_kind,
    "minExclusive": _range("MinExclusive", ">", lambda order: order > 0),
    "minInclusive": _range("MinInclusive", ">=", lambda order: order >= 0),
    "maxExclusive": _range("MaxExclusive", "<", lambda order: order < 0),
    "maxInclusive": _range("MaxInclusive", "<=", lambda order: order <= 0),
    "minLength": _length("MinLength", ">=", lambda length, limit: length >= limit),
    "maxLength": _length("MaxLength", "<=", lambda length, limit: length <= limit),
    "languageIn": _language_in,
    "in": _in,
}
_SINGLE = {SH[name] for name in (*_MAKERS, "pattern", "flags")}
