"""The parameters of a query string: one that a route does not know is refused, so that a misspelt one is noticed."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from s3graph.errors import UsageError
from s3graph.model import Text

FREE = frozenset({"/sparql", "/api/v1/queries/{name}", "/api/v1/queries/{name}.{ending}", "/answer", "/answer.txt"})
"""Routes that look at their parameters themselves: the protocol's, those a saved question declares, and pages whose
address people pass on, which collects others on the way."""


def known_only(request: Request) -> None:
    """UsageError naming what a route does not know, and what it does."""
    route = request.scope.get("route")
    if not isinstance(route, APIRoute) or route.path in FREE:
        return
    known = set(_declared(route.dependant))
    unknown = sorted(set(request.query_params) - known)
    if unknown:
        raise unknown_parameters(unknown, sorted(known))


def unknown_parameters(unknown: list[str], known: list[str]) -> UsageError:
    named = ", ".join(unknown)
    listed = ", ".join(known)
    return UsageError(
        Text(
            sv=f"Okänd parameter: {named}. " + (f"Kända är {listed}." if known else "Adressen har inga parametrar."),
            en=f"Unknown parameter: {named}. " + (f"Known are {listed}." if known else "The address takes none."),
        )
    )


def _declared(dependant: Dependant) -> Iterator[str]:
    yield from (field.alias for field in dependant.query_params)
    for needed in dependant.dependencies:
        yield from _declared(needed)
