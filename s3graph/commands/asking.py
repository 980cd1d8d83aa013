"""``match``, ``query`` and ``evaluate``: what is asked of the current release."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from s3graph.commands.call import Call, Json, write
from s3graph.errors import UsageError
from s3graph.model import Text

MEDIA_TYPES = {
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "ttl": "text/turtle",
    "nt": "application/n-triples",
}
"""Short names of result formats."""


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
    from s3graph.graph import DataDirectory, Releases
    from s3graph.intake.writer_process import ensure_shipped
    from s3graph.matching import Index, Matcher, NeedRequest
    from s3graph.matching.rendering import as_text

    call: Call = context.obj
    encoder = ensure_shipped(call.desk)
    release = Releases(DataDirectory.open(call.settings.data_dir)).current()
    matcher = Matcher(Index.load(release.index_path), encoder, release.number, call.settings.need_length)
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
    text: Annotated[str, typer.Argument(help="SPARQL, a .rq file, or the name of a saved question.")],
    param: Annotated[list[str] | None, typer.Option(help="NAME=VALUE of a saved question; may be repeated.")] = None,
    file_format: Annotated[str, typer.Option("--format", help="csv, json, tsv, xml; ttl or nt for graphs.")] = "csv",
) -> None:
    """Ask the current release in SPARQL, or by a saved question."""
    from s3graph.graph import DataDirectory, Releases
    from s3graph.intake.writer_process import ensure_shipped
    from s3graph.querying import QueryFleet

    call: Call = context.obj
    asked = _question(text, param or [])
    ensure_shipped(call.desk)
    release = Releases(DataDirectory.open(call.settings.data_dir)).current()
    with QueryFleet(release, call.settings) as fleet:
        for chunk in fleet.run(asked, MEDIA_TYPES.get(file_format, file_format)).chunks:
            sys.stdout.buffer.write(chunk)
    call.say(Text(sv=f"Ur utgåva {release.number}", en=f"From release {release.number}"))


def evaluate(
    context: typer.Context,
    corpus: Annotated[Path, typer.Option(help="BEIR corpus.jsonl.")],
    queries: Annotated[Path, typer.Option(help="BEIR queries.jsonl.")],
    qrels: Annotated[Path, typer.Option(help="BEIR qrels.tsv.")],
    run: Annotated[Path | None, typer.Option(help="Write the ranking here, TREC run format, 100 deep.")] = None,
    as_json: Json = False,
) -> None:
    """Rank a test collection with the same ranker and print its figures."""
    from s3graph.matching.collection import Collection
    from s3graph.matching.encoder import load_encoder
    from s3graph.matching.evaluation import evaluate as ranked

    call: Call = context.obj
    found = ranked(Collection.read(corpus, queries, qrels), load_encoder(call.settings))
    if run:
        found.run.save(run)
    figures = found.to_json()
    write(figures if as_json else "\n".join(f"{name:20} {value}" for name, value in figures.items()))


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
