"""The shipped model from what ``training.together`` wrote: a mean of its weights and those it started from.

Run: ``python -m training.assemble FOLDER [FOLDER ...] [--share .75] [--swedish SHARE] [--english SHARE] [--target
models/bilingual-minilm] [--from MODEL]``. The word tables may have shares of their own. Tokenizers, and the graph of
the transformer, are those of the model it started from, which is the shipped one unless ``--from`` names another; where
``start.json`` in a folder tells of yet another it is refused. Of several trainings from one start the mean is taken
first (Wortsman and others 2022, arXiv 2203.05482).
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from s3graph.matching.embedded_encoder import MANIFEST, embedded_folder
from training import integers, weights
from training.export import export_table
from training.manifest import write_manifest


class Shares(NamedTuple):
    """How much of what was trained is in each part of what is shipped; the rest is of the start."""

    swedish: float
    english: float
    rest: float


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


def assemble(trained: Sequence[Path], start: Path, shares: Shares, target: Path) -> None:
    """In place too, where the target is what the training started from: all is written before any file is moved."""
    before, end = weights.read(start), weights.mean([weights.read_written(one) for one in trained])
    mixed = weights.mixed(before, end, shares.rest)
    for name, share in zip(weights.TABLES, (shares.swedish, shares.english), strict=True):
        mixed |= weights.mixed(before, {name: end[name]}, share)
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{target.resolve().name}-", dir=target.resolve().parent) as folder:
        made = Path(folder)
        weights.replaced(start / "transformer.onnx", mixed, made / "transformer.onnx")
        for name in weights.TABLES:
            export_table(mixed[name], made / f"{name}.npy")
            shutil.copyfile(start / f"{name}.json", made / f"{name}.json")
        integers.rewrite(made)
        write_manifest(made)
        for path in sorted(made.iterdir(), key=lambda path: path.name == MANIFEST):
            path.replace(target / path.name)


def main(arguments: list[str] | None = None) -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    options.add_argument("--share", type=float, default=0.75)
    options.add_argument("--swedish", type=float)
    options.add_argument("--english", type=float)
    options.add_argument("--target", type=Path, default=embedded_folder())
    options.add_argument("--from", type=Path, dest="start")
    chosen = options.parse_args(arguments)
    start = {started_from(folder, chosen.start) for folder in chosen.folders}
    swedish, english = (chosen.share if share is None else share for share in (chosen.swedish, chosen.english))
    assemble(chosen.folders, start.pop(), Shares(swedish, english, chosen.share), chosen.target)


if __name__ == "__main__":
    main()
