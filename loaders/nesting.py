"""How deep brackets stand inside each other in Turtle and TriG."""

from __future__ import annotations

import re

from s3graph.intake.reader import Sent

_TOKEN = re.compile(
    rb'"""(?:[^"\\]++|\\.|"(?!""))*+(?:""")?|'
    rb"'''(?:[^'\\]++|\\.|'(?!''))*+(?:''')?|"
    rb'"(?:[^"\\\n]++|\\.)*+"?|'
    rb"'(?:[^'\\\n]++|\\.)*+'?|<[^<>\s]*>|#[^\n]*|[\[(]|[\])]",
    re.DOTALL,
)
"""A text that does not end is passed over whole, or a file of quotes would be read again from each of them."""


def check_nesting(sent: Sent) -> None:
    """LimitError with its line for the first bracket that stands too deep."""
    sent.stream.seek(0)
    content = sent.stream.read()
    if content.count(b"[") + content.count(b"(") <= sent.limits.nesting:
        return
    depth = 0
    for token in _TOKEN.finditer(content):
        first = content[token.start()]
        if first in b"[(":
            depth += 1
            if depth > sent.limits.nesting:
                sent.limits.check_nesting(sent.name, depth, content.count(b"\n", 0, token.start()) + 1)
        elif first in b"])":
            depth -= 1
