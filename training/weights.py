"""The weights of a model as it is shipped, by name, and back: for trainings that go on from it.

Names are those of ``transformers.BertModel``; beside them ``swedish`` and ``english``, the word tables, and ``head``,
to be multiplied with the pooled vector from the left. All are float32. Nothing of the package is read here: trainings
run on machines that have not got what it stands on.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper

Floats = NDArray[np.float32]
Named = dict[str, Floats]
Ids = NDArray[np.int32]
TABLES = ("swedish", "english")
HEAD = "head"
"""What the map after the pooling is called, in the exported model too."""
START = "start.json"
_PREFIX = "transformer."
_LAYER = "encoder.layer."
SHIFTED = ".shifted"
"""What a bias is called once it holds what the means taken off would have given."""
_BIAS = re.compile(rf"\.bias({re.escape(SHIFTED)})?$")


def read(folder: Path, tables: Path | None = None) -> Named:
    """Of a folder with the files of ``models/bilingual-minilm``, or of one whose word tables lie in another."""
    graph = onnx.load(folder / "transformer.onnx").graph
    kept = {weight.name: numpy_helper.to_array(weight) for weight in graph.initializer}
    found = {name.removeprefix(_PREFIX): array for name, array in kept.items() if name.startswith(_PREFIX)}
    found = {name: array for name, array in found.items() if array.dtype == np.float32}
    for bias, factor, entering in factors(graph):
        if f"{factor}.bytes" in kept:
            columns = kept[f"{factor}.bytes"] * kept[f"{factor}.step"] * kept[f"{entering}.scale"][:, None]
        else:
            columns = kept[f"{factor}.int8"].astype(np.float32) * kept[f"{factor}.scales"]
        found[bias.removesuffix("bias") + "weight"] = columns.T.copy()
    if HEAD in kept:
        found[HEAD] = kept[HEAD].T.copy()
    return found | {name: table(tables or folder, name) for name in TABLES}


def table(folder: Path, name: str) -> Floats:
    """``[subword, dimension]``: int8 rows multiplied out. Models of before format 2, and trainings, have archives."""
    if (folder / f"{name}.npy").exists():
        rows = np.load(folder / f"{name}.npy")
        return np.asarray(rows["values"] * rows["scale"][:, None], np.float32)
    stored = np.load(folder / f"{name}.npz")
    return np.asarray(stored["rows"].astype(np.float32) * stored["scales"][:, None], np.float32)


def packed(array: Floats) -> tuple[NDArray[np.int8], Floats]:
    """Each row as int8 times its own scale, the largest entry being 127; a row of zeros has the scale 1."""
    scales = np.asarray(np.abs(array).max(axis=1) / 127, np.float32)
    scales[scales == 0] = 1
    return np.rint(array / scales[:, None]).astype(np.int8), scales


def layers(weights: Mapping[str, Floats]) -> int:
    """How many layers the transformer has."""
    return len({name.split(".")[2] for name in weights if name.startswith(_LAYER)})


def without(weights: Mapping[str, Floats], dropped: Sequence[int]) -> Named:
    """The same with some layers taken out, the others closing up."""
    kept = [layer for layer in range(layers(weights)) if layer not in dropped]
    found = {name: array for name, array in weights.items() if not name.startswith(_LAYER)}
    for place, layer in enumerate(kept):
        own = f"{_LAYER}{layer}."
        found |= {f"{_LAYER}{place}.{n.removeprefix(own)}": a for n, a in weights.items() if n.startswith(own)}
    return found


def mixed(start: Mapping[str, Floats], end: Mapping[str, Floats], share: float) -> Named:
    """So much of the end, the rest of the start."""
    return {name: (1 - share) * start[name] + share * array for name, array in end.items()}


def mean(ends: Sequence[Mapping[str, Floats]]) -> Named:
    """Of each weight, over trainings of the same shape."""
    return {name: np.asarray(np.mean([end[name] for end in ends], axis=0), np.float32) for name in ends[0]}


def write(weights: Mapping[str, Floats], folder: Path) -> None:
    """A file for each table and one for the rest, none over 16 MB: matrices as int8 with a scale a row."""
    folder.mkdir(parents=True, exist_ok=True)
    rest: dict[str, NDArray[np.generic]] = {}
    for name, array in weights.items():
        if array.ndim != 2 or name == HEAD:
            rest[name] = array
            continue
        rows, scales = packed(array)
        if name in TABLES:
            np.savez_compressed(folder / f"{name}.npz", rows=rows, scales=scales)
        else:
            rest |= {f"{name}.rows": rows, f"{name}.scales": scales}
    np.savez_compressed(folder / "rest.npz", allow_pickle=False, **rest)


def read_written(folder: Path) -> Named:
    """What ``write`` wrote, multiplied out."""
    stored = np.load(folder / "rest.npz")
    found = {name: stored[name] for name in stored.files if not name.endswith((".rows", ".scales"))}
    for name in (name.removesuffix(".rows") for name in stored.files if name.endswith(".rows")):
        found[name] = np.asarray(stored[f"{name}.rows"] * stored[f"{name}.scales"][:, None], np.float32)
    return found | {name: table(folder, name) for name in TABLES}


def revision(model: Path) -> str:
    """What a model's manifest calls it, as ``s3graph.matching.embedded_encoder`` reads it."""
    found: str = json.loads((model / "manifest.json").read_text("utf-8"))["revision"]
    return found


