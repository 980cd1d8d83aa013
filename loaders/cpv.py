"""CPV, the EU's codes for what is bought in public procurement: eight digits, the general ones ending with zeros."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.coded import Coded
from loaders.published_table import Columns
from loaders.register_reader import RegisterReader
from loaders.terms import Scheme
from s3graph.model import Text
from s3graph.vocabulary import entity

_DIVISION = 2


def _checked_away(code: str) -> str:
    """Without the check digit, which the addresses of the Publications Office leave out.

    >>> _checked_away("03111000-2")
    '03111000'
    """
    return code.partition("-")[0]


def _wider(code: str) -> Iterator[str]:
    """Codes with one digit less that says something, nearest first.

    >>> list(_wider("03111100"))
    ['03111000', '03110000', '03100000', '03000000']
    """
    code = _checked_away(code)
    said = len(code.rstrip("0"))
    for length in range(said - 1, _DIVISION - 1, -1):
        wider = code[:length].ljust(len(code), "0")
        if wider != code:
            yield wider


_CPV = Coded(
    Scheme(
        entity("cpv-scheme", "cpv"),
        Text(sv="CPV: EU:s koder för upphandling", en="CPV: the EU's codes for procurement"),
        "http://data.europa.eu/cpv/cpv/",
    ),
    wider=_wider,
    spelt=_checked_away,
)

CPV_READER = RegisterReader(
    "cpv", (_CPV.form(Columns(required={"code": ("code",), "sv": ("sv",)}, optional={"en": ("en",)})),)
)
