"""What tells somebody's needs from others by their wording: a classifier of n-grams.

Run: ``python -m training.scope``. It reads ``models/scope/inside.tsv`` and ``outside.tsv`` and, as further texts of the
inside, the everyday sentences, and writes ``models/scope/wording.npz``. The extra ``transformers`` brings scikit-learn,
which fits; the service only adds up. Run it again after every change of the texts, as ``training.intent``, and then
``python -m benchmarks.scope``. Sets that are TEST by the rule of ``training.split`` are left out of both.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from s3graph.matching.catalogue import Passage
from s3graph.matching.need import NeedRequest, read_need
from s3graph.matching.scope import last_asking
from s3graph.matching.wording import BLOCK, FILE, Classifier, grams
from s3graph.resources import shelf
from training.sides import with_needs
from training.sources import everyday
from training.split import Part, part_of

EASE = 10.0
"""Inverse strength of the regularisation (scikit-learn's ``C``)."""
EVERYDAY = 0.2
"""What an everyday sentence counts beside a text written for this: there are many, and all are plain."""


def fit(said: Sequence[str], somebody: NDArray[np.bool_], counts: NDArray[np.float64]) -> Classifier:
    """A logistic regression over the n-grams of texts, each as heavy as it ``counts``."""
    rows = [grams(text) for text in said]
    starts = [0, *accumulate(len(places) for places, _ in rows)]
    table = csr_matrix(
        (np.concatenate([v for _, v in rows]), np.concatenate([p for p, _ in rows]), starts), (len(rows), 2 * BLOCK)
    )
    found = LogisticRegression(C=EASE, max_iter=3000).fit(table, somebody, sample_weight=counts)
    return Classifier(found.coef_[0].astype(np.float32), float(found.intercept_[0]))


def known(somebody: bool) -> list[Passage]:
    """The texts of one side that anything is fitted to, in both languages."""
    return [Passage(one.text, one.language) for one in with_needs(somebody) if part_of(one.group) is not Part.TEST]


def last_said(said: Sequence[Passage]) -> list[Passage]:
    """What asks last in each text of several parts: stories of both sides are alike up to there."""
    found = []
    for passage in said:
        need = read_need(NeedRequest(passage.text, language=passage.language))
        if len(need.parts) > 1:
            found.append(Passage(need.parts[last_asking(need)].matter, passage.language))
    return found


def everyday_texts() -> list[str]:
    """The everyday sentences in both languages."""
    return [text for row in everyday() for text in (row.sv[0], row.en[0])]


def main() -> None:
    inside, outside = known(True), known(False)
    plain = everyday_texts()
    sides = [*inside, *last_said(inside)], [*outside, *last_said(outside)]
    sizes = [*map(len, sides), len(plain)]
    said = [*(passage.text for side in sides for passage in side), *plain]
    found = fit(said, np.repeat([True, False, True], sizes), np.repeat([1.0, 1.0, EVERYDAY], sizes))
    target = shelf("models") / "scope" / FILE
    np.savez_compressed(target, weights=found.weights.astype(np.float16), intercept=found.intercept)
    print(f"{FILE}: {len(inside)} texts inside, {len(outside)} outside, {len(plain)} everyday sentences")


if __name__ == "__main__":
    main()
