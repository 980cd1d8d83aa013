"""What a finding says where a shape has a message of its own, and where it has none."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode

from s3graph.model import Text
from s3graph.validation.finding import Node, Term
from s3graph.validation.shapes_graph import PLACEHOLDER, ShapesGraph, filled, in_both, like
from s3graph.vocabulary import SH

_GENERIC = {
    "MinCount": Text(sv="Ett värde saknas.", en="A value is missing."),
    "MaxCount": Text(sv="Det finns för många värden.", en="There are too many values."),
    "Class": Text(
        sv="{?value} hör inte till den klass som väntas här.", en="{?value} is not of the class expected here."
    ),
    "Datatype": Text(sv="{?value} har inte den datatyp som väntas.", en="{?value} is not of the datatype expected."),
    "NodeKind": Text(sv="{?value} är inte den sorts nod som väntas.", en="{?value} is not the kind of node expected."),
    "In": Text(sv="{?value} är inte ett av de tillåtna värdena.", en="{?value} is not one of the values allowed."),
    "HasValue": Text(sv="Det väntade värdet saknas.", en="The value expected is missing."),
    "Pattern": Text(sv="{?value} har inte den form som väntas.", en="{?value} does not have the form expected."),
    "UniqueLang": Text(sv="Samma språk används flera gånger.", en="One language is used more than once."),
    "Closed": Text(sv="Egenskapen hör inte hemma här.", en="The property does not belong here."),
}
_ANY = Text(sv="Kravet är inte uppfyllt.", en="The requirement is not met.")


def texts_for(
    shapes: ShapesGraph, bearers: tuple[Node, ...], values: Mapping[str, Term | None], said: tuple[str, ...] = ()
) -> tuple[Literal, ...]:
    """The messages of the first of ``bearers`` that has any, filled.

    ``said`` are the sentences of an engine that filled them itself and knows variables that ``values`` lacks. A select
    that binds ``?message`` speaks itself.
    """
    spoken = values.get("message")
    if isinstance(spoken, Literal):
        return (spoken,)
    for bearer in bearers:
        if own := shapes.texts(bearer):
            return tuple(like(text, filled(text.value, {**_heard(text.value, said), **_bound(values)})) for text in own)
    return ()


def _bound(values: Mapping[str, Term | None]) -> dict[str, Term]:
    return {name: term for name, term in values.items() if term is not None}


def _heard(message: str, said: tuple[str, ...]) -> dict[str, Term]:
    """What stands where the placeholders were, in the sentence that has the words of the message."""
    words = re.compile("(.*)".join(map(re.escape, PLACEHOLDER.split(message)[::2])), re.DOTALL)
    matches = (words.fullmatch(sentence) for sentence in said)
    match = next(filter(None, matches), None)
    return dict(zip(PLACEHOLDER.findall(message), map(Literal, match.groups()), strict=True)) if match else {}


def message_for(texts: tuple[Literal, ...], component: NamedNode, values: Mapping[str, Term | None]) -> Text:
    """The shape's own texts in both languages, else a general sentence about the component."""
    own = in_both(texts)
    if own is not None:
        return own
    name = component.value.removeprefix(SH.iri).removesuffix("ConstraintComponent")
    general = _GENERIC.get(name, _ANY)
    return Text(sv=filled(general.sv, values), en=filled(general.en, values))
