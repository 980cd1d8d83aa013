"""What is not open data: keys, jobs and kept needs, in one SQLite file beside the graph. SQL is spoken here only."""

from s3graph.private.database import PrivateDatabase
from s3graph.private.jobs import Job, JobOptions, Jobs, JobState
from s3graph.private.keys import ApiKey, Keys, Role
from s3graph.private.needs import Mark, Marked, Needs, PrivateNeed

__all__ = [
    "ApiKey",
    "Job",
    "JobOptions",
    "JobState",
    "Jobs",
    "Keys",
    "Mark",
    "Marked",
    "Needs",
    "PrivateDatabase",
    "PrivateNeed",
    "Role",
]
