"""Validation of strangers' files in one process of its own, which is ended when it takes too long."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import NamedTuple

from s3graph.errors import BusyError, LimitError, S3GraphError
from s3graph.model import Text
from s3graph.validation import Report

MOST_WAITING = 4
Validate = Callable[[bytes, str, str], Report]
"""File, file name, profile; must survive a pickle, for it is handed to a spawned process."""


class SentFile(NamedTuple):
    """A file as it was sent. The ending of ``name`` says its format."""

    data: bytes
    name: str
    profile: str


class Validator:
    """One spawned process that validates one file at a time; started with the first file, and anew after a timeout."""

    def __init__(self, validate: Validate, seconds: float) -> None:
        self._validate = validate
        self.seconds = seconds
        self._turn = threading.Lock()
        self.places = threading.BoundedSemaphore(MOST_WAITING)
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None

    def run(self, file: SentFile) -> Report:
        """Waits for its turn and for the report: call it in a thread.

        BusyError where too many wait, LimitError at the deadline, and what reading and validating the file raises.
        """
        if not self.places.acquire(blocking=False):
            raise BusyError(
                Text(
                    sv="Flera filer väntar redan på granskning. Försök igen om en stund.",
                    en="Several files are waiting to be validated already. Try again in a moment.",
                )
            )
        try:
            with self._turn:
                return self._ask(file)
        finally:
            self.places.release()

    def close(self) -> None:
        """Ends the process, in the middle of a file too."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
        if self._connection is not None:
            self._connection.close()
        self._process = self._connection = None

    def _ask(self, file: SentFile) -> Report:
        connection = self._started()
        try:
            connection.send(file)
            if not connection.poll(self.seconds):
                self.close()
                raise _too_slow(self.seconds)
            outcome: Report | S3GraphError = connection.recv()
        except (EOFError, OSError) as error:
            self.close()
            raise _fell() from error
        if isinstance(outcome, S3GraphError):
            raise outcome
        return outcome

    def _started(self) -> Connection:
        if self._connection is None or self._process is None or not self._process.is_alive():
            self.close()
            context = multiprocessing.get_context("spawn")
            ours, theirs = context.Pipe()
            self._process = context.Process(target=_serve, args=(theirs, self._validate), name="validate", daemon=True)
            self._process.start()
            theirs.close()
            self._connection = ours
        return self._connection


def _serve(connection: Connection, validate: Validate) -> None:
    """The process: files in, reports or refusals out, until the service hangs up."""
    while True:
        try:
            file: SentFile = connection.recv()
        except EOFError:
            return
        try:
            connection.send(validate(*file))
        except S3GraphError as error:
            connection.send(error)


def _too_slow(seconds: float) -> LimitError:
    return LimitError(
        Text(
            sv=f"Granskningen avbröts efter {seconds:g} s (S3GRAPH_VALIDATION_SECONDS). Dela filen, eller granska den "
            "med 's3graph validate'.",
            en=f"Validation was ended after {seconds:g} s (S3GRAPH_VALIDATION_SECONDS). Split the file, or validate it "
            "with 's3graph validate'.",
        )
    )


def _fell() -> LimitError:
    return LimitError(
        Text(
            sv="Granskningen av filen föll, troligen för att den behöver för mycket minne. Dela filen, eller granska "
            "den med 's3graph validate'.",
            en="Validation of the file fell, most likely because it needs too much memory. Split the file, or validate "
            "it with 's3graph validate'.",
        )
    )
