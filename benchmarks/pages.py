"""The pages over loopback at a thousand actors: milliseconds until the last byte, of them processor time, and bytes.

Run: ``python -m benchmarks.pages``. The shipped data with made-up actors beside it, published without validation.
"""

from __future__ import annotations

import os
import random
import signal
import statistics
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.network import actor_lines
from benchmarks.service import READY, ROOT, command
from s3graph.graph import DataDirectory, GraphChange, Manifest, NTriples, ReleaseStore, Writer
from s3graph.matching import build_index, load_encoder
from s3graph.settings import Settings
from s3graph.vocabulary import graph

ACTORS, ROUNDS = 924, 8
"""With the 76 that are shipped, a thousand."""
NEEDS = (
    "Vi är ett snickeri i Nässjö. Lacken släpper från luckorna och vi vill automatisera målningen.",
    "Vi vill sälja våra ostar i fler butiker, behöver hjälp med förpackningar och märkning och söker kapital.",
    "How do we get guests in October? Our cabins by the lake are empty all autumn.",
)
SHARED = "/answer?concept=automation&concept=ytbehandling&municipality=0682&sector=16&size=small"
PAGES = ("/", SHARED, f"{SHARED}&all=1", "/answer.txt?concept=automation", "/privacy", "/accessibility")
STYLES = ("/static/style.css", "/static/answer.css", "/static/answer.js", "/static/mark.svg")


def publish(root: Path) -> None:
    """One more release of the data directory, with the made-up actors."""
    chance = random.Random(3)  # noqa: S311 - test data
    lines = "".join(f"{line}\n" for number in range(ACTORS) for line in actor_lines(number, chance))
    encoder = load_encoder(Settings())

    def index(store: ReleaseStore, path: Path) -> None:
        build_index(store, encoder, path)

    with Writer(DataDirectory.open(root)) as writer:
        made = graph("bench")
        writer.apply((GraphChange.between(made, writer.content(made), NTriples.read(lines.encode())),))
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        writer.publish(Manifest(writer.number, now, encoder.model_id, encoder.revision, len(writer)), index)


def fetched(address: str, path: str, need: str | None = None) -> tuple[float, int]:
    """Milliseconds until the last byte, and how many bytes."""
    body = urllib.parse.urlencode({"text": need}).encode() if need else None
    request = urllib.request.Request(address.rstrip("/") + path, body, {"Accept": "text/html"})  # noqa: S310 - our own service
    started = time.perf_counter()
    with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310
        size = len(response.read())
    return (time.perf_counter() - started) * 1000, size


def processor_ms(pid: int) -> float:
    """What a process has used of processors so far, all its threads together; in steps of a clock tick."""
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") * 1000


def measured(address: str, pid: int) -> Iterator[str]:
    asked_for: dict[str, list[tuple[str, str | None]]] = {"POST /answer": [("/answer", need) for need in NEEDS]}
    asked_for |= {path: [(path, None)] for path in PAGES}
    for name, asked in asked_for.items():
        for path, need in asked:
            fetched(address, path, need)
        before = processor_ms(pid)
        found = [fetched(address, path, need) for _ in range(ROUNDS) for path, need in asked]
        used = (processor_ms(pid) - before) / len(found)
        times = sorted(taken for taken, _ in found)
        kilobytes = max(size for _, size in found) / 1000
        p95 = times[int(len(times) * 0.95)]
        waited = f"p50 {statistics.median(times):6.1f} ms  p95 {p95:6.1f} ms"
        yield f"{name[:46]:46} {waited}  processor {used:5.1f} ms  {kilobytes:5.1f} kB"
    loaded = sum(fetched(address, path)[1] for path in STYLES) / 1000
    yield f"styles, script and mark, once: {loaded:.1f} kB"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "data"
        environment = os.environ | {"S3GRAPH_DATA_DIR": str(root), "S3GRAPH_REQUESTS_PER_MINUTE": "100000"}
        subprocess.run(command("match", "energi"), cwd=ROOT, env=environment, check=True, capture_output=True)
        publish(root)
        running = subprocess.Popen(
            command("serve", "--port", "0"), cwd=ROOT, env=environment, text=True, stderr=subprocess.PIPE
        )
        assert running.stderr is not None
        try:
            address = next(hit.group() for line in running.stderr if (hit := READY.search(line)))
            for line in measured(address, running.pid):
                print(line)
        finally:
            running.send_signal(signal.SIGINT)
            running.wait(20)


if __name__ == "__main__":
    main()
