"""The service on a port of its own over any release, in this process, for clients that speak HTTP."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from pyoxigraph import Quad, Triple

from api.app import create_app
from api.state import State
from s3graph.graph import DataDirectory, GraphChange, Manifest, NTriples, Release, ReleaseStore, Writer
from s3graph.matching import build_index
from s3graph.matching.encoder import HashingEncoder
from s3graph.settings import Settings
from s3graph.vocabulary import graph


@dataclass(frozen=True)
class Running:
    """A service that listens. ``root`` is its data directory."""

    address: str
    root: Path
    app: FastAPI

    @property
    def sparql(self) -> str:
        return f"{self.address}/sparql"

    @property
    def state(self) -> State:
        state: State = self.app.state.service
        return state


def publish(root: Path, graphs: Mapping[str, tuple[Triple, ...]]) -> Release:
    """One more release, of these graphs and those there were."""

    def index(store: ReleaseStore, path: Path) -> None:
        build_index(store, HashingEncoder(), path)

    with Writer(DataDirectory.open(root)) as writer:
        changes = [
            GraphChange.between(graph(name), writer.content(graph(name)), NTriples.of(triples))
            for name, triples in graphs.items()
        ]
        writer.apply(changes)
        manifest = Manifest(writer.number, f"2026-11-{writer.number:02}T12:00:00Z", "test", "test", len(writer))
        return writer.publish(manifest, index)


@contextmanager
def serving(root: Path, **changed: object) -> Iterator[Running]:
    """Ends with everything it has started."""
    given = {"requests_per_minute": 100_000, "encoder": "hashing", **changed}
    app = create_app(Settings(data_dir=root, **given))  # type: ignore[arg-type]
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(64)
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical", access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="service")
        thread.start()
        try:
            while not server.started and thread.is_alive():
                time.sleep(0.02)
            yield Running(f"http://127.0.0.1:{listener.getsockname()[1]}", root, app)
        finally:
            server.should_exit = True
            thread.join(30)


def triples_of(quads: list[Quad]) -> tuple[Triple, ...]:
    return tuple(quad.triple for quad in quads)
