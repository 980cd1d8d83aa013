"""Matching: a need in words in, support actors with reasons out."""

from __future__ import annotations

from s3graph.matching.answer import Answer, Band, Match, Matches, Team
from s3graph.matching.encoder import Encoder, load_encoder
from s3graph.matching.index import Index, build_index, made_by
from s3graph.matching.industries import Industries
from s3graph.matching.matcher import Matcher
from s3graph.matching.need import NeedRequest
from s3graph.matching.reason import Reason

__all__ = [
    "Answer",
    "Band",
    "Encoder",
    "Index",
    "Industries",
    "Match",
    "Matcher",
    "Matches",
    "NeedRequest",
    "Reason",
    "Team",
    "build_index",
    "load_encoder",
    "made_by",
]
