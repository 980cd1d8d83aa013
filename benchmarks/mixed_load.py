"""Ten minutes of everything at once: eight clients, deliveries going on, processes that answer killed at random.

Run: ``python -m benchmarks.mixed_load [MINUTES] [COMPANIES]``. The service is the real one, over a register of 1.3
million statements; a source of 500 more companies is delivered over HTTP again and again, with the number of the
delivery in every description. No answer may be wrong: what a company is called, how many there are, and that all
descriptions are of one delivery, the one that the release named by the answer came from.
"""

from __future__ import annotations

import csv
import http.client
import io
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from benchmarks.companies import companies, organisation_number
from benchmarks.endpoint import ANALYTICAL, LARGE, RUNAWAY, children, percentiles
from benchmarks.imports import deliver, register, run
from benchmarks.service import NEEDS, READY, ROOT, command, resident_mb
from s3graph.vocabulary import entity

CLIENTS, DEADLINE, HUNG_SECONDS, REST_SECONDS = 8, 5, 60, 20
CHANGING, BROKEN_OFF = 500, 0
CATALOGUED = ("by predicate", "by graph")
"""What every delivery changes: the catalogue says when it came."""
WORDS = "Exempel, leverans"
_P = "PREFIX dct: <http://purl.org/dc/terms/> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
VERSIONS = (
    f"{_P}SELECT ?t (COUNT(*) AS ?n) {{ GRAPH <https://w3id.org/s3graph/graph/changing> {{ ?c dct:description ?t }} }} "
    "GROUP BY ?t"
)


@dataclass
class Seen:
    """What the clients have met. ``claims``: of a release, which delivery its descriptions were said to be of.

    ``constant``: of a question whose answer no delivery changes, what was answered.
    """

    seconds: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    statuses: Counter[tuple[str, int]] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    claims: list[tuple[int, str]] = field(default_factory=list)
    published: dict[int, str] = field(default_factory=dict)
    constant: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    killed: int = 0


class Client:
    """One address, one connection at a time."""

    def __init__(self, port: int, number: int, seen: Seen) -> None:
        self._port, self._source, self._seen = port, f"127.0.0.{number + 2}", seen
        self._chance = random.Random(number)  # noqa: S311 - a load, not a secret
        self._kinds: tuple[tuple[Callable[[], None], int], ...] = (
            (self.point, 60), (self.versions, 15), (self.total, 4), (self.analytical, 6), (self.large, 3),
            (self.question, 6), (self.need, 6), (self.runaway, 1), (self.leave, 2),
        )  # fmt: skip

    def work(self, until: float) -> None:
        acts, weights = zip(*self._kinds, strict=True)
        while time.monotonic() < until:
            [act] = self._chance.choices(acts, weights)
            act()

    def point(self) -> None:
        place = self._chance.randrange(1000)
        status, _, body = self._query("point", f"SELECT ?t {{ {entity('sme', organisation_number(place))} ?p ?t }}")
        self._expect(status != 200 or f"Exempelbolaget {place} AB" in body, f"company {place}: {body}")

    def versions(self) -> None:
        status, release, body = self._query("versions", VERSIONS)
        if status == 200:
            rows = list(csv.reader(io.StringIO(body)))[1:]
            self._expect(len(rows) == 1 and rows[0][1] == str(CHANGING), f"deliveries mixed in {release}: {rows}")
            self._seen.claims.append((release, rows[0][0] if rows else ""))

    def total(self) -> None:
        status, _, body = self._query("total", "SELECT (COUNT(*) AS ?n) { ?c a s3:SME }")
        if status == 200:
            self._seen.constant["total"].add(body)

    def analytical(self) -> None:
        name = self._chance.choice(list(ANALYTICAL))
        status, _, body = self._query("analytical", ANALYTICAL[name])
        if status == 200 and name not in CATALOGUED:
            self._seen.constant[name].add("".join(sorted(body.splitlines(keepends=True))))

    def large(self) -> None:
        status, _, body = self._query("large", LARGE)
        if status == 200:
            self._seen.constant["large"].add(str(body.count("\n")))

    def question(self) -> None:
        self._ask("saved question", "GET", "/api/v1/queries/area-pairs.csv")

    def need(self) -> None:
        body = json.dumps({"text": self._chance.choice(NEEDS)})
        status, _, said = self._ask("need", "POST", "/api/v1/matches", body, "application/json")
        self._expect(status != 200 or bool(json.loads(said)["matches"]), "a need without actors")

    def runaway(self) -> None:
        begun = time.monotonic()
        status, _, _ = self._query("runaway", RUNAWAY)
        self._expect(status == 503, f"a runaway was answered with {status}")
        self._expect(time.monotonic() - begun < DEADLINE + 10, "a runaway outlived its deadline")

    def leave(self) -> None:
        connection = self._connection()
        connection.request("GET", f"/sparql?query={quote(RUNAWAY)}")
        time.sleep(0.1)
        connection.close()

    def _query(self, kind: str, text: str) -> tuple[int, int, str]:
        return self._ask(kind, "GET", f"/sparql?query={quote(text)}&format=csv")

    def _ask(self, kind: str, method: str, path: str, body: str = "", form: str = "") -> tuple[int, int, str]:
        """Status, release, and body."""
        begun = time.perf_counter()
        connection = self._connection()
        connection.request(method, path, body or None, {"Content-Type": form} if form else {})
        response = connection.getresponse()
        try:
            status, said = response.status, response.read().decode()
        except http.client.IncompleteRead:
            status, said = BROKEN_OFF, ""
        connection.close()
        self._seen.seconds[kind].append(time.perf_counter() - begun)
        self._seen.statuses[kind, status] += 1
        self._expect(status in (200, 503, BROKEN_OFF), f"{kind}: {status} {said[:200]}")
        return status, int(response.headers.get("S3Graph-Release", 0)), said

    def _connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(
            "127.0.0.1", self._port, timeout=HUNG_SECONDS, source_address=(self._source, 0)
        )

    def _expect(self, right: bool, otherwise: str) -> None:
        if not right:
            self._seen.wrong.append(otherwise)


