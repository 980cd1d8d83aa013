"""Test collections in the BEIR format, and rankings in the format of TREC runs."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from s3graph.errors import ReadError
from s3graph.model import Text

DEPTH = 100


@dataclass(frozen=True)
class Collection:
    """Documents and queries by identifier, and ``judged[query][document]``: 0 for not relevant, higher is better."""

    documents: Mapping[str, str]
    queries: Mapping[str, str]
    judged: Mapping[str, Mapping[str, int]]

    @classmethod
    def read(cls, corpus: Path, queries: Path, qrels: Path) -> Collection:
        """ReadError, with the line, where a file is not as BEIR has it, or judges what the others do not hold."""
        documents = {
            row["_id"]: f"{row.get('title') or ''}. {row['text']}".lstrip(". ")
            for row in _rows(corpus, ("_id", "text"))
        }
        return cls.over(documents, queries, qrels)

    @classmethod
    def over(
        cls, documents: Mapping[str, str], queries: Path, qrels: Path, names: Mapping[str, str] | None = None
    ) -> Collection:
        """The same over documents that are known already; ``names`` are others that the judgements may call them by."""
        asked = {row["_id"]: row["text"] for row in _rows(queries, ("_id", "text"))}
        judged: dict[str, dict[str, int]] = {}
        for line, (query, named, score) in _judgements(qrels):
            document = (names or {}).get(named, named)
            if query in asked and document not in documents:
                raise _wrong(
                    qrels, line, f"dokumentet {document!r} finns inte", f"the document {document!r} does not exist"
                )
            if query in asked:
                judged.setdefault(query, {})[document] = score
        kept = {
            query: text for query, text in asked.items() if any(score > 0 for score in judged.get(query, {}).values())
        }
        if not kept:
            raise _wrong(qrels, 1, "ingen fråga har ett relevant dokument", "no query has a relevant document")
        return cls(documents, kept, {query: judged[query] for query in kept})


@dataclass(frozen=True)
class Run:
    """``ranked[query]``: documents with their scores, best first, at most ``DEPTH``."""

    ranked: Mapping[str, tuple[tuple[str, float], ...]]

    def save(self, path: Path, tag: str = "s3graph") -> None:
        """Lines of ``query Q0 document rank score tag``, which every scorer reads."""
        with path.open("w", encoding="utf-8") as out:
            for query, documents in self.ranked.items():
                for rank, (document, score) in enumerate(documents, start=1):
                    out.write(f"{query} Q0 {document} {rank} {score:.6f} {tag}\n")


def _rows(path: Path, needed: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    for line, text in enumerate(_text(path).splitlines(), start=1):
        if not text.strip():
            continue
        try:
            row = json.loads(text)
        except ValueError as error:
            raise _wrong(path, line, "raden är inte JSON", "the line is not JSON") from error
        if not isinstance(row, dict) or any(not isinstance(row.get(name), str) for name in needed):
            names = ", ".join(needed)
            raise _wrong(path, line, f"raden saknar någon av {names}", f"the line lacks one of {names}")
        yield row


def _judgements(path: Path) -> Iterator[tuple[int, tuple[str, str, int]]]:
    for line, row in enumerate(csv.reader(_text(path).splitlines(), delimiter="\t"), start=1):
        if line == 1 and row[-1:] == ["score"]:
            continue
        if len(row) != 3 or not row[2].lstrip("-").isdigit():
            raise _wrong(
                path, line, "raden ska ha fråga, dokument och heltal", "a line is query, document and whole number"
            )
        yield line, (row[0], row[1], int(row[2]))


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(
            Text(sv=f"{path} går inte att läsa som UTF-8.", en=f"{path} cannot be read as UTF-8.")
        ) from error


def _wrong(path: Path, line: int, sv: str, en: str) -> ReadError:
    return ReadError(Text(sv=f"{path.name} rad {line}: {sv}.", en=f"{path.name} line {line}: {en}."), line)
