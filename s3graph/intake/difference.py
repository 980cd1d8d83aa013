"""What a delivery changes, counted in entities and statements, before it counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from s3graph.graph import GraphChange, NTriples
from s3graph.model import Language, Text, grouped
from s3graph.vocabulary import BASE

_ADDRESS = b"<"
_EXAMPLES = 5
_KINDS = ("added", "changed", "removed")
_LINE = Text(
    sv="Poster: {added} nya, {changed} ändrade, {removed} borttagna (före: {before}). "
    "Påståenden: {statements_added} nya, {statements_removed} borttagna (före: {statements_before}).",
    en="Entities: {added} new, {changed} changed, {removed} removed (before: {before}). "
    "Statements: {statements_added} new, {statements_removed} removed (before: {statements_before}).",
)
_MORE = Text(sv="och {} till", en="and {} more")
_NAMES = {
    "added": Text(sv="nya", en="new"),
    "changed": Text(sv="ändrade", en="changed"),
    "removed": Text(sv="borttagna", en="removed"),
}


@dataclass(frozen=True)
class Difference:
    """Entities are the things with an address that the source describes; ``before`` counts those it described."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    before: int = 0
    statements_added: int = 0
    statements_removed: int = 0
    statements_before: int = 0
    examples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def none(cls, content: NTriples) -> Difference:
        """Of a delivery that says what its source has said before."""
        return cls(before=len(_entities(content.subjects())), statements_before=len(content))

    @classmethod
    def of(cls, change: GraphChange) -> Difference:
        """Of a change of one graph."""
        touched_before, touched_after = _entities(change.removed.subjects()), _entities(change.added.subjects())
        after = _entities(change.content.subjects())
        unchanged = after - touched_after - touched_before
        removed = touched_before - after
        statements = len(change.content) - len(change.added) + len(change.removed)
        kept = _kept(change, touched_after - touched_before)
        added = touched_after - touched_before - kept
        changed = (touched_after | touched_before) - added - removed
        named = zip(_KINDS, (added, changed, removed), strict=True)
        return cls(
            len(added),
            len(changed),
            len(removed),
            len(unchanged) + len(changed) + len(removed),
            len(change.added),
            len(change.removed),
            statements,
            {kind: tuple(entity.decode()[1:-1] for entity in sorted(found)[:_EXAMPLES]) for kind, found in named},
        )

    @property
    def removed_share(self) -> float:
        """The part of the source that goes away: of its entities or of its statements, whichever is more."""
        entities = self.removed / self.before if self.before else 0.0
        net = max(0, self.statements_removed - self.statements_added)
        return max(entities, net / self.statements_before if self.statements_before else 0.0)

    def to_text(self, language: Language) -> str:
        """The counts in a line, then examples of each kind."""
        lines = [_LINE.in_language(language).format(**vars(self))]
        for kind, found in self.examples.items():
            if found:
                shown = ", ".join(entity.removeprefix(f"{BASE}id/") for entity in found)
                rest = getattr(self, kind) - len(found)
                more = f" … {_MORE.in_language(language).format(grouped(rest, language))}" if rest else ""
                lines.append(f"  {_NAMES[kind].in_language(language)}: {shown}{more}")
        return "\n".join(lines)

    def to_json(self) -> dict[str, Any]:
        """The counts, the share removed, and up to five addresses of each kind."""
        return {
            "entities": {
                "added": self.added,
                "changed": self.changed,
                "removed": self.removed,
                "before": self.before,
            },
            "statements": {
                "added": self.statements_added,
                "removed": self.statements_removed,
                "before": self.statements_before,
            },
            "removed_share": round(self.removed_share, 4),
            "examples": {kind: list(found) for kind, found in self.examples.items()},
        }


def _entities(subjects: set[bytes]) -> set[bytes]:
    return {subject for subject in subjects if subject.startswith(_ADDRESS)}


def _kept(change: GraphChange, only_added: set[bytes]) -> set[bytes]:
    """Entities that gained statements, lost none, and had some before."""
    if not only_added or len(change.added) == len(change.content):
        return set()
    new = set(change.added.lines)
    return {
        subject
        for line in change.content.lines
        if line not in new and (subject := line[: line.index(b" ")]) in only_added
    }
