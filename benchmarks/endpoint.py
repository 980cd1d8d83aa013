"""The SPARQL endpoint beside ``oxigraph serve`` on the same data in the same run: 1.3 million quads, made up.

Run: ``python -m benchmarks.endpoint [COMPANIES]``. ``oxigraph`` (a package of that name; nothing else needs it) is
used where it is on the path. The load comes from this program's threads, so both are measured below what they can do.
"""

from __future__ import annotations

import http.client
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from pyoxigraph import RdfFormat, Store

from benchmarks.companies import companies, organisation_number
from benchmarks.service import ROOT, resident_mb
from s3graph.graph import DataDirectory, Manifest, ReleaseStore
from s3graph.matching import build_index
from s3graph.matching.encoder import HashingEncoder
from s3graph.vocabulary import entity, graph

CLIENTS, POINTS, SOURCES = 16, 1000, 20
DEADLINE = 3
SERVE = """
from api.serving import serve
from s3graph.settings import Settings
serve(Settings(), None, None, lambda address: print(address, flush=True))
"""
ACCEPT = "application/sparql-results+json"
_P = "PREFIX s3: <https://w3id.org/s3graph/ontology#> PREFIX legal: <http://www.w3.org/ns/legal#> "
ANALYTICAL = {
    "by predicate": "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p",
    "by size": _P + "SELECT ?z (COUNT(*) AS ?n) { ?c a s3:SME ; s3:sizeClass ?z } GROUP BY ?z",
    "place x size": _P + "SELECT ?m ?z (COUNT(*) AS ?n) { ?c s3:seat ?m ; s3:sizeClass ?z } GROUP BY ?m ?z",
    "work x place": _P + "SELECT ?a ?m (COUNT(*) AS ?n) { ?c legal:companyActivity ?a ; s3:seat ?m } GROUP BY ?a ?m",
    "work x work": _P
    + "SELECT ?a ?b (COUNT(*) AS ?n) { ?c legal:companyActivity ?a, ?b FILTER(STR(?a) < STR(?b)) } GROUP BY ?a ?b",
    "text scan": _P + "SELECT (COUNT(*) AS ?n) { ?c legal:legalName ?t FILTER(CONTAINS(LCASE(?t), '77')) }",
    "not exists": _P + "PREFIX size: <https://w3id.org/s3graph/id/size/> "
    "SELECT (COUNT(*) AS ?n) { ?c a s3:SME FILTER NOT EXISTS { ?c s3:sizeClass size:micro } }",
    "having": _P + "SELECT ?m (COUNT(?c) AS ?n) { ?c s3:seat ?m } GROUP BY ?m HAVING(COUNT(?c) > 2000)",
    "order": _P + "SELECT ?c ?t { ?c legal:legalName ?t } ORDER BY DESC(?t) LIMIT 10",
    "distinct": _P + "SELECT (COUNT(DISTINCT ?t) AS ?n) { ?c <http://purl.org/dc/terms/issued> ?t }",
    "optionals": _P + "SELECT ?c ?z ?t { ?c s3:seat <https://w3id.org/s3graph/id/municipality/0780> "
    "OPTIONAL { ?c s3:sizeClass ?z } OPTIONAL { ?c legal:legalName ?t } } ORDER BY ?c LIMIT 100",
    "by graph": "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s a ?t } } GROUP BY ?g",
}
LARGE = _P + "SELECT * { ?c legal:legalName ?t } LIMIT 30000"
RUNAWAY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def point(place: int) -> str:
    return f"SELECT * {{ {entity('sme', organisation_number(place * 97))} ?p ?o }}"


def prepare(root: Path, count: int) -> Path:
    """A release of our own, and a store of the same quads for the other; returns the latter."""
    directory = DataDirectory.open(root / "data")
    lines = root / "all.nq"
    with lines.open("w", encoding="utf-8") as output:
        for number, line in enumerate(companies(count, faults=0)):
            output.write(f"{line[:-1]}{graph(f'source-{number * SOURCES // (count * 13)}')} .\n")
    release = directory.releases / "1"
    release.mkdir(parents=True)
    store = Store(str(release / "store"))
    store.bulk_load(path=str(lines), format=RdfFormat.N_QUADS)
    store.flush()
    manifest = Manifest(1, "2026-11-01T12:00:00Z", "benchmark", "benchmark", len(store))
    (release / "manifest.json").write_bytes(manifest.to_json())
    build_index(ReleaseStore(Store()), HashingEncoder(), release / "index")
    directory.current.symlink_to("releases/1")
    store.backup(str(root / "other"))
    return root / "other"


class Told(NamedTuple):
    """Of an answer: status, bytes, and seconds to its last."""

    status: int
    size: int
    seconds: float


class Server:
    """A server that runs. ``source`` is the client's address."""

    def __init__(self, port: int, path: str, pid: int) -> None:
        self.port, self.path, self.pid = port, path, pid
        self._own = threading.local()

    def ask(self, query: str, source: str = "127.0.0.1") -> Told:
        """One connection for a thread and source; a server may have closed it while it was idle."""
        begun = time.perf_counter()
        kept = vars(self._own).setdefault("connections", {})
        fresh = source not in kept
        if fresh:
            kept[source] = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120, source_address=(source, 0))
        try:
            kept[source].request("GET", f"{self.path}?query={quote(query)}", headers={"Accept": ACCEPT})
            response = kept[source].getresponse()
            return Told(response.status, len(response.read()), time.perf_counter() - begun)
        except OSError:
            kept.pop(source).close()
            if fresh:
                raise
        return self.ask(query, source)


