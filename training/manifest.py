"""What a model's folder says of itself, for ``s3graph.matching.embedded_encoder`` to read."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from s3graph.matching.embedded_encoder import FORMAT, MANIFEST, read_manifest, revision_of
from training.shape import DIMENSION, TOKENS

MODEL = "s3graph/bilingual-minilm"


def write_manifest(folder: Path, name: str = MODEL, tables: Path | None = None) -> None:
    """Name, digest of every file, and the revision, which is the digest of those; and what word tables it reads, where
    they lie elsewhere."""
    names = sorted(path.name for path in folder.iterdir() if path.name not in (MANIFEST, "README.md"))
    files = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}
    said = {
        "format": FORMAT,
        "model": name,
        "revision": revision_of(files),
        "dimension": DIMENSION,
        "tokens": TOKENS,
        "files": files,
    }
    if tables is not None:
        said["stands_on"] = read_manifest(tables).tables
    (folder / MANIFEST).write_text(json.dumps(said, indent=1) + "\n", "utf-8")
