"""``import`` and ``validate``: what partners send in."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from s3graph.commands.call import NOT_VALID, Call, Json, write
from s3graph.commands.progress import shown
from s3graph.errors import UsageError
from s3graph.model import Language, Text

if TYPE_CHECKING:
    from s3graph.intake.request import ImportReport, ImportRequest
    from s3graph.validation import Report

_CHUNK = 1 << 20
_FORMATS = "text, json, html, ttl or csv"


def import_command(
    context: typer.Context,
    file: Annotated[str, typer.Argument(help="The delivered file; an address to fetch it from; - reads stdin.")],
    source: Annotated[str, typer.Option(help="Name of the source; a new name makes a new source.")],
    file_format: Annotated[str | None, typer.Option("--format", help="Suffix of the format, such as ttl.")] = None,
    profile: Annotated[str | None, typer.Option(help="partner or facts; kept from the first delivery.")] = None,
    speaks_for: Annotated[str | None, typer.Option(help="The actor the source belongs to.")] = None,
    licence: Annotated[str | None, typer.Option(help="IRI of the licence of the data.")] = None,
    dry_run: Annotated[bool, typer.Option(help="Check, and show what would change; change nothing.")] = False,
    merge: Annotated[bool, typer.Option(help="Add to what the source has said instead of replacing it.")] = False,
    confirm_removal: Annotated[bool, typer.Option(help="A large removal is meant.")] = False,
    report: Annotated[str, typer.Option(help=f"Form of the report: {_FORMATS}.")] = "text",
    as_json: Json = False,
) -> None:
    """Take in one file of a source: the whole of it, or nothing and a report of what to mend."""
    from s3graph.intake.request import ImportRequest
    from s3graph.intake.writer_process import import_file

    call: Call = context.obj
    form = _form("json" if as_json else report)
    request = ImportRequest(
        path=Path(file),
        source=source,
        format=file_format,
        profile=profile,
        speaks_for=speaks_for,
        licence=licence,
        dry_run=dry_run,
        merge=merge,
        confirm_removal=confirm_removal,
    )
    with shown(call.language) as say, _at_hand(file, request, call) as ready:
        desk = replace(call.desk, say=say)
        found = _unchanged(request, call) if ready is None else import_file(ready, desk)
    write(_written(found, found.validation, form, call.language))
    if found.outcome.refused:
        raise typer.Exit(NOT_VALID)


def validate(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The file to check.")],
    profile: Annotated[str, typer.Option(help="The profile it must meet.")] = "partner",
    source: Annotated[str, typer.Option(help="The source that would deliver it.")] = "",
    as_json: Json = False,
    turtle: Annotated[bool, typer.Option(help="Write a standard sh:ValidationReport.")] = False,
    report: Annotated[str, typer.Option(help=f"Form of the report: {_FORMATS}.")] = "text",
) -> None:
    """Check a file against a profile without importing it."""
    from s3graph.intake.checking import Checking

    call: Call = context.obj
    form = _form("ttl" if turtle else "json" if as_json else report)
    found = Checking(call.desk).of_file(file, profile, source)
    write(_written(found, found, form, call.language))
    if not found.accepted:
        raise typer.Exit(NOT_VALID)


def _form(name: str) -> str:
    if name not in ("text", "json", "html", "ttl", "csv"):
        raise UsageError(
            Text(sv=f"Rapporten finns inte som '{name}': {_FORMATS}.", en=f"No report as '{name}': {_FORMATS}.")
        )
    return name


def _written(whole: ImportReport | Report, validation: Report, form: str, language: Language) -> object:
    if form == "ttl":
        return validation.to_turtle()
    if form == "csv":
        return validation.to_csv()
    if form == "html":
        return whole.to_html(language)
    return whole.to_json() if form == "json" else whole.to_text(language)


@contextmanager
def _at_hand(file: str, request: ImportRequest, call: Call) -> Iterator[ImportRequest | None]:
    """The request with the file as a path, fetched or read where it is none; None where it has not changed."""
    from s3graph.graph.storage import storage_errors
    from s3graph.intake.fetching import fetched, is_address
    from s3graph.intake.limits import Limits

    if file == "-":
        with tempfile.NamedTemporaryFile(suffix=".stdin") as kept:
            while chunk := sys.stdin.buffer.read(_CHUNK):
                with storage_errors(Path(kept.name)):
                    kept.write(chunk)
                Limits.of(call.settings).check_size("stdin", kept.tell())
            kept.flush()
            yield replace(request, path=Path(kept.name), name="stdin")
    elif is_address(file):
        with fetched(file, _mark(request, file, call), call.settings) as found:
            yield found and replace(
                request,
                path=found.path,
                name=found.name,
                format=request.format or _format(call, found.name, found.media_type),
                origin=file,
                etag=found.etag,
            )
    else:
        yield request


def _format(call: Call, name: str, media_type: str) -> str | None:
    """The media type the server gives, where the name's end says nothing."""
    known = call.readers()
    return None if any(f".{suffix}" in name for suffix in known.suffixes) else media_type


def _mark(request: ImportRequest, address: str, call: Call) -> str:
    """The mark of the source's current delivery, where that came from the same address."""
    from s3graph.graph import Deliveries, Releases

    releases = Releases(call.directory)
    state = releases.current().manifest.sources.get(request.source) if releases.current_number() else None
    if state is None:
        return ""
    former = Deliveries(call.directory).get(request.source, state.delivery)
    return former.etag if former.origin == address else ""


def _unchanged(request: ImportRequest, call: Call) -> ImportReport:
    from s3graph.graph import Releases
    from s3graph.intake.request import ImportReport, Outcome
    from s3graph.validation import Report

    return ImportReport(Outcome.UNCHANGED, request.source, Releases(call.directory).current_number(), Report())
