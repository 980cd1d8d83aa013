"""``sh:sparql``: the select of the constraint, asked once for all nodes of the frame instead of once for each.

Pre-binding ``$this`` and joining with the frame mean the same where the query has one scope. A select with a scope of
its own (sub-select, aggregate, VALUES, SERVICE), and MINUS, which SHACL forbids here, are left to the reference engine.
A nested group is evaluated before it is joined, so each gets the frame of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from s3graph.validation.compiled.frame import NotCompilableError, may_be_empty
from s3graph.validation.compiled.result import Result
from s3graph.validation.finding import Node, Term
from s3graph.validation.paths import Path, Predicate
from s3graph.vocabulary import OWL, PREFIXES, SH

if TYPE_CHECKING:
    from s3graph.validation.compiled.evaluation import Scope

_TOKEN = re.compile(
    r"""<[^<>\s]*>|\"\"\"(?:.|\n)*?\"\"\"|'''(?:.|\n)*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\#[^\n]*"""
    r"""|[?$]\w+|[A-Za-z_][\w-]*:?[\w.-]*|[{}]|."""
)
_OWN_SCOPE = {
    "GROUP",
    "HAVING",
    "VALUES",
    "SERVICE",
    "LIMIT",
    "OFFSET",
    "MINUS",
    "COUNT",
    "SUM",
    "AVG",
    "MIN",
    "MAX",
    "GRAPH",
}
_READS_THE_FRAME = {"EXISTS", "OPTIONAL"}
_NOT_COLUMNS = {"WHERE", "DISTINCT", "REDUCED"}
_RESERVED = re.compile(r"\s*[?$](this|PATH|shapesGraph|currentShape)\b")
_COMPONENT = SH.SPARQLConstraintComponent


def results(scope: Scope) -> Iterator[Result]:
    for constraint in scope.shapes.nodes(scope.shape, SH.sparql):
        if not scope.evaluation.deactivated(constraint):
            yield from _asked(scope, constraint)


def _asked(scope: Scope, constraint: Node) -> Iterator[Result]:
    selects = scope.shapes.objects(constraint, SH.select)
    if not selects:
        raise NotCompilableError("a SPARQL constraint without a select")
    query = set_wise(selects[0].value, scope, _prefixes(scope, constraint))
    try:
        solutions = scope.evaluation.store.query(query)
    except SyntaxError as error:
        raise NotCompilableError(f"a select the store cannot read: {error}") from error
    names = [variable.value for variable in solutions.variables]  # type: ignore[union-attr]
    seen: set[tuple[object, ...]] = set()
    for solution in solutions:  # type: ignore[union-attr]
        bound = dict(zip(names, solution, strict=True))
        result = _result(scope, constraint, bound)
        identity = (result.chain, result.path, result.value, tuple(sorted((k, str(v)) for k, v in bound.items())))
        if identity not in seen:
            seen.add(identity)
            yield result


def _result(scope: Scope, constraint: Node, bound: dict[str, Term | None]) -> Result:
    chain = tuple(bound.pop(f"n{level}") for level in range(scope.frame.depth + 1))
    path, value = bound.get("path"), bound.get("value")
    walked: Path | None = Predicate(path) if isinstance(path, NamedNode) else scope.path
    if value is None and scope.path is None:
        value = chain[-1]
    kept = tuple(term for term in chain if term is not None)
    return Result(kept, walked, value, _COMPONENT, scope.shape, constraint, bound)


def _prefixes(scope: Scope, constraint: Node) -> str:
    declared = dict(PREFIXES)
    owners = list(scope.shapes.nodes(constraint, SH.prefixes))
    for owner in owners:
        for declaration in scope.shapes.nodes(owner, SH.declare):
            names = scope.shapes.objects(declaration, SH["prefix"])
            namespaces = scope.shapes.objects(declaration, SH.namespace)
            declared.update({names[0].value: namespaces[0].value} if names and namespaces else {})
        owners.extend(node for node in scope.shapes.nodes(owner, OWL.imports) if node not in owners)
    return "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in declared.items())


def set_wise(select: str, scope: Scope, prefixes: str) -> str:
    """The select with ``$this`` drawn from the frame, and the whole chain among its columns."""
    tokens = [token for token in _TOKEN.findall(select) if not token.startswith("#")]
    words = [token.upper() for token in tokens]
    if words.count("SELECT") != 1 or _OWN_SCOPE & set(words):
        raise NotCompilableError("a select with a scope of its own")
    if any(word == "AS" and _RESERVED.match("".join(tokens[at + 1 :])) for at, word in enumerate(words)):
        raise NotCompilableError("a select that binds a pre-bound variable again")
    tokens = _with_path([_renamed(token, scope) for token in tokens], scope)
    start = words.index("SELECT") + 1
    opening = tokens.index("{")
    head, columns, body = tokens[: start - 1], tokens[start:opening], tokens[opening + 1 :]
    if "*" in columns:
        raise NotCompilableError("a select of everything")
    kept = "".join(token for token in columns if token.upper() not in _NOT_COLUMNS and token != scope.frame.node)
    frame = f" {{ SELECT DISTINCT {scope.frame.chain} WHERE {{ {scope.frame.body} }} }} "
    inner = "".join(_framed(body, frame))
    return f"{prefixes}{''.join(head)} SELECT DISTINCT {scope.frame.chain} {kept} WHERE {{{frame}{inner}"


def _framed(tokens: list[str], frame: str) -> Iterator[str]:
    """The body with the frame at the head of every group that is evaluated on its own."""
    before = ""
    for token in tokens:
        yield token
        if token == "{" and before not in _READS_THE_FRAME:  # noqa: S105 - a token of the query
            yield frame
        if token.strip():
            before = token.upper()


def _renamed(token: str, scope: Scope) -> str:
    if token in ("$this", "?this"):
        return scope.frame.node
    if re.fullmatch(r"[?$]n\d+", token):
        return f"?own_{token[1:]}"
    if token in ("$currentShape", "$shapesGraph", "?currentShape", "?shapesGraph"):
        raise NotCompilableError("a select that asks about the shapes graph")
    return token


def _with_path(tokens: list[str], scope: Scope) -> list[str]:
    """``$PATH`` is replaced by the path of the property shape, as text."""
    if "$PATH" not in tokens:
        return tokens
    if scope.path is None:
        raise NotCompilableError("$PATH in a node shape")
    if may_be_empty(scope.path):
        raise NotCompilableError("$PATH with a path that can have length zero")
    return [scope.path.sparql() if token == "$PATH" else token for token in tokens]  # noqa: S105