class Partner:
    """Delivers its companies again and again, each time in other words."""

    def __init__(self, port: int, key: str, seen: Seen) -> None:
        self._port, self._seen = port, seen
        self._headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/n-triples"}
        lines = companies(200_000 + CHANGING, faults=0.0)
        self._lines = [line for number, line in enumerate(lines) if number >= 200_000 * 13]

    def work(self, until: float) -> None:
        turn = 0
        while time.monotonic() < until:
            turn += 1
            words = f"{WORDS} {turn} {time.time():.0f}"
            try:
                self._seen.published[self._deliver(words)] = words
            except (OSError, ValueError, KeyError) as error:
                self._seen.wrong.append(f"a delivery ended with {error!r}")

    def _deliver(self, words: str) -> int:
        """The release it came into."""
        body = "\n".join(line.replace("Exempel, inget verkligt företag", words) for line in self._lines)
        job = self._ask("POST", "/api/v1/imports?source=changing&confirm_removal=true", body + "\n")
        while not job["ended"]:
            time.sleep(0.2)
            job = self._ask("GET", job["links"]["self"])
        if job["state"] != "accepted":
            raise ValueError(job)
        return int(job["release"])

    def _ask(self, method: str, path: str, body: str | None = None) -> dict[str, Any]:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=HUNG_SECONDS)
        connection.request(method, path, body and body.encode(), self._headers)
        said: dict[str, Any] = json.load(connection.getresponse())
        connection.close()
        return said


def kill(service: int, until: float, seen: Seen) -> None:
    """One of the processes that answer, every few seconds."""
    chance = random.Random(1)  # noqa: S311 - a load, not a secret
    while time.monotonic() < until:
        time.sleep(chance.uniform(2, 8))
        loaded = filter(_is_replica, children(service))
        answering = [pid for replica in loaded for pid in filter(_is_replica, children(replica))]
        if answering:
            with suppress(ProcessLookupError):
                os.kill(chance.choice(answering), signal.SIGKILL)
                seen.killed += 1


