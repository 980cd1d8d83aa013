"""Looks at an installation and its data directory, and says what is wrong and what to do."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from s3graph.errors import LockedError, S3GraphError
from s3graph.graph import DataDirectory, Releases, ReleaseStore, WriterLock
from s3graph.matching import Index
from s3graph.matching.encoder import load_encoder
from s3graph.model import Language, Text
from s3graph.querying.sandbox import sandbox_state
from s3graph.resources import SHELVES, shelf
from s3graph.settings import Settings
from s3graph.validation import Profile

LITTLE_SPACE = 2 << 30
"""Bytes; a region's data with ten releases takes less."""


@dataclass(frozen=True)
class Check:
    """One thing that was looked at. ``text`` says what was found, and what to do where it is not fine."""

    name: str
    fine: bool
    text: Text

    def to_json(self, language: Language) -> dict[str, Any]:
        return {"check": self.name, "fine": self.fine, "text": self.text.in_language(language)}


def examine(settings: Settings) -> tuple[Check, ...]:
    """All checks; nothing is changed beyond making the data directory where it is missing."""
    checks: tuple[tuple[str, Callable[[Settings], Text]], ...] = (
        ("shelves", _shelves),
        ("shapes", _shapes),
        ("data", _data),
        ("space", _space),
        ("release", _release),
        ("lock", _lock),
        ("encoder", _encoder),
        ("queries", _queries),
    )
    return tuple(_checked(name, look, settings) for name, look in checks)


def _checked(name: str, look: Callable[[Settings], Text], settings: Settings) -> Check:
    try:
        return Check(name, True, look(settings))
    except S3GraphError as error:
        return Check(name, False, error.detail)


def _shelves(_: Settings) -> Text:
    places = ", ".join(str(shelf(name)) for name in SHELVES)
    return Text(sv=f"Medföljande mappar: {places}", en=f"Shipped folders: {places}")


def _shapes(_: Settings) -> Text:
    count = len([Profile.load(name) for name in Profile.names()])
    return Text(sv=f"{count} importprofiler går att läsa", en=f"{count} import profiles can be read")


def _data(settings: Settings) -> Text:
    root = DataDirectory.open(settings.data_dir).root
    return Text(sv=f"Datakatalog: {root}", en=f"Data directory: {root}")


def _space(settings: Settings) -> Text:
    free = shutil.disk_usage(DataDirectory.open(settings.data_dir).root).free
    gib = f"{free / (1 << 30):.1f} GiB"
    if free < LITTLE_SPACE:
        raise S3GraphError(
            Text(
                sv=f"Bara {gib} ledigt. Frigör plats eller kör 's3graph releases prune'.",
                en=f"Only {gib} free. Free some space, or run 's3graph releases prune'.",
            )
        )
    return Text(sv=f"{gib} ledigt", en=f"{gib} free")


def _release(settings: Settings) -> Text:
    release = Releases(DataDirectory.open(settings.data_dir)).current()
    found = len(ReleaseStore.open(release))
    Index.load(release.index_path)
    if found != release.manifest.quads:
        raise S3GraphError(
            Text(
                sv=f"Utgåva {release.number} har {found} påståenden i stället för {release.manifest.quads}. Gå "
                "tillbaka med 's3graph releases restore'.",
                en=f"Release {release.number} has {found} statements instead of {release.manifest.quads}. Go back with "
                "'s3graph releases restore'.",
            )
        )
    return Text(sv=f"Utgåva {release.number}: {found} påståenden", en=f"Release {release.number}: {found} statements")


def _lock(settings: Settings) -> Text:
    try:
        with WriterLock(DataDirectory.open(settings.data_dir)):
            return Text(sv="Ingen import pågår", en="No import is running")
    except LockedError:
        return Text(sv="En import pågår", en="An import is running")


def _queries(_: Settings) -> Text:
    if sandbox_state() == "on":
        return Text(
            sv="Frågors processer når varken nät, filer eller program",
            en="The processes of queries reach no network, files or programs",
        )
    raise S3GraphError(
        Text(
            sv="Kärnan saknar seccomp för oprivilegierade processer: SERVICE i en fråga stoppas bara när den läses. "
            "Kör på Linux 5.3 eller senare (x86_64, aarch64), eller stäng nätet för tjänsten på annat sätt.",
            en="This kernel has no seccomp for unprivileged processes: SERVICE is stopped by reading the query only. "
            "Run on Linux 5.3 or later (x86_64, aarch64), or keep the service off the network otherwise.",
        )
    )


def _encoder(settings: Settings) -> Text:
    encoder = load_encoder(settings)
    named = f"{encoder.model_id} {encoder.revision}"
    releases = Releases(DataDirectory.open(settings.data_dir))
    if releases.current_number() is not None:
        Index.load(releases.current().index_path).check(encoder)
    return Text(sv=f"Kodare: {named}", en=f"Encoder: {named}")
