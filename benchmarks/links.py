"""How far the confidence of concept links can be taken at its word: everyday sentences against their competence.

Run: ``python -m benchmarks.links``. Each sentence of ``training/everyday`` whose competence the encoder was not trained
on (``training/split.py``), in both languages, is linked as one clause; to any competence. Its best link is right where
it is the competence the sentence was written for. Two halves by competence: the logistic that turns a raw confidence
into what is shown is fitted on one, the error that counts is of the other.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from benchmarks.judged import Half, half_of
from benchmarks.pooling import ShippedStore, slug
from s3graph.matching.concepts import LEXICAL_SHARE, calibrated, link, log_odds
from s3graph.matching.embedded_encoder import EmbeddedEncoder, embedded_folder
from s3graph.matching.harvest import read_catalogue
from s3graph.matching.hierarchy import concepts_of
from s3graph.matching.lexical import LexicalIndex
from s3graph.matching.passages import passages_of, vectors_of
from s3graph.matching.vectors import floats
from s3graph.model import Language
from training.sources import everyday
from training.split import Part

BINS = 10
Values = NDArray[np.float64]


def sentences() -> Iterator[tuple[str, Language, str]]:
    """Slug of the competence, language, sentence."""
    for row in everyday():
        if row.part is not Part.TRAIN:
            name = row.identifier.removeprefix("competence:")
            yield name, Language.SV, row.sv[0]
            yield name, Language.EN, row.en[0]


def linked() -> tuple[list[str], Values, NDArray[np.bool_]]:
    """Of each sentence: its competence, the raw confidence of its best link, whether that link is right."""
    catalogue = read_catalogue(ShippedStore())
    encoder = EmbeddedEncoder(embedded_folder(), threads=1)
    concepts = concepts_of(catalogue.topics)
    names = [slug(catalogue.topics[place].iri) for place in concepts]
    passages = [passage for place in concepts for passage in catalogue.topics[place].passages]
    starts = np.cumsum([0, *(len(catalogue.topics[place].passages) for place in concepts[:-1])])
    known = floats(vectors_of(passages_of(catalogue)[: len(passages)], encoder, {}))
    assert [p.text for p in passages_of(catalogue)[: len(passages)]] == [p.text for p in passages]
    wanted, raw, right = [], [], []
    for language in Language:
        lexical = LexicalIndex.build([p.text if p.language is language else "" for p in passages], language)
        asked = [(name, text) for name, spoken, text in sentences() if spoken is language]
        vectors = encoder.encode([text for _, text in asked], language, need=True)
        for (name, text), vector in zip(asked, vectors, strict=True):
            meaning = np.maximum.reduceat(known @ vector, starts)
            words = np.maximum.reduceat(lexical.similarities(text), starts)
            links = link(np.asarray(meaning + LEXICAL_SHARE * words, np.float32)[None, :])
            best = int(np.argmax(links.shares[0]))
            wanted.append(name)
            raw.append(float(links.confidence[0] * links.shares[0, best]))
            right.append(names[best] == name)
    return wanted, np.array(raw), np.array(right)


def calibration_error(shown: Values, right: NDArray[np.bool_]) -> float:
    """Expected calibration error over ``BINS`` equally wide bins."""
    place = np.minimum((shown * BINS).astype(int), BINS - 1)
    gaps = [abs(shown[place == b].mean() - right[place == b].mean()) * (place == b).mean() for b in np.unique(place)]
    return float(sum(gaps))


def fitted(raw: Values, right: NDArray[np.bool_], rounds: int = 30) -> tuple[float, float]:
    """Intercept and slope of the logistic of ``right`` over the log-odds of ``raw``, by Newton's method."""
    rows = np.stack([np.ones_like(raw), log_odds(raw)], axis=1)
    found = np.zeros(2)
    for _ in range(rounds):
        sure = 1 / (1 + np.exp(-rows @ found))
        found += np.linalg.solve((rows * (sure * (1 - sure))[:, None]).T @ rows, rows.T @ (right - sure))
    return float(found[0]), float(found[1])


def main() -> None:
    wanted, raw, right = linked()
    other = np.array([half_of(name) is Half.OPENED for name in wanted])
    intercept, slope = fitted(raw[~other], right[~other])
    print(f"fitted on one half: intercept {intercept:.2f}, slope {slope:.2f}")
    shown = np.asarray(calibrated(np.asarray(raw, np.float32)), np.float64)
    for title, chosen in (("fitted half", ~other), ("other half", other)):
        own, hit = shown[chosen], right[chosen]
        error, before = calibration_error(own, hit), calibration_error(raw[chosen], hit)
        print(f"{title}: {len(own)} links, right {hit.mean():.3f}; calibration error {error:.3f}, raw {before:.3f}")
        for low in range(BINS):
            inside = np.minimum((own * BINS).astype(int), BINS - 1) == low
            if inside.any():
                sure, hits = own[inside].mean(), hit[inside].mean()
                print(f"  {low / BINS:.1f}: {inside.sum()} links, shown {sure:.2f}, right {hits:.2f}")


if __name__ == "__main__":
    main()
