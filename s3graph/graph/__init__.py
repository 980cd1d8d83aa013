"""The store, named graphs, deliveries, releases."""

from s3graph.graph.deliveries import REFERENCE_GRAPHS, Deliveries, Delivery, Draft, Source, check_source_name
from s3graph.graph.directory import DataDirectory
from s3graph.graph.lock import WriterLock
from s3graph.graph.ntriples import NTriples
from s3graph.graph.release import Manifest, Release, Releases, SourceState
from s3graph.graph.release_store import ReleaseStore
from s3graph.graph.writer import BuildIndex, GraphChange, Writer

__all__ = [
    "REFERENCE_GRAPHS",
    "BuildIndex",
    "DataDirectory",
    "Deliveries",
    "Delivery",
    "Draft",
    "GraphChange",
    "Manifest",
    "NTriples",
    "Release",
    "ReleaseStore",
    "Releases",
    "Source",
    "SourceState",
    "Writer",
    "WriterLock",
    "check_source_name",
]
