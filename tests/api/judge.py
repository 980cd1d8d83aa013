"""A stand-in for validation that a spawned process can import quickly; it does what the file tells it to."""

from __future__ import annotations

import os
import signal
import time

from pyoxigraph import Literal, NamedNode

from s3graph.errors import ReadError
from s3graph.model import Text
from s3graph.validation import Finding, Report, Severity
from s3graph.vocabulary import SH, SKOS, entity


def validate(data: bytes, name: str, profile: str) -> Report:
    """Breaks, dawdles or falls; else finds one violation, whose value tells what was judged and by which process."""
    text = data.decode("utf-8")
    if text.startswith("broken"):
        raise ReadError(Text(sv=f"{name} är trasig.", en=f"{name} is broken."), 3, 14)
    if text.startswith("slow"):
        time.sleep(60)
    if text.startswith("fall"):
        os.kill(os.getpid(), signal.SIGKILL)
    finding = Finding(
        focus=entity("actor", "alfa"),
        path=None,
        value=Literal(f"{name} {profile} {os.getpid()}"),
        component=SH.MinCountConstraintComponent,
        severity=Severity.VIOLATION,
        shape=NamedNode("https://w3id.org/s3graph/shapes/SupportActor-label"),
        messages=Text(sv="Ge aktören en etikett.", en="Give the actor a label."),
        line=7,
    )
    return Report((finding,), {SKOS.Concept: 1}, {SKOS.Concept: "stand-in"}, 1)
