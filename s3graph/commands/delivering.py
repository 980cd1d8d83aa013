"""``import`` and ``validate``: what partners send in."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from s3graph.commands.call import NOT_VALID, Call, Json, write
from s3graph.commands.cancelling import cancellable
from s3graph.commands.progress import shown
from s3graph.commands.reporting import HELP, ReportForm
from s3graph.errors import UsageError
from s3graph.model import Text

if TYPE_CHECKING:
    from s3graph.intake.request import ImportReport, ImportRequest

WAIT_SECONDS = 3600.0
Wait = Annotated[float, typer.Option(min=0, help="Seconds to wait for another import; then exit code 4.")]


def import_command(
    context: typer.Context,
    file: Annotated[str, typer.Argument(help="The delivered file; an address to fetch it from; - reads stdin.")],
    beside: Annotated[list[Path] | None, typer.Argument(help="Further files of the same register.")] = None,
    source: Annotated[str, typer.Option(help="Name of the source; a new name makes a new source.")] = "",
    register: Annotated[str | None, typer.Option(help="The register the file holds; see s3graph registers.")] = None,
    file_format: Annotated[str | None, typer.Option("--format", help="Suffix of the format, such as ttl.")] = None,
    profile: Annotated[str | None, typer.Option(help="partner or facts; kept from the first delivery.")] = None,
    speaks_for: Annotated[str | None, typer.Option(help="The actor the source belongs to.")] = None,
    licence: Annotated[str | None, typer.Option(help="IRI of the licence of the data.")] = None,
    dry_run: Annotated[bool, typer.Option(help="Check, and show what would change; change nothing.")] = False,
    merge: Annotated[bool, typer.Option(help="Add to what the source has said instead of replacing it.")] = False,
    confirm_removal: Annotated[bool, typer.Option(help="A large removal is meant.")] = False,
    report: Annotated[str, typer.Option(help=HELP)] = "text",
    wait: Wait = WAIT_SECONDS,
    as_json: Json = False,
) -> None:
    """Take in one file of a source: the whole of it, or nothing and a report of what to mend."""
    from s3graph.intake.request import ImportRequest

    call: Call = context.obj
    form = ReportForm.of("json" if as_json else report)
    request = ImportRequest(
        path=Path(file),
        source=_named(source, register, beside),
        register=register,
        beside=tuple(beside or ()),
        format=file_format,
        profile=profile,
        speaks_for=speaks_for,
        licence=licence,
        dry_run=dry_run,
        merge=merge,
        confirm_removal=confirm_removal,
    )
    found, marked = _taken_in(file, request, call, form, wait)
    form.write(found, marked, call)
    if found.outcome.refused:
        raise typer.Exit(NOT_VALID)


def _named(source: str, register: str | None, beside: list[Path] | None) -> str:
    """The source, a register's own where none is given. UsageError where nothing says it, or what goes together."""
    from s3graph.intake.registers import register_named

    if beside and register is None:
        raise UsageError(
            Text(
                sv="En leverans är en fil. Flera filer tillsammans är ett register: ange vilket med --register.",
                en="A delivery is one file. Several files together are a register: say which with --register.",
            )
        )
    if source or register is not None:
        return source or register_named(register or "").source
    raise UsageError(
        Text(
            sv="Ange vem filen kommer från med --source, eller vilket register den är med --register.",
            en="Say whom the file comes from with --source, or which register it is with --register.",
        )
    )


def _taken_in(
    file: str, request: ImportRequest, call: Call, form: ReportForm, wait: float
) -> tuple[ImportReport, bytes | None]:
    """The report, and the marked copy where it is asked for: what was fetched is gone afterwards."""
    from s3graph.intake.marking import File
    from s3graph.intake.obtaining import obtained, unchanged
    from s3graph.intake.writer_process import import_file

    with (
        cancellable(call) as signals,
        shown(call.language) as say,
        obtained(file, request, call.desk, sys.stdin.buffer) as ready,
        signals.of_writer() as ended,
    ):
        desk = replace(call.desk, say=say, wait=wait)
        if ready is None:
            return unchanged(request, desk), None
        found = import_file(ready, desk, ended)
        return found, form.marked(found, File(ready.path, ready.file_name, ready.format), call)


def take_back(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The source.")],
    delivery: Annotated[int | None, typer.Option(help="The delivery that is meant; refused where it is not last.")] = (
        None
    ),
    wait: Wait = WAIT_SECONDS,
    as_json: Json = False,
) -> None:
    """Publish a release in which a source says again what it said before its last delivery."""
    from s3graph.intake.reversing import Reversal
    from s3graph.intake.writer_process import reverse

    call: Call = context.obj
    with cancellable(call) as signals, shown(call.language) as say, signals.of_writer() as ended:
        found = reverse(Reversal(name, delivery), replace(call.desk, say=say, wait=wait), ended)
    write(found.to_json() if as_json else found.to_text(call.language))


def validate(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The file to check.")],
    profile: Annotated[str, typer.Option(help="The profile it must meet.")] = "partner",
    source: Annotated[str, typer.Option(help="The source that would deliver it.")] = "",
    as_json: Json = False,
    turtle: Annotated[bool, typer.Option(help="Write a standard sh:ValidationReport.")] = False,
    report: Annotated[str, typer.Option(help=HELP)] = "text",
) -> None:
    """Check a file against a profile without importing it."""
    from s3graph.intake.checking import Checking
    from s3graph.intake.marking import File

    call: Call = context.obj
    form = ReportForm.of("ttl" if turtle else "json" if as_json else report)
    found = Checking(call.desk).of_file(file, profile, source)
    form.write(found, form.marked(found, File(file, file.name), call), call)
    if not found.accepted:
        raise typer.Exit(NOT_VALID)
