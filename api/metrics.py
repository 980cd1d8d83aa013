"""What is counted: requests, how long they took, and which release is served. No text of any request."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from s3graph.querying import Event

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """The counters of one service, in a registry of their own."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "s3graph_requests", "Requests answered", ("method", "route", "status"), registry=self._registry
        )
        self._seconds = Histogram(
            "s3graph_request_seconds",
            "Time to the end of the answer",
            ("route",),
            buckets=_BUCKETS,
            registry=self._registry,
        )
        self._queries = Histogram(
            "s3graph_query_seconds",
            "Time from a SPARQL query's arrival to the end of its answer",
            ("outcome",),
            buckets=_BUCKETS,
            registry=self._registry,
        )
        self._processes = Counter(
            "s3graph_query_processes", "Processes for queries started and ended", ("event",), registry=self._registry
        )
        for event in Event:
            self._processes.labels(event.value)
        self._waiting = Gauge("s3graph_queries_waiting", "SPARQL queries in the queue", registry=self._registry)
        self._running = Gauge("s3graph_queries_running", "SPARQL queries being answered", registry=self._registry)
        self._release = Gauge("s3graph_release", "Number of the release served", registry=self._registry)

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """``route`` is the template of the path (``/api/v1/actors/{id}``), never the path itself."""
        self._requests.labels(method if method in _METHODS else "other", route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def count_query(self, outcome: str, seconds: float) -> None:
        """``outcome``: those of ``s3graph.querying.Outcome``, and ``busy``."""
        self._queries.labels(outcome).observe(seconds)

    def count_process(self, event: Event) -> None:
        """May be called from any thread."""
        self._processes.labels(event.value).inc()

    def queue(self, waiting: int, running: int) -> None:
        self._waiting.set(waiting)
        self._running.set(running)

    def serve(self, release: int) -> None:
        """0 where none is loaded."""
        self._release.set(release)

    def text(self) -> bytes:
        """In the text format of Prometheus."""
        return generate_latest(self._registry)
