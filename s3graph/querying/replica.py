"""A process that holds one release and forks the processes that answer queries. Run by ``QueryFleet``, not by people.

It has one thread and never opens the release's own store (a process that did cannot be forked safely): another,
short-lived process dumps that store into a pipe. The default graph is the union of all graphs, each triple once.
A release too large for memory is written to a second store on disk, with that default graph in it; the children open
it, each for itself.
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import socket
import subprocess
import sys
from contextlib import suppress

from pyoxigraph import QuerySolutions, RdfFormat, Store

from s3graph.querying.child import Held, work

DUMP = """
import os, sys
from pyoxigraph import RdfFormat, Store

class EachTwice:
    rest = b""
    def write(self, content):
        lines = (self.rest + content).split(b"\\n")
        self.rest = lines.pop()
        sys.stdout.buffer.write(b"".join(b"%b\\n%b .\\n" % (line, line[: line.rindex(b" ", 0, -2)]) for line in lines))
        return len(content)
    def flush(self):
        sys.stdout.buffer.flush()

try:
    Store.read_only(sys.argv[1]).dump(EachTwice(), format=RdfFormat.N_QUADS)
except BrokenPipeError:
    os._exit(1)
"""
"""Every quad of a release as two lines: with the name of its graph, and without. All quads of a release have one."""
WRITE = """
import sys
from pyoxigraph import RdfFormat, Store
store = Store(sys.argv[1])
store.bulk_load(sys.stdin.buffer, format=RdfFormat.N_QUADS)
store.flush()
once = next(store.query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"))["n"].value
print(int(2 * int(once) != len(store)))
"""
"""Says whether some triple is in more than one graph."""
MESSAGE_BYTES = 1 << 16
_REAP_SECONDS = 1.0


def load(path: str, target: str) -> Held:
    """Into memory, or into the folder ``target`` where one is named. SystemExit where the release cannot be read."""
    with subprocess.Popen([sys.executable, "-c", DUMP, path], stdout=subprocess.PIPE) as dumping:
        if target:
            written = subprocess.run(
                [sys.executable, "-c", WRITE, target], stdin=dumping.stdout, stdout=subprocess.PIPE, check=False
            )
            failed, store, repeats = written.returncode != 0, None, written.stdout.strip() == b"1"
        else:
            store = Store()
            store.bulk_load(dumping.stdout, format=RdfFormat.N_QUADS)
            failed, repeats = False, _repeats(store)
    if failed or dumping.returncode != 0:
        raise SystemExit(1)
    return Held(store, target, repeats)


def _repeats(store: Store) -> bool:
    """Whether some triple is in more than one graph: then the default graph is smaller than all others together."""
    found = store.query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
    if not isinstance(found, QuerySolutions):
        return True
    return 2 * int(next(found)["n"].value) != len(store)


def serve(held: Held, control: socket.socket) -> None:
    """Until the other end hangs up. A request is JSON and a socket to answer through, the reply a handle to kill by."""
    control.send(b"ready")
    silence = os.open(os.devnull, os.O_WRONLY)
    while True:
        readable, _, _ = select.select([control], [], [], _REAP_SECONDS)
        _reap()
        if not readable:
            continue
        message, descriptors, _, _ = socket.recv_fds(control, MESSAGE_BYTES, 1)
        if not message:
            return
        child = os.fork()
        if child == 0:
            control.close()
            for stream in (sys.stdin, sys.stdout, sys.stderr):
                os.dup2(silence, stream.fileno())
            os._exit(_work(held, descriptors[0], json.loads(message)["memory_bytes"]))
        handle = os.pidfd_open(child)
        socket.send_fds(control, [str(child).encode()], [handle])
        os.close(handle)
        os.close(descriptors[0])


def _work(held: Held, descriptor: int, memory_bytes: int) -> int:
    """The child. Never returns to the replica's loop, whatever happens."""
    try:
        with socket.socket(fileno=descriptor) as channel:
            work(held, channel, memory_bytes)
    except BaseException:  # noqa: BLE001 - the process ends here, and the other end sees that
        return 1
    return 0


def _reap() -> None:
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def main() -> None:
    """``python -m s3graph.querying.replica STORE DESCRIPTOR [TARGET]``."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    control = socket.socket(fileno=int(sys.argv[2]))
    with suppress(BrokenPipeError, ConnectionResetError):
        held = load(sys.argv[1], sys.argv[3] if len(sys.argv) > 3 else "")
        gc.collect()
        gc.freeze()
        serve(held, control)


if __name__ == "__main__":
    main()
