"""Questions to a release: free ones in processes that can be ended, and saved ones."""

from __future__ import annotations

from s3graph.querying.fleet import QueryFleet, QueryResult
from s3graph.querying.formats import formats_of
from s3graph.querying.guard import QueryForm, check_length, form_of
from s3graph.querying.saved import SavedQuestion

__all__ = ["QueryFleet", "QueryForm", "QueryResult", "SavedQuestion", "check_length", "form_of", "formats_of"]
