"""A process that holds one release in memory and forks a child for every query. Run by ``QueryFleet``, not by people.

It has one thread and never opens the release's own store (a process that did cannot be forked safely): another,
short-lived process dumps that store into a pipe. The default graph is the union of all graphs, each triple once.
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import IO, Any, cast

from pyoxigraph import (
    DefaultGraph,
    Quad,
    QueryResultsFormat,
    QueryTriples,
    RdfFormat,
    Store,
    parse,
)

from s3graph.querying.frames import Blocks, Kind, write_frame
from s3graph.querying.sandbox import confine
from s3graph.vocabulary import PREFIXES

DUMP = """
import sys
from pyoxigraph import RdfFormat, Store
Store.read_only(sys.argv[1]).dump(sys.stdout.buffer, format=RdfFormat.N_QUADS)
"""
REQUEST_BYTES = 1 << 22
_REAP_SECONDS = 1.0


def load(path: str) -> Store:
    """Every quad twice: in its graph, and in the default graph. SystemExit where the release cannot be read."""
    with subprocess.Popen([sys.executable, "-c", DUMP, path], stdout=subprocess.PIPE) as dumping:
        store = Store()
        store.bulk_extend(_both(dumping.stdout))
    if dumping.returncode != 0:
        raise SystemExit(1)
    return store


def _both(stream: Any) -> Iterator[Quad]:
    for quad in parse(stream, format=RdfFormat.N_QUADS):
        yield quad
        yield Quad(quad.subject, quad.predicate, quad.object, DefaultGraph())


def serve(store: Store, control: socket.socket) -> None:
    """Until the other end hangs up. A request is JSON and the pipe to answer into; the reply is a handle to kill by."""
    control.send(b"ready")
    silence = os.open(os.devnull, os.O_WRONLY)
    while True:
        readable, _, _ = select.select([control], [], [], _REAP_SECONDS)
        _reap()
        if not readable:
            continue
        message, descriptors, _, _ = socket.recv_fds(control, REQUEST_BYTES, 1)
        if not message:
            return
        child = os.fork()
        if child == 0:
            control.close()
            os.dup2(silence, sys.stderr.fileno())
            os._exit(_answer(store, json.loads(message), descriptors[0]))
        handle = os.pidfd_open(child)
        socket.send_fds(control, [b"forked"], [handle])
        os.close(handle)
        os.close(descriptors[0])


def _answer(store: Store, request: dict[str, Any], pipe: int) -> int:
    """The child: one query, its answer into the pipe. Never returns to the replica's loop."""
    try:
        confine(request["memory_bytes"], request["seconds"])
        blocks = Blocks(pipe)
        _serialise(store, request, blocks)
        blocks.flush()
        write_frame(pipe, Kind.END)
    except BrokenPipeError:
        return 0
    except (SyntaxError, ValueError, RuntimeError, OSError) as error:
        said = {"kind": type(error).__name__, "text": str(error), "line": getattr(error, "lineno", None)}
        with suppress(BrokenPipeError):
            write_frame(pipe, Kind.ERROR, json.dumps(said).encode())
    return 0


def _serialise(store: Store, request: dict[str, Any], blocks: Blocks) -> None:
    media_type = request["media_type"]
    output = cast("IO[bytes]", blocks)
    found = store.query(request["query"], prefixes=PREFIXES)
    if isinstance(found, QueryTriples):
        found.serialize(output, RdfFormat.from_media_type(media_type))
    else:
        found.serialize(output, QueryResultsFormat.from_media_type(media_type))


def _reap() -> None:
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def main() -> None:
    """``python -m s3graph.querying.replica STORE DESCRIPTOR``."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    control = socket.socket(fileno=int(sys.argv[2]))
    with suppress(BrokenPipeError, ConnectionResetError):
        serve(load(sys.argv[1]), control)


if __name__ == "__main__":
    main()
