"""A source's last delivery taken back: the source says again what it said before, and all else stays as it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from s3graph.errors import ConflictError, NotFoundError, UsageError
from s3graph.graph import (
    DataDirectory,
    Deliveries,
    Delivery,
    GraphChange,
    NTriples,
    Release,
    ReleaseStore,
    Source,
    Writer,
    check_source_name,
)
from s3graph.intake.decided import DECIDING, consequences, decisions_in, kept
from s3graph.intake.difference import Difference
from s3graph.intake.identity import Decision, Decisions, Ground
from s3graph.intake.importing import Desk
from s3graph.intake.publishing import Publication, now, publish
from s3graph.intake.request import ImportReport, Outcome
from s3graph.matching.encoder import load_encoder
from s3graph.model import Text
from s3graph.validation import Report
from s3graph.vocabulary import graph


@dataclass(frozen=True)
class Reversal:
    """``delivery`` is the one to take back, the last whichever it is where it is None; ``job`` is who asks."""

    source: str
    delivery: int | None = None
    job: str = ""


@dataclass(frozen=True)
class Reverse:
    """What taking back comes to: ``taken`` goes, ``former`` comes back; the source leaves where that is None."""

    source: Source
    taken: Delivery
    former: Delivery | None


def looked_up(reversal: Reversal, release: Release | None, deliveries: Deliveries) -> Reverse:
    """What would be done on a release.

    NotFoundError where nothing of the source is published, ConflictError where another delivery is its last,
    UsageError for a source that comes with the software.
    """
    check_source_name(reversal.source)
    source = deliveries.source(reversal.source)
    if source.shipped:
        raise UsageError(
            Text(
                sv=f"Källan {source.name} följer med programvaran och tas inte tillbaka.",
                en=f"The source {source.name} comes with the software and is not taken back.",
            )
        )
    state = release.manifest.sources.get(source.name) if release else None
    if state is None:
        raise NotFoundError(
            Text(
                sv=f"Källan {source.name} finns inte i utgåvan; det finns inget att ta tillbaka.",
                en=f"The source {source.name} is not in the release; there is nothing to take back.",
            )
        )
    if reversal.delivery not in (None, state.delivery):
        raise ConflictError(
            Text(
                sv=f"Leverans {reversal.delivery} av {source.name} gäller inte; det gör leverans {state.delivery}.",
                en=f"Delivery {reversal.delivery} of {source.name} does not hold; delivery {state.delivery} does.",
            )
        )
    taken = deliveries.get(source.name, state.delivery)
    former = _before(taken, deliveries)
    known = deliveries.sender(former) if former else replace(source, withdrawn_at=now())
    return Reverse(replace(known, label=source.label), taken, former)


def take_back(desk: Desk, reversal: Reversal) -> ImportReport:
    """Publishes a release in which the source says what it said before its last delivery.

    What was accepted once is not validated again. Identities that the delivery brought with it, and that nobody has
    reviewed, go with it. Raises what ``looked_up`` does, LockedError and StorageError as an import does.
    """
    with desk.writer(DataDirectory.open(desk.settings.data_dir)) as writer:
        found = looked_up(reversal, writer.base, writer.deliveries)
        desk.tell(f"Publicerar utgåva {writer.number}", f"Publishing release {writer.number}")
        publication, change = _publication(reversal, found, writer)
        difference = Difference.of(change)
        report = ImportReport(Outcome.REVERSED, reversal.source, writer.number, Report(), difference)
        publication = replace(publication, commit=lambda: desk.commit(report))
        publish(writer, publication, load_encoder(desk.settings))
        writer.deliveries.save(found.source)
        return report


def _before(taken: Delivery, deliveries: Deliveries) -> Delivery | None:
    """The delivery whose place it took: the one before it, where that was not written down."""
    if taken.former is None:
        earlier = [delivery for delivery in deliveries.of(taken.source) if delivery.number < taken.number]
        return earlier[-1] if earlier else None
    return deliveries.get(taken.source, taken.former) if taken.former else None


def _publication(reversal: Reversal, found: Reverse, writer: Writer) -> tuple[Publication, GraphChange]:
    """And the change of the source's own graph."""
    now_said = writer.deliveries.content(found.taken)
    then_said = writer.deliveries.content(found.former) if found.former else NTriples()
    before = decisions_in(ReleaseStore.open(writer.base) if writer.base else None)
    after = _without(before, {d.pair.id for d in _brought(before, now_said, then_said)})
    name = found.source.name
    change = GraphChange.between(graph(name), before.aliases().applied(now_said), after.aliases().applied(then_said))
    changes, deliveries, sources = [change], [], []
    if found.former:
        deliveries.append(found.former)
        sources.append(found.source)
    if after != before:
        held, decided = kept(writer, before, after, now())
        deliveries.append(held)
        sources.append(DECIDING)
        changes += [decided, *consequences(writer, before.aliases(), after.aliases(), (name,))]
    publication = Publication(
        event=f"take back {name} {found.taken.number}",
        changes=tuple(changes),
        deliveries=tuple(deliveries),
        sources=tuple(sources),
        gone=frozenset() if found.former else frozenset((name,)),
        job=reversal.job,
    )
    return publication, change


def _brought(decisions: Decisions, now_said: NTriples, then_said: NTriples) -> Iterator[Decision]:
    """Decisions that rest on what is taken back alone."""
    gone = now_said.subjects() - then_said.subjects()
    for decision in decisions.by_id.values():
        if decision.pair.ground is not Ground.REVIEW and str(decision.pair.alias).encode() in gone:
            yield decision


def _without(decisions: Decisions, gone: set[str]) -> Decisions:
    return Decisions({name: decision for name, decision in decisions.by_id.items() if name not in gone})
