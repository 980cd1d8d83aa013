"""What tells a wish in a need from what is told beside it: a linear reader of signs and n-grams, part by part.

Run: ``python -m training.wishes [--judge]``. It reads ``training/wishes`` and writes ``models/wishes/wishing.npz``;
with ``--judge`` it only says how well it tells the parts of each set when fitted on the other sets, beside the rule of
wordings. The extra ``transformers`` brings scikit-learn, which fits; the service only adds up. Run it again after every
change of the needs, of how needs are cut into parts, or of the signs.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss, roc_auc_score

from s3graph.matching.need import split_parts, worded
from s3graph.matching.wishing import FILE, Clause, Reader, rows
from s3graph.matching.wording import BLOCK, grams
from s3graph.matching.words import clean
from s3graph.model import Language
from s3graph.resources import shelf
from training.needs import needs, wishes_of

EASE = 3.0
"""Inverse strength of the regularisation (scikit-learn's ``C``)."""


class Row(NamedTuple):
    """A part of a need of a set: its signs and those beside it, what it says, and whether it is a wish."""

    group: str
    signs: list[float]
    text: str
    worded: bool
    wish: bool


def read(group: str, need: dict[str, Any]) -> Iterator[Row]:
    """The parts of a need in both languages, as the service reads them."""
    for language in Language:
        text = clean(need[language.value])
        parts = split_parts(text, language)
        told = [Clause(part.text, part.asks, wish) for part, wish in zip(parts, worded(parts), strict=True)]
        wishes = wishes_of([part.text for part in parts], text, [one[language.value] for one in need["wishes"]])
        for one, signs, wish in zip(told, rows(told), wishes, strict=True):
            yield Row(group, signs, one.text, one.worded, bool(wish))


def fit(known: Sequence[Row]) -> Reader:
    """A logistic regression over signs and n-grams."""
    table = hstack([csr_matrix(np.array([row.signs for row in known])), _words(known)]).tocsr()
    found = LogisticRegression(C=EASE, max_iter=3000).fit(table, _wishes(known))
    weights = found.coef_[0].astype(np.float32)
    count = len(known[0].signs)
    return Reader(weights[:count], weights[count:], float(found.intercept_[0]))


def odds(reader: Reader, said: Sequence[Row]) -> NDArray[np.float64]:
    """The logarithm of the odds that each part is a wish."""
    found = np.array([row.signs for row in said]) @ reader.signs + _words(said) @ reader.words + reader.intercept
    return np.asarray(found, np.float64)


def _words(said: Sequence[Row]) -> csr_matrix:
    found = [grams(row.text) for row in said]
    starts = [0, *accumulate(len(places) for places, _ in found)]
    places, values = (np.concatenate(column) for column in zip(*found, strict=True))
    return csr_matrix((values, places, starts), (len(found), 2 * BLOCK))


def _wishes(said: Sequence[Row]) -> NDArray[np.bool_]:
    return np.array([row.wish for row in said])


def judge(known: Sequence[Row]) -> None:
    """Each set by a reader of the others."""
    found, groups = np.zeros(len(known)), np.array([row.group for row in known])
    for group in sorted(set(groups)):
        own = groups == group
        others = [row for row, left_out in zip(known, own, strict=True) if not left_out]
        theirs = [row for row, kept in zip(known, own, strict=True) if kept]
        found[own] = odds(fit(others), theirs)
        print(f"{group}: {len(theirs)} parts, {roc_auc_score(_wishes(theirs), found[own]):.3f}")
    wish, by_rule, chances = _wishes(known), np.array([row.worded for row in known]), 1 / (1 + np.exp(-found))
    print(f"all: area under the curve {roc_auc_score(wish, found):.3f}, loss {log_loss(wish, chances):.3f}")
    print(f"by the rule of wordings: {_told(by_rule, wish)}")
    for least in (0.2, 0.25, 0.3, 0.35, 0.4, 0.5):
        print(f"from {least}: {_told(chances >= least, wish)}")


def _told(told: NDArray[np.bool_], wish: NDArray[np.bool_]) -> str:
    right = np.count_nonzero(told & wish)
    return f"{right / told.sum():.3f} of those told are wishes, {right / wish.sum():.3f} of the wishes are told"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--judge", action="store_true")
    known = [row for group, need in needs() for row in read(group, need)]
    if options.parse_args().judge:
        judge(known)
        return
    found = fit(known)
    target = shelf("models") / "wishes" / FILE
    target.parent.mkdir(exist_ok=True)
    signs, words = found.signs.astype(np.float16), found.words.astype(np.float16)
    np.savez_compressed(target, signs=signs, words=words, intercept=found.intercept)
    print(f"{FILE}: {len(known)} parts, {np.count_nonzero(_wishes(known))} of them wishes")


if __name__ == "__main__":
    main()
