"""What is shipped: the transformer as int8 ONNX without its word table, and a table of int8 rows per language.

Run: ``python -m training.export`` (writes ``models/bilingual-minilm`` from ``training/work`` and the teacher; prints
how near the exported model comes to the one it was made from).
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from onnxruntime.quantization import QuantType, quantize_dynamic
from sentence_transformers import SentenceTransformer
from torch.nn import functional
from transformers import BertModel

from s3graph.matching.embedded_encoder import FORMAT, MANIFEST, EmbeddedEncoder, embedded_folder, revision_of
from s3graph.model import Language
from training.teacher import DIMENSION, WORK, load_teacher

MODEL = "s3graph/bilingual-minilm"
TOKENS = 128
OPSET = 18


class Pooled(torch.nn.Module):
    """Word vectors and mask to the unit mean of the last layer: all that follows the tables."""

    def __init__(self, transformer: BertModel) -> None:
        super().__init__()
        self.transformer = transformer

    def forward(self, embeddings: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """``[text, token, dimension]`` and ``[text, token]`` to ``[text, dimension]``."""
        hidden = self.transformer(inputs_embeds=embeddings, attention_mask=mask).last_hidden_state
        present = mask[:, :, None].float()
        return functional.normalize((hidden * present).sum(1) / present.sum(1).clamp(min=1))


def export_transformer(transformer: BertModel, target: Path) -> None:
    """Weights of the matrix products become int8 with a scale per column; what is added up stays float32."""
    example = (torch.zeros(2, 5, DIMENSION), torch.ones(2, 5, dtype=torch.long))
    text, token = torch.export.Dim("text"), torch.export.Dim("token", max=TOKENS)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            Pooled(transformer).eval(),
            example,
            str(plain),
            input_names=["embeddings", "mask"],
            output_names=["vectors"],
            dynamic_shapes={"embeddings": {0: text, 1: token}, "mask": {0: text, 1: token}},
            opset_version=OPSET,
            external_data=False,
            dynamo=True,
        )
        quantize_dynamic(plain, target, per_channel=True, weight_type=QuantType.QInt8)


def export_table(table: NDArray[np.float32], target: Path) -> None:
    """Each row as int8 times its own scale, the largest entry being 127."""
    scales = np.abs(table).max(axis=1) / 127
    scales[scales == 0] = 1
    rows = np.rint(table / scales[:, None]).astype(np.int8)
    np.savez_compressed(target, rows=rows, scales=scales.astype(np.float32))


def write_manifest(folder: Path) -> None:
    """Name, digest of every file, and the revision, which is the digest of those."""
    names = sorted(path.name for path in folder.iterdir() if path.name not in (MANIFEST, "README.md"))
    files = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}
    said = {
        "format": FORMAT,
        "model": MODEL,
        "revision": revision_of(files),
        "dimension": DIMENSION,
        "tokens": TOKENS,
        "files": files,
    }
    (folder / MANIFEST).write_text(json.dumps(said, indent=1) + "\n", "utf-8")


def export(folder: Path, teacher: SentenceTransformer) -> None:
    """Everything the embedded encoder reads. The folder is made anew, but for its card."""
    folder.mkdir(parents=True, exist_ok=True)
    transformer: BertModel = teacher[0].auto_model
    transformer.set_attn_implementation("eager")
    export_transformer(transformer, folder / "transformer.onnx")
    export_table(np.load(WORK / "table.npy"), folder / "swedish.npz")
    words = transformer.embeddings.word_embeddings.weight.detach().numpy()
    export_table(words, folder / "english.npz")
    shutil.copyfile(WORK / "swedish.json", folder / "swedish.json")
    teacher.tokenizer.backend_tokenizer.save(str(folder / "english.json"), pretty=False)
    write_manifest(folder)


def nearness(folder: Path, teacher: SentenceTransformer, texts: list[str]) -> NDArray[np.float32]:
    """Cosine of the exported English path to the teacher, a number per text."""
    ours = EmbeddedEncoder(folder).encode(texts, Language.EN)
    theirs = teacher.encode(texts, normalize_embeddings=True, show_progress_bar=False)
    return np.einsum("td,td->t", ours, np.asarray(theirs, np.float32)).astype(np.float32)


def main() -> None:
    teacher, folder = load_teacher(), embedded_folder()
    export(folder, teacher)
    sample = ["welding", "manage a sawmill", "We need help to find customers abroad and to finance a test of our idea."]
    size = sum(path.stat().st_size for path in folder.iterdir())
    print(f"{folder.name}: {size / 1e6:.1f} MB; cosine to the teacher {nearness(folder, teacher, sample)}")


if __name__ == "__main__":
    main()
