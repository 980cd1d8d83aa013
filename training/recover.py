"""The warm start: tokenizer and float table taken back from a shipped model, so that training can go on from it.

Run: ``python -m training.recover [FOLDER]`` (writes ``training/work/swedish.json``, ``table.npy`` and ``start.npy``,
which stays as it is while ``table.npy`` is trained on). int8 rows are within .4 % of a row's largest entry of what they
were. The steps that go on from there read with the transformer of all-MiniLM: a model whose transformer was trained
too (``training.together``) is refused.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import numpy as np

from s3graph.matching.embedded_encoder import embedded_folder
from training import weights
from training.sources import WORK
from training.teacher import load_teacher


def has_the_teachers_transformer(folder: Path) -> bool:
    """Told by what is shipped as float32, biases and norms: a training moves them, and int8 does not."""
    ours = weights.read(folder)
    theirs = {name: array.numpy() for name, array in load_teacher()[0].auto_model.state_dict().items()}
    whole = [name for name, array in ours.items() if name in theirs and array.ndim == 1]
    assert whole, folder
    return all(np.allclose(ours[name], theirs[name], atol=1e-6) for name in whole)


def recover(folder: Path, work: Path) -> None:
    """What the trainings read in place of the results of ``vocabulary`` and ``static``. SystemExit as said above."""
    if not has_the_teachers_transformer(folder):
        raise SystemExit(
            f"The transformer in {folder} is not that of all-MiniLM, which the steps from here read with: "
            "name a folder with a model from before it was trained, or go on with training.together."
        )
    work.mkdir(parents=True, exist_ok=True)
    table = weights.table(folder, "swedish")
    np.save(work / "table.npy", table)
    np.save(work / "start.npy", table)
    shutil.copyfile(folder / "swedish.json", work / "swedish.json")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path, nargs="?", default=embedded_folder())
    folder = options.parse_args().folder
    recover(folder, WORK)
    print(f"warm start from {folder.name}")


if __name__ == "__main__":
    main()
