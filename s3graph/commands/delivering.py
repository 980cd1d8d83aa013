"""``import`` and ``validate``: what partners send in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from s3graph.commands.call import NOT_VALID, Call, Json, write


def import_command(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The delivered file.")],
    source: Annotated[str, typer.Option(help="Name of the source; a new name makes a new source.")],
    file_format: Annotated[str | None, typer.Option("--format", help="Suffix of the format, such as ttl.")] = None,
    profile: Annotated[str | None, typer.Option(help="partner or facts; kept from the first delivery.")] = None,
    speaks_for: Annotated[str | None, typer.Option(help="The actor the source belongs to.")] = None,
    licence: Annotated[str | None, typer.Option(help="IRI of the licence of the data.")] = None,
    dry_run: Annotated[bool, typer.Option(help="Check only; change nothing.")] = False,
    as_json: Json = False,
) -> None:
    """Take in one file of a source: the whole of it, or nothing and a report of what to mend."""
    from s3graph.intake.request import ImportRequest, Outcome
    from s3graph.intake.writer_process import import_file

    call: Call = context.obj
    request = ImportRequest(
        path=file,
        source=source,
        format=file_format,
        profile=profile,
        speaks_for=speaks_for,
        licence=licence,
        dry_run=dry_run,
    )
    report = import_file(request, call.desk)
    write(report.to_json() if as_json else report.to_text(call.language))
    if report.outcome is Outcome.REFUSED:
        raise typer.Exit(NOT_VALID)


def validate(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The file to check.")],
    profile: Annotated[str, typer.Option(help="The profile it must meet.")] = "partner",
    source: Annotated[str, typer.Option(help="The source that would deliver it.")] = "",
    as_json: Json = False,
    turtle: Annotated[bool, typer.Option(help="Write a standard sh:ValidationReport.")] = False,
) -> None:
    """Check a file against a profile without importing it."""
    from s3graph.intake.checking import Checking

    call: Call = context.obj
    report = Checking(call.desk).of_file(file, profile, source)
    write(report.to_turtle() if turtle else report.to_json() if as_json else report.to_text(call.language))
    if not report.accepted:
        raise typer.Exit(NOT_VALID)
