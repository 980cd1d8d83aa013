"""Work on the writer's store runs in a process of its own, so that the caller stays small and can be ended freely."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.connection import Connection
from threading import Event
from typing import Any, TypeVar

from s3graph.errors import S3GraphError, StorageError
from s3graph.graph import DataDirectory, Writer
from s3graph.intake.importing import Desk, run_import
from s3graph.intake.renewal import Renewal, renew, up_to_date
from s3graph.intake.request import ImportReport, ImportRequest, Progress
from s3graph.matching.encoder import Encoder, load_encoder
from s3graph.model import Language, Text

_T = TypeVar("_T")
_POLL_SECONDS = 0.1
_RECOVER_SECONDS = 10.0


class EndedError(S3GraphError):
    """The work was ended before it was done, because somebody asked for it. Nothing of it is left."""


def import_file(request: ImportRequest, desk: Desk, ended: Event | None = None) -> ImportReport:
    """``run_import`` in a spawned process, after what is shipped has been loaded.

    EndedError, with nothing changed, once ``ended`` is set before the end has been reached.
    """
    return in_process(_import, replace(desk, ended=ended) if ended else desk, request)


def load_shipped(desk: Desk) -> Renewal:
    """``renew`` in a spawned process."""
    return in_process(renew, desk)


def ensure_shipped(desk: Desk) -> Encoder:
    """Loads what is shipped where the current release lacks it; returns the encoder, loaded once for both uses."""
    encoder = load_encoder(desk.settings)
    if not up_to_date(desk.settings, encoder):
        for source, report in (load_shipped(desk).failing or {}).items():
            said = Text(
                sv=f"Källan {source} behålls men uppfyller inte längre sina krav:\n{report.to_text(Language.SV)}",
                en=f"The source {source} is kept but no longer meets its profile:\n{report.to_text(Language.EN)}",
            )
            desk.say(Progress(said))
    return encoder


def _import(desk: Desk, request: ImportRequest) -> ImportReport:
    if not request.dry_run:
        renew(desk)
    return run_import(request, desk)


def in_process(work: Callable[..., _T], desk: Desk, *arguments: Any) -> _T:
    """Runs ``work(desk, *arguments)`` in a spawned process; what it says and raises comes back here.

    An index is encoded on all cores there: nobody waits for one text, all wait for the release.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    cores = max(desk.settings.encoder_threads, os.cpu_count() or 1)
    silent = Desk(desk.readers, desk.settings.model_copy(update={"encoder_threads": cores}))
    process = context.Process(target=_serve, args=(theirs, work, silent, arguments), daemon=True)
    process.start()
    theirs.close()
    try:
        answer: _T = _listen(ours, desk)
    except EOFError as error:
        raise StorageError(
            Text(
                sv="Skrivprocessen avbröts. Inget har ändrats; försök igen.",
                en="The writer process was ended. Nothing has changed; try again.",
            )
        ) from error
    except EndedError:
        process.kill()
        process.join()
        in_process(_recover, replace(desk, ended=None))
        raise
    finally:
        ours.close()
        process.join()
    return answer


def _listen(connection: Connection, desk: Desk) -> Any:
    """EOFError where the process ends without an answer, EndedError where it is to end."""
    while True:
        while desk.ended is not None and not connection.poll(_POLL_SECONDS):
            if desk.ended.is_set():
                raise EndedError(Text(sv="Importen avbröts. Inget har ändrats.", en="The import was cancelled."))
        kind, content = connection.recv()
        if kind == "say":
            desk.say(content)
        elif kind == "refused":
            raise content
        else:
            return content


def _recover(desk: Desk) -> None:
    """Takes away what an ended import left, as the next one would."""
    with Writer(DataDirectory.open(desk.settings.data_dir), wait=_RECOVER_SECONDS):
        pass


def _serve(connection: Connection, work: Callable[..., Any], desk: Desk, arguments: tuple[Any, ...]) -> None:
    telling = replace(desk, say=lambda progress: connection.send(("say", progress)))
    try:
        connection.send(("done", work(telling, *arguments)))
    except S3GraphError as error:
        connection.send(("refused", error))
