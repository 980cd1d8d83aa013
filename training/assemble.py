"""The shipped model from what ``training.together`` wrote: a mean of its weights and those it started from.

Run: ``python -m training.assemble FOLDER [--share .75] [--target models/bilingual-minilm] [--from MODEL]``. Tokenizers,
and the graph of the transformer, are those of the model it started from, which is the shipped one unless ``--from``
names another; where ``start.json`` in the folder tells of yet another it is refused.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from s3graph.matching.embedded_encoder import MANIFEST, embedded_folder
from training import weights
from training.export import export_table, write_manifest


def started_from(trained: Path, named: Path | None) -> Path:
    """The model that a training started from. SystemExit where it is another, or neither told nor named."""
    model = named or embedded_folder()
    told, here = weights.read_start(trained), weights.revision(model)
    if told is None and named is None:
        raise SystemExit(f"{trained} has no {weights.START}: name the model it started from with --from.")
    if told is not None and told != here:
        raise SystemExit(
            f"{trained} started from revision {told}, but {model} is revision {here}: "
            "name a folder with the model it started from with --from."
        )
    return model


def assemble(trained: Path, start: Path, share: float, target: Path) -> None:
    """In place too, where the target is what the training started from: all is written before any file is moved."""
    mixed = weights.mixed(weights.read(start), weights.read_written(trained), share)
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{target.resolve().name}-", dir=target.resolve().parent) as folder:
        made = Path(folder)
        weights.replaced(start / "transformer.onnx", mixed, made / "transformer.onnx")
        for name in weights.TABLES:
            export_table(mixed[name], made / f"{name}.npy")
            shutil.copyfile(start / f"{name}.json", made / f"{name}.json")
        write_manifest(made)
        for path in sorted(made.iterdir(), key=lambda path: path.name == MANIFEST):
            path.replace(target / path.name)


def main(arguments: list[str] | None = None) -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--share", type=float, default=0.75)
    options.add_argument("--target", type=Path, default=embedded_folder())
    options.add_argument("--from", type=Path, dest="start")
    chosen = options.parse_args(arguments)
    assemble(chosen.folder, started_from(chosen.folder, chosen.start), chosen.share, chosen.target)


if __name__ == "__main__":
    main()
