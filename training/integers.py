"""Products of matrices in bytes: onnxruntime multiplies whole numbers three to four times as fast as float32.

Run: ``python -m training.integers [FOLDER]`` (rewrites ``transformer.onnx`` of a model, the shipped one unless told;
needs onnx). Run again, it measures anew what goes into each product. ``training.assemble`` and ``training.export`` do
it last.

Each row that goes into a product gets bytes by its own largest entry, so that the vector of a text does not depend on
the others of its batch. Before, its channels are centred, and brought to like size, and the weight's rows to unlike
size in turn (SmoothQuant, Xiao and others 2023, arXiv 2211.10438; their alpha is ``SPREAD``).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from onnx import helper, numpy_helper
from tokenizers import Tokenizer

from s3graph.matching.embedded_encoder import embedded_folder
from s3graph.model import Language
from training import weights
from training.competences import competences
from training.manifest import write_manifest
from training.shape import TOKENS
from training.weights import Floats

DOMAIN = "com.microsoft"
SPREAD = 0.6
SHARE = 0.999
"""The share of entries that a channel's size is measured by."""
TEXTS = 500
"""Texts of a language that are read for it, of what competences say."""
BATCH = 25
Batch = Mapping[str, NDArray[np.generic]]
_CONSTANTS = {
    "bytes.last": np.array([-1]),
    "bytes.levels": np.float32(1 / 127),
    "bytes.least": np.float32(1e-12),
    "bytes.one": np.float32(1),
    "bytes.zero": np.uint8(128),
    "bytes.none": np.int8(0),
}


class Product(NamedTuple):
    """Names in the graph: what goes in, the factor that is a weight, and what comes out."""

    entering: str
    factor: str
    result: str


class Channels(NamedTuple):
    """Of what goes into a product, ``[channel]``: what is taken off, and what the rest is multiplied by."""

    mean: Floats
    scale: Floats


def products(graph: onnx.GraphProto) -> list[Product]:
    """Those with a weight kept as int8, none of them in bytes yet."""
    kept = {weight.name.removesuffix(".int8") for weight in graph.initializer if weight.name.endswith(".int8")}
    multiplied = (node for node in graph.node if node.op_type == "MatMul" and node.input[1] in kept)
    return [Product(*node.input, *node.output) for node in multiplied]


def in_bytes(model: onnx.ModelProto) -> None:
    """Such products of the model in bytes, with nothing in their weights: ``training.weights.replaced`` fills them."""
    graph = model.graph
    biases = {factor: f"transformer.{bias}" for bias, factor, _ in weights.factors(graph)}
    places = {product.result: product for product in products(graph)}
    graph.initializer.extend(numpy_helper.from_array(np.asarray(value), name) for name, value in _CONSTANTS.items())
    kept = {weight.name: weight for weight in graph.initializer}
    for entering, factor, _ in places.values():
        whole, steps = kept[f"{factor}.int8"], kept[f"{factor}.scales"]
        whole.name, steps.name = f"{factor}.bytes", f"{factor}.step"
        graph.initializer.append(numpy_helper.from_array(np.zeros(steps.dims, np.float32), f"{factor}.off"))
        if f"{entering}.mean" not in kept:
            nothing = np.zeros(whole.dims[0], np.float32)
            for name, values in Channels(nothing, nothing + 1)._asdict().items():
                kept[f"{entering}.{name}"] = numpy_helper.from_array(values, f"{entering}.{name}")
                graph.initializer.append(kept[f"{entering}.{name}"])
    unpacked, shifted = set(biases), {bias: bias + weights.SHIFTED for bias in biases.values()}
    nodes: list[onnx.NodeProto] = []
    entered: set[str] = set()
    for node in graph.node:
        product = places.get(node.output[0])
        if product is not None:
            nodes.extend(() if product.entering in entered else _entering(product.entering))
            nodes.extend(_multiplied(product, biases[product.factor]))
            entered.add(product.entering)
        elif node.output[0].removesuffix(".cast") not in unpacked:
            if set(node.input) & places.keys():
                node.input[:] = [shifted.get(name, name) for name in node.input]
            nodes.append(node)
    del graph.node[:]
    graph.node.extend(nodes)
    model.opset_import.append(helper.make_opsetid(DOMAIN, 1))


def _node(kind: str, inputs: Sequence[str], output: str, **attributes: Any) -> onnx.NodeProto:
    return helper.make_node(kind, inputs, [output], **attributes)


def _entering(name: str) -> Iterator[onnx.NodeProto]:
    """``NAME.bytes[text, token, channel]``, 128 being nothing, and ``NAME.row``, which they are multiplied by."""
    yield _node("Sub", (name, f"{name}.mean"), f"{name}.centred")
    yield _node("Mul", (f"{name}.centred", f"{name}.scale"), f"{name}.even")
    yield _node("Abs", (f"{name}.even",), f"{name}.sizes")
    yield _node("ReduceMax", (f"{name}.sizes", "bytes.last"), f"{name}.largest", keepdims=1)
    yield _node("Max", (f"{name}.largest", "bytes.least"), f"{name}.positive")
    yield _node("Mul", (f"{name}.positive", "bytes.levels"), f"{name}.row")
    yield _node("Div", (f"{name}.even", f"{name}.row"), f"{name}.levels")
    yield _node("QuantizeLinear", (f"{name}.levels", "bytes.one", "bytes.zero"), f"{name}.bytes")


