"""Work on the writer's store runs in a process of its own, so that the caller stays small and can be ended freely."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from threading import Event, Thread
from typing import Any, TypeVar

from s3graph.errors import LockedError, S3GraphError, StorageError
from s3graph.graph import DataDirectory, Writer
from s3graph.intake.importing import Desk, run_import
from s3graph.intake.renewal import Renewal, renew, up_to_date
from s3graph.intake.request import ImportReport, ImportRequest, Progress
from s3graph.intake.reversing import Reversal, take_back
from s3graph.intake.task import Ending, Task, done
from s3graph.matching.encoder import Encoder, load_encoder
from s3graph.model import Language, Text

_T = TypeVar("_T")
_POLL_SECONDS = 0.1
_RECOVER_SECONDS = 1.0


class EndedError(S3GraphError):
    """The work was ended before it was done, because somebody asked for it. Nothing of it is left."""


def import_file(request: ImportRequest, desk: Desk, ended: Event | None = None) -> ImportReport:
    """``run_import`` in a spawned process, after what is shipped has been loaded.

    EndedError, with nothing changed, once ``ended`` is set before the release becomes current.
    """
    return in_process(_import, replace(desk, ended=ended), request)


def reverse(reversal: Reversal, desk: Desk, ended: Event | None = None) -> ImportReport:
    """``take_back`` in a spawned process. EndedError as for ``import_file``."""
    return in_process(take_back, replace(desk, ended=ended), reversal)


def run_task(task: Task, desk: Desk, ended: Event) -> Ending:
    """What a job asks for, in a spawned process; its report stays on disk and not in the memory of the service."""
    return in_process(_run_task, replace(desk, ended=ended), task)


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


def _run_task(desk: Desk, task: Task) -> Ending:
    return done(task, desk, take_back if isinstance(task.work, Reversal) else _import)


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
    silent = Desk(desk.readers, desk.settings.model_copy(update={"encoder_threads": cores}), wait=desk.wait)
    process = context.Process(target=_serve, args=(theirs, work, silent, arguments), daemon=True)
    with _interrupts_kept_here():
        process.start()
    theirs.close()
    try:
        answer: _T = _listen(ours, desk)
    except (EOFError, ConnectionError) as error:
        process.join()
        _clean_up(desk)
        raise StorageError(
            Text(
                sv="Skrivprocessen föll eller avslutades. Inget halvt finns kvar; försök igen.",
                en="The writer process fell or was ended. Nothing is left half done; try again.",
            )
        ) from error
    except BaseException as error:
        if not isinstance(error, S3GraphError) or isinstance(error, EndedError):
            process.kill()
            process.join()
            _clean_up(desk)
        raise
    finally:
        ours.close()
        process.join()
    return answer


def _listen(connection: Connection, desk: Desk) -> Any:
    """EOFError where the process ends without an answer, EndedError where it is to end.

    Once the process has been told to commit, it is too late to end it.
    """
    ended = desk.ended
    while True:
        while ended is not None and not connection.poll(_POLL_SECONDS):
            _check(ended)
        kind, content = connection.recv()
        if kind == "say":
            desk.say(content)
        elif kind == "commit":
            _check(ended)
            ended = None
            connection.send("go")
        elif kind == "refused":
            raise content
        else:
            return content


def _check(ended: Event | None) -> None:
    if ended is not None and ended.is_set():
        raise EndedError(
            Text(sv="Importen avbröts. Inget har ändrats.", en="The import was cancelled. Nothing has changed.")
        )


@contextmanager
def _interrupts_kept_here() -> Iterator[None]:
    """A process started inside never hears Ctrl-C, which a terminal sends to all: its starter decides."""
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _clean_up(desk: Desk) -> None:
    """Where another import holds the lock already, that one has cleaned up."""
    with suppress(LockedError):
        in_process(_recover, replace(desk, ended=None))


def _recover(desk: Desk) -> None:
    """Takes away what an ended import left, as the next one would."""
    with Writer(DataDirectory.open(desk.settings.data_dir), wait=_RECOVER_SECONDS):
        pass


def _serve(connection: Connection, work: Callable[..., Any], desk: Desk, arguments: tuple[Any, ...]) -> None:
    Thread(target=_end_with_the_caller, name="caller", daemon=True).start()

    def commit(_: ImportReport) -> None:
        connection.send(("commit", None))
        connection.recv()

    telling = replace(desk, say=lambda progress: connection.send(("say", progress)), commit=commit)
    try:
        connection.send(("done", work(telling, *arguments)))
    except S3GraphError as error:
        connection.send(("refused", error))


def _end_with_the_caller() -> None:
    """A writer whose caller is gone ends on the spot, as a crash would end it: nobody would hear its answer."""
    caller = multiprocessing.parent_process()
    if caller is not None:
        caller.join()
        os._exit(1)
