"""One actor, one address: which organisations of a file the platform knows already under another address.

In this order: our own address, organisation number, homepage; a name alone makes a candidate for review. What a number
or a homepage says counts at once only where the source may speak about the organisation it points at, for otherwise a
number copied from a rival would open the rival's entry; elsewhere it makes a candidate too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad, Store

from s3graph.graph import NTriples, ReleaseStore
from s3graph.graph.release_store import Subject, Term
from s3graph.intake.identity import Decision, Decisions, Ground, Pair, Resolution
from s3graph.intake.organisations import CLASSES, Organisation, Quads, organisations
from s3graph.validation.speech import Speech
from s3graph.vocabulary import RDF, graph


@dataclass(frozen=True)
class Identified:
    """``decisions`` with those that this import adds; ``resolutions`` are the ones it adds, ``candidates`` are open."""

    decisions: Decisions
    resolutions: tuple[Resolution, ...] = ()
    candidates: tuple[Pair, ...] = ()


@dataclass(frozen=True)
class Resolving:
    """One delivery: what speaks for its source, and whether the profile lets it speak about others."""

    speech: Speech
    about_others: bool
    decided_at: str

    def identify(self, content: NTriples, base: ReleaseStore | None, decisions: Decisions) -> Identified:
        """``content`` is the file as delivered."""
        described = _of_organisations(content)
        if base is None or not described:
            return Identified(decisions)
        own = graph(self.speech.source).value
        known = [other for other in organisations(base) if other.graphs != {own}]
        resolutions: list[Resolution] = []
        candidates: list[Pair] = []
        aliases = decisions.aliases()
        for organisation in organisations(_Described(described.store())):
            if organisation.node in aliases.canonical or any(organisation.node == other.node for other in known):
                continue
            found = [pair for pair in _pairs(organisation, known) if not decisions.decided(pair)]
            certain = [pair for pair in found if pair.ground is not Ground.NAME]
            if len(certain) == 1 and self._may_speak_of(certain[0].canonical):
                resolutions.append(Resolution(**vars(certain[0])))
            else:
                candidates.extend(found)
        added = (Decision(pair, same=True, decided_at=self.decided_at) for pair in resolutions)
        return Identified(decisions.plus(*added), tuple(resolutions), tuple(candidates))

    def _may_speak_of(self, organisation: NamedNode) -> bool:
        return self.about_others or self.speech.other_owner(organisation) is None


def _pairs(organisation: Organisation, known: Iterable[Organisation]) -> Iterator[Pair]:
    for other in known:
        if ground := organisation.ground(other):
            yield Pair(organisation.node, other.node, ground)


def _of_organisations(content: NTriples) -> NTriples:
    """What a file says about organisations."""
    endings = tuple(f" {RDF.type} {name} .\n".encode() for name in CLASSES)
    typed = NTriples(tuple(line for line in content.lines if line.endswith(endings))).subjects()
    if not typed:
        return NTriples()
    return NTriples(tuple(line for line in content.lines if line[: line.index(b" ")] in typed))


class _Described(Quads):
    """A file's store, asked as a release is."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def quads(
        self,
        subject: Subject | None = None,
        predicate: NamedNode | None = None,
        object: Term | None = None,  # noqa: A002
        /,
    ) -> Iterator[Quad]:
        return self._store.quads_for_pattern(subject, predicate, object, None)
