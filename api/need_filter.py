"""Which of an advisor's kept needs a list shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import Query

from s3graph.private import Outcome, PrivateNeed


@dataclass(frozen=True)
class NeedFilter:
    """Everything where all is empty. ``since`` and ``until`` are days, both included."""

    area: str = ""
    region: str = ""
    outcome: Outcome | None = None
    since: date | None = None
    until: date | None = None

    def of(self, needs: Sequence[PrivateNeed]) -> tuple[PrivateNeed, ...]:
        return tuple(need for need in needs if self._meets(need))

    def __bool__(self) -> bool:
        return self != NeedFilter()

    def pairs(self) -> dict[str, str]:
        """As parameters of an address; those that are set."""
        every = {
            "area": self.area,
            "region": self.region,
            "outcome": self.outcome.value if self.outcome else "",
            "since": self.since.isoformat() if self.since else "",
            "until": self.until.isoformat() if self.until else "",
        }
        return {name: value for name, value in every.items() if value}

    def _meets(self, need: PrivateNeed) -> bool:
        return (
            (not self.area or self.area in need.areas)
            and (not self.region or self.region == need.region)
            and self.outcome in (None, need.outcome)
            and (self.since is None or self.since <= need.created_on)
            and (self.until is None or need.created_on <= self.until)
        )


def need_filter(
    area: Annotated[str, Query(max_length=100)] = "",
    region: Annotated[str, Query(max_length=100)] = "",
    outcome: Annotated[str, Query(max_length=20)] = "",
    since: Annotated[str, Query(max_length=10)] = "",
    until: Annotated[str, Query(max_length=10)] = "",
) -> NeedFilter:
    """For ``Depends``, as a form sends it: what is empty or no day filters nothing."""
    known = {found.value: found for found in Outcome}
    return NeedFilter(area, region, known.get(outcome), _day(since), _day(until))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
