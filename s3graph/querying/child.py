"""A query's process: forked from the replica, confined, it answers one query after the other until it is hung up on."""

from __future__ import annotations

import gc
import json
import resource
import signal
import socket
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, Any, cast

from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    QueryResultsFormat,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from s3graph.querying.dataset import Dataset, merged, stated
from s3graph.querying.frames import Blocks, Kind, frame, read_request
from s3graph.querying.sandbox import Confinement, confine
from s3graph.vocabulary import PREFIXES

_PAGE = resource.getpagesize()


@dataclass(frozen=True)
class Held:
    """What the replica has of a release. ``repeats``: some triple is in more than one graph."""

    store: Store | None
    path: str
    repeats: bool

    def open(self) -> Store:
        return self.store if self.store is not None else Store.read_only(self.path)


def work(held: Held, channel: socket.socket, memory_bytes: int) -> None:
    """Returns where the other end hangs up."""
    store = held.open()
    confine(Confinement(memory_bytes, reads_files=held.store is None))
    gc.disable()
    begun = _faults()
    with suppress(BrokenPipeError, ConnectionResetError):
        while (request := read_request(channel)) is not None:
            signal.setitimer(signal.ITIMER_REAL, request["seconds"])
            _answer(store, held, request, channel, begun)
            signal.setitimer(signal.ITIMER_REAL, 0)


def _answer(store: Store, held: Held, request: dict[str, Any], channel: socket.socket, begun: int) -> None:
    spent = False
    try:
        dataset = _dataset(store, request)
        blocks = Blocks(channel, request["media_type"])
        if dataset is not None and len(dataset.default) > 1 and held.repeats:
            spent = held.store is not None
            store, dataset = merged(store, dataset, own=spent)
        count = _serialise(store, request, dataset, blocks)
    except (SyntaxError, ValueError, RuntimeError, OSError) as error:
        if isinstance(error, BrokenPipeError | ConnectionResetError):
            raise
        said = {"kind": type(error).__name__, "text": str(error), "spent": spent}
        channel.sendall(frame(Kind.ERROR, json.dumps(said).encode()))
    else:
        blocks.close(row_count=count, touched=_touched(begun), spent=spent)


def _dataset(store: Store, request: dict[str, Any]) -> Dataset | None:
    """That of the request comes before that of the query."""
    if request["dataset"] is not None:
        default, named = request["dataset"]
        return Dataset(tuple(map(NamedNode, default)), tuple(map(NamedNode, named)))
    return stated(store, request["clause"]) if request["clause"] is not None else None


def _serialise(store: Store, request: dict[str, Any], dataset: Dataset | None, blocks: Blocks) -> int | None:
    """The number of triples, where it is triples that are written."""
    found = store.query(
        request["query"],
        prefixes=PREFIXES,
        default_graph=DefaultGraph() if dataset is None else list(dataset.default),
        named_graphs=None if dataset is None else list(dataset.named),
    )
    output = cast("IO[bytes]", blocks)
    if isinstance(found, QueryTriples):
        counted = _Counted(found)
        serialize(counted, output, RdfFormat.from_media_type(request["media_type"]), prefixes=PREFIXES)
        return counted.count
    found.serialize(output, QueryResultsFormat.from_media_type(request["media_type"]))
    return None


class _Counted(Iterator[Triple]):
    """Triples as they pass, and how many have."""

    def __init__(self, triples: QueryTriples) -> None:
        self._triples = triples
        self.count = 0

    def __next__(self) -> Triple:
        triple: Triple = next(self._triples)
        self.count += 1
        return triple


def _touched(begun: int) -> int:
    """Bytes. Every page written to for the first time is a fault: a page of the replica's that is now our own."""
    return (_faults() - begun) * _PAGE


def _faults() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt
