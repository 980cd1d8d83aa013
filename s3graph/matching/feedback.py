"""Marks of advisors as a test collection: kept words are the queries, support actors the documents."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from s3graph.errors import NotFoundError
from s3graph.graph.storage import storage_errors
from s3graph.matching.catalogue import Actor, Catalogue, Kind
from s3graph.matching.collection import Collection
from s3graph.matching.need import NeedRequest
from s3graph.model import Text

GRADES = {"not-useful": 0, "useful": 1, "contacted": 2}
"""Who was contacted counts more than who only looked useful."""


class Feedback(NamedTuple):
    """One kept need, asked as it was, and what was said of actors, by their IRIs. No words: they were not kept."""

    id: str
    request: NeedRequest
    marks: Mapping[str, str]


class LeftOut(NamedTuple):
    """How many kept needs are not in the collection: their words were not kept; nobody of the release was useful."""

    without_words: int
    without_useful: int

    @property
    def text(self) -> Text:
        words, useful = self
        return Text(
            sv=f"{words + useful} sparade behov är inte med: {words} utan sparade ord, {useful} utan någon aktör i "
            "utgåvan som är märkt användbar eller kontaktad.",
            en=f"{words + useful} kept needs are left out: {words} without kept words, {useful} without an actor of "
            "the release that is marked useful or contacted.",
        )


def documents_of(catalogue: Catalogue) -> dict[str, str]:
    """What each support actor says, by its IRI, in the order of the catalogue."""
    return {actor.iri: _document(catalogue, actor) for actor in catalogue.actors}


def collection_of(feedback: Sequence[Feedback], catalogue: Catalogue) -> tuple[Collection, LeftOut]:
    """NotFoundError where no need with words has a useful suggestion: there is nothing to measure."""
    documents = documents_of(catalogue)
    judged = {
        one.id: {actor: GRADES[mark] for actor, mark in one.marks.items() if actor in documents} for one in feedback
    }
    worded = {one.id: one.request.text for one in feedback if one.request.text}
    queries = {name: text for name, text in worded.items() if any(judged[name].values())}
    if not queries:
        raise NotFoundError(
            Text(
                sv="Inget sparat behov har både text och ett användbart förslag. Det finns inget att mäta på än.",
                en="No kept need has both its words and a useful suggestion. There is nothing to measure yet.",
            )
        )
    left = LeftOut(len(feedback) - len(worded), len(worded) - len(queries))
    return Collection(documents, queries, {query: judged[query] for query in queries}), left


def save(collection: Collection, folder: Path) -> None:
    """As BEIR has it: ``corpus.jsonl``, ``queries.jsonl``, ``qrels.tsv``."""
    with storage_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder / "corpus.jsonl", ({"_id": name, "text": t} for name, t in collection.documents.items()))
        _write(folder / "queries.jsonl", ({"_id": name, "text": t} for name, t in collection.queries.items()))
        rows = [
            f"{query}\t{document}\t{grade}"
            for query, judged in collection.judged.items()
            for document, grade in judged.items()
        ]
        (folder / "qrels.tsv").write_text("\n".join(("query-id\tcorpus-id\tscore", *rows)) + "\n", "utf-8")


def _write(path: Path, rows: Iterable[Mapping[str, str]]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")


def _document(catalogue: Catalogue, actor: Actor) -> str:
    """What an actor says of itself, its competences and offers, in both languages."""
    topics = [catalogue.topics[facet.topic] for facet in actor.facets]
    said = [passage.text for topic in topics if topic.kind is not Kind.AREA for passage in topic.passages]
    return ". ".join(dict.fromkeys((actor.label.sv, *said)))
