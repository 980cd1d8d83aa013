"""Runs the service on one address until it is told to stop."""

from __future__ import annotations

import logging
import socket
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType

import uvicorn

from api.app import create_app
from api.validator import Validate
from s3graph.errors import StorageError
from s3graph.intake.queue import Intake
from s3graph.model import Text
from s3graph.settings import Settings

_READY_POLL_SECONDS = 0.05
_BACKLOG = 128
_STOP_SECONDS = 30
"""How long requests under way may go on when the service is told to stop."""

Ready = Callable[[str], None]
"""Called with the address of the service once it answers."""


class _Server(uvicorn.Server):
    """Tells the application at once that it is to stop, so that streams of events end and are not waited for."""

    def __init__(self, config: uvicorn.Config, stopping: threading.Event) -> None:
        super().__init__(config)
        self._stopping = stopping

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._stopping.set()
        super().handle_exit(sig, frame)


def serve(settings: Settings, validate: Validate, intake: Intake, ready: Ready) -> None:
    """Blocks until the process is told to stop; who delivers what is logged to stderr. StorageError where the port is
    taken."""
    listener = _bound(settings)
    host, port = listener.getsockname()[:2]
    logging.basicConfig(format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("s3graph.intake").setLevel(logging.INFO)
    app = create_app(settings, validate=validate, intake=intake)
    config = uvicorn.Config(
        app,
        timeout_graceful_shutdown=_STOP_SECONDS,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
    )
    server = _Server(config, app.state.service.stopping)
    address = f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
    threading.Thread(target=_announce, args=(server, address, ready), name="announce", daemon=True).start()
    with listener:
        server.run(sockets=[listener])
    if not server.started:
        sys.exit(3)


def _announce(server: uvicorn.Server, address: str, ready: Ready) -> None:
    while not server.started:
        if server.should_exit:
            return
        time.sleep(_READY_POLL_SECONDS)
    ready(address)


def _bound(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        raise StorageError(
            Text(
                sv=f"{settings.host}:{settings.port} går inte att lyssna på: {error.strerror}. Välj en annan port med "
                "--port eller S3GRAPH_PORT.",
                en=f"Cannot listen on {settings.host}:{settings.port}: {error.strerror}. Choose another port with "
                "--port or S3GRAPH_PORT.",
            )
        ) from error
    return listener
