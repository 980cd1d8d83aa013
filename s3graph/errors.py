"""The exceptions of the library. Each says what is wrong, where, and what to do, in Swedish and English.

Exit codes (``s3graph.cli``) and HTTP statuses (``api.problems``) are read from the class, in one table each.
"""

from __future__ import annotations

from s3graph.model import Language, Text


class S3GraphError(Exception):
    """Anything this library refuses; catch this to catch them all."""

    def __init__(self, detail: Text) -> None:
        super().__init__(detail.en)
        self.detail = detail

    def __reduce__(self) -> tuple[type[S3GraphError], tuple[Text]]:
        return (type(self), (self.detail,))

    def say(self, language: Language) -> str:
        return self.detail.in_language(language)


class UsageError(S3GraphError):
    """The call itself is wrong: an unknown parameter, a value outside its range."""


class NotFoundError(S3GraphError):
    """No such actor, source, release, question or page."""


class ReadError(S3GraphError):
    """A delivered file cannot be read: unknown format, broken syntax, wrong encoding."""

    def __init__(self, detail: Text, line: int | None = None, column: int | None = None) -> None:
        super().__init__(detail)
        self.line = line
        self.column = column

    def __reduce__(self) -> tuple[type[S3GraphError], tuple[Text]]:
        return (type(self), (self.detail, self.line, self.column))  # type: ignore[return-value]


class LimitError(S3GraphError):
    """Something is larger than a named setting allows."""


class ShapesError(S3GraphError):
    """A shapes graph is wrong: an unknown sh: term, recursion, a shape without target."""


class QueryError(S3GraphError):
    """A query does not parse, asks for something refused here, or has an unknown parameter."""


class QuerySyntaxError(QueryError):
    """A query cannot be read at one place. ``line`` and ``column`` count from 1, ``excerpt`` is that line of it."""

    def __init__(self, detail: Text, line: int = 1, column: int = 1, excerpt: str = "") -> None:
        super().__init__(detail)
        self.line = line
        self.column = column
        self.excerpt = excerpt

    def __reduce__(self) -> tuple[type[S3GraphError], tuple[Text]]:
        return (type(self), (self.detail, self.line, self.column, self.excerpt))  # type: ignore[return-value]

    @classmethod
    def at(cls, text: str, offset: int, said: Text) -> QuerySyntaxError:
        """What is wrong at a character of the query. ``said`` is a sentence without its full stop."""
        line = text.count("\n", 0, offset) + 1
        column = offset - text.rfind("\n", 0, offset)
        detail = Text(
            sv=f"Frågans rad {line}, tecken {column}: {said.sv}.",
            en=f"Line {line}, character {column} of the query: {said.en}.",
        )
        return cls(detail, line, column, text.split("\n")[line - 1].rstrip("\r"))


class QueryTimeoutError(QueryError):
    """A query was ended at its deadline."""


class QueryFellError(QueryError):
    """The process of a query fell, most likely because it reached its memory limit."""


class BusyError(S3GraphError):
    """Too much at once; the caller may try again in a moment."""


class LockedError(S3GraphError):
    """Another writer holds the data directory."""


class ConflictError(S3GraphError):
    """What is asked for no longer fits: the job has ended, another delivery has come since."""


class StorageError(S3GraphError):
    """The data directory cannot be read or written: full disk, missing rights, damaged files."""


class FormatVersionError(StorageError):
    """The data directory was written by a newer version of the software."""


class EncoderError(S3GraphError):
    """The encoder cannot be loaded, or vectors of two models would be mixed."""


class MissingExtraError(S3GraphError):
    """An optional package is needed for what was asked."""


class FetchError(S3GraphError):
    """A file could not be fetched from its address."""


class NotAllowedError(S3GraphError):
    """The caller's key does not allow this."""
