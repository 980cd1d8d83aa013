"""What an operator does with releases and sources: go back, prune, withdraw, erase."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from pyoxigraph import Quad, Store

from s3graph.errors import UsageError
from s3graph.graph import DataDirectory, GraphChange, NTriples, Release, ReleaseStore, Source, Writer, check_source_name
from s3graph.graph.storage import move_folder, remove_folder, storage_errors, write_whole
from s3graph.intake.assessing import SOURCE_PROFILES, comes_with_software, no_such_profile
from s3graph.intake.publishing import Publication, now, publish
from s3graph.matching import build_index
from s3graph.matching.encoder import Encoder, load_encoder
from s3graph.model import Text
from s3graph.settings import Settings
from s3graph.vocabulary import BASE, CATALOGUE, graph


def restore_release(settings: Settings, number: int) -> Release:
    """Makes an earlier release current. Later ones are kept; the next import starts from the restored one."""
    with Writer(DataDirectory.open(settings.data_dir)) as writer:
        release = writer.releases.get(number)
        writer.releases.point_at(release)
        return release


def prune_releases(settings: Settings, keep: int) -> tuple[int, ...]:
    """Removes all releases but the current, the last ``keep`` and the last of each month; returns their numbers."""
    if keep < 1:
        raise UsageError(Text(sv="Behåll minst en utgåva.", en="Keep at least one release."))
    with Writer(DataDirectory.open(settings.data_dir)) as writer:
        gone = writer.releases.superfluous(keep)
        for release in gone:
            writer.releases.drop(release)
        return tuple(release.number for release in gone)


def register_source(settings: Settings, source: Source) -> Release | None:
    """Makes a source known before it delivers, or known otherwise; publishes a release where that shows in one.

    UsageError for a name that no source can have, for one that is shipped, and for a profile that no source can have.
    """
    check_source_name(source.name)
    if source.profile not in SOURCE_PROFILES:
        raise UsageError(no_such_profile(source.profile))
    with Writer(DataDirectory.open(settings.data_dir)) as writer:
        known = {former.name: former for former in writer.deliveries.sources()}
        former = known.get(source.name)
        if former is not None and former.shipped:
            raise UsageError(comes_with_software(source.name))
        release = None
        if writer.base is not None and source.name in writer.base.manifest.sources and former != source:
            publication = Publication(f"register {source.name}", sources=(source,))
            release = publish(writer, publication, load_encoder(settings))
        writer.deliveries.save(source)
        _log(writer.directory, "register", source.name)
        return release


def withdraw_source(settings: Settings, name: str) -> Release:
    """Publishes a release without the source. Its deliveries and earlier releases are kept."""
    with Writer(DataDirectory.open(settings.data_dir)) as writer:
        source = _live(writer, name)
        publication = Publication(
            event=f"withdraw {name}",
            changes=(GraphChange.between(graph(name), writer.content(graph(name)), NTriples()),),
            gone=frozenset((name,)),
        )
        release = publish(writer, publication, load_encoder(settings))
        writer.deliveries.save(replace(source, withdrawn_at=now()))
        _log(writer.directory, "withdraw", name)
        return release


def purge_source(settings: Settings, name: str) -> tuple[int, ...]:
    """Erases a source: from the graph, from every kept release and from the deliveries; returns the rewritten releases.

    After a crash the same call goes on where it ended.
    """
    check_source_name(name)
    encoder = load_encoder(settings)
    directory = DataDirectory.open(settings.data_dir)
    with Writer(directory) as writer:
        source = writer.deliveries.source(name)
        live = writer.base is not None and name in writer.base.manifest.sources
    if live:
        withdraw_source(settings, name)
    with Writer(directory) as writer:
        rewritten = tuple(release for release in writer.releases.list() if name in release.manifest.sources)
        for release in rewritten:
            _rewrite(release, name, encoder)
        writer.deliveries.erase(source.name)
        remove_folder(directory.store)
        _log(directory, "purge", name)
    return tuple(release.number for release in rewritten)


def _live(writer: Writer, name: str) -> Source:
    check_source_name(name)
    source = writer.deliveries.source(name)
    if writer.base is None or name not in writer.base.manifest.sources:
        raise UsageError(
            Text(sv=f"Källan {name} är redan tillbakadragen.", en=f"The source {name} has been withdrawn already.")
        )
    return source


def _rewrite(release: Release, name: str, encoder: Encoder) -> None:
    """Builds the release anew without the source, beside it, and swaps; the manifest is written last."""
    former = ReleaseStore.open(release)
    beside = release.path.with_name(f"{release.number}.rewritten.new")
    remove_folder(beside)
    draft = Release(release.number, beside)
    with storage_errors(beside):
        beside.mkdir()
        store = Store(str(draft.store_path))
        store.bulk_extend(quad for quad in former.quads() if not _of_source(quad, name))
        store.flush()
        quads = len(store)
        del store
    build_index(ReleaseStore.open(draft), encoder, draft.index_path)
    manifest = release.manifest
    sources = {other: state for other, state in manifest.sources.items() if other != name}
    identity = f"{encoder.model_id} {encoder.revision}"
    with storage_errors(release.path):
        content = replace(manifest, sources=sources, quads=quads, encoder=identity).to_json()
        write_whole(draft.manifest_path, content)
        remove_folder(release.path)
        move_folder(beside, release.path)


def _of_source(quad: Quad, name: str) -> bool:
    """In the source's graph, or said of the source and its deliveries in the catalogue."""
    if quad.graph_name == graph(name):
        return True
    mine = (f"<{BASE}id/source/{name}>", f"<{BASE}id/delivery/{name}-")
    return quad.graph_name == CATALOGUE and any(str(term).startswith(mine) for term in (quad.subject, quad.object))


def _log(directory: DataDirectory, event: str, source: str) -> None:
    line = json.dumps({"at": now(), "event": event, "source": source}) + "\n"
    path: Path = directory.log
    with storage_errors(path), path.open("a", encoding="utf-8") as stream:
        stream.write(line)
