"""Needs that an advisor keeps, and what became of what was suggested. Nothing here is ever in the graph or in a log.

A need is kept for a purpose and until a day; the company's name is never asked for, and the text is kept only where the
advisor asks for it. Days, not times: when in the day somebody asked is nobody's business.
"""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from s3graph.errors import NotFoundError
from s3graph.model import Language, Text
from s3graph.private.database import PrivateDatabase


class Mark(StrEnum):
    """What an advisor says of a suggested actor."""

    USEFUL = "useful"
    NOT_USEFUL = "not-useful"
    CONTACTED = "contacted"


class Outcome(StrEnum):
    """What became of a need, as its advisor sees it."""

    OPEN = "open"
    HELPED = "helped"
    PARTLY = "partly"
    NOT_HELPED = "not-helped"
    LAPSED = "lapsed"


@dataclass(frozen=True)
class Marked:
    """One actor, by its IRI, as it was marked; ``release`` is the one that suggested it."""

    actor: str
    mark: Mark
    marked_on: date
    release: int | None

    def to_json(self) -> dict[str, Any]:
        return {
            "actor": self.actor,
            "mark": self.mark.value,
            "marked_on": self.marked_on.isoformat(),
            "release": self.release,
        }


@dataclass(frozen=True)
class PrivateNeed:
    """``areas``, ``region``, ``municipality`` and ``size`` are slugs, ``competences`` IRIs of what it was found to be
    about, ``suggested`` those of the actors that were suggested, best first. ``text`` is None where it was not to be
    kept; ``key`` is the identifier of the advisor's key."""

    key: str
    language: Language
    purpose: str
    created_on: date
    erase_on: date
    areas: tuple[str, ...] = ()
    region: str | None = None
    municipality: str | None = None
    sni: str | None = None
    size: str | None = None
    competences: tuple[str, ...] = ()
    text: str | None = None
    id: str = ""
    marks: tuple[Marked, ...] = ()
    suggested: tuple[str, ...] = ()
    outcome: Outcome = Outcome.OPEN
    outcome_on: date | None = None
    published_on: date | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "language": self.language.value,
            "purpose": self.purpose,
            "created_on": self.created_on.isoformat(),
            "erase_on": self.erase_on.isoformat(),
            "areas": list(self.areas),
            "region": self.region,
            "municipality": self.municipality,
            "sni": self.sni,
            "size": self.size,
            "competences": list(self.competences),
            "text": self.text,
            "suggested": list(self.suggested),
            "marks": [marked.to_json() for marked in self.marks],
            "outcome": self.outcome.value,
            "outcome_on": self.outcome_on.isoformat() if self.outcome_on else None,
            "published_on": self.published_on.isoformat() if self.published_on else None,
        }


