"""What is not open data: keys and import jobs, in one SQLite file beside the graph. SQL is spoken in this room only."""

from s3graph.private.database import PrivateDatabase
from s3graph.private.job import Draft, Job, JobKind, JobOptions, JobState
from s3graph.private.jobs import Jobs
from s3graph.private.keys import ApiKey, KeyDraft, Keys, Role

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
    "PrivateDatabase",
    "Role",
]
