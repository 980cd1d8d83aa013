from __future__ import annotations

import pytest

from s3graph.errors import NotFoundError, UsageError
from s3graph.matching.bridges import BRIDGE, Proposal, proposals
from s3graph.matching.index import Index
from s3graph.model import Language
from s3graph.vocabulary import entity


def pair_of(proposal: Proposal) -> set[str]:
    return {actor.iri.rsplit("/", 1)[1] for actor in proposal.actors}


def test_a_pair_is_proposed_for_a_need_that_neither_meets_alone(together: Index) -> None:
    found = proposals(together)
    assert pair_of(found[0]) == {"beta", "eta"}
    assert [need.label.sv for need in found[0].needs] == ["Packa osten med en robot"]
    assert found[0].needs[0].nobody_alone
    adds = {
        a.iri.rsplit("/", 1)[1]: [label.sv for label in told]
        for a, told in zip(found[0].actors, found[0].adds, strict=True)
    }
    assert adds == {"beta": ["osttillverkning"], "eta": ["automation"]}


def test_what_joins_them_is_a_competence_both_reach(together: Index) -> None:
    proposal = proposals(together)[0]
    column = [together.catalogue.topics[place].label for place in together.concepts].index(proposal.bridge)
    rows = [row for row, a in enumerate(together.catalogue.actors) if a.iri in {c.iri for c in proposal.actors}]
    assert (together.reach[rows, column] >= BRIDGE).all()
    assert proposal.bridge.sv == "osttillverkning"


def test_without_a_shared_bridge_nothing_is_proposed(together: Index) -> None:
    """Gamma can automate as well as Eta, but shares no competence with the cheese makers."""
    assert all("gamma" not in pair_of(proposal) for proposal in proposals(together))


def test_those_who_work_together_already_are_not_proposed(together: Index) -> None:
    assert all(pair_of(proposal) != {"beta", "epsilon"} for proposal in proposals(together))


def test_for_one_actor_and_for_an_area_pair(together: Index) -> None:
    actor = entity("actor", "eta").value
    assert all("eta" in pair_of(proposal) for proposal in proposals(together, actor=actor))
    assert pair_of(proposals(together, areas=("livsmedel", "industri"))[0]) == {"beta", "eta"}
    assert proposals(together, areas=("livsmedel", "tra-skog")) == ()


def test_no_published_needs_no_proposals(index: Index) -> None:
    assert proposals(index) == ()


def test_an_unknown_actor_and_wrong_areas_are_refused(together: Index) -> None:
    with pytest.raises(NotFoundError, match="nobody"):
        proposals(together, actor=entity("actor", "nobody").value)
    for areas in (("livsmedel", "livsmedel"), ("livsmedel", "rymden")):
        with pytest.raises(UsageError, match="tra-skog"):
            proposals(together, areas=areas)


def test_a_proposal_as_json_is_marked_as_one(together: Index) -> None:
    drawn = proposals(together)[0].to_json(Language.EN)
    assert drawn["proposed"] is True
    assert drawn["needs"][0]["label"] == "Pack the cheese with a robot"
    assert drawn["actors"][0]["adds"]