@contextmanager
def ours(root: Path, **settings: str) -> Iterator[Server]:
    environment = os.environ | {
        "S3GRAPH_DATA_DIR": str(root / "data"), "S3GRAPH_ENCODER": "hashing", "S3GRAPH_REQUESTS_PER_MINUTE": "10000000",
        "S3GRAPH_QUERY_LOG": "off", "S3GRAPH_QUERY_SECONDS": "60", "S3GRAPH_QUERY_CLIENT_CONCURRENCY": "4", **settings,
    }  # fmt: skip
    with subprocess.Popen(
        [
            sys.executable,
            "-c",
            SERVE,
        ],
        cwd=ROOT,
        env=environment | {"S3GRAPH_PORT": "0"},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        try:
            address = process.stdout.readline().strip()
            server = Server(int(address.rstrip("/").rsplit(":", 1)[1]), "/sparql", process.pid)
            server.ask("ASK {}")
            yield server
        finally:
            process.terminate()


@contextmanager
def theirs(path: Path) -> Iterator[Server]:
    program = shutil.which("oxigraph") or ""
    port = 17878
    with subprocess.Popen(
        [program, "serve-read-only", "-l", str(path), "-b", f"127.0.0.1:{port}", "--union-default-graph"],
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            server = Server(port, "/query", process.pid)
            for _ in range(100):
                try:
                    server.ask("ASK {}")
                    break
                except OSError:
                    time.sleep(0.1)
            yield server
        finally:
            process.terminate()


def points(server: Server, clients: int = CLIENTS, rounds: int = 1) -> tuple[float, list[float]]:
    """Requests a second, and each one's seconds, sorted; every query is another, no answer is kept."""
    taken: list[float] = []
    turn = iter(range(POINTS * rounds))
    lock = threading.Lock()

    def client() -> None:
        while True:
            with lock:
                place = next(turn, None)
            if place is None:
                return
            status, _, seconds = server.ask(point(place % POINTS))
            assert status == 200, status
            taken.append(seconds)

    begun = time.perf_counter()
    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(taken) / (time.perf_counter() - begun), sorted(taken)


def private_mb(pid: int) -> float:
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
    return sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Private_")) / 1024


def children(pid: int) -> list[int]:
    """Those of all its threads."""
    return [
        int(found) for task in Path(f"/proc/{pid}/task").iterdir() for found in (task / "children").read_text().split()
    ]


def percentiles(taken: list[float]) -> str:
    """Of sorted seconds."""
    return f"p50 {taken[len(taken) // 2] * 1000:.1f} ms, p99 {taken[int(len(taken) * 0.99)] * 1000:.1f} ms"


def figures(name: str, server: Server) -> dict[str, float]:
    medians = {}
    for title, query in ANALYTICAL.items():
        runs = [server.ask(query) for _ in range(2)]
        medians[title] = statistics.median(seconds for _, _, seconds in runs) * 1000
    rate, taken = points(server)
    large = [size / seconds / 1e6 for _, size, seconds in (server.ask(LARGE) for _ in range(3))]
    print(f"\n{name}")
    print("  " + ", ".join(f"{title} {value:.0f} ms" for title, value in medians.items()))
    print(f"  {POINTS} point queries, {CLIENTS} clients: {rate:.0f}/s, {percentiles(taken)}")
    print(f"  30,000 rows: {statistics.median(large):.1f} MB/s")
    return medians | {"rate": rate, "large": statistics.median(large)}


def processes(server: Server) -> None:
    """Memory of the replica and of idle children; how long until one is replaced; points beside two runaways."""
    replica = next(pid for pid in children(server.pid) if b"replica" in Path(f"/proc/{pid}/cmdline").read_bytes())
    time.sleep(1)
    idle = ", ".join(f"{private_mb(pid):.0f}" for pid in children(replica))
    print(f"  replica {resident_mb(replica):.0f} MB; idle children private {idle} MB")
    victim = children(replica)[0]
    begun = time.perf_counter()
    os.kill(victim, 9)
    server.ask(point(1), source="127.0.0.9")
    print(f"  answered after a kill: {(time.perf_counter() - begun) * 1000:.0f} ms")
    statuses: list[tuple[int, float]] = []

    def run_away(source: str) -> None:
        status, _, seconds = server.ask(RUNAWAY, source=source)
        statuses.append((status, seconds))

    threads = [threading.Thread(target=run_away, args=(f"127.0.0.{n}",)) for n in (2, 3)]
    for thread in threads:
        thread.start()
    taken: list[float] = []
    while any(thread.is_alive() for thread in threads):
        taken.append(server.ask(point(len(taken) % POINTS), source="127.0.0.4")[2])
    taken.sort()
    ended = ", ".join(f"{status} after {seconds:.2f} s" for status, seconds in statuses)
    print(f"  two runaways, deadline {DEADLINE} s: {ended}")
    print(f"  point queries meanwhile: {len(taken)}, {percentiles(taken)}")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        other = prepare(root, count)
        begun = time.perf_counter()
        with ours(root) as server:
            print(f"{count * 13} quads; ready for queries after {time.perf_counter() - begun:.1f} s")
            found = figures("s3graph", server)
        with ours(root, S3GRAPH_QUERY_SECONDS=str(DEADLINE)) as server:
            processes(server)
        if shutil.which("oxigraph"):
            with theirs(other) as server:
                compared = figures("oxigraph serve, on disk", server)
            ratios = [compared[title] / found[title] for title in ANALYTICAL]
            print(
                f"\nanalytical: {statistics.median(ratios):.1f} times as fast in the median; points: "
                f"{found['rate'] / compared['rate']:.2f} of its rate; large: {found['large'] / compared['large']:.2f}"
            )
        else:
            print("\n'oxigraph' is not installed: nothing to compare with.")


if __name__ == "__main__":
    main()
