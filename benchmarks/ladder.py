"""The judged needs ranked by one part of the matcher after another, over one published release of the shipped data.

Run: ``python -m benchmarks.ladder fitted`` while weights are chosen; ``python -m benchmarks.ladder`` for both halves;
``python -m benchmarks.ladder sealed`` when nothing is changed any more. It prints, for each: the ladder from BM25 to
the full ranker, the full ranker with each feature switched off, needs that are nobody's told from the others, what an
answer shows, by band too, against its grades, and teams. Ties count half way.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.answers import SHOWN, shown
from benchmarks.encoder import Vectors, bm25, minilm, minilm_is_here
from benchmarks.judged import SEALED, Half, JudgedNeed, Kind, judged_needs
from benchmarks.pooling import passages, slug
from s3graph.graph import DataDirectory, Releases
from s3graph.matching import Index, Matcher, NeedRequest, load_encoder
from s3graph.matching.answer import Answer, Band
from s3graph.matching.encoder import Encoder
from s3graph.matching.features import FEATURES
from s3graph.matching.figures import measure
from s3graph.matching.meeting import Meeting, meet
from s3graph.matching.need import read_need
from s3graph.matching.passages import passages_of
from s3graph.matching.places import Gazetteer
from s3graph.matching.ranking import Scores, matches, score
from s3graph.matching.tables import Tables
from s3graph.matching.vectors import packed
from s3graph.model import Language
from s3graph.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
TODAY = date(2026, 11, 1)
_SEEN = {"w": 20, "f": 21, "t": 21, "i": 25, "d": 22, "x": 27, "o": 20}
"""Last of the needs that some former figure was of, by first letter."""
Floats = NDArray[np.float32]
Ranker = Callable[["Asked"], Floats]

LADDER: dict[str, tuple[str, ...]] = {
    "hybrid: clauses, meaning, words": ("clauses", "meaning", "words"),
    "+ graph: competence, area": ("clauses", "meaning", "words", "competence", "area"),
    "+ region": ("clauses", "meaning", "words", "competence", "area", "region"),
    "full: + activity, confirmation": tuple(feature.name for feature in FEATURES),
}


@dataclass(frozen=True)
class Asked:
    """One need in one language, met by the index. ``bm25`` and ``grades`` have a place for each actor."""

    need: JudgedNeed
    language: Language
    meeting: Meeting
    matcher: Matcher
    bm25: Floats
    grades: NDArray[np.int64]

    @property
    def answerable(self) -> bool:
        return self.need.kind is not Kind.OUT

    @property
    def new(self) -> bool:
        """Whether nobody who worked on the ranking has seen how it ranks this need before."""
        return int(self.need.name[1:]) > _SEEN[self.need.name[0]]

    @cached_property
    def answer(self) -> Answer:
        return self.matcher.match(self.meeting.request, TODAY)

    @cached_property
    def scores(self) -> Scores:
        return score(self.meeting)

    @property
    def somebody(self) -> bool:
        """Whether anybody is named."""
        return len(matches(self.meeting, self.scores, 1)) > 0

    @cached_property
    def values(self) -> dict[str, Floats]:
        """Weighted values of each feature."""
        return {feature.name: feature.weight * row for feature, row in zip(FEATURES, self.scores.values, strict=True)}

    def total(self, names: Sequence[str]) -> Floats:
        return np.asarray(np.sum([self.values[name] for name in names], axis=0), np.float32)


class Service:
    """A release, its index and its matcher, as the service has them."""

    def __init__(self, data: Path) -> None:
        settings = Settings(data_dir=data)
        release = Releases(DataDirectory.open(data)).current()
        self.index = Index.load(release.index_path)
        self.encoder: Encoder = load_encoder(settings)
        self.matcher = Matcher(self.index, self.encoder, release.number, settings.need_length)
        self.places = Gazetteer(self.index.catalogue.places)

    def asked(self, half: Half) -> Iterator[Asked]:
        """Every need of a half, first all in Swedish, then all in English."""
        return self.asked_of([need for need in judged_needs() if need.half is half])

    def asked_of(self, needs: Sequence[JudgedNeed]) -> Iterator[Asked]:
        """The same of these needs."""
        catalogue = self.index.catalogue
        names = [slug(actor.iri) for actor in catalogue.actors]
        for language in Language:
            documents = [" ".join(passages(actor, catalogue, language)) for actor in catalogue.actors]
            lines = bm25([need.texts[language] for need in needs], language, documents, language)
            for need, line in zip(needs, lines, strict=True):
                request = NeedRequest(need.texts[language])
                grades = np.array([need.judged.get(name, 0) for name in names])
                yield Asked(need, language, self.meeting(request), self.matcher, line, grades)

    def meeting(self, request: NeedRequest) -> Meeting:
        need = read_need(request)
        place = self.places.whereabouts(request, need.text)
        told = need.without(self.places.masked)
        return meet(self.index, self.encoder, told, (request, TODAY, place), self.places.counties(need.text))


@dataclass(frozen=True)
class Line:
    """Figures of one ranker in one language."""

    ndcg10: float
    mrr: float
    right_first: float
    recall5: float

    def __str__(self) -> str:
        return " / ".join(f"{x:.3f}".lstrip("0") for x in (self.ndcg10, self.mrr, self.right_first, self.recall5))


def rankers() -> dict[str, Ranker]:
    """The rungs, lowest first."""
    rungs: dict[str, Ranker] = {
        "BM25": lambda asked: asked.bm25,
        "character n-grams": lambda asked: asked.meeting.profile_words,
        "dense: embedded encoder alone": lambda asked: asked.meeting.index.tables.profiles @ asked.meeting.whole,
    }
    return rungs | {title: _of(names) for title, names in LADDER.items()}


def rungs(index: Index, encode: Vectors | None) -> dict[str, Ranker]:
    """Those and, where all-MiniLM is installed, it in the encoder's place: as low as the encoder alone."""
    found = rankers()
    if encode is None:
        return found
    (bm25_title, lexical, *_), said = found, passages_of(index.catalogue)
    profiles = Tables.build(index.catalogue, packed(encode([p.text for p in said], Language.EN))).profiles

    def alone(asked: Asked) -> Floats:
        return np.asarray(profiles @ encode([asked.meeting.need.matter], Language.EN)[0], np.float32)

    return {bm25_title: found[bm25_title], lexical: found[lexical], "dense: all-MiniLM alone": alone} | found