def _is_replica(pid: int) -> bool:
    """Or a child of one, which bears the same words; what dumps a release for it does not."""
    with suppress(OSError):
        return b"s3graph.querying.replica" in Path(f"/proc/{pid}/cmdline").read_bytes()
    return False


def held(service: int) -> tuple[int, int, float]:
    """File handles of the service, processes below it, and its resident MB."""
    below = list(children(service))
    for pid in below:
        below += children(pid)
    return len(list(Path(f"/proc/{service}/fd").iterdir())), len(below), resident_mb(service)


@contextmanager
def service(data: Path) -> Iterator[tuple[int, int]]:
    """Process and port."""
    environment = os.environ | {
        "S3GRAPH_DATA_DIR": str(data), "S3GRAPH_REQUESTS_PER_MINUTE": "10000000", "S3GRAPH_QUERY_LOG": "off",
        "S3GRAPH_QUERY_SECONDS": str(DEADLINE),
    }  # fmt: skip
    with subprocess.Popen(
        command("serve", "--port", "0"), cwd=ROOT, env=environment, text=True, stderr=subprocess.PIPE
    ) as running:
        assert running.stderr is not None
        try:
            address = next(hit.group() for line in running.stderr if (hit := READY.search(line)))
            threading.Thread(target=running.stderr.read, daemon=True).start()
            yield running.pid, int(address.rstrip("/").rsplit(":", 1)[1])
        finally:
            running.send_signal(signal.SIGINT)
            running.wait(60)


def prepared(root: Path, count: int) -> tuple[Path, str]:
    """A data directory with the register in it, and a key for the source that changes."""
    data, environment = root / "data", os.environ | {"S3GRAPH_DATA_DIR": str(root / "data")}
    run(data, "match", "energi")
    deliver(data, register(root, count))
    words = ("keys", "create", "--label", "benchmark", "--source", "changing")
    made = subprocess.run(command(*words), cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    return data, made.stdout.strip()


def loaded(pid: int, port: int, key: str, seconds: float) -> Seen:
    """Everything at once for so long."""
    seen = Seen()
    Partner(port, key, seen).work(time.monotonic() + 1)
    while Client(port, 0, Seen())._query("served", VERSIONS)[1] not in seen.published:
        time.sleep(0.5)
    before = held(pid)
    until = time.monotonic() + seconds
    threads = [threading.Thread(target=Client(port, number, seen).work, args=(until,)) for number in range(CLIENTS)]
    partner = threading.Thread(target=Partner(port, key, seen).work, args=(until,))
    threads += [partner, threading.Thread(target=kill, args=(pid, until, seen))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    time.sleep(REST_SECONDS)
    print("file handles, processes, MB of the service before:", *before, "and after:", *held(pid))
    return seen


def told(seen: Seen) -> None:
    mixed = [(number, words) for number, words in seen.claims if seen.published.get(number, words) != words]
    broken = sum(count for (_, status), count in seen.statuses.items() if status == BROKEN_OFF)
    print(f"deliveries {len(seen.published)}, processes killed {seen.killed}, so that answers broke off: {broken}")
    print(f"answers wrong {len(seen.wrong)}, of another release than named {len(mixed)}")
    changing = [name for name, answers in seen.constant.items() if len(answers) > 1]
    print(f"questions answered alike throughout {len(seen.constant) - len(changing)}, otherwise {len(changing)}")
    for line in (*seen.wrong[:5], *mixed[:5], *changing):
        print("  ", line)
    print("| asked | answers | 503 | p50, p99 | slowest s |\n|---|---|---|---|---|")
    for kind, seconds in sorted(seen.seconds.items()):
        taken, refused = sorted(seconds), seen.statuses[kind, 503]
        print(f"| {kind} | {len(taken)} | {refused} | {percentiles(taken)} | {taken[-1]:.1f} |")


def main() -> None:
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 10
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        data, key = prepared(Path(folder), count)
        with service(data) as (pid, port):
            told(loaded(pid, port, key, minutes * 60))


if __name__ == "__main__":
    main()
