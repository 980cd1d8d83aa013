"""The shipped model from what ``training.together`` wrote: a mean of its weights and those it started from.

Run: ``python -m training.assemble FOLDER [--share .75] [--target models/bilingual-minilm]``. Tokenizers, and the graph
of the transformer, are those of the model it started from.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from s3graph.matching.embedded_encoder import embedded_folder
from training import weights
from training.export import export_table, write_manifest


def assemble(trained: Path, share: float, target: Path) -> None:
    """In place too, where the target is the model that the training started from."""
    start, end = weights.read(embedded_folder()), weights.read_written(trained)
    mixed = {name: (1 - share) * start[name] + share * array for name, array in end.items()}
    target.mkdir(parents=True, exist_ok=True)
    weights.replaced(embedded_folder() / "transformer.onnx", mixed, target / "transformer.onnx")
    for name in weights.TABLES:
        export_table(mixed[name], target / f"{name}.npz")
        if target != embedded_folder():
            shutil.copyfile(embedded_folder() / f"{name}.json", target / f"{name}.json")
    write_manifest(target)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--share", type=float, default=0.75)
    options.add_argument("--target", type=Path, default=embedded_folder())
    chosen = options.parse_args()
    assemble(chosen.folder, chosen.share, chosen.target)


if __name__ == "__main__":
    main()