def ablations() -> dict[str, Ranker]:
    """The full ranker without each feature that the judged needs can tell something about."""
    names = [feature.name for feature in FEATURES if feature.name != "sector"]
    return {f"without {left}": _of(tuple(name for name in names if name != left)) for left in names}


def full(asked: Asked) -> Floats:
    """The ranker of the service."""
    return asked.scores.totals


def _of(names: tuple[str, ...]) -> Ranker:
    return lambda asked: asked.total(names)


def line(asked: Sequence[Asked], ranker: Ranker, language: Language) -> Line:
    """Over the answerable needs in one language."""
    own = [one for one in asked if one.answerable and one.language is language]
    scores = [ranker(one) for one in own]
    judged = [{int(place): int(one.grades[place]) for place in np.flatnonzero(one.grades)} for one in own]
    figures = measure(scores, judged)
    right = float(np.mean([(one.grades[row == row.max()] == 2).mean() for one, row in zip(own, scores, strict=True)]))
    return Line(figures.ndcg10, figures.mrr, right, figures.recall5)


def overlap(asked: Sequence[Asked], ranker: Ranker) -> float:
    """Share of the first five that both languages of an answerable need have in common."""
    first: dict[str, list[set[int]]] = {}
    for one in asked:
        if one.answerable:
            best = np.argsort(-ranker(one), kind="stable")[:SHOWN]
            first.setdefault(one.need.name, []).append({int(place) for place in best})
    return float(np.mean([len(sv & en) / SHOWN for sv, en in first.values()]))


