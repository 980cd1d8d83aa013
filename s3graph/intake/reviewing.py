"""What an operator decides about organisations: that two are one or are not, and that one stands by what is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from s3graph.errors import NotFoundError, UsageError
from s3graph.graph import (
    DataDirectory,
    Draft,
    GraphChange,
    NTriples,
    Release,
    Releases,
    ReleaseStore,
    Source,
    Writer,
)
from s3graph.intake.decided import DECIDING, consequences, decisions_in, kept
from s3graph.intake.identity import Decision, Ground, Pair
from s3graph.intake.organisations import Organisation, alike, organisations
from s3graph.intake.publishing import Publication, now, publish
from s3graph.intake.request import actor_iri
from s3graph.matching.encoder import load_encoder
from s3graph.model import Language, Text
from s3graph.settings import Settings
from s3graph.vocabulary import BASE, CONFIRMATIONS, PROV, RDF, S3, XSD, entity, graph

_PLATFORM = graph("platform").value
_CONFIRMING = Source("confirmations", Text(sv="Bekräftelser", en="Confirmations"), profile="platform")
_STATES = {
    None: Text(sv="att avgöra", en="open"),
    True: Text(sv="samma", en="same"),
    False: Text(sv="olika", en="different"),
}


@dataclass(frozen=True)
class Question:
    """A pair of organisations, with what was decided about it; ``same`` is None as long as nothing was."""

    pair: Pair
    same: bool | None
    labels: tuple[str, str]

    def to_text(self, language: Language) -> str:
        state = _STATES[self.same].in_language(language)
        alias, canonical = (node.value.removeprefix(f"{BASE}id/") for node in (self.pair.alias, self.pair.canonical))
        ground = self.pair.ground.text.in_language(language)
        return f"{self.pair.id}  {state:10}  {alias} ({self.labels[0]}) = {canonical} ({self.labels[1]})  [{ground}]"

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.pair.id,
            "same": self.same,
            "alias": self.pair.alias.value,
            "canonical": self.pair.canonical.value,
            "labels": list(self.labels),
            "ground": self.pair.ground.value,
        }


def questions(store: ReleaseStore, language: Language) -> tuple[Question, ...]:
    """Open pairs first, then decided ones; each in the order of its addresses."""
    decisions = decisions_in(store)
    open_pairs = [pair for pair in _candidates(store) if not decisions.decided(pair)]
    found = [(pair, None) for pair in open_pairs] + [(d.pair, d.same) for d in decisions.by_id.values()]
    found.sort(key=lambda item: (item[1] is not None, item[0].canonical.value, item[0].alias.value))
    return tuple(
        Question(pair, same, (store.label(pair.alias, language), store.label(pair.canonical, language)))
        for pair, same in found
    )


def decide(settings: Settings, identity: str, *, same: bool) -> Release:
    """Publishes a release in which the two of a pair are one, or are not. NotFoundError for an unknown pair."""
    with Writer(DataDirectory.open(settings.data_dir)) as writer:
        store = _published(writer)
        decisions = decisions_in(store)
        known = {pair.id: pair for pair in _candidates(store)}
        known.update((d.pair.id, d.pair) for d in decisions.by_id.values())
        if identity not in known:
            raise NotFoundError(
                Text(
                    sv=f"Inget par heter {identity}. Se 's3graph identities list'.",
                    en=f"No pair is called {identity}. See 's3graph identities list'.",
                )
            )
        former = decisions.by_id.get(identity)
        if former is not None and former.same is same and former.pair.ground is Ground.REVIEW:
            raise UsageError(Text(sv=f"{identity} är redan avgjort så.", en=f"{identity} is decided so already."))
        pair = Pair(known[identity].alias, known[identity].canonical, Ground.REVIEW)
        moment = now()
        after = decisions.plus(Decision(pair, same, moment))
        delivery, change = kept(writer, decisions, after, moment)
        changes = (change, *consequences(writer, decisions.aliases(), after.aliases()))
        verb = "accept" if same else "reject"
        publication = Publication(f"identities {verb} {identity}", changes, (delivery,), (DECIDING,))
        return publish(writer, publication, load_encoder(settings))


def confirm(settings: Settings, name: str, by: str | None, *, undo: bool = False) -> Release:
    """Publishes a release in which an entity stands by what is said of it, or no longer does.

    ``name`` is an actor's slug or any entity's address, ``by`` the actor that confirms, the entity itself where it is
    None. NotFoundError where the graph has no such entity, UsageError where nothing would change.
    """
    confirmed = NamedNode(actor_iri(name) if not name.startswith(BASE) else name)
    actor = NamedNode(actor_iri(by)) if by else confirmed
    with Writer(DataDirectory.open(settings.data_dir)) as writer:
        store = _published(writer)
        for node in (confirmed, actor):
            if not store.knows(node):
                raise NotFoundError(Text(sv=f"Grafen har ingen {node.value}.", en=f"The graph has no {node.value}."))
        former = NTriples.of(quad.triple for quad in store.quads(None, None, None, CONFIRMATIONS))
        moment = now()
        said = NTriples.of(_confirmation(confirmed, actor, moment))
        mine = f"<{_address(confirmed).value}> ".encode()
        others = NTriples(tuple(line for line in former.lines if not line.startswith(mine)))
        change = GraphChange.between(CONFIRMATIONS, former, others if undo else others + said)
        if not change:
            raise UsageError(Text(sv=f"{name} är inte bekräftad.", en=f"{name} is not confirmed."))
        held = writer.deliveries.hold(Draft(_CONFIRMING, change.content, moment, "s3graph confirm"))
        publication = Publication(f"confirm {name}", (change,), (held,), (_CONFIRMING,))
        return publish(writer, publication, load_encoder(settings))


def current_questions(settings: Settings, language: Language) -> tuple[Question, ...]:
    """Of the current release."""
    return questions(ReleaseStore.open(Releases(DataDirectory.open(settings.data_dir)).current()), language)


def _published(writer: Writer) -> ReleaseStore:
    return ReleaseStore.open(writer.base or writer.releases.current())


def _candidates(store: ReleaseStore) -> Iterator[Pair]:
    for one, other, ground in alike(organisations(store)):
        stays, gives_way = sorted((one, other), key=_standing)
        yield Pair(gives_way.node, stays.node, ground)


def _standing(organisation: Organisation) -> tuple[bool, str]:
    """What the platform described first stays."""
    return _PLATFORM not in organisation.graphs, organisation.node.value


def _address(confirmed: NamedNode) -> NamedNode:
    return entity("confirmation", "-".join(confirmed.value.removeprefix(f"{BASE}id/").split("/")))


def _confirmation(confirmed: NamedNode, actor: NamedNode, moment: str) -> Iterator[Triple]:
    node = _address(confirmed)
    yield Triple(node, RDF.type, S3.Confirmation)
    yield Triple(node, S3.confirms, confirmed)
    yield Triple(node, PROV.wasAttributedTo, actor)
    yield Triple(node, PROV.generatedAtTime, Literal(moment, datatype=XSD.dateTime))
