"""What wishes are about, learnt from needs of which that is told: the weights of ``s3graph/matching/linking.py``.

Run: ``python -m training.links [--judge]``. It reads ``training/wishes`` and writes ``models/links/links.npz``; with
``--judge`` it only says how often parts of the needs of each of ``FOLDS`` groups of sets are linked right when fitted
on the others. The extra ``transformers`` brings scipy, which fits; the service only adds up. Run it again after every
change of the needs, of the encoder, of what competences say, or of how needs are cut into parts. Three minutes on two
cores.

Logistic regression over all competences at once, beside what speaks for each already: its similarity, its bearing and
its context are offsets, as they are in the service, times ``SHARPNESS``.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from benchmarks.ladder import Service, publish
from s3graph.matching import NeedRequest
from s3graph.matching.concepts import BEARING, context
from s3graph.matching.linking import FILE, FOLDER, told_by, turns_of
from s3graph.matching.vectors import packed
from s3graph.model import Language
from s3graph.resources import shelf
from training.needs import needs, wishes_of

SHARPNESS = 6.7
"""Logits to a unit of cosine, as they are likeliest when fitted with the weights."""
FEWEST = 3
"""Times that a word is said before it is learnt."""
SHRINK_VECTORS, SHRINK_WORDS = 0.5, 0.25
"""Regularisation: half the sum of squared weights, times this."""
EVEN = 0.5
"""A wish counts as the number of wishes about the same to the power of minus this: what companies ask for seldom is not
as unlikely as that."""
FOLDS, ROUNDS = 4, 60
Floats = NDArray[np.float32]


class Row(NamedTuple):
    """A part of a wish: what speaks for each competence, its own vector and that of its need, the columns it is about
    and those it may be said to be about.
    """

    group: str
    before: Floats
    words: tuple[str, ...]
    own: Floats
    whole: Floats
    about: tuple[int, ...]
    also: tuple[int, ...]


class Fitted(NamedTuple):
    """``vectors[own and whole, competence]`` and ``words[word, competence]``, in logits."""

    places: dict[str, int]
    vectors: NDArray[np.float64]
    words: NDArray[np.float64]

    def logits(self, rows: Sequence[Row]) -> NDArray[np.float64]:
        before = SHARPNESS * np.array([row.before for row in rows], np.float64)
        return np.asarray(before + vectors_of(rows) @ self.vectors + words_of(rows, self.places) @ self.words)


def read(service: Service) -> Iterator[Row]:
    """Every part of every wish that is about a competence of the scheme, in both languages."""
    columns = service.index.column_of
    for group, need in needs():
        for language in Language:
            meeting = service.meeting(NeedRequest(need[language.value]))
            own, leading = meeting.lifted.values, meeting.lifted.leading(meeting.bearings)
            parts, vectors = meeting.need.parts, meeting.vectors
            around = np.zeros_like(own)
            if len(parts) > 1:
                around = context(own, leading, meeting.setting, turns_of(parts))
            before = own + BEARING * leading + around
            whole = vectors.mean(axis=0) if len(parts) > 1 else np.zeros_like(vectors[0])
            pieces = [wish[language.value] for wish in need["wishes"]]
            for place, found in enumerate(wishes_of([part.text for part in parts], meeting.need.text, pieces)):
                for wish in (need["wishes"][each] for each in found):
                    if wish["about"]:
                        told = told_by(parts[place].matter, meeting.need.language)
                        about, also = (tuple(columns[slug] for slug in wish[key]) for key in ("about", "also"))
                        yield Row(group, before[place], told, vectors[place], whole, about, also)


def vectors_of(rows: Sequence[Row]) -> NDArray[np.float64]:
    return np.array([np.concatenate([row.own, row.whole]) for row in rows], np.float64)


def words_of(rows: Sequence[Row], places: dict[str, int]) -> csr_matrix:
    """``[row, word]``: the words that are learnt, of unit length."""
    known = [[places[word] for word in row.words if word in places] for row in rows]
    starts = np.cumsum([0, *map(len, known)])
    values = np.concatenate([np.full(len(one), 1 / np.sqrt(max(len(one), 1))) for one in known])
    return csr_matrix(
        (values, np.concatenate([np.array(one, np.int64) for one in known]), starts), (len(rows), len(places))
    )


def fit(rows: Sequence[Row]) -> Fitted:
    """The likeliest weights, shrunk; a part about several competences is about each as much, and counts as they do."""
    counted = Counter(word for row in rows for word in row.words)
    places = {
        word: place for place, word in enumerate(sorted(word for word, count in counted.items() if count >= FEWEST))
    }
    lie, said = vectors_of(rows), words_of(rows, places)
    before = SHARPNESS * np.array([row.before for row in rows], np.float64)
    wanted = np.zeros_like(before)
    for place, row in enumerate(rows):
        wanted[place, list(row.about)] = 1 / len(row.about)
    counts = wanted @ np.maximum(wanted.sum(axis=0), 1) ** -EVEN
    counts = (counts / counts.mean())[:, None]
    shape, cut = (lie.shape[1] + len(places), before.shape[1]), lie.shape[1]
    shrink = np.full((shape[0], 1), SHRINK_VECTORS)
    shrink[cut:] = SHRINK_WORDS

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights = flat.reshape(shape)
        logits = before + lie @ weights[:cut] + said @ weights[cut:]
        logits -= logits.max(axis=1, keepdims=True)
        shares = np.exp(logits)
        total = shares.sum(axis=1, keepdims=True)
        wrong = counts * (shares / total - wanted)
        slope = np.vstack([lie.T @ wrong, said.T @ wrong]) + shrink * weights
        missed = (counts * (np.log(total) - (wanted * logits).sum(axis=1, keepdims=True))).sum()
        return float(missed + 0.5 * (shrink * weights**2).sum()), slope.ravel()

    found = minimize(loss, np.zeros(shape).ravel(), jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS})
    weights = found.x.reshape(shape)
    weights -= weights.mean(axis=1, keepdims=True)
    return Fitted(places, weights[:cut], weights[cut:])


def right(logits: NDArray[np.floating], rows: Sequence[Row]) -> str:
    best = np.argmax(logits, axis=1).tolist()
    exact = np.mean([column in row.about for column, row in zip(best, rows, strict=True)])
    fine = np.mean([column in (*row.about, *row.also) for column, row in zip(best, rows, strict=True)])
    return f"{exact:.3f} exactly right, {fine:.3f} acceptable"


def judge(rows: Sequence[Row]) -> None:
    """Each group of sets by weights of the others: no author's needs by weights that know others of them."""
    groups = sorted({row.group for row in rows})
    fold = np.array([groups.index(row.group) % FOLDS for row in rows])
    found = np.zeros((len(rows), len(rows[0].before)))
    for each in range(FOLDS):
        fitted = fit([row for row, other in zip(rows, fold, strict=True) if other != each])
        found[fold == each] = fitted.logits([row for row, other in zip(rows, fold, strict=True) if other == each])
    print(f"{len(rows)} parts of wishes; before: {right(np.array([row.before for row in rows]), rows)}")
    print(f"with what is learnt of other authors: {right(found, rows)}")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--judge", action="store_true")
    with tempfile.TemporaryDirectory() as folder:
        publish(Path(folder) / "data")
        service = Service(Path(folder) / "data")
        rows = list(read(service))
    if options.parse_args().judge:
        judge(rows)
        return
    fitted, cut = fit(rows), len(rows[0].own)
    target = shelf("models") / FOLDER / FILE
    target.parent.mkdir(exist_ok=True)
    np.savez_compressed(
        target,
        competences="\n".join(competence.iri for competence in service.index.competences),
        words="\n".join(fitted.places),
        said=packed((fitted.words / SHARPNESS).astype(np.float32)),
        own=(fitted.vectors[:cut] / SHARPNESS).astype(np.float16),
        whole=(fitted.vectors[cut:] / SHARPNESS).astype(np.float16),
        model=service.index.model_id,
        revision=service.index.revision,
    )
    print(
        f"{FILE}: {len(rows)} parts of wishes, {len(fitted.places)} words; {right(fitted.logits(rows), rows)} of them"
    )


if __name__ == "__main__":
    main()
