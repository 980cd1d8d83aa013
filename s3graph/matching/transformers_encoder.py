"""Any sentence-transformers model in the embedded encoder's place. Needs the extra ``transformers``."""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Sequence
from typing import Any

import numpy as np

from s3graph.errors import EncoderError, MissingExtraError
from s3graph.matching.encoder import SENTENCE_TRANSFORMERS, Floats
from s3graph.model import Language, Text


class TransformersEncoder:
    """One model for both languages. ``prefix`` is put before needs, ``passage_prefix`` before all else, as models of
    the E5 family ask for."""

    def __init__(self, name: str, prefix: str = "", passage_prefix: str = "") -> None:
        self._model = _load(name)
        self._prefix = prefix
        self._passage_prefix = passage_prefix
        self.model_id = SENTENCE_TRANSFORMERS + name
        self.revision = _digest(self._model, prefix, passage_prefix)
        self.dimension = int(self._model.get_embedding_dimension())

    def encode(self, texts: Sequence[str], language: Language, *, need: bool = False) -> Floats:
        """The language is not looked at: a model that does not know it answers all the same."""
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        prefix = self._prefix if need else self._passage_prefix
        found = self._model.encode(
            [prefix + text for text in texts], normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True
        )
        return np.asarray(found, np.float32)


def _load(name: str) -> Any:
    if importlib.util.find_spec("sentence_transformers") is None:
        raise MissingExtraError(
            Text(
                sv=f"Kodaren {name} behöver tillägget transformers: pip install 's3graph[transformers]'.",
                en=f"The encoder {name} needs the extra transformers: pip install 's3graph[transformers]'.",
            )
        )
    from sentence_transformers import SentenceTransformer

    try:
        return SentenceTransformer(name, device="cpu")
    except (OSError, ValueError) as error:
        raise EncoderError(
            Text(
                sv=f"Modellen {name} kunde inte läsas: ange ett namn på Hugging Face eller en mapp med modellen.",
                en=f"The model {name} could not be read: give a name on Hugging Face or a folder with the model.",
            )
        ) from error


def _digest(model: Any, prefix: str, passage_prefix: str) -> str:
    """Over every weight and the prefixes, so that another revision under the same name is told apart."""
    digest = hashlib.sha256(prefix.encode())
    if passage_prefix:
        digest.update(b"\0" + passage_prefix.encode())
    for key, weight in sorted(model.state_dict().items()):
        digest.update(key.encode())
        digest.update(weight.detach().cpu().contiguous().view(-1).numpy().tobytes())
    return digest.hexdigest()[:16]
