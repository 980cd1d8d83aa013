"""Which reasons a company is told of an actor."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from api.suggestions import Suggestion
from s3graph.matching import Reason
from s3graph.matching.catalogue import Statement
from s3graph.model import Basis, Text


def reason(feature: str, *, slight: bool = False) -> Reason:
    return Reason(feature, 0.1, Text(sv=feature, en=feature), slight=slight)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        pytest.param([reason("adviser"), reason("region"), reason("clauses")], ["clauses", "region"], id="enough"),
        pytest.param([reason("adviser"), reason("clauses", slight=True)], ["adviser"], id="its kind is all"),
        pytest.param([reason("adviser", slight=True), reason("region")], ["region"], id="not there for advice"),
        pytest.param([reason("freshness"), reason("words")], [], id="how the machine counts"),
        pytest.param([reason("area"), reason("meaning"), reason("region")], ["meaning", "region"], id="works with"),
    ],
)
def test_the_kind_is_told_where_little_else_is_and_nothing_slight(given: list[Reason], told: list[str]) -> None:
    match = SimpleNamespace(reasons=tuple(given))
    nothing = cast(Any, None)
    found = Suggestion(cast(Any, match), nothing, nothing, nothing)
    assert [one.feature for one in found.reasons] == told
    assert {*found.reasons, *found.further} == set(given)


def test_sources_are_pages_and_not_the_services_own_graphs() -> None:
    sources = ("https://w3id.org/s3graph/graph/places", "https://example.org/page")
    statement = Statement("a", "b", "c", Basis.READ, sources)
    told = Reason("region", 0.1, Text(sv="region", en="region"), (statement,))
    nothing = cast(Any, None)
    found = Suggestion(cast(Any, SimpleNamespace(reasons=(told,))), nothing, nothing, nothing)
    assert found.sources == ("https://example.org/page",)
