"""Decisions on identities as they are published: read from a release, changed, and what that changes elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode

from s3graph.graph import Delivery, Draft, GraphChange, ReleaseStore, Source, Writer
from s3graph.intake.identity import Aliases, Decisions
from s3graph.model import Text
from s3graph.vocabulary import IDENTITIES, graph, slug_of

DECIDING = Source("identities", Text(sv="Avgjorda identiteter", en="Identities decided"), profile="platform")
"""The decisions are kept as a source's deliveries are, so that they come with every backup and can be taken back."""


def decisions_in(store: ReleaseStore | None) -> Decisions:
    """Those of a release; none before the first."""
    return Decisions.read(quad.triple for quad in store.quads(None, None, None, IDENTITIES)) if store else Decisions({})


def kept(writer: Writer, old: Decisions, new: Decisions, moment: str) -> tuple[Delivery, GraphChange]:
    """The delivery that holds the new decisions, and the change of their graph."""
    change = GraphChange.between(IDENTITIES, old.content(), new.content())
    return writer.deliveries.hold(Draft(DECIDING, new.content(), moment, "s3graph identities")), change


def consequences(writer: Writer, old: Aliases, new: Aliases, but: Iterable[str] = ()) -> Iterator[GraphChange]:
    """Changes of the graphs of sources that name an address which is resolved otherwise now; some left out."""
    if writer.base is None:
        return
    differing = old.differing(new)
    touched = {old.of(node) for node in differing} | differing
    for name in sorted(_naming(writer, touched) - set(but)):
        state = writer.base.manifest.sources.get(name)
        if state is not None:
            content = writer.deliveries.content(writer.deliveries.get(name, state.delivery))
            change = GraphChange.between(graph(name), old.applied(content), new.applied(content))
            if change:
                yield change


def _naming(writer: Writer, nodes: Iterable[NamedNode]) -> set[str]:
    found = set()
    for node in nodes:
        for quad in (*writer.quads(node), *writer.quads(value=node)):
            if isinstance(quad.graph_name, NamedNode) and quad.graph_name != IDENTITIES:
                found.add(slug_of(quad.graph_name))
    return found
