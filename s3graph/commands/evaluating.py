"""``evaluate``: how well the ranker does on a test collection, or on what advisors have marked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from s3graph.commands.call import Call, Json, write
from s3graph.errors import UsageError
from s3graph.model import Text

if TYPE_CHECKING:
    from s3graph.matching.collection import Collection


def evaluate(
    context: typer.Context,
    corpus: Annotated[Path | None, typer.Option(help="BEIR corpus.jsonl.")] = None,
    queries: Annotated[Path | None, typer.Option(help="BEIR queries.jsonl.")] = None,
    qrels: Annotated[Path | None, typer.Option(help="BEIR qrels.tsv.")] = None,
    from_feedback: Annotated[bool, typer.Option(help="What advisors have marked, instead of files.")] = False,
    save: Annotated[Path | None, typer.Option(help="Write the collection into this folder; holds kept words.")] = None,
    run: Annotated[Path | None, typer.Option(help="Write the ranking here, TREC run format, 100 deep.")] = None,
    as_json: Json = False,
) -> None:
    """Rank a test collection with the same ranker and print its figures."""
    from s3graph.matching.collection import Collection
    from s3graph.matching.encoder import load_encoder
    from s3graph.matching.evaluation import evaluate as ranked
    from s3graph.matching.feedback import save as saved

    call: Call = context.obj
    if from_feedback:
        collection = _marked(call)
    elif corpus and queries and qrels:
        collection = Collection.read(corpus, queries, qrels)
    else:
        raise UsageError(
            Text(
                sv="Ange --corpus, --queries och --qrels, eller --from-feedback.",
                en="Give --corpus, --queries and --qrels, or --from-feedback.",
            )
        )
    if save:
        saved(collection, save)
    found = ranked(collection, load_encoder(call.settings))
    if run:
        found.run.save(run)
    figures = found.to_json()
    write(figures if as_json else "\n".join(f"{name:20} {value}" for name, value in figures.items()))


def _marked(call: Call) -> Collection:
    from s3graph.graph import Releases
    from s3graph.matching import Index
    from s3graph.matching.feedback import Feedback, collection_of
    from s3graph.private import Needs, PrivateDatabase

    feedback = [
        Feedback(need.id, need.text, need.language, {marked.actor: marked.mark.value for marked in need.marks})
        for need in Needs(PrivateDatabase(call.directory.private)).list()
        if need.text
    ]
    return collection_of(feedback, Index.load(Releases(call.directory).current().index_path).catalogue)
