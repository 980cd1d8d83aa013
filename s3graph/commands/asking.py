"""``match``, ``query`` and ``evaluate``: what is asked of the current release."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from s3graph.commands.call import Call, Json, write
from s3graph.errors import QuerySyntaxError, UsageError
from s3graph.model import Text

if TYPE_CHECKING:
    from s3graph.querying import QueryForm

JSON = "application/sparql-results+json"


def match(
    context: typer.Context,
    need: Annotated[str, typer.Argument(help="The need in Swedish or English; - reads it from stdin.")],
    region: Annotated[str | None, typer.Option(help="Code of a region, such as SE213.")] = None,
    municipality: Annotated[str | None, typer.Option(help="Name or code of a municipality.")] = None,
    area: Annotated[list[str] | None, typer.Option(help="Slug of a thematic area; may be repeated.")] = None,
    sni: Annotated[str | None, typer.Option(help="SNI code of the company.")] = None,
    size: Annotated[str | None, typer.Option(help="micro, small or medium.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=50, help="How many actors.")] = 5,
    as_json: Json = False,
) -> None:
    """Answer a company's need with actors, reasons, initiatives and teams."""
    from s3graph.graph import DataDirectory, Releases, ReleaseStore
    from s3graph.intake.writer_process import ensure_shipped
    from s3graph.matching import Index, Industries, Matcher, NeedRequest
    from s3graph.matching.rendering import as_text

    call: Call = context.obj
    encoder = ensure_shipped(call.desk)
    release = Releases(DataDirectory.open(call.settings.data_dir)).current()
    industries = Industries.of(ReleaseStore.open(release))
    matcher = Matcher(Index.load(release.index_path), encoder, release.number, call.settings.need_length, industries)
    request = NeedRequest(
        text=sys.stdin.read() if need == "-" else need,
        region=region,
        municipality=municipality,
        areas=tuple(area or ()),
        sni=sni,
        size=size,
        limit=limit,
    )
    answer = matcher.match(request, date.today())
    write(answer.to_json() if as_json else as_text(answer.to_json(), answer.language))


def query(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help="SPARQL, a .rq file, the name of a saved question; - reads stdin.")],
    param: Annotated[list[str] | None, typer.Option(help="NAME=VALUE of a saved question; may be repeated.")] = None,
    file_format: Annotated[
        str, typer.Option("--format", help="table, csv, json, tsv, xml; ttl, nt, jsonld, rdf, trig for graphs.")
    ] = "",
) -> None:
    """Ask the current release in SPARQL, or by a saved question: a table on a screen, else CSV or Turtle."""
    from s3graph.graph import DataDirectory, Releases
    from s3graph.intake.writer_process import ensure_shipped
    from s3graph.querying import Asked, QueryFleet

    call: Call = context.obj
    asked = _question(text, param or [])
    try:
        wanted = _format(Asked.of(asked).form, file_format)
        ensure_shipped(call.desk)
        release = Releases(DataDirectory.open(call.settings.data_dir)).current()
        with QueryFleet(release, call.settings) as fleet:
            _show(fleet.run(asked, wanted).chunks, as_table=wanted == JSON and file_format in ("", "table"))
    except QuerySyntaxError as error:
        raise type(error)(_with_place(error), error.line, error.column, error.excerpt) from error
    call.say(Text(sv=f"Ur utgåva {release.number}", en=f"From release {release.number}"))


def _format(form: QueryForm, named: str) -> str:
    """The media type that is asked for; a table is made of JSON. UsageError where there is no such format."""
    from s3graph.querying.formats import CSV, formats_of, names_of

    names = names_of(form)
    if named == "table" or (not named and sys.stdout.isatty()):
        names |= {named: formats_of(form)[0]}
    elif not named:
        names |= {named: CSV if CSV in names else formats_of(form)[0]}
    if named not in names:
        short = ", ".join(name for name in ("table", *names) if "/" not in name)
        raise UsageError(
            Text(
                sv=f"Formatet {named!r} finns inte här. Välj {short}.", en=f"No format {named!r} here. Choose {short}."
            )
        )
    return names[named]


def _show(chunks: Iterable[bytes], *, as_table: bool) -> None:
    from s3graph.commands.table import table

    if as_table:
        write(table(b"".join(chunks)))
        return
    for chunk in chunks:
        sys.stdout.buffer.write(chunk)


def _with_place(error: QuerySyntaxError) -> Text:
    from s3graph.commands.table import caret

    shown = caret(error.excerpt, error.column)
    return Text(sv=f"{error.detail.sv}\n{shown}", en=f"{error.detail.en}\n{shown}")


def ask_service(address: str, need: str) -> str:
    """Asks a running service over HTTP and gives the answer as text."""
    import json
    import urllib.request

    from s3graph.matching.rendering import as_text
    from s3graph.model import Language

    request = urllib.request.Request(  # noqa: S310 - the address is that of our own service
        f"{address}api/v1/matches",
        data=json.dumps({"text": need}).encode(),
        headers={"Content-Type": "application/json", "Accept": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=60) as response:  # noqa: S310
        answer = json.load(response)
    return as_text(answer, Language(answer["need"]["language"]))


def _question(text: str, parameters: list[str]) -> str:
    """The SPARQL meant: a saved question with its parameters, a file, stdin, or the text itself."""
    from s3graph.graph.storage import storage_errors
    from s3graph.querying.saved import SavedQuestion
    from s3graph.resources import shelf

    saved = {question.name: question for question in SavedQuestion.load_all(shelf("queries"))}
    if text in saved:
        return str(saved[text].bind(dict(_pair(parameter) for parameter in parameters)))
    if parameters:
        raise UsageError(
            Text(
                sv=f"Ingen sparad fråga heter '{text}'. Det finns: {', '.join(saved)}.",
                en=f"No saved question is called '{text}'. There are: {', '.join(saved)}.",
            )
        )
    if text == "-":
        return sys.stdin.read()
    path = Path(text)
    if path.suffix == ".rq":
        with storage_errors(path):
            return path.read_text("utf-8")
    return text


def _pair(parameter: str) -> tuple[str, str]:
    name, equals, value = parameter.partition("=")
    if not equals:
        raise UsageError(
            Text(sv=f"Skriv parametern som NAMN=VÄRDE, inte '{parameter}'.", en=f"Write NAME=VALUE, not '{parameter}'.")
        )
    return name, value
