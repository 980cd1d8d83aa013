"""What is shipped into the data directory: on first use, and again when newer software brings newer graphs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from s3graph import __version__
from s3graph.errors import StorageError
from s3graph.graph import (
    REFERENCE_GRAPHS,
    DataDirectory,
    Delivery,
    Draft,
    GraphChange,
    NTriples,
    Release,
    Releases,
    ReleaseStore,
    Source,
    Writer,
)
from s3graph.graph.deliveries import RESERVED
from s3graph.graph.ntriples import line_of
from s3graph.intake.canonical import canonical
from s3graph.intake.examples import examples
from s3graph.intake.importing import Desk
from s3graph.intake.known import speech_of
from s3graph.intake.publishing import Publication, now, publish
from s3graph.intake.request import Progress
from s3graph.intake.shipped import ShippedGraph, reference_graphs, shipped_sources
from s3graph.matching import made_by
from s3graph.matching.encoder import Encoder, load_encoder
from s3graph.model import Text
from s3graph.settings import Settings
from s3graph.validation import Profile, Reference, Report, StagedDelivery, validate_delivery
from s3graph.validation.speech import Speech
from s3graph.vocabulary import graph


@dataclass(frozen=True)
class Renewal:
    """``release`` is current now, ``renewed`` the graphs it brought.

    ``failing`` are sources that no longer meet their profile, with what to mend; their graphs are kept as they were.
    """

    release: Release
    renewed: tuple[str, ...] = ()
    failing: Mapping[str, Report] | None = None


def up_to_date(settings: Settings, encoder: Encoder) -> bool:
    """Whether the current release holds what this software ships and is indexed with this encoder."""
    releases = Releases(DataDirectory.open(settings.data_dir))
    if releases.current_number() is None:
        return False
    release = releases.current()
    return made_by(release.index_path, encoder) and not _due(release, settings)


def renew(desk: Desk) -> Renewal:
    """Publishes a release with what is shipped, and validates every source against it again.

    Nothing happens where all of it is there already. LockedError where an import goes on too long.
    """
    with desk.writer(DataDirectory.open(desk.settings.data_dir)) as writer:
        encoder = load_encoder(desk.settings)
        due = _due(writer.base, desk.settings)
        if writer.base and not due and made_by(writer.base.index_path, encoder):
            return Renewal(writer.base)
        changes, deliveries = [], []
        for shipped in due:
            desk.say(
                Progress(
                    Text(sv=f"Laddar medföljande data: {shipped.name}", en=f"Loading shipped data: {shipped.name}")
                )
            )
            content = canonical(line_of(triple) for triple in shipped.triples())
            changes.append(GraphChange.between(graph(shipped.name), writer.content(graph(shipped.name)), content))
            if shipped.source:
                _check(shipped.source, content)
                draft = Draft(shipped.source, content, now(), f"s3graph {__version__}")
                deliveries.append(writer.deliveries.hold(draft))
        failing = (
            dict(_failing(writer, desk))
            if writer.base and any(shipped.name in REFERENCE_GRAPHS for shipped in due)
            else {}
        )
        publication = Publication(
            event=f"s3graph {__version__}",
            changes=tuple(changes),
            deliveries=tuple(deliveries),
            sources=tuple(shipped.source for shipped in due if shipped.source),
            shipped={shipped.name: shipped.digest for shipped in due},
        )
        desk.say(Progress(Text(sv=f"Publicerar utgåva {writer.number}", en=f"Publishing release {writer.number}")))
        release = publish(writer, publication, encoder)
    return Renewal(release, tuple(shipped.name for shipped in due), failing)


def _due(release: Release | None, settings: Settings) -> tuple[ShippedGraph, ...]:
    """Shipped graphs that a release lacks or has otherwise. A shipped source that was withdrawn does not come back."""
    if release is None:
        return (*reference_graphs(), examples(), *shipped_sources(settings.example_data))
    sources = (shipped for shipped in shipped_sources(True) if shipped.name in release.manifest.sources)
    held = release.manifest.reference
    return tuple(
        shipped for shipped in (*reference_graphs(), examples(), *sources) if held.get(shipped.name) != shipped.digest
    )


def _check(source: Source, content: NTriples) -> None:
    """StorageError where shipped data does not meet its profile: the installation has been changed."""
    report = _validated(Speech(source.name), content, source.profile)
    if not report.accepted:
        first = report.top(1).findings[0].messages
        raise StorageError(
            Text(
                sv=f"Medföljande data för {source.name} uppfyller inte sina krav: {first.sv} Installera om s3graph.",
                en=f"The shipped data of {source.name} does not meet its profile: {first.en} Reinstall s3graph.",
            )
        )


def _failing(writer: Writer, desk: Desk) -> Iterator[tuple[str, Report]]:
    if writer.base is None:
        return
    store = ReleaseStore.open(writer.base)
    sources = writer.deliveries.sources()
    for source in sources:
        state = writer.base.manifest.sources.get(source.name)
        if state is not None and not source.shipped and source.name not in RESERVED:
            desk.say(Progress(Text(sv=f"Granskar {source.name} på nytt", en=f"Validating {source.name} again")))
            delivery: Delivery = writer.deliveries.get(source.name, state.delivery)
            content = writer.deliveries.content(delivery)
            report = _validated(speech_of(source, store, sources), content, source.profile)
            if not report.accepted:
                yield source.name, report


def _validated(speech: Speech, content: NTriples, profile: str) -> Report:
    return validate_delivery(StagedDelivery(content.store(), speech, Reference.load()), Profile.load(profile))
