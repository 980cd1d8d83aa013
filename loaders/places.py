"""Sweden's counties, municipalities and districts (LKF, Statistics Sweden) and the EU's territorial units (NUTS)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from loaders.coded import Coded, shorter
from loaders.published_table import Columns
from loaders.register_reader import RegisterReader
from loaders.terms import Scheme
from s3graph.model import Text
from s3graph.resources import shelf
from s3graph.vocabulary import BASE, NUTS, SKOS, entity, kind_of


@cache
def places(predicate: NamedNode) -> Mapping[str, NamedNode]:
    """The platform's own counties, municipalities and programme area by a literal they have, such as their codes."""
    found = {}
    for quad in parse(path=str(shelf("ontology") / "places.ttl"), format=RdfFormat.TURTLE):
        if quad.predicate == predicate and isinstance(quad.object, Literal) and isinstance(quad.subject, NamedNode):
            found[quad.object.value] = quad.subject
    return found


def _same(code: str) -> Iterator[NamedNode]:
    node = places(SKOS.notation).get(code)
    if node is not None:
        yield node


def municipality(text: str) -> NamedNode | None:
    """The municipality with this code or name; None where the platform has none such."""
    name = text.removesuffix(" kommun").removesuffix("s") if text.endswith(" kommun") else text
    for asked in (text, name, f"{name}s"):
        for predicate in (SKOS.notation, SKOS.prefLabel):
            node = places(predicate).get(asked)
            if node is not None and kind_of(node) == "municipality":
                return node
    return None


_LKF = Coded(
    Scheme(
        entity("lkf-scheme", "lkf"),
        Text(sv="Län, kommuner och distrikt", en="Counties, municipalities and districts"),
        f"{BASE}id/lkf/",
    ),
    wider=shorter,
    same=_same,
)
_NUTS = Coded(
    Scheme(
        entity("nuts-scheme", "nuts"),
        Text(sv="NUTS: EU:s regionala indelning", en="NUTS: the territorial units of the EU"),
        NUTS.iri,
    ),
    wider=shorter,
    same=_same,
)

PLACE_READERS = (
    RegisterReader(
        "lkf",
        (_LKF.form(Columns(required={"code": ("vardekod", "kod"), "sv": ("vardebenamning", "namn")})),),
    ),
    RegisterReader(
        "nuts",
        (_NUTS.form(Columns(required={"code": ("code",), "sv": ("sv",)}, optional={"en": ("en",)})),),
    ),
)
