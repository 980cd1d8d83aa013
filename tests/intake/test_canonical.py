"""The canonical form: the same for the same graph however it is written, another for another, and bounded in work."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from s3graph.errors import ReadError
from s3graph.graph import NTriples
from s3graph.graph.ntriples import line_of
from s3graph.intake.canonical import canonical

NAMES = [NamedNode(f"https://example.org/{name}") for name in "abc"]
BLANKS = [BlankNode(f"n{number}") for number in range(4)]
nodes = some.sampled_from([*NAMES, *BLANKS])
values = some.one_of(nodes, some.sampled_from([Literal("ett"), Literal("två", language="sv"), Literal(3)]))
graphs = some.lists(some.builds(Triple, nodes, some.sampled_from(NAMES), values), max_size=9)


def canon(triples: Iterable[Triple]) -> NTriples:
    return canonical(line_of(triple) for triple in triples)


def relabelled(triples: list[Triple], seed: int) -> list[Triple]:
    """The same graph with other labels, in another order, some lines twice."""
    chance = random.Random(seed)  # noqa: S311 - test data
    names = [f"x{number}" for number in range(len(BLANKS))]
    chance.shuffle(names)
    new = {node: BlankNode(name) for node, name in zip(BLANKS, names, strict=True)}

    def other(term: object) -> object:
        return new.get(term, term) if isinstance(term, BlankNode) else term

    found = [Triple(other(t.subject), t.predicate, other(t.object)) for t in triples]  # type: ignore[arg-type]
    found += found[: len(found) // 2]
    chance.shuffle(found)
    return found


@settings(max_examples=300, deadline=None)
@given(graphs, some.integers(0, 10_000))
def test_labels_and_order_make_no_difference(triples: list[Triple], seed: int) -> None:
    one, other = canon(triples), canon(relabelled(triples, seed))
    assert one == other
    assert len(one) <= len(set(triples))


@settings(max_examples=200, deadline=None)
@given(graphs, some.integers(0, 100))
def test_writing_and_reading_changes_nothing(triples: list[Triple], seed: int) -> None:
    one = canon(triples)
    again = canon([quad.triple for quad in parse(b"".join(one.lines), format=RdfFormat.N_TRIPLES)])
    assert again == one
    assert list(one) == sorted(one, key=lambda triple: str(triple).encode())


@settings(max_examples=200, deadline=None)
@given(graphs, some.sampled_from(NAMES), some.sampled_from(NAMES))
def test_another_graph_has_another_digest(triples: list[Triple], subject: NamedNode, value: NamedNode) -> None:
    more = Triple(subject, NamedNode("https://example.org/new"), value)
    assert canon([*triples, more]).digest != canon(triples).digest
    assert set(canon([*triples, more])) == {*canon(triples), more}


def test_what_is_said_twice_is_said_once() -> None:
    """Two nameless amounts of which exactly the same is said mean what one of them means."""
    twice = [Triple(node, NAMES[0], Literal(25)) for node in BLANKS[:2]]
    assert canon(twice) == canon(twice[:1])
    told_apart = [*twice, Triple(BLANKS[0], NAMES[1], Literal(1))]
    assert len(canon(told_apart)) == 3


def test_names_do_not_depend_on_the_rest_of_the_file() -> None:
    amount = [Triple(BLANKS[0], NAMES[0], Literal(25)), Triple(NAMES[1], NAMES[2], BLANKS[0])]
    elsewhere = [Triple(BLANKS[1], NAMES[0], Literal(30)), Triple(NAMES[2], NAMES[2], BLANKS[1])]
    alone, together = set(canon(amount)), set(canon([*elsewhere, *amount]))
    assert alone < together


def test_nodes_that_look_alike_are_told_apart() -> None:
    """Two of three nodes in a ring with one marked: colour refinement is not enough where nothing is marked."""
    ring = [Triple(BLANKS[place], NAMES[0], BLANKS[(place + 1) % 3]) for place in range(3)]
    assert len(canon(ring)) == 3
    assert canon(ring) == canon(relabelled(ring, 3))
    line = [Triple(BLANKS[0], NAMES[0], BLANKS[1]), Triple(BLANKS[1], NAMES[0], BLANKS[2])]
    assert canon(ring).digest != canon([*line, Triple(BLANKS[0], NAMES[0], BLANKS[2])]).digest


@pytest.mark.parametrize("size", [8, 12, 40])
def test_a_hostile_graph_is_refused(size: int) -> None:
    """Every node joined to every other: canonicalising it whole would take longer than the universe has."""
    many = [BlankNode() for _ in range(size)]
    clique = [Triple(one, NAMES[0], other) for one in many for other in many if one != other]
    clique.append(Triple(NAMES[1], NAMES[2], many[0]))
    with pytest.raises(ReadError) as raised:
        canon(clique)
    assert NAMES[1].value in raised.value.detail.sv
