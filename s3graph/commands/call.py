"""What every command needs: settings, language, and where words go."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from s3graph.errors import UsageError
from s3graph.model import Language, Text

if TYPE_CHECKING:
    from s3graph.graph import DataDirectory
    from s3graph.intake.importing import Desk
    from s3graph.intake.reader import Readers
    from s3graph.settings import Settings

NOT_VALID = 1
"""Exit code where the data is not valid."""
Json = Annotated[bool, typer.Option("--json", help="Write JSON instead of text.")]


@dataclass(frozen=True)
class Call:
    """One call of the command line. ``readers`` gives the Readers of the loaders."""

    readers: Callable[[], Readers]
    data_dir: Path | None = None
    spoken: Language | None = None

    @cached_property
    def settings(self) -> Settings:
        """UsageError where an environment variable has no valid value."""
        from pydantic import ValidationError

        from s3graph.settings import Settings

        given: dict[str, Any] = {"data_dir": self.data_dir} if self.data_dir else {}
        try:
            return Settings(**given)
        except ValidationError as error:
            first = error.errors()[0]
            name = f"S3GRAPH_{'_'.join(map(str, first['loc'])).upper()}"
            raise UsageError(
                Text(
                    sv=f"Inställningen {name} är fel: {first['input']!r}. Se docs/settings.md.",
                    en=f"The setting {name} is wrong: {first['input']!r} ({first['msg']}). See docs/settings.md.",
                )
            ) from error

    @property
    def directory(self) -> DataDirectory:
        from s3graph.graph import DataDirectory

        return DataDirectory.open(self.settings.data_dir)

    @property
    def language(self) -> Language:
        return self.spoken or Language(self.settings.language)

    def say(self, text: Text) -> None:
        """Progress and errors, to stderr."""
        typer.echo(text.in_language(self.language), err=True)

    @cached_property
    def desk(self) -> Desk:
        from s3graph.intake.importing import Desk

        return Desk(self.readers(), self.settings, lambda progress: self.say(progress.text))


def write(content: Any, stream: TextIO | None = None) -> None:
    """Data, to stdout unless another stream is given: text as it is, anything else as JSON."""
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    (stream or sys.stdout).write(text if text.endswith("\n") else f"{text}\n")
