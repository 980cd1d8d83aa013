"""Organisations as far as it takes to tell whether two of them are one: number, homepage, names, municipality."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations
from typing import Protocol
from urllib.parse import urlsplit

from pyoxigraph import NamedNode, Quad, Triple

from s3graph.graph.release_store import Subject, Term
from s3graph.intake.identity import Ground
from s3graph.vocabulary import CV, FOAF, LEGAL, ORG, RDF, S3, SKOS

CLASSES = (S3.SupportActor, S3.RegionalAuthority, ORG.FormalOrganization, CV.PublicOrganisation)
"""Classes of organisations whose addresses partners choose; a company's address is its organisation number."""
NEAR = 0.9
"""Likeness of two names, 1.0 for equal ones (Ratcliff and Obershelp, difflib), from which they are looked at."""
_LEGAL_FORMS = re.compile(r"\b(aktiebolag|ab|ekonomisk förening|ek för|ideell förening|stiftelsen|hb|kb)\b")
_NO_LETTER = re.compile(r"[^\w]+")
_NAMES = (SKOS.prefLabel, SKOS.altLabel, LEGAL.legalName)


class Quads(Protocol):
    """What is asked of a release's store, or of a file's."""

    def quads(
        self,
        subject: Subject | None = None,
        predicate: NamedNode | None = None,
        object: Term | None = None,  # noqa: A002
        /,
    ) -> Iterator[Quad]: ...


@dataclass(frozen=True)
class Organisation:
    """``homepage`` is a host where the homepage is the root of one, else the whole address, in one spelling."""

    node: NamedNode
    graphs: frozenset[str]
    number: str = ""
    homepage: str = ""
    names: frozenset[str] = frozenset()
    seat: str = ""

    def ground(self, other: Organisation) -> Ground | None:
        """The strongest ground to take the two for one; None where there is none, or where their numbers differ."""
        if self.number and other.number:
            return Ground.NUMBER if self.number == other.number else None
        if self.homepage and self.homepage == other.homepage:
            return Ground.HOMEPAGE
        if self.seat and other.seat and self.seat != other.seat:
            return None
        return Ground.NAME if _near(self.names, other.names) else None


def organisations(store: Quads) -> tuple[Organisation, ...]:
    """All of a store, by address."""
    found: dict[NamedNode, set[str]] = defaultdict(set)
    for kind in CLASSES:
        for quad in store.quads(None, RDF.type, kind):
            if isinstance(quad.subject, NamedNode):
                name = quad.graph_name
                found[quad.subject].add(name.value if isinstance(name, NamedNode) else "")
    return tuple(_described(node, found[node], store) for node in sorted(found, key=lambda node: node.value))


def alike(known: Iterable[Organisation]) -> Iterator[tuple[Organisation, Organisation, Ground]]:
    """Each two that may be one. Only those that share a number, a homepage or a longer word of a name are compared."""
    sharing: dict[str, list[Organisation]] = defaultdict(list)
    for organisation in known:
        words = {word for name in organisation.names for word in name.split() if len(word) > 3}
        for key in {organisation.number, organisation.homepage, *words} - {""}:
            sharing[key].append(organisation)
    seen: set[tuple[NamedNode, NamedNode]] = set()
    for group in sharing.values():
        for one, other in combinations(group, 2):
            if (one.node, other.node) not in seen:
                seen.add((one.node, other.node))
                if ground := one.ground(other):
                    yield one, other, ground


def _described(node: NamedNode, graphs: set[str], store: Quads) -> Organisation:
    numbers = _values(store, node, S3.organisationNumber)
    pages = [_homepage(page) for page in _values(store, node, FOAF.homepage)]
    seats = _values(store, node, S3.seat)
    names = frozenset(_name(name) for predicate in _NAMES for name in _values(store, node, predicate))
    return Organisation(
        node,
        frozenset(graphs),
        re.sub(r"\D", "", numbers[0])[-10:] if len(numbers) == 1 else "",
        pages[0] if len(set(pages)) == 1 else "",
        names - {""},
        seats[0] if len(seats) == 1 else "",
    )


def _values(store: Quads, node: NamedNode, predicate: NamedNode) -> list[str]:
    found = {quad.object.value for quad in store.quads(node, predicate) if not isinstance(quad.object, Triple)}
    return sorted(found)


def _homepage(address: str) -> str:
    """One spelling of an address.

    >>> _homepage("https://www.exempel.se/")
    'exempel.se'
    """
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.")
    path = parts.path.rstrip("/")
    return f"{host}{path}" if host else ""


def _name(text: str) -> str:
    words = _NO_LETTER.sub(" ", text.casefold())
    return " ".join(_LEGAL_FORMS.sub(" ", words).split())


def _near(names: frozenset[str], others: frozenset[str]) -> bool:
    return any(one == other or _alike(one, other) for one in names for other in others)


def _alike(one: str, other: str) -> bool:
    """The bounds are asked first: most pairs of names are too different to be compared in full."""
    compared = SequenceMatcher(None, one, other, autojunk=False)
    return all(ratio() >= NEAR for ratio in (compared.real_quick_ratio, compared.quick_ratio, compared.ratio))
