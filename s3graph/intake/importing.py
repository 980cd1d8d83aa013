"""One delivery in, one report out: read, validate, keep, apply, publish. Runs in the writer process."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import BinaryIO

from pyoxigraph import Triple

from s3graph.errors import NotFoundError, UsageError
from s3graph.graph import (
    DataDirectory,
    Deliveries,
    Draft,
    GraphChange,
    Release,
    Releases,
    ReleaseStore,
    Source,
    Writer,
    check_source_name,
)
from s3graph.graph.storage import storage_errors
from s3graph.intake.known import speech_of
from s3graph.intake.publishing import Publication, now, publish
from s3graph.intake.reader import Readers
from s3graph.intake.request import ImportReport, ImportRequest, Outcome, Progress, Say, actor_iri, say_nothing
from s3graph.intake.staging import Staged, stage
from s3graph.matching.encoder import load_encoder
from s3graph.model import Text
from s3graph.settings import Settings
from s3graph.validation import Profile, Reference, Report, StagedDelivery, validate_delivery
from s3graph.vocabulary import graph

SOURCE_PROFILES = ("partner", "facts")
_MEBIBYTE = 1 << 20


@dataclass(frozen=True)
class Desk:
    """What an import needs beside the request: how files are read, where the data lies, whom to tell."""

    readers: Readers
    settings: Settings
    say: Say = say_nothing

    def stage(self, stream: BinaryIO, name: str, file_format: str | None = None) -> Staged:
        """ReadError where the file cannot be read, LimitError where it is too large."""
        return stage(self.readers.choose(name, file_format), stream, name, self.settings.import_mb * _MEBIBYTE)


@dataclass(frozen=True)
class Assessment:
    """What accepting a file would change, and whether it may be."""

    source: Source
    known: bool
    report: Report
    change: GraphChange

    def as_report(self, outcome: Outcome, release: int | None) -> ImportReport:
        counts = (len(self.change.added), len(self.change.removed))
        return ImportReport(outcome, self.source.name, release, self.report, *counts)


def run_import(request: ImportRequest, desk: Desk) -> ImportReport:
    """Ends with a new release that holds the file, or with nothing changed and a report that says why.

    ReadError, LimitError, UsageError for the file or the call; LockedError where another import is running;
    StorageError where the data directory cannot be written.
    """
    check_source_name(request.source)
    desk.say(Progress(Text(sv=f"Läser {request.file_name}", en=f"Reading {request.file_name}")))
    with storage_errors(request.path), request.path.open("rb") as stream:
        staged = desk.stage(stream, request.file_name, request.format)
    directory = DataDirectory.open(desk.settings.data_dir)
    if request.dry_run:
        return _looked_over(request, staged, directory)
    with Writer(directory) as writer:
        desk.say(Progress(Text(sv="Granskar mot formerna", en="Validating against the shapes")))
        found = assess(request, staged, writer.deliveries, writer.base)
        if not found.report.accepted:
            return found.as_report(Outcome.REFUSED, writer.base.number if writer.base else None)
        if writer.base and not found.change and found.known:
            return found.as_report(Outcome.UNCHANGED, writer.base.number)
        desk.say(Progress(Text(sv=f"Publicerar utgåva {writer.number}", en=f"Publishing release {writer.number}")))
        content = staged.canonical
        draft = Draft(found.source, content.triples, content.digest, now(), request.file_name)
        publication = Publication(
            event=f"import {request.source}",
            changes=(found.change,),
            deliveries=(writer.deliveries.hold(draft),),
            sources=(found.source,),
        )
        release = publish(writer, publication, load_encoder(desk.settings))
        return found.as_report(Outcome.ACCEPTED, release.number)


def assess(request: ImportRequest, staged: Staged, deliveries: Deliveries, base: Release | None) -> Assessment:
    """Validates a staged file as a delivery of its source, and compares it with what the source said before."""
    store = ReleaseStore.open(base) if base else None
    former = _former(request.source, deliveries)
    source = _asked(request, former)
    speech = speech_of(source, store, deliveries.sources())
    said = _said(source.name, deliveries, base)
    change = GraphChange.between(graph(source.name), said, staged.canonical.triples)
    delivery = StagedDelivery(staged.store, speech, Reference.load(), staged.lines)
    report = validate_delivery(delivery, Profile.load(source.profile))
    return Assessment(source, source == former, report, change)


def _said(source: str, deliveries: Deliveries, base: Release | None) -> Iterable[Triple]:
    """What the source says in the current release, as it was delivered: a store spells numbers its own way."""
    state = base.manifest.sources.get(source) if base else None
    return deliveries.triples(deliveries.get(source, state.delivery)) if state else ()


def _looked_over(request: ImportRequest, staged: Staged, directory: DataDirectory) -> ImportReport:
    releases = Releases(directory)
    base = releases.current() if releases.current_number() is not None else None
    found = assess(request, staged, Deliveries(directory), base)
    outcome = Outcome.CHECKED if found.report.accepted else Outcome.REFUSED
    return found.as_report(outcome, base.number if base else None)


def _former(name: str, deliveries: Deliveries) -> Source | None:
    try:
        return deliveries.source(name)
    except NotFoundError:
        return None


def _asked(request: ImportRequest, former: Source | None) -> Source:
    """The source as it will be known: what the call says, over what was known, over the defaults."""
    if former is not None and former.shipped:
        raise UsageError(
            Text(
                sv=f"Källan {former.name} följer med programvaran. Leverera under ett annat namn.",
                en=f"The source {former.name} comes with the software. Deliver under another name.",
            )
        )
    if request.profile is not None and request.profile not in SOURCE_PROFILES:
        raise UsageError(
            Text(
                sv=f"Profilen '{request.profile}' kan ingen källa ha. Välj {' eller '.join(SOURCE_PROFILES)}.",
                en=f"No source can have the profile '{request.profile}'. Choose {' or '.join(SOURCE_PROFILES)}.",
            )
        )
    source = former or Source(request.source, Text(sv=request.source, en=request.source))
    return replace(
        source,
        profile=request.profile or source.profile,
        speaks_for=actor_iri(request.speaks_for) if request.speaks_for else source.speaks_for,
        licence=request.licence or source.licence,
        withdrawn_at=None,
    )
