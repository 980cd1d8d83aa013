"""What is not open data: keys and import jobs, in one SQLite file beside the graph. SQL is spoken in this room only."""

from s3graph.private.database import PrivateDatabase
from s3graph.private.jobs import Job, JobOptions, Jobs, JobState
from s3graph.private.keys import ApiKey, Keys, Role

__all__ = ["ApiKey", "Job", "JobOptions", "JobState", "Jobs", "Keys", "PrivateDatabase", "Role"]
