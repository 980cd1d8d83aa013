"""Ctrl-C and SIGTERM while something is imported: it ends without a trace, says so, and exits as a shell expects."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from types import FrameType

import typer

from s3graph.commands.call import Call
from s3graph.model import Text

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_BASE = 128
"""What a shell adds the number of a signal to: 130 for Ctrl-C, 143 for SIGTERM."""


class Cancellation:
    """What has been heard. A signal ends the program's own work at once, that of the writer process by ``ended``."""

    def __init__(self) -> None:
        self.ended = Event()
        self.number = 0
        self._elsewhere = False

    def hear(self, number: int, _: FrameType | None) -> None:
        """The signal handler."""
        self.number = number
        self.ended.set()
        if not self._elsewhere:
            raise KeyboardInterrupt

    @contextmanager
    def of_writer(self) -> Iterator[Event]:
        """Inside, the writer process works, and decides itself whether there is still something to cancel."""
        self._elsewhere = True
        try:
            yield self.ended
        finally:
            self._elsewhere = False


@contextmanager
def cancellable(call: Call) -> Iterator[Cancellation]:
    """Signals that whoever started the program has it ignore stay ignored."""
    from s3graph.intake.writer_process import EndedError

    cancellation = Cancellation()
    heard = [number for number in _SIGNALS if signal.getsignal(number) is not signal.SIG_IGN]
    before = [(number, signal.signal(number, cancellation.hear)) for number in heard]
    try:
        yield cancellation
    except (EndedError, KeyboardInterrupt) as error:
        call.say(Text(sv="Avbruten. Inget har ändrats.", en="Cancelled. Nothing has changed."))
        raise typer.Exit(_BASE + (cancellation.number or signal.SIGINT)) from error
    finally:
        for number, handler in before:
            signal.signal(number, handler)
