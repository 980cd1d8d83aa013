"""How far an import has come, on stderr: a bar on a terminal, one line a step elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from s3graph.model import Language, Text

if TYPE_CHECKING:
    from s3graph.intake.request import Progress, Say


@contextmanager
def shown(language: Language) -> Iterator[Say]:
    """What to call with each report of progress; the bar is gone afterwards."""
    if not sys.stderr.isatty():
        yield _Lines(language)
        return
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[rate]}"))
    with Bar(*columns, TimeElapsedColumn(), TimeRemainingColumn(), console=Console(stderr=True), transient=True) as bar:
        yield _Drawn(bar, language)


class _Lines:
    """Says each step once."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._last = ""

    def __call__(self, progress: Progress) -> None:
        text = progress.text.in_language(self._language)
        if text != self._last:
            self._last = text
            typer.echo(text, err=True)


class _Drawn:
    """Draws each step as a task of its own; one that is not counted pulses."""

    def __init__(self, bar: Bar, language: Language) -> None:
        self._bar = bar
        self._language = language
        self._task = bar.add_task("", total=None, rate="")
        self._text = ""

    def __call__(self, progress: Progress) -> None:
        text = progress.text.in_language(self._language)
        if text != self._text:
            self._text = text
            self._bar.remove_task(self._task)
            self._task = self._bar.add_task(text, total=progress.total or None, rate="")
        task = self._bar.tasks[-1]
        rate = ""
        if progress.rows and task.elapsed:
            count = f"{progress.rows / task.elapsed:,.0f}".replace(",", "\N{NO-BREAK SPACE}")
            rate = Text(sv=f"{count} påståenden/s", en=f"{count} statements/s").in_language(self._language)
        self._bar.update(self._task, completed=progress.done, total=progress.total or None, rate=rate)


if TYPE_CHECKING:
    from rich.progress import Progress as Bar
