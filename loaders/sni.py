"""SNI, the Swedish classification of industries, as Statistics Sweden gives it out. 2007 and 2025 are never joined.

For SNI 2007 the platform has the codes, and names of its own for sections and divisions: there the official heading is
another name, below them it is the name.
"""

from __future__ import annotations

from pyoxigraph import NamedNode

from loaders.coded import Coded, shorter
from loaders.published_table import Columns
from loaders.register_reader import RegisterReader
from loaders.terms import Scheme
from s3graph.model import Text
from s3graph.vocabulary import BASE, S3, SKOS, entity

_DIVISION = 2


def published(code: str) -> str:
    """A code as it is published, whether the file has its dot or not.

    >>> published("01110"), published("01.11"), published("A")
    ('01.110', '01.11', 'A')
    """
    digits = code.replace(".", "")
    return f"{digits[:_DIVISION]}.{digits[_DIVISION:]}" if digits.isdigit() and len(digits) > _DIVISION else code


def _called(code: str) -> NamedNode:
    return SKOS.prefLabel if len(code) > _DIVISION else SKOS.altLabel


_COLUMNS = Columns(
    required={"code": ("vardekod", "kod", "code"), "sv": ("vardebenamning", "benämning", "label", "sv")},
    optional={"en": ("label_en", "en"), "parent": ("parent_code",)},
)
_SNI_2007 = Coded(
    Scheme(entity("sni2007-scheme", "sni2007"), Text(sv="SNI 2007", en="SNI 2007"), f"{BASE}id/sni2007/"),
    wider=shorter,
    spelt=published,
    called=_called,
    kind=S3.SniCode,
    described=False,
)
_SNI_2025 = Coded(
    Scheme(entity("sni2025-scheme", "sni2025"), Text(sv="SNI 2025", en="SNI 2025"), f"{BASE}id/sni2025/"),
    wider=shorter,
    spelt=published,
)

SNI_READERS = (
    RegisterReader("sni2007", (_SNI_2007.form(_COLUMNS),)),
    RegisterReader("sni2025", (_SNI_2025.form(_COLUMNS),)),
)
