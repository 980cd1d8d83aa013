"""``template``: the workbook that partners fill in."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from s3graph.commands.call import Call
from s3graph.model import Language, Text


def template(
    context: typer.Context,
    lang: Annotated[Language | None, typer.Option(help="Language of sheets and headings; either is read.")] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file to write; - writes to stdout.")
    ] = None,
) -> None:
    """Write the workbook that partners fill in, as the shapes have it."""
    from s3graph.graph.storage import storage_errors
    from s3graph.workbook.template import Template
    from s3graph.workbook.template_file import file_name, template_file

    call: Call = context.obj
    language = lang or call.language
    chosen = Template.load()
    content = template_file(chosen, language)
    if str(output) == "-":
        sys.stdout.buffer.write(content)
        return
    path = output or Path(file_name(language))
    with storage_errors(path):
        path.write_bytes(content)
    call.say(
        Text(
            sv=f"{path} är skriven, version {chosen.version}. Fyll i den och leverera den: "
            f"s3graph import {path} --source NAMN",
            en=f"{path} is written, version {chosen.version}. Fill it in and deliver it: "
            f"s3graph import {path} --source NAME",
        )
    )
