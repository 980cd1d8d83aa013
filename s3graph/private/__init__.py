"""What is not open data: keys, jobs and kept needs, in one SQLite file beside the graph. SQL is spoken here only."""

from s3graph.private.database import PrivateDatabase
from s3graph.private.job import Draft, Job, JobKind, JobOptions, JobState
from s3graph.private.jobs import Jobs
from s3graph.private.keys import ApiKey, KeyDraft, Keys, Role
from s3graph.private.needs import Mark, Marked, Needs, Outcome, PrivateNeed
from s3graph.private.sessions import Session, Sessions

__all__ = [
    "ApiKey",
    "Draft",
    "Job",
    "JobKind",
    "JobOptions",
    "JobState",
    "Jobs",
    "KeyDraft",
    "Keys",
    "Mark",
    "Marked",
    "Needs",
    "Outcome",
    "PrivateDatabase",
    "PrivateNeed",
    "Role",
    "Session",
    "Sessions",
]
