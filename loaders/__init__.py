"""The Readers: files in. Imports the library, never the service."""

from __future__ import annotations

from loaders.rdf import RDF_READERS
from loaders.workbook import TABLE_READERS
from s3graph.intake.reader import Readers


def all_readers() -> Readers:
    """Every format that can be delivered."""
    return Readers((*RDF_READERS, *TABLE_READERS))
