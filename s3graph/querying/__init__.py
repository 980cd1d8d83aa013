"""Questions to a release: free ones in processes that can be ended, and saved ones."""

from __future__ import annotations

from s3graph.querying.crew import Event, Observe
from s3graph.querying.exchange import Outcome
from s3graph.querying.fleet import QueryFleet, QueryResult, StreamedAnswer
from s3graph.querying.formats import formats_of
from s3graph.querying.guard import Asked, QueryForm, check_length, form_of
from s3graph.querying.query import Query
from s3graph.querying.saved import SavedQuestion

__all__ = [
    "Asked",
    "Event",
    "Observe",
    "Outcome",
    "Query",
    "QueryFleet",
    "QueryForm",
    "QueryResult",
    "SavedQuestion",
    "StreamedAnswer",
    "check_length",
    "form_of",
    "formats_of",
]
