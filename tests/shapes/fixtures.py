"""The valid and invalid files beside the shapes: found by name, judged with the profile their class belongs to."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import RdfFormat, Store

from s3graph.resources import shelf
from s3graph.validation import CompiledEngine, Engine, Profile, PyshaclEngine, Report
from s3graph.validation.file_graph import FileGraph
from s3graph.validation.reference import Reference

HERE = Path(__file__).parent
ENGINE = CompiledEngine(PyshaclEngine())
ONTOLOGY = "s3.ttl"
SHARED = (ONTOLOGY, "places.ttl", "codes.ttl", "areas.ttl", "sni2007.ttl", "competences/tra-skog.ttl")


@dataclass(frozen=True)
class ShapeFile:
    """One fixture. ``rule`` is the rule an invalid one breaks, None for a valid one."""

    path: Path

    @property
    def rule(self) -> str | None:
        return self.path.stem.removeprefix("invalid-") if self.path.stem.startswith("invalid-") else None

    @property
    def profile(self) -> Profile:
        return profile_of(self.path.parent.name)

    def judged(self) -> Report:
        """What the compiled engine says of the nodes of the file, by the shapes of its profile; once a file."""
        return _judged(self)

    def judged_by(self, profile: Profile, engine: Engine) -> Report:
        store = Store()
        store.bulk_load(path=str(self.path), format=RdfFormat.TURTLE)
        subjects = FileGraph(store).subjects()
        reference(profile.name).add_to(store)
        return engine.validate(store, profile.shapes, subjects)

    def lines_from(self, valid: Path) -> int:
        """How many lines of this file differ from a valid one; a line that was changed counts once."""
        ours, theirs = (path.read_text(encoding="utf-8").splitlines() for path in (self.path, valid))
        changes = difflib.SequenceMatcher(None, theirs, ours, autojunk=False).get_opcodes()
        return sum(max(i2 - i1, j2 - j1) for tag, i1, i2, j1, j2 in changes if tag != "equal")


@cache
def _judged(file: ShapeFile) -> Report:
    return file.judged_by(file.profile, ENGINE)


def all_files() -> list[ShapeFile]:
    return [ShapeFile(path) for path in sorted(HERE.glob("*/*.ttl"))]


@cache
def profile_of(folder: str) -> Profile:
    """The profile that a folder's shapes file belongs to."""
    for name in ("partner", "reference", "catalogue", "register"):
        if folder in _stems(name):
            return _loaded(name)
    raise LookupError(f"no profile names shapes/{folder}.ttl")


@cache
def reference(profile: str) -> Reference:
    """Reference data is not shown to its own shapes: what a fixture leaves out would be found there."""
    names = (ONTOLOGY,) if profile == "reference" else SHARED
    return Reference.load(shelf("ontology") / name for name in names)


@cache
def _loaded(name: str) -> Profile:
    return Profile.load(name)


@cache
def _stems(profile: str) -> frozenset[str]:
    return frozenset(Path(file).stem for file in Profile.files(profile))
