"""Registers as their publishers give them out, each to a release through the command line: seconds and memory.

Run: ``python -m benchmarks.registers``. It needs ../shared/data. The data directory holds what is shipped before the
first; ESCO is delivered a second time with one name changed, so that one name is encoded anew. Then the Swedish names
of every fourth mapped ESCO skill are asked as needs, with the register and without: how often the competence that comes
first is one the skill is mapped to.
"""

from __future__ import annotations

import platform
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

from benchmarks.imports import ROOT, Taken, run
from s3graph.graph import DataDirectory, Releases
from s3graph.matching import Index, Matcher, NeedRequest, load_encoder
from s3graph.matching.term_index import NO_TERMS
from s3graph.model import Language
from s3graph.settings import Settings

DATA = ROOT.parent / "shared" / "data"
FILES = {
    "lkf": "scb/lkf2026.csv",
    "esco-skills": "esco/esco_skills_sv_en.tsv",
    "esco-occupations": "esco/esco_occupations_isco_sv_en.tsv",
    "cpv": "cpv-eforms/cpv_sv_en.tsv",
    "grants": "swecris/train_projects.csv",
}
TODAY = date(2026, 11, 1)
EVERY = 4


def main() -> None:
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}")
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        run(data, "sources", "list")
        run(data, "match", "export")
        for register, file in FILES.items():
            _told(register, run(data, "import", str(DATA / file), "--register", register))
            if register == "esco-skills":
                _told("  one name changed", run(data, "import", str(_changed(Path(folder))), "--register", register))
                _understood(data)


def _told(name: str, taken: Taken) -> None:
    print(f"{name:20} {taken.seconds:6.1f} s  {taken.megabytes:6.0f} MB", flush=True)


def _changed(folder: Path) -> Path:
    """ESCO with another name for one skill that a competence is mapped to."""
    changed = folder / "esco.tsv"
    text = (DATA / FILES["esco-skills"]).read_text("utf-8")
    changed.write_text(text.replace("\ttorka trä\t", "\ttorka virke\t"), "utf-8")
    return changed


def _understood(data: Path) -> None:
    release = Releases(DataDirectory.open(data)).current()
    index, encoder = Index.load(release.index_path), load_encoder(Settings(data_dir=data))
    asked = index.terms.terms[::EVERY]
    right = []
    for held in (replace(index, terms=NO_TERMS), index):
        matcher = Matcher(held, encoder)
        found = 0
        for term in asked:
            need = NeedRequest(f"Vi vill {term.label.sv}.", Language.SV)
            parts = matcher.match(need, TODAY).parts
            first = parts[0].concepts[:1] if parts else ()
            found += any(link.iri in {way.competence for way in term.ways} for link in first)
        right.append(found)
    print(
        f"  of {len(asked)} ESCO skills asked for, right competence first: {right[0]} without ESCO, {right[1]} with it"
    )


if __name__ == "__main__":
    main()
