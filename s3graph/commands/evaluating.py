"""``evaluate``: how well the ranker does on a test collection, or on what advisors have marked."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from s3graph.commands.call import Call, Json, write
from s3graph.commands.current import current_matcher
from s3graph.errors import UsageError
from s3graph.model import Text

if TYPE_CHECKING:
    from s3graph.matching import NeedRequest
    from s3graph.matching.collection import Collection
    from s3graph.matching.evaluation import Evaluation
    from s3graph.private import PrivateNeed

_WHAT = Text(
    sv="Ange --corpus, --queries och --qrels; --actors med --queries och --qrels men utan --corpus; eller "
    "--from-feedback utan filer.",
    en="Give --corpus, --queries and --qrels; --actors with --queries and --qrels but no --corpus; or --from-feedback "
    "without files.",
)


def evaluate(
    context: typer.Context,
    corpus: Annotated[Path | None, typer.Option(help="BEIR corpus.jsonl: _id, text and perhaps title.")] = None,
    queries: Annotated[Path | None, typer.Option(help="BEIR queries.jsonl: _id and text.")] = None,
    qrels: Annotated[
        Path | None, typer.Option(help="BEIR qrels.tsv: query, document, grade; 0 is not relevant.")
    ] = None,
    actors: Annotated[
        bool, typer.Option(help="The documents are the release's support actors, in qrels by slug or IRI; no corpus.")
    ] = False,
    from_feedback: Annotated[
        bool, typer.Option(help="The needs that advisors keep, with their marks on actors, instead of files.")
    ] = False,
    save: Annotated[Path | None, typer.Option(help="Write the collection into this folder; holds kept words.")] = None,
    run: Annotated[Path | None, typer.Option(help="Write the ranking here, TREC run format, 100 deep.")] = None,
    as_json: Json = False,
) -> None:
    """Rank a test collection and print nDCG@10, MRR, recall@1/5/10 and queries a second.

    With --actors or --from-feedback the service's own ranker orders the actors of the current release; of kept needs
    their places, areas, industry and size count too. Any other documents are ranked by what a text alone has of it:
    meaning, clauses and words.
    """
    call: Call = context.obj
    files = (queries, qrels) if queries and qrels else None
    given = (corpus, queries, qrels) != (None, None, None)
    left: dict[str, int] = {}
    if from_feedback and not actors and not given:
        found, left = _of_feedback(call, save)
    elif files and actors and not corpus and not from_feedback:
        found = _of_actors(call, files, save)
    elif files and corpus and not actors and not from_feedback:
        found = _of_documents(call, (corpus, *files), save)
    else:
        raise UsageError(_WHAT)
    if run:
        found.run.save(run)
    figures = found.to_json() | left
    write(figures if as_json else "\n".join(f"{name:20} {value}" for name, value in figures.items()))


def _of_documents(call: Call, files: tuple[Path, Path, Path], folder: Path | None) -> Evaluation:
    from s3graph.matching.collection import Collection
    from s3graph.matching.encoder import load_encoder
    from s3graph.matching.evaluation import evaluate as ranked

    collection = Collection.read(*files)
    _save(collection, folder)
    return ranked(collection, load_encoder(call.settings))


def _of_actors(call: Call, files: tuple[Path, Path], folder: Path | None) -> Evaluation:
    from pyoxigraph import NamedNode

    from s3graph.matching.collection import Collection
    from s3graph.matching.evaluation import evaluate_service
    from s3graph.matching.feedback import documents_of
    from s3graph.vocabulary import slug_of

    matcher = current_matcher(call)
    documents = documents_of(matcher.index.catalogue)
    collection = Collection.over(documents, *files, {slug_of(NamedNode(iri)): iri for iri in documents})
    _save(collection, folder)
    return evaluate_service(collection, matcher, date.today())


def _of_feedback(call: Call, folder: Path | None) -> tuple[Evaluation, dict[str, int]]:
    """The figures, and how many kept needs are left out for what."""
    from s3graph.matching.evaluation import evaluate_service
    from s3graph.matching.feedback import Feedback, collection_of
    from s3graph.private import Needs, PrivateDatabase

    matcher = current_matcher(call)
    feedback = [
        Feedback(need.id, _asked(need), {marked.actor: marked.mark.value for marked in need.marks})
        for need in Needs(PrivateDatabase(call.directory.private)).list()
    ]
    collection, left = collection_of(feedback, matcher.index.catalogue)
    if any(left):
        call.say(left.text)
    _save(collection, folder)
    requests = {one.id: one.request for one in feedback if one.id in collection.queries}
    return evaluate_service(collection, matcher, date.today(), requests), left._asdict()


def _asked(need: PrivateNeed) -> NeedRequest:
    """A kept need asked again, as it was; without words where they were not kept."""
    from s3graph.matching import NeedRequest

    return NeedRequest(
        text=need.text or "",
        language=need.language,
        region=need.region,
        municipality=need.municipality,
        areas=need.areas,
        sni=need.sni,
        size=need.size,
    )


def _save(collection: Collection, folder: Path | None) -> None:
    from s3graph.matching.feedback import save

    if folder:
        save(collection, folder)