class Needs:
    """All kept needs of a data directory. ``key`` narrows to what one key keeps; None is everything."""

    def __init__(self, database: PrivateDatabase) -> None:
        self._database = database

    def keep(self, need: PrivateNeed) -> PrivateNeed:
        """The need with its identifier, which tells nothing of it."""
        kept = replace(need, id=uuid.uuid4().hex, marks=())
        with self._database.transaction() as connection:
            number = connection.execute(
                "INSERT INTO need (id, key, text, language, purpose, created_on, erase_on, areas, region, municipality,"
                " sni, size, competences) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    kept.id, kept.key, kept.text, kept.language.value, kept.purpose, kept.created_on.isoformat(),
                    kept.erase_on.isoformat(), " ".join(kept.areas), kept.region, kept.municipality, kept.sni,
                    kept.size, " ".join(kept.competences),
                ),
            ).lastrowid  # fmt: skip
            connection.executemany(
                "INSERT INTO suggestion (need, place, actor) VALUES (?, ?, ?)",
                [(number, place, actor) for place, actor in enumerate(kept.suggested)],
            )
        return kept

    def get(self, identity: str, key: str | None = None) -> PrivateNeed:
        """NotFoundError where there is none, or it is another key's."""
        with self._database.transaction() as connection:
            row = connection.execute("SELECT * FROM need WHERE id = ?", (identity,)).fetchone()
            if row is None or key not in (None, row["key"]):
                raise _unknown(identity)
            return _need(connection, row)

    def list(self, key: str | None = None) -> tuple[PrivateNeed, ...]:
        """Newest first."""
        with self._database.transaction() as connection:
            rows = connection.execute(
                "SELECT * FROM need WHERE ?1 IS NULL OR key = ?1 ORDER BY number DESC", (key,)
            ).fetchall()
            return tuple(_need(connection, row) for row in rows)

    def mark(self, need: PrivateNeed, marked: Marked) -> PrivateNeed:
        """The need with the mark; one already there for the actor is replaced."""
        with self._database.transaction() as connection:
            number = _number(connection, need)
            connection.execute(
                "INSERT OR REPLACE INTO mark (need, actor, mark, marked_on, release) VALUES (?, ?, ?, ?, ?)",
                (number, marked.actor, marked.mark.value, marked.marked_on.isoformat(), marked.release),
            )
        return self.get(need.id)

    def unmark(self, need: PrivateNeed, actor: str) -> PrivateNeed:
        """The need without the mark of an actor; harmless where there is none."""
        with self._database.transaction() as connection:
            number = _number(connection, need)
            connection.execute("DELETE FROM mark WHERE need = ? AND actor = ?", (number, actor))
        return self.get(need.id)

    def end(self, need: PrivateNeed, outcome: Outcome, today: date) -> PrivateNeed:
        """The need with what became of it; ``OPEN`` takes back what was said."""
        said_on = None if outcome is Outcome.OPEN else today.isoformat()
        return self._change(need, "outcome = ?, outcome_on = ?", (outcome.value, said_on))

    def published(self, need: PrivateNeed, today: date) -> PrivateNeed:
        """The need, of which it is known that it was published; where in the graph it stands is not kept."""
        return self._change(need, "published_on = ?", (today.isoformat(),))

    def erase(self, needs: Sequence[PrivateNeed]) -> int:
        """How many were there to be erased, marks and all."""
        if not needs:
            return 0
        with self._database.transaction() as connection:
            connection.execute("PRAGMA secure_delete = ON")
            erased = sum(_erased(connection, need.id) for need in needs)
        self._database.compact()
        return erased

    def erase_due(self, today: date) -> int:
        """Erases what was to be kept until before today; how many those were."""
        return self.erase([need for need in self.list() if need.erase_on < today])

    def _change(self, need: PrivateNeed, columns: str, values: tuple[str | None, ...]) -> PrivateNeed:
        """``columns`` are this module's own words."""
        with self._database.transaction() as connection:
            number = _number(connection, need)
            connection.execute(f"UPDATE need SET {columns} WHERE number = ?", (*values, number))  # noqa: S608
        return self.get(need.id)


def erase_on(today: date, days: int) -> date:
    """The last day a need is kept that is kept from today.

    >>> erase_on(date(2026, 1, 1), 30)
    datetime.date(2026, 1, 31)
    """
    return today + timedelta(days=days)


def _number(connection: sqlite3.Connection, need: PrivateNeed) -> int:
    row = connection.execute("SELECT number FROM need WHERE id = ?", (need.id,)).fetchone()
    if row is None:
        raise _unknown(need.id)
    return int(row["number"])


def _erased(connection: sqlite3.Connection, identity: str) -> int:
    for table in ("mark", "suggestion"):
        connection.execute(f"DELETE FROM {table} WHERE need IN (SELECT number FROM need WHERE id = ?)", (identity,))  # noqa: S608
    return connection.execute("DELETE FROM need WHERE id = ?", (identity,)).rowcount


def _need(connection: sqlite3.Connection, row: sqlite3.Row) -> PrivateNeed:
    marks = connection.execute("SELECT * FROM mark WHERE need = ? ORDER BY actor", (row["number"],)).fetchall()
    suggested = connection.execute("SELECT actor FROM suggestion WHERE need = ? ORDER BY place", (row["number"],))
    return PrivateNeed(
        key=row["key"],
        language=Language(row["language"]),
        purpose=row["purpose"],
        created_on=date.fromisoformat(row["created_on"]),
        erase_on=date.fromisoformat(row["erase_on"]),
        areas=tuple(row["areas"].split()),
        region=row["region"],
        municipality=row["municipality"],
        sni=row["sni"],
        size=row["size"],
        competences=tuple(row["competences"].split()),
        text=row["text"],
        id=row["id"],
        marks=tuple(
            Marked(mark["actor"], Mark(mark["mark"]), date.fromisoformat(mark["marked_on"]), mark["release"])
            for mark in marks
        ),
        suggested=tuple(actor for (actor,) in suggested),
        outcome=Outcome(row["outcome"]),
        outcome_on=_day(row["outcome_on"]),
        published_on=_day(row["published_on"]),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _unknown(identity: str) -> NotFoundError:
    return NotFoundError(
        Text(
            sv=f"Inget behov {identity} är sparat med den nyckeln.",
            en=f"No need {identity} is kept with that key.",
        )
    )
