"""The Readers: files in. Imports the library, never the service."""

from __future__ import annotations

from loaders.companies import COMPANY_READER
from loaders.cpv import CPV_READER
from loaders.esco import ESCO_READER
from loaders.grants import GRANT_READER
from loaders.places import PLACE_READERS
from loaders.rdf import RDF_READERS
from loaders.research_subjects import RESEARCH_SUBJECT_READER
from loaders.sni import SNI_READERS
from loaders.workbook import TABLE_READERS
from s3graph.intake.reader import Readers

REGISTER_READERS = (
    ESCO_READER,
    *SNI_READERS,
    *PLACE_READERS,
    CPV_READER,
    RESEARCH_SUBJECT_READER,
    COMPANY_READER,
    GRANT_READER,
)


def all_readers() -> Readers:
    """Every format that can be delivered."""
    return Readers((*RDF_READERS, *TABLE_READERS), REGISTER_READERS)
