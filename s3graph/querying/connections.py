"""What ties the things of a release together: strategies, collaborations, offers, white spots, bridges between areas.

White spots and bridges are the answers of the saved questions of those names, so that a page and an analyst's table
say the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import Literal, NamedNode, QuerySolution

from s3graph.graph import ReleaseStore
from s3graph.model import Text
from s3graph.querying.entity import Entity, Link, Named
from s3graph.querying.saved import SavedQuestion
from s3graph.querying.statements import Statements
from s3graph.resources import shelf
from s3graph.vocabulary import CV, DCT, RDF, S3, SKOS, kind_of


@dataclass(frozen=True)
class Priority(Named):
    """What a strategy points out, and the thematic areas it is mapped to: none where it lies outside them."""

    areas: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Strategy(Named):
    """A strategy, the places it is for, and what it prioritises."""

    places: tuple[Named, ...] = ()
    issued: str | None = None
    priorities: tuple[Priority, ...] = ()

    @property
    def regional(self) -> bool:
        """Whether it is of some county, and not of the whole programme area alone."""
        return any(kind_of(NamedNode(place.iri)) == "region" for place in self.places)


@dataclass(frozen=True)
class Collaboration(Named):
    """An established one, never a proposal; ``bridges`` are the competences between its parties."""

    parties: tuple[Named, ...] = ()
    bridges: tuple[Named, ...] = ()


@dataclass(frozen=True)
class Offer(Entity):
    """A service, or a testbed, with everything said of it."""

    testbed: bool
    description: Text | None
    providers: tuple[Link, ...]
    competences: tuple[Link, ...]
    areas: tuple[Link, ...]


@dataclass(frozen=True)
class WhiteSpot:
    """A competence that public needs of a county ask for and no actor there has. ``nearest`` is None if nobody has."""

    region: Named
    competence: Named
    needs: int
    nearest: Named | None
    kilometres: int | None


@dataclass(frozen=True)
class Bridge:
    """A competence that actors of two areas share: how many of each, and how many pairs of two different ones."""

    area: Named
    other: Named
    competence: Named
    actors: int
    others: int
    pairs: int


class Connections:
    """Each sort is read when it is first asked for; a release does not change, so once is enough."""

    def __init__(self, store: ReleaseStore) -> None:
        self._store = store
        self._said = Statements(store)

    @cached_property
    def strategies(self) -> tuple[Strategy, ...]:
        """By address."""
        return tuple(map(self._strategy, self._said.members(S3.Strategy)))

    @cached_property
    def collaborations(self) -> tuple[Collaboration, ...]:
        """Established ones, by address."""
        return tuple(map(self._collaboration, self._said.members(S3.Collaboration)))

    @cached_property
    def white_spots(self) -> tuple[WhiteSpot, ...]:
        """The most asked for first."""
        return tuple(map(self._white_spot, self._answers("white-spots")))

    @cached_property
    def bridges(self) -> tuple[Bridge, ...]:
        """Each from both sides, those of most pairs first."""
        found = map(self._bridge, self._answers("bridging-competences"))
        return tuple(sorted(found, key=lambda one: (-one.pairs, one.competence.iri, one.area.iri, one.other.iri)))

    def prepare(self) -> None:
        """Asks the questions now that take longest, so that no reader waits for them."""
        _ = self.white_spots, self.bridges

    def named(self, node: NamedNode) -> Named:
        return self._said.named(node)

    def offer(self, node: NamedNode) -> Offer:
        said = self._said
        return Offer(
            iri=node.value,
            label=said.label(node),
            example=said.is_example(node),
            other_names=said.tagged(node, SKOS.altLabel),
            testbed=S3.Testbed in said.about(node).get(RDF.type, {}),
            description=said.text(node, DCT.description),
            providers=said.links(node, S3.providedBy),
            competences=said.links(node, DCT.subject),
            areas=said.links(node, CV.thematicArea),
        )

    def _strategy(self, node: NamedNode) -> Strategy:
        named = self._said.named(node)
        return Strategy(
            iri=named.iri,
            label=named.label,
            example=named.example,
            places=tuple(self._named_all(node, DCT.spatial)),
            issued=self._said.value(node, DCT.issued),
            priorities=tuple(map(self._priority, self._said.nodes(node, S3.prioritises))),
        )

    def _priority(self, node: NamedNode) -> Priority:
        named = self._said.named(node)
        return Priority(named.iri, named.label, named.example, self._said.links(node, CV.thematicArea))

    def _collaboration(self, node: NamedNode) -> Collaboration:
        named = self._said.named(node)
        return Collaboration(
            iri=named.iri,
            label=named.label,
            example=named.example,
            parties=tuple(self._named_all(node, S3.party)),
            bridges=tuple(self._named_all(node, S3.bridge)),
        )

    def _named_all(self, node: NamedNode, predicate: NamedNode) -> Iterator[Named]:
        return map(self._said.named, self._said.nodes(node, predicate))

    def _answers(self, question: str) -> Iterator[QuerySolution]:
        return self._store.solutions(SavedQuestion.load(shelf("queries") / f"{question}.rq").bind({}))

    def _white_spot(self, row: QuerySolution) -> WhiteSpot:
        return WhiteSpot(
            region=self._node(row, "region"),
            competence=self._node(row, "competence"),
            needs=_number(row, "needs") or 0,
            nearest=self._node(row, "nearest") if row["nearest"] is not None else None,
            kilometres=_number(row, "kilometres"),
        )

    def _bridge(self, row: QuerySolution) -> Bridge:
        return Bridge(
            area=self._node(row, "area"),
            other=self._node(row, "other"),
            competence=self._node(row, "competence"),
            actors=_number(row, "actors") or 0,
            others=_number(row, "otherActors") or 0,
            pairs=_number(row, "pairs") or 0,
        )

    def _node(self, row: QuerySolution, name: str) -> Named:
        node = row[name]
        if not isinstance(node, NamedNode):
            raise TypeError(name)
        return self._said.named(node)


def _number(row: QuerySolution, name: str) -> int | None:
    value = row[name]
    return int(value.value) if isinstance(value, Literal) else None