def _multiplied(product: Product, bias: str) -> Iterator[onnx.NodeProto]:
    """The product, and the bias that is added after it with what the means would have given, in ``FACTOR.off``."""
    entering, factor, result = product
    factors = (f"{entering}.bytes", f"{factor}.bytes", "bytes.one", f"{factor}.step", "bytes.zero", "bytes.none")
    yield helper.make_node("MatMulIntegerToFloat", factors, [f"{result}.columns"], domain=DOMAIN)
    yield _node("Mul", (f"{result}.columns", f"{entering}.row"), result)
    yield _node("Add", (bias, f"{factor}.off"), bias + weights.SHIFTED)


def measured(model: onnx.ModelProto, named: Mapping[str, Floats], batches: Iterable[Batch]) -> dict[str, Channels]:
    """By what enters each product as texts are read, and by the weights it meets (``training.weights.read``)."""
    met: dict[str, list[Floats]] = {}
    for bias, _, entering in weights.factors(model.graph):
        met.setdefault(entering, []).append(np.abs(named[bias.removesuffix("bias") + "weight"]).max(axis=0))
    seen = _seen(model, list(met), batches)
    return {name: channels(seen[name], np.max(largest, axis=0)) for name, largest in met.items()}


def channels(entering: Floats, largest: Floats) -> Channels:
    """Of what enters, ``[row, channel]``, and of the largest entry of a weight that it meets, ``[channel]``."""
    mean = entering.mean(axis=0)
    size = np.maximum(np.quantile(np.abs(entering - mean), SHARE, axis=0), 1e-6)
    scale = np.maximum(largest, 1e-6) ** (1 - SPREAD) / size**SPREAD
    return Channels(mean, np.asarray(scale / np.exp(np.log(scale).mean()), np.float32))


def _seen(model: onnx.ModelProto, names: Sequence[str], batches: Iterable[Batch]) -> dict[str, Floats]:
    """``[token, channel]`` of each name, padding left out."""
    told = onnx.ModelProto()
    told.CopyFrom(model)
    told.graph.output.extend(helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None) for name in names)
    session = onnxruntime.InferenceSession(told.SerializeToString(), providers=["CPUExecutionProvider"])
    found: dict[str, list[Floats]] = {name: [] for name in names}
    for batch in batches:
        there = batch["mask"].astype(bool)
        for name, values in zip(names, session.run(list(names), dict(batch)), strict=True):
            found[name].append(values[there])
    return {name: np.concatenate(rows) for name, rows in found.items()}


def read_batches(folder: Path, texts: Mapping[Language, Sequence[str]]) -> Iterator[Batch]:
    """What the transformer of a model's folder is given for these texts."""
    for language, name in ((Language.SV, "swedish"), (Language.EN, "english")):
        tokenizer, table = Tokenizer.from_file(str(folder / f"{name}.json")), weights.table(folder, name)
        tokenizer.enable_truncation(TOKENS)
        tokenizer.enable_padding()
        for start in range(0, len(texts[language]), BATCH):
            read = tokenizer.encode_batch(list(texts[language][start : start + BATCH]))
            mask = np.array([tokens.attention_mask for tokens in read], np.int64)
            yield {"embeddings": table[np.array([tokens.ids for tokens in read])], "mask": mask}


def said_of_competences() -> dict[Language, list[str]]:
    """Some ``TEXTS`` of each language, evenly of all."""
    found = {}
    for language in Language:
        texts = sorted({text for competence in competences() for text in competence.texts[language]})
        found[language] = texts[:: max(1, len(texts) // TEXTS)]
    return found


def rewrite(folder: Path, tables: Path | None = None) -> None:
    """The transformer of a model in bytes, measured on what competences say; its word tables may lie elsewhere.

    The manifest is left to who calls.
    """
    path = folder / "transformer.onnx"
    model, named = onnx.load(path), weights.read(folder, tables)
    found = measured(model, named, read_batches(tables or folder, said_of_competences()))
    if all(kept.name != "bytes.one" for kept in model.graph.initializer):
        in_bytes(model)
    kept = {weight.name: weight for weight in model.graph.initializer}
    for entering, own in found.items():
        for name, values in own._asdict().items():
            kept[f"{entering}.{name}"].CopyFrom(numpy_helper.from_array(values, f"{entering}.{name}"))
    onnx.save(model, path)
    weights.replaced(path, named, path)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path, nargs="?", default=embedded_folder())
    folder = options.parse_args().folder
    rewrite(folder)
    write_manifest(folder)
    print(f"{folder.name}: revision {weights.revision(folder)}")


if __name__ == "__main__":
    main()