def turned_away(asked: Sequence[Asked], language: Language, answerable: bool) -> tuple[int, int]:
    """Needs of a sort for which nobody was named, and how many there are."""
    own = [one for one in asked if one.language is language and one.answerable is answerable]
    return sum(not one.somebody for one in own), len(own)


def by_band(asked: Sequence[Asked]) -> dict[Band, tuple[int, int, int]]:
    """Actors shown for answerable needs: useful (grade 1 or 2), right (2), all."""
    found = dict.fromkeys((Band.STRONG, Band.LIKELY, Band.WEAK), (0, 0, 0))
    for one in (one for one in asked if one.answerable):
        for match in one.answer.matches:
            grade = one.need.judged.get(slug(match.actor.iri), 0)
            useful, right, count = found[match.band]
            found[match.band] = (useful + (grade > 0), right + (grade == 2), count + 1)
    return found


def wilson(hits: int, count: int, z: float = 1.96) -> tuple[float, float]:
    """95 % interval of a share (Wilson 1927).

    >>> tuple(round(end, 3) for end in wilson(8, 10))
    (0.49, 0.943)
    """
    share, square = hits / count, z * z / count
    middle = (share + square / 2) / (1 + square)
    half = z / (1 + square) * float(np.sqrt(share * (1 - share) / count + square / (4 * count)))
    return middle - half, middle + half


def report(service: Service, half: str, encode: Vectors | None = None) -> Iterator[str]:
    sealed = half == SEALED.name
    asked = tuple(service.asked_of(tuple(judged_needs(SEALED))) if sealed else service.asked(Half(half)))
    needs = len({one.need.name for one in asked if one.answerable})
    yield f"\n## {half}: {needs} answerable needs; nDCG@10 / MRR / right actor first / recall@5\n"
    for title, rows in (("ladder", rungs(service.index, encode)), ("one feature less", ablations())):
        yield f"| {title} | sv | en | top 5 shared |\n|---|---|---|---|"
        for name, ranker in rows.items():
            figures = " | ".join(str(line(asked, ranker, language)) for language in Language)
            yield f"| {name} | {figures} | {overlap(asked, ranker):.2f} |"
        yield ""
    new = tuple(one for one in asked if one.new)
    yield (
        f"full ranker, {len({one.need.name for one in new if one.answerable})} needs never ranked before: "
        + "; ".join(f"{language} {line(new, full, language)}" for language in Language)
    )
    for language in Language:
        (nobody, out), (refused, own) = (turned_away(asked, language, sort) for sort in (False, True))
        yield f"{language}: nobody's need recognised {nobody} of {out}; answerable need turned away {refused} of {own}"
    for language in Language:
        answerable = [one for one in asked if one.answerable and one.language is language]
        seen = shown([one.answer for one in answerable], [one.need.judged for one in answerable])
        yield f"{language}: as shown, nDCG@5 / right first / right ones shown / useful: {seen}"
    for band, (useful, right, count) in by_band(asked).items():
        if count:
            ends = " to ".join(f"{end:.2f}" for end in wilson(useful, count))
            yield f"{band}: {count} shown, useful {useful / count:.2f} ({ends}), right {right / count:.2f}"
    teams = [one.answer.teams[0] for one in asked if one.answer.teams]
    if teams:
        covered, alone = (np.mean([getattr(team, name) for team in teams]) for name in ("covers", "best_alone"))
        yield f"teams: {len(teams)} of {len(asked)}; the first covers {covered:.2f} of what is asked, one {alone:.2f}"


def publish(data: Path) -> None:
    """A data directory with what is shipped as its first release."""
    command = [sys.executable, "-m", "s3graph.cli", "--data-dir", str(data), "match", "energi"]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def main(halves: Sequence[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        publish(Path(folder) / "data")
        service = Service(Path(folder) / "data")
        encode = minilm() if minilm_is_here() else None
        for half in halves or list(Half):
            for text in report(service, half, encode):
                print(text, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
