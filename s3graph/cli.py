"""The command line: the composition root. Data goes to stdout, progress and errors to stderr.

Exit codes: 0 done, 1 the data is not valid, 2 the call is wrong, 3 disk or network, 4 another import holds the data.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from s3graph import __version__, errors
from s3graph.commands import asking, delivering, evaluating, keys, privacy, proposing, reviewing, templating, upkeep
from s3graph.commands.call import Call
from s3graph.model import Language, Text

if TYPE_CHECKING:
    from threading import Event

    from s3graph.intake.reader import Readers
    from s3graph.intake.request import Say
    from s3graph.intake.task import Ending, Task

EXIT_CODES: dict[type[BaseException], int] = {
    errors.S3GraphError: 2,
    errors.ReadError: 1,
    errors.LimitError: 1,
    errors.StorageError: 3,
    errors.FetchError: 3,
    errors.EncoderError: 3,
    errors.MissingExtraError: 3,
    errors.LockedError: 4,
}
"""Looked up along the classes of an exception; the nearest counts."""

WAIT_SECONDS = 24 * 3600.0
"""How long the service waits for an import of the command line, which may itself wait for others."""
app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


def main() -> None:
    """What the installed command runs."""
    try:
        app()
    except errors.S3GraphError as error:
        typer.echo(error.say(_language()), err=True)
        sys.exit(exit_code(error))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


def exit_code(error: errors.S3GraphError) -> int:
    """The code of the nearest class in the table."""
    return next(EXIT_CODES[kind] for kind in type(error).__mro__ if kind in EXIT_CODES)


@app.callback()
def start(
    context: typer.Context,
    data_dir: Annotated[Path | None, typer.Option(help="The data directory; else S3GRAPH_DATA_DIR, else data.")] = None,
    language: Annotated[Language | None, typer.Option(help="Language of messages; else S3GRAPH_LANGUAGE.")] = None,
) -> None:
    """Knowledge graph and matching service for innovation support in Småland och öarna."""
    if language:
        os.environ["S3GRAPH_LANGUAGE"] = language.value
    context.obj = Call(_readers, data_dir, language)


@app.command()
def version() -> None:
    """Write the version."""
    typer.echo(__version__)


@app.command()
def serve(
    context: typer.Context,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on; 0 takes a free one.")] = None,
    ask: Annotated[str | None, typer.Option(help="Ask this once the service is up, and show the answer.")] = None,
) -> None:
    """Run the service; on an empty data directory, load what is shipped first."""
    from api.serving import serve as run
    from s3graph.intake.checking import Checking
    from s3graph.intake.importing import Desk
    from s3graph.intake.queue import Intake
    from s3graph.intake.writer_process import ensure_shipped, run_task

    call: Call = context.obj
    given = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    settings = call.settings.model_copy(update=given)
    ensure_shipped(replace(call.desk, wait=WAIT_SECONDS))

    def ready(address: str) -> None:
        if ask:
            typer.echo(f"\n{ask}\n\n{asking.ask_service(address, ask)}")
        call.say(
            Text(sv=f"Tjänsten svarar på {address} – avsluta med Ctrl-C", en=f"Serving at {address} - end with Ctrl-C")
        )

    desk = Desk(call.desk.readers, settings, wait=WAIT_SECONDS)

    def run_job(task: Task, say: Say, ended: Event) -> Ending:
        return run_task(task, replace(desk, say=say), ended)

    run(settings, Checking(desk).of_bytes, Intake(desk.readers, run_job), ready)


def _readers() -> Readers:
    from loaders import all_readers

    return all_readers()


def _language() -> Language:
    return Language.EN if os.environ.get("S3GRAPH_LANGUAGE") == "en" else Language.SV


app.command("import")(delivering.import_command)
app.command()(delivering.validate)
app.command()(templating.template)
upkeep.sources.command("take-back")(delivering.take_back)
app.command()(reviewing.confirm)
app.command()(asking.match)
app.command()(asking.query)
app.command()(evaluating.evaluate)
app.command()(upkeep.export)
app.command()(upkeep.backup)
app.command()(upkeep.restore)
app.command()(upkeep.doctor)
app.command("registers")(upkeep.registers_command)
app.add_typer(upkeep.releases, name="releases")
app.add_typer(upkeep.sources, name="sources")
app.add_typer(reviewing.identities, name="identities")
app.add_typer(keys.keys, name="keys")
app.add_typer(proposing.proposals, name="proposals")
app.add_typer(privacy.privacy, name="privacy")

if __name__ == "__main__":
    main()
