"""What the service writes to stderr: warnings always, and what the operator has switched on."""

from __future__ import annotations

import logging
import sys

from s3graph.settings import Settings

ACCESS, QUERIES = "s3graph.access", "s3graph.queries"
_FORM = "%(asctime)s %(levelname)s %(name)s %(message)s"


def configure(settings: Settings) -> None:
    """Called once by the command that serves; a program that embeds the application has its own logging."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter(_FORM))
    top = logging.getLogger("s3graph")
    top.handlers[:] = [handler]
    top.propagate = False
    top.setLevel(logging.WARNING)
    logging.getLogger("s3graph.intake").setLevel(logging.INFO)
    logging.getLogger(QUERIES).setLevel(logging.WARNING if settings.query_log == "off" else logging.INFO)
    logging.getLogger(ACCESS).setLevel(logging.INFO if settings.access_log else logging.WARNING)
