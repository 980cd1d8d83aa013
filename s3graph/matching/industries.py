"""Codes of SNI 2007 as an asker writes them, held against the scheme that a release has."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pyoxigraph import NamedNode

from s3graph.errors import UsageError
from s3graph.matching.triples import Quads
from s3graph.model import Text
from s3graph.vocabulary import RDF, S3, kind_of, slug_of

_WRITTEN = re.compile(r"[0-9]{2}(?:\.?[0-9](?:[0-9](?:\.?[0-9])?)?)?")
"""A division (16), a group (16.2), a class (16.23), a class of five digits (16.231); dots may be left out."""
_SHORTEST = 2


class Industries:
    """The codes that there are, as published: ``16.231``. Where there are none at all any code well written is one."""

    def __init__(self, codes: Iterable[str] = ()) -> None:
        self._published = {_digits(code): code for code in codes if code[:1].isdigit()}
        self._parted = {digits[:end] for digits in self._published for end in range(_SHORTEST, len(digits))}

    @classmethod
    def of(cls, store: Quads) -> Industries:
        """Those of the scheme in a release's graph."""
        nodes = {quad.subject for quad in store.quads(None, RDF.type, S3.SniCode)}
        return cls(
            slug_of(node)
            for node in sorted(nodes, key=str)
            if isinstance(node, NamedNode) and kind_of(node) == "sni2007"
        )

    def code(self, written: str) -> str:
        """The code as published. One finer than the scheme goes is its nearest broader one. UsageError for any other.

        >>> Industries(["16", "16.2", "10"]).code("162"), Industries(["16", "16.2", "10"]).code("10.511")
        ('16.2', '10')
        """
        digits = _digits(written.strip())
        if _WRITTEN.fullmatch(written.strip()):
            if not self._published:
                return f"{digits[:2]}.{digits[2:]}".rstrip(".")
            for end in range(len(digits), _SHORTEST - 1, -1):
                known = self._published.get(digits[:end])
                if known is not None and (end == len(digits) or digits[:end] not in self._parted):
                    return known
        raise UsageError(
            Text(
                sv=f"Okänd SNI-kod {written!r} (sni). Ange en kod ur SNI 2007 med två till fem siffror, som 16, 16.2 "
                "eller 16.231, eller utelämna den.",
                en=f"Unknown SNI code {written!r} (sni). Give a code of SNI 2007 with two to five digits, such as 16, "
                "16.2 or 16.231, or leave it out.",
            )
        )


def _digits(code: str) -> str:
    return code.replace(".", "")
