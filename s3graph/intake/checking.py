"""Validation of a file that is not imported, for partners who want to know beforehand."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from s3graph.graph import DataDirectory, Deliveries, Releases, ReleaseStore, Source
from s3graph.intake.importing import Desk
from s3graph.intake.known import speech_of
from s3graph.intake.opening import opened
from s3graph.model import Text
from s3graph.validation import Profile, Report, StagedDelivery, validate_delivery
from s3graph.validation.reference import Reference


@dataclass(frozen=True)
class Checking:
    """Can be sent to another process: it holds settings and Readers, no store."""

    desk: Desk

    def of_bytes(self, content: bytes, name: str, profile: str, source: str = "") -> Report:
        """``name`` decides the format by its suffix. ReadError where the content cannot be read."""
        return self._report(BytesIO(content), name, profile, source)

    def of_file(self, path: Path, profile: str, source: str = "") -> Report:
        """StorageError where there is no such file, ReadError where it is no file or cannot be read."""
        with opened(path) as stream:
            return self._report(stream, path.name, profile, source)

    def _report(self, stream: BinaryIO, name: str, profile: str, source: str) -> Report:
        """As a delivery of ``source`` where that is known, else of nobody in particular."""
        chosen = Profile.load(profile)
        directory = DataDirectory.open(self.desk.settings.data_dir)
        releases, deliveries = Releases(directory), Deliveries(directory)
        store = ReleaseStore.open(releases.current()) if releases.current_number() is not None else None
        speaker = deliveries.source(source) if source else Source("", Text(sv="", en=""))
        speech = speech_of(speaker, store, deliveries.sources() if source else ())
        with self.desk.stage(stream, name) as staged:
            data = staged.content.store()
            return validate_delivery(
                StagedDelivery(data, speech, Reference.load(), staged.lines, staged.remarks), chosen
            )
