"""One delivery in, one report out: read, resolve, validate, keep, apply, publish. Runs in the writer process."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from threading import Event
from typing import BinaryIO

from s3graph.graph import DataDirectory, Deliveries, Releases, Writer, check_source_name
from s3graph.intake.assessing import Assessment, Base, assess
from s3graph.intake.decided import DECIDING, consequences, kept
from s3graph.intake.difference import Difference
from s3graph.intake.known import named
from s3graph.intake.limits import Limits
from s3graph.intake.opening import opened
from s3graph.intake.publishing import Publication, now, publish
from s3graph.intake.reader import Reader, Readers, Sent
from s3graph.intake.registers import register_named
from s3graph.intake.request import ImportReport, ImportRequest, Outcome, Progress, Say, say_nothing
from s3graph.intake.staging import Staged, stage
from s3graph.intake.unpacking import name_inside
from s3graph.matching.encoder import load_encoder
from s3graph.model import Text
from s3graph.settings import Settings
from s3graph.validation import Report


def commit_freely(_: ImportReport) -> None:
    """For work that nobody can cancel."""


@dataclass(frozen=True)
class Desk:
    """What an import needs beside the request: how files are read, where the data lies, whom to tell.

    ``wait`` is how many seconds another import is waited for. ``commit`` is called with the report right before what
    it tells of becomes true; what it raises leaves everything as it was.
    """

    readers: Readers
    settings: Settings
    say: Say = say_nothing
    ended: Event | None = None
    """Set by whoever wants the work to end; heard by the process that waits for the writer."""
    wait: float = 0.0
    commit: Callable[[ImportReport], None] = commit_freely

    def writer(self, directory: DataDirectory) -> Writer:
        """LockedError where another import runs longer than this one waits."""
        return Writer(
            directory, self.wait, lambda: self.tell("Väntar på en annan import", "Waiting for another import")
        )

    def stage(self, stream: BinaryIO, name: str, file_format: str | None = None) -> Staged:
        """ReadError where the file cannot be read, LimitError where it is too large."""
        return stage(self.reader(stream, name, file_format), self.sent(stream, name), self.say)

    def reader(self, stream: BinaryIO, name: str, file_format: str | None = None) -> Reader:
        """By the format that is stated, else by the name of the file, or of the one in the archive that it is."""
        inside = name_inside(stream, name)
        return self.readers.choose(inside if self.readers.knows(inside) else name, file_format)

    def sent(self, stream: BinaryIO, name: str) -> Sent:
        return Sent(stream, name, Limits.of(self.settings), partial(named, self.settings.data_dir))

    def tell(self, sv: str, en: str) -> None:
        """That a step begins."""
        self.say(Progress(Text(sv=sv, en=en)))


def run_import(request: ImportRequest, desk: Desk) -> ImportReport:
    """Ends with a new release that holds the file, or with nothing changed and a report that says why.

    ReadError, LimitError, UsageError for the file or the call; LockedError where another import goes on
    too long; StorageError where the data directory cannot be written.
    """
    check_source_name(request.source)
    desk.tell(f"Läser {request.file_name}", f"Reading {request.file_name}")
    with ExitStack() as files:
        staged = _staged(request, desk, files)
        directory = DataDirectory.open(desk.settings.data_dir)
        if request.dry_run:
            return _looked_over(request, staged, directory, desk)
        with desk.writer(directory) as writer:
            return _imported(request, staged, writer, desk)


def _staged(request: ImportRequest, desk: Desk, files: ExitStack) -> Staged:
    """All files of the request as one; they stay open as long as ``files`` does."""
    file_format = request.format or (register_named(request.register).reader if request.register else None)

    def read(path: Path, name: str) -> Staged:
        stream = files.enter_context(opened(path))
        return files.enter_context(desk.stage(stream, name, file_format))

    first = read(request.path, request.file_name)
    return first.joined(tuple(read(path, path.name) for path in request.beside))


def _imported(request: ImportRequest, staged: Staged, writer: Writer, desk: Desk) -> ImportReport:
    base = Base(writer.base, writer.deliveries)
    if writer.base and base.says_nothing_new(request, staged):
        same = Difference.none(staged.content)
        return ImportReport(Outcome.UNCHANGED, request.source, writer.base.number, Report(), same)
    desk.tell("Granskar mot formerna", "Validating against the shapes")
    found = assess(request, staged, base, now())
    outcome = _outcome(request, found, desk.settings)
    if outcome is not Outcome.ACCEPTED:
        return found.as_report(outcome, writer.base.number if writer.base else None)
    desk.tell(f"Publicerar utgåva {writer.number}", f"Publishing release {writer.number}")
    report = found.as_report(outcome, writer.number)
    publication = replace(_publication(request, found, writer), commit=lambda: desk.commit(report))
    publish(writer, publication, load_encoder(desk.settings))
    return report


def _outcome(request: ImportRequest, found: Assessment, settings: Settings) -> Outcome:
    """What becomes of it when it is not only looked over."""
    if not found.report.accepted:
        return Outcome.REFUSED
    if not found.change and found.known:
        return Outcome.UNCHANGED
    if found.change.removed and not request.confirm_removal:
        too_much = found.difference.removed_share > settings.import_removal
        return Outcome.UNCONFIRMED if too_much else Outcome.ACCEPTED
    return Outcome.ACCEPTED


def _publication(request: ImportRequest, found: Assessment, writer: Writer) -> Publication:
    """The delivery, and what newly decided identities change in it and elsewhere."""
    before, after = found.decisions, found.identified.decisions
    state = writer.base.manifest.sources.get(request.source) if writer.base else None
    draft = replace(found.draft(request), former=state.delivery if state else 0)
    deliveries, changes = [writer.deliveries.hold(draft)], [found.change]
    sources = [found.source]
    if after != before:
        delivery, change = kept(writer, before, after, found.moment)
        deliveries.append(delivery)
        sources.append(DECIDING)
        changes.append(change)
        changes.extend(consequences(writer, before.aliases(), after.aliases(), (request.source,)))
    return Publication(
        event=f"import {request.source}",
        changes=tuple(changes),
        deliveries=tuple(deliveries),
        sources=tuple(sources),
        job=request.job,
    )


def _looked_over(request: ImportRequest, staged: Staged, directory: DataDirectory, desk: Desk) -> ImportReport:
    releases = Releases(directory)
    base = releases.current() if releases.current_number() is not None else None
    desk.tell("Granskar mot formerna", "Validating against the shapes")
    found = assess(request, staged, Base(base, Deliveries(directory)), now())
    outcome = _outcome(request, found, desk.settings)
    return found.as_report(Outcome.CHECKED if outcome is Outcome.ACCEPTED else outcome, base.number if base else None)
