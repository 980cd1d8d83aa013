"""The body of a need that is matched: a need, and weights of the ranking that its asker wants otherwise."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from pydantic import Field

from api.wire import NeedBody
from s3graph.matching import NeedRequest

Weight = Annotated[float, Field(ge=0, le=10, allow_inf_nan=False)]


class MatchBody(NeedBody):
    """A need in the company's own words, and how it is to be ranked. Neither is stored nor logged."""

    features: dict[str, Weight] = Field(
        {}, description='Weights in place of the table\'s, by feature: {"region": 0} leaves distance out'
    )

    def request(self) -> NeedRequest:
        return replace(super().request(), features=self.features)
