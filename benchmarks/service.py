"""The running service: how long until it is ready, how much memory it takes, how fast a need is answered over HTTP.

Run: ``python -m benchmarks.service``. A data directory with what is shipped is made first and not counted.
"""

from __future__ import annotations

import json
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HELP_RUNS, ROUNDS = 7, 10
READY = re.compile(r"http://127\.0\.0\.1:\d+/")
NEEDS = (
    "Vi är ett litet snickeri som vill automatisera produktionen men vet inte var vi ska börja",
    "Vi behöver hjälp med energikostnaderna på hotellet i Borgholm",
    "Vi vill sälja våra ostar i fler butiker, behöver hjälp med förpackningar och märkning och söker kapital.",
    "We need help to find finance for a prototype of a smart sensor for forest machines",
    "How do we get guests in October? Our cabins by the lake are empty all autumn.",
)


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "s3graph.cli", *words]


def help_seconds() -> float:
    """Median of some runs in fresh processes."""
    taken = []
    for _ in range(HELP_RUNS):
        started = time.perf_counter()
        subprocess.run(command("--help"), cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def resident_mb(pid: int) -> float:
    """VmRSS of one process."""
    status = Path(f"/proc/{pid}/status").read_text("utf-8")
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert found
    return int(found.group(1)) / 1024


def answer_milliseconds(address: str) -> list[float]:
    """One request after the other, from one client, connections kept."""
    taken = []
    for _ in range(ROUNDS):
        for need in NEEDS:
            body = json.dumps({"text": need}).encode()
            request = urllib.request.Request(  # noqa: S310 - our own service
                f"{address}api/v1/matches", body, {"Content-Type": "application/json"}
            )
            started = time.perf_counter()
            with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310
                assert json.load(response)["matches"]
            taken.append((time.perf_counter() - started) * 1000)
    return sorted(taken[len(NEEDS) :])


def main() -> None:
    print(f"s3graph --help: {help_seconds():.2f} s (median of {HELP_RUNS})")
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"S3GRAPH_DATA_DIR": f"{folder}/data", "S3GRAPH_REQUESTS_PER_MINUTE": "100000"}
        started = time.perf_counter()
        subprocess.run(command("match", "energi"), cwd=ROOT, env=environment, check=True, capture_output=True)
        print(f"shipped data loaded and published, first need answered: {time.perf_counter() - started:.1f} s")
        started = time.perf_counter()
        running = subprocess.Popen(
            command("serve", "--port", "0"), cwd=ROOT, env=environment, text=True, stderr=subprocess.PIPE
        )
        assert running.stderr is not None
        try:
            address = next(hit.group() for line in running.stderr if (hit := READY.search(line)))
            print(f"serve ready: {time.perf_counter() - started:.1f} s")
            taken = answer_milliseconds(address)
            print(
                f"one need over HTTP: p50 {taken[len(taken) // 2]:.1f} ms, p95 {taken[int(len(taken) * 0.95)]:.1f} ms"
            )
            time.sleep(2)
            print(f"resident at rest, service process: {resident_mb(running.pid):.0f} MB")
        finally:
            running.send_signal(signal.SIGINT)
            running.wait(20)


if __name__ == "__main__":
    main()
