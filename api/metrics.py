"""What is counted: requests, how long they took, and which release is served. No text of any request."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

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
        self._release = Gauge("s3graph_release", "Number of the release served", registry=self._registry)

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """``route`` is the template of the path (``/api/v1/actors/{id}``), never the path itself."""
        self._requests.labels(method if method in _METHODS else "other", route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def serve(self, release: int) -> None:
        """0 where none is loaded."""
        self._release.set(release)

    def text(self) -> bytes:
        """In the text format of Prometheus."""
        return generate_latest(self._registry)
