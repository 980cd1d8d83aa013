"""What is shipped: the transformer as int8 ONNX without its word table, and a table of int8 rows per language.

Run: ``python -m training.export`` (writes ``models/bilingual-minilm`` from ``training/work`` and the teacher, with the
head that lies there; prints how near the exported model comes to the one it was made from). ``--bare`` writes it
without a head to ``training/work/bare``, for the trainings.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from sentence_transformers import SentenceTransformer
from torch.nn import functional
from transformers import BertModel

from s3graph.matching.embedded_encoder import EmbeddedEncoder, embedded_folder
from s3graph.matching.vectors import record
from s3graph.model import Language
from training import integers, weights
from training.gelu import halve_last
from training.manifest import write_manifest
from training.shape import DIMENSION, TOKENS
from training.sources import BARE, WORK
from training.teacher import load_teacher
from training.weights import HEAD, Floats

OPSET = 18


class Pooled(torch.nn.Module):
    """Word vectors and mask to the unit mean of the last layer, mapped by the head: all that follows the tables."""

    def __init__(self, transformer: BertModel, head: Floats | None) -> None:
        super().__init__()
        self.transformer = transformer
        self.head = None if head is None else torch.nn.Parameter(torch.from_numpy(head.T.copy()))

    def forward(self, embeddings: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """``[text, token, dimension]`` and ``[text, token]`` to ``[text, dimension]``."""
        hidden = self.transformer(inputs_embeds=embeddings, attention_mask=mask).last_hidden_state
        present = mask[:, :, None].float()
        mean = (hidden * present).sum(1) / present.sum(1).clamp(min=1)
        return functional.normalize(mean if self.head is None else mean @ self.head)


def export_transformer(transformer: BertModel, head: Floats | None, target: Path) -> None:
    """Everything between the word vectors and the text's vector."""
    example = (torch.zeros(2, 5, DIMENSION), torch.ones(2, 5, dtype=torch.long))
    text, token = torch.export.Dim("text"), torch.export.Dim("token", max=TOKENS)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            Pooled(transformer, head).eval(),
            example,
            str(plain),
            input_names=["embeddings", "mask"],
            output_names=["vectors"],
            dynamic_shapes={"embeddings": {0: text, 1: token}, "mask": {0: text, 1: token}},
            opset_version=OPSET,
            external_data=False,
            dynamo=True,
        )
        model = onnx.load(plain)
    halve_last(model.graph)
    store_as_int8(model.graph)
    forget_where(model)
    onnx.save(model, target)


def forget_where(model: onnx.ModelProto) -> None:
    """Take out what the exporter notes of the lines of code that made each node: paths of the machine it ran on."""
    for part in (*model.graph.node, *model.graph.value_info, *model.graph.initializer, model.graph, model):
        part.doc_string = ""
        del part.metadata_props[:]


def store_as_int8(graph: onnx.GraphProto) -> None:
    """Each weight of a matrix product as int8 times a scale per column; onnxruntime multiplies them out as it loads.

    The head stays float32: beside its diagonal all it does is finer than a 127th.
    """
    kept = {weight.name: weight for weight in graph.initializer}
    factors = {name for node in graph.node if node.op_type in ("MatMul", "Gemm") for name in node.input}
    for name in sorted(factors & set(kept) - {HEAD}):
        weight = numpy_helper.to_array(kept[name])
        if weight.ndim != 2:
            continue
        columns, scales = weights.packed(weight.T)
        graph.initializer.remove(kept[name])
        graph.initializer.append(numpy_helper.from_array(columns.T.copy(), f"{name}.int8"))
        graph.initializer.append(numpy_helper.from_array(scales, f"{name}.scales"))
        cast = onnx.helper.make_node("Cast", [f"{name}.int8"], [f"{name}.cast"], to=onnx.TensorProto.FLOAT)
        product = onnx.helper.make_node("Mul", [f"{name}.cast", f"{name}.scales"], [name])
        graph.node.insert(0, product)
        graph.node.insert(0, cast)


def export_table(table: Floats, target: Path) -> None:
    """Each row as int8 times its own scale, the largest entry being 127; not compressed, so that it can be mapped."""
    rows = np.zeros(len(table), record(table.shape[1]))
    rows["values"], rows["scale"] = weights.packed(table)
    np.save(target, rows)


def export(folder: Path, teacher: SentenceTransformer, head: Floats | None) -> None:
    """Everything the embedded encoder reads."""
    folder.mkdir(parents=True, exist_ok=True)
    transformer: BertModel = teacher[0].auto_model
    transformer.set_attn_implementation("eager")
    export_transformer(transformer, head, folder / "transformer.onnx")
    export_table(np.load(WORK / "table.npy"), folder / "swedish.npy")
    words = transformer.embeddings.word_embeddings.weight.detach().numpy()
    export_table(words, folder / "english.npy")
    shutil.copyfile(WORK / "swedish.json", folder / "swedish.json")
    teacher.tokenizer.backend_tokenizer.save(str(folder / "english.json"), pretty=False)
    integers.rewrite(folder)
    write_manifest(folder)


def nearness(folder: Path, teacher: SentenceTransformer, texts: list[str], head: Floats | None) -> Floats:
    """Cosine of the exported English path to the teacher with the head, a number per text."""
    ours = EmbeddedEncoder(folder).encode(texts, Language.EN)
    theirs = np.asarray(teacher.encode(texts, normalize_embeddings=True, show_progress_bar=False), np.float32)
    mapped = theirs if head is None else theirs @ head.T
    return np.asarray((ours * mapped).sum(1) / np.linalg.norm(mapped, axis=1), np.float32)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--bare", action="store_true")
    bare = options.parse_args().bare
    teacher, folder = load_teacher(), BARE if bare else embedded_folder()
    head: Floats | None = None if bare else np.load(WORK / "head.npy")
    export(folder, teacher, head)
    sample = ["welding", "manage a sawmill", "We need help to find customers abroad and to finance a test of our idea."]
    size = sum(path.stat().st_size for path in folder.iterdir())
    print(f"{folder.name}: {size / 1e6:.1f} MB; cosine to the teacher {nearness(folder, teacher, sample, head)}")


if __name__ == "__main__":
    main()
