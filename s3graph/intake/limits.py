"""How large a delivered file may be, in every way a file can be large."""

from __future__ import annotations

from dataclasses import dataclass

from s3graph.errors import LimitError
from s3graph.graph.ntriples import Line
from s3graph.model import Text
from s3graph.settings import Settings

_MEBIBYTE = 1 << 20
_SHOWN = 300
RATIO_FROM = 64 * _MEBIBYTE
"""Unpacked bytes from which on the ratio to the packed ones is looked at: a small file of one word packs very well."""


@dataclass(frozen=True)
class Limits:
    """``bytes`` unpacked, ``ratio`` of unpacked to packed bytes, ``literal`` and ``line`` in bytes, ``nesting`` in
    levels, ``triples`` as the file has them, repeated ones too, ``rows`` of one sheet."""

    bytes: int
    ratio: int
    literal: int
    nesting: int
    line: int = 32 * _MEBIBYTE
    triples: int = 50_000_000
    rows: int = 200_000

    @classmethod
    def of(cls, settings: Settings) -> Limits:
        return cls(
            settings.import_mb * _MEBIBYTE,
            settings.import_ratio,
            settings.import_literal_mb * _MEBIBYTE,
            settings.import_nesting,
            settings.import_line_mb * _MEBIBYTE,
            settings.import_triples,
            settings.import_rows,
        )

    def check_size(self, name: str, unpacked: int, packed: int | None = None) -> None:
        """LimitError past the size; past the ratio too, where the file is packed."""
        if unpacked > self.bytes:
            raise LimitError(
                Text(
                    sv=f"{name} är större än {self.bytes // _MEBIBYTE} MiB uppackad (S3GRAPH_IMPORT_MB). Dela filen.",
                    en=f"{name} is larger than {self.bytes // _MEBIBYTE} MiB unpacked (S3GRAPH_IMPORT_MB). Split it.",
                )
            )
        if packed is not None and unpacked > RATIO_FROM and unpacked > self.ratio * packed:
            raise LimitError(
                Text(
                    sv=f"{name} blir mer än {self.ratio} gånger så stor uppackad (S3GRAPH_IMPORT_RATIO). "
                    "Leverera den opackad.",
                    en=f"{name} grows to more than {self.ratio} times its size unpacked (S3GRAPH_IMPORT_RATIO). "
                    "Deliver it unpacked.",
                )
            )

    def check_literal(self, name: str, longest: Line) -> None:
        """LimitError where the longest statement, as a line, is past what a literal may have."""
        if len(longest) > self.literal:
            allowed, found = self.literal // _MEBIBYTE, len(longest) / _MEBIBYTE
            subject, predicate, _ = longest.split(b" ", 2)
            where = f"{subject.decode()} {predicate.decode()}"[:_SHOWN]
            raise LimitError(
                Text(
                    sv=f"{name}: {where} har en text på {found:.1f} MiB; högst {allowed} MiB tas emot "
                    "(S3GRAPH_IMPORT_LITERAL_MB). Korta texten, eller länka till ett dokument.",
                    en=f"{name}: {where} has a text of {found:.1f} MiB; at most {allowed} MiB is accepted "
                    "(S3GRAPH_IMPORT_LITERAL_MB). Shorten it, or link to a document.",
                )
            )

    def check_line(self, name: str, length: int, line: int) -> None:
        """LimitError where a line is past what a format of one statement a line may have."""
        if length > self.line:
            allowed = self.line // _MEBIBYTE
            raise LimitError(
                Text(
                    sv=f"{name} rad {line}: raden är längre än {allowed} MiB (S3GRAPH_IMPORT_LINE_MB). "
                    "Skriv ett påstående på varje rad, och korta långa texter.",
                    en=f"{name} line {line}: the line is longer than {allowed} MiB (S3GRAPH_IMPORT_LINE_MB). "
                    "Write one statement a line, and shorten long texts.",
                )
            )

    def check_triples(self, name: str, count: int) -> None:
        """LimitError past the number of statements."""
        if count > self.triples:
            raise LimitError(
                Text(
                    sv=f"{name} har fler än {self.triples} påståenden (S3GRAPH_IMPORT_TRIPLES). "
                    "Dela filen mellan flera källor.",
                    en=f"{name} has more than {self.triples} statements (S3GRAPH_IMPORT_TRIPLES). "
                    "Split it between several sources.",
                )
            )

    def too_long(self, name: str, read: int) -> LimitError:
        """For a text that a parser gave up after ``read`` MiB, before its end."""
        allowed = self.literal // _MEBIBYTE
        return LimitError(
            Text(
                sv=f"{name} innehåller en text, adress eller kommentar på mer än {read} MiB; högst {allowed} MiB tas "
                "emot (S3GRAPH_IMPORT_LITERAL_MB). Korta den, eller länka till ett dokument.",
                en=f"{name} holds a text, address or comment of more than {read} MiB; at most {allowed} MiB is "
                "accepted (S3GRAPH_IMPORT_LITERAL_MB). Shorten it, or link to a document.",
            )
        )

    def check_nesting(self, name: str, depth: int, line: int | None = None) -> None:
        """LimitError past the depth."""
        if depth > self.nesting:
            where = Text(sv=f" rad {line}", en=f" line {line}") if line else Text(sv="", en="")
            raise LimitError(
                Text(
                    sv=f"{name}{where.sv}: fler än {self.nesting} nivåer i varandra (S3GRAPH_IMPORT_NESTING). "
                    "Ge det inre egna adresser.",
                    en=f"{name}{where.en}: more than {self.nesting} levels inside each other "
                    "(S3GRAPH_IMPORT_NESTING). Give what is inside addresses of its own.",
                )
            )