def write_start(folder: Path, model: Path) -> None:
    """Beside trained weights, the model that their training started from."""
    (folder / START).write_text(json.dumps({"revision": revision(model)}) + "\n", "utf-8")


def read_start(folder: Path) -> str | None:
    """The revision of the model that the training started from; None where the folder does not say."""
    if not (folder / START).exists():
        return None
    found: str = json.loads((folder / START).read_text("utf-8"))["revision"]
    return found


def replaced(template: Path, weights: Mapping[str, Floats], target: Path) -> None:
    """The transformer of a shipped model with other weights in it, its products in bytes or not, as they were."""
    model = onnx.load(template)
    kept = {weight.name: weight for weight in model.graph.initializer}
    stored: dict[str, NDArray[np.generic]] = {_PREFIX + name: array for name, array in weights.items()}
    stored[HEAD] = stored.pop(_PREFIX + HEAD).T.copy()
    for bias, factor, entering in factors(model.graph):
        name = bias.removesuffix("bias") + "weight"
        columns = weights[name].T
        del stored[_PREFIX + name]
        if f"{factor}.bytes" in kept:
            mean, scale = (numpy_helper.to_array(kept[f"{entering}.{part}"]) for part in ("mean", "scale"))
            stored[f"{factor}.bytes"], stored[f"{factor}.step"] = in_bytes(columns / scale[:, None])
            stored[f"{factor}.off"] = mean @ columns
        else:
            rows, stored[f"{factor}.scales"] = packed(columns.T)
            stored[f"{factor}.int8"] = rows.T.copy()
    for name in set(stored) & set(kept):
        kept[name].CopyFrom(numpy_helper.from_array(stored.pop(name), name))
    assert {name.removeprefix(_PREFIX) for name in stored} == set(TABLES), sorted(stored)
    onnx.save(model, target)


def in_bytes(columns: Floats) -> tuple[NDArray[np.int8], Floats]:
    """``[row, column]`` as int8 times a step a column; two rows that are added come to 128 at most, rounded.

    ``vpmaddubsw`` adds the products of two rows with two bytes of up to 255 in 16 bits: 255 times 128 just fit.
    """
    pairs = np.abs(columns).reshape(-1, 2, columns.shape[1]).sum(axis=1)
    steps = np.maximum(pairs.max(axis=0), np.finfo(np.float32).tiny * 127) / 127
    return np.rint(columns / steps).astype(np.int8), np.asarray(steps, np.float32)


def factors(graph: onnx.GraphProto) -> Iterator[tuple[str, str, str]]:
    """The bias that follows each product of matrices, the factor that is a weight, and what it is multiplied with."""
    made_by = {name: node for node in graph.node for name in node.output}
    for node in graph.node:
        bias = next((name for name in node.input if _BIAS.search(name) and "LayerNorm" not in name), None)
        product = next((made_by[name] for name in node.input if name != bias and name in made_by), None)
        if node.op_type == "Add" and bias is not None and product is not None:
            if product.op_type == "Mul":  # in bytes, the scale of a row comes after
                product = made_by[product.input[0]]
            entering, factor = (name.removesuffix(".bytes") for name in product.input[:2])
            yield bias.removeprefix(_PREFIX).removesuffix(SHIFTED), factor, entering
