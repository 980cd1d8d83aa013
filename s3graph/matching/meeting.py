"""A need met with an index: every similarity the features read, computed once for all actors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from s3graph.matching.area_shares import of_areas
from s3graph.matching.concepts import LEXICAL_SHARE, SURE, Links, backed, bearing, link, stated
from s3graph.matching.directions import shares
from s3graph.matching.encoder import Encoder
from s3graph.matching.hierarchy import ADJACENT, of_any_trade
from s3graph.matching.index import Index
from s3graph.matching.intent import intent
from s3graph.matching.lifting import Lifted, lifted, untouched
from s3graph.matching.linking import linked
from s3graph.matching.money import is_of_money
from s3graph.matching.need import Need, NeedRequest
from s3graph.matching.places import Whereabouts
from s3graph.matching.segments import largest, top_means
from s3graph.matching.senses import in_full
from s3graph.matching.spelling import respelt
from s3graph.matching.subjects import Told, silent, told
from s3graph.matching.wanting import outright
from s3graph.matching.wording import classifier
from s3graph.matching.words import content_words, stem, unended
from s3graph.model import Language

Floats = NDArray[np.float32]

TOP = (1 / 3, 1 / 3, 1 / 3)
"""Weights of an actor's best, second and third facet on one clause."""
COVERED = 0.35
"""Least cover of an asking part by its best actor, below which it is said that nobody covers it."""
HELD = 0.6
"""Reach from which an actor has what a competence asked for needs: that one, the whole of it or a part."""
EXACT = 0.9
"""Reach of who has the competence itself, not one beside it."""
UNSURE = 0.2
"""What a clause weighs as evidence that is about nothing in particular, beside 1.2 for one that surely is."""
BEST_CLAUSE, ALL_CLAUSES, COMPETENCES = 0.6, 0.4, 0.5
"""How well a topic fits: weights of the wish that meets it best, of all by importance, of the competences asked."""
CONTEXT = 0.35
"""Weight of a clause that only says who is asking, beside 1 for one that asks."""


@dataclass(frozen=True)
class Meeting:
    """Rows are parts of the need; columns topics or actors. ``whole``: the vector of its full text. ``counties``: slugs
    of those in one of which the asker is, where it says so much and gives no ``place``."""

    index: Index
    need: Need
    request: NeedRequest
    today: date
    place: Whereabouts | None
    whole: Floats
    vectors: Floats
    counties: tuple[str, ...] = ()

    def of_parts(self, places: Sequence[int], text: str, telling: Sequence[int] = ()) -> Meeting:
        """The meeting of some parts, as if they were all that is asked, in these words; nothing is encoded anew, and
        nothing but the whole of several compared. Those that are ``telling`` only say who is asking."""
        rows, own = list(places), self.need.parts
        parts = tuple(own[place].telling() if place in telling else own[place] for place in rows)
        need = replace(self.need, text=text, matter=" ".join(part.matter for part in parts), parts=parts)
        vectors, asks = self.vectors[rows], np.array([part.asks for part in parts])
        whole = np.where(asks, np.float32(1), np.float32(CONTEXT)) @ vectors
        whole /= max(float(np.linalg.norm(whole)), 1e-9)
        found = replace(self, need=need, whole=whole, vectors=vectors)
        meanings = self.topic_meaning[rows]
        together = meanings if len(rows) == 1 else found._meanings_of(whole[None])
        vars(found).update(_meanings=np.vstack([together, meanings]), _words=[self._words[row] for row in rows])
        return found

    @cached_property
    def _meanings(self) -> Floats:
        """``[1 + part, topic]``: of the whole need, then of each part: as ``topic_meaning``."""
        return self._meanings_of(np.vstack([self.whole, self.vectors]))

    def _meanings_of(self, vectors: Floats) -> Floats:
        return largest(self.index.vectors.cosines(vectors), self.index.tables.passages)

    @cached_property
    def intent(self) -> float:
        """Logarithm of the odds that support actors are the ones to ask, by who asks and what for."""
        return intent().margin(self.need.matter, self.need.tongue)

    @cached_property
    def wording(self) -> float:
        """The same, by the need's wording alone."""
        return classifier().margin(self.need.matter)

    @cached_property
    def wished(self) -> NDArray[np.bool_]:
        """``[part]``: whether something is wanted in it (``Need.wishes``)."""
        return np.array(self.need.wishes, np.bool_)

    @cached_property
    def asking(self) -> NDArray[np.bool_]:
        """``[part]``: whether it asks."""
        return np.array([part.asks for part in self.need.parts], np.bool_)

    @cached_property
    def importance(self) -> Floats:
        return np.where(self.asking, np.float32(1), np.float32(CONTEXT))

    @cached_property
    def languages(self) -> tuple[Language, ...]:
        """Languages whose words count: the need's own, both for a mixed one."""
        return tuple(Language) if self.need.mixed else (self.need.language,)

    @cached_property
    def stems(self) -> list[dict[Language, list[tuple[str, str]]]]:
        """Of each part, in each of the ``languages``: its content words and their stems."""
        return [
            {code: [(word, stem(word, code)) for word in content_words(part.matter, code)] for code in self.languages}
            for part in self.need.parts
        ]

    @cached_property
    def topic_meaning(self) -> Floats:
        """``[part, topic]``: cosine with the nearest passage of the topic, whichever its language."""
        return self._meanings[1:]

    @cached_property
    def setting(self) -> Floats:
        """``[concept]``: the same of the need as a whole, in which each part stands."""
        return np.asarray(self._meanings[0, self.index.concepts], np.float32)

    @cached_property
    def topic_words(self) -> Floats:
        """``[part, topic]``: n-gram cosine with the nearest passage in the need's own language."""
        return largest(np.stack([near for near, _ in self._words]), self.index.tables.passages)

    @cached_property
    def leanings(self) -> Floats:
        """``[part, concept]``: which competences the words of each part speak for."""
        return np.stack([leaning for _, leaning in self._words])

    @cached_property
    def _words(self) -> list[tuple[Floats, Floats]]:
        """Of each part, by passage and by concept, in the language of the need where it comes nearest."""
        return [self._words_of(part.matter) for part in self.need.parts]

    def _words_of(self, text: str) -> tuple[Floats, Floats]:
        found = [self.index.passages[code].similarities(text) for code in self.languages]
        lean = [self.index.leanings[code].of(words) for code, words in zip(self.languages, found, strict=True)]
        return np.maximum.reduce(found), np.maximum.reduce(lean)

    @cached_property
    def topics(self) -> Floats:
        """``[part, topic]``: meaning and words together."""
        return self.topic_meaning + LEXICAL_SHARE * self.topic_words

    @cached_property
    def lifted(self) -> Lifted:
        """``[part, concept]``: as ``topics``, and what terms of registers say that competences are mapped to."""
        own = self.topics[:, self.index.concepts]
        terms = self.index.terms
        if not terms.terms:
            return untouched(own)
        texts = [part.matter for part in self.need.parts]
        return lifted(own, terms.meaning(self.vectors), terms.words_of(texts, self.languages), self.index)

    @cached_property
    def bearings(self) -> Floats:
        """``[part, concept]``: how far each part lies the way of the competence, whatever it says in one passage."""
        return bearing(self.vectors, self.leanings, self.index.directions)

    @cached_property
    def links(self) -> Links:
        if self.request.concepts:
            columns = [self.index.column_of[slug] for slug in self.request.concepts]
            return stated(np.array(columns, np.int64), len(self.index.concepts))
        speaks = self.lifted.values, self.lifted.leading(self.bearings), self.setting
        return linked(self.index, self.need, self.vectors, speaks)

    @cached_property
    def alone(self) -> Floats:
        """``[part, concept]``: how surely a part is about it by what it says itself, whatever is said beside it."""
        said = link(self.lifted.values, self.lifted.leading(self.bearings))
        return (self.links if self.request.concepts else said).sure

    @cached_property
    def backed(self) -> Floats:
        """``[part, concept]``: how surely it may be said that a part is about it. What any trade may ask for outright
        (money, rooms, advice) stands alone: of twelve such links ten were right."""
        if self.request.concepts:
            return self.links.sure
        said = self.wished & [outright(part.text) or is_of_money(part.matter) for part in self.need.parts]
        spared = said[:, None] & of_any_trade(self.index.competences)
        return backed(self.links.sure, self.index.nearness, self.setting, spared)

    @cached_property
    def emphasis(self) -> Floats:
        """``[part]``: importance as evidence; a part surely about something counts more than a vague one."""
        return np.asarray(self.importance * (UNSURE + self.links.sure.max(axis=1, initial=0)), np.float32)

    @cached_property
    def concepts(self) -> Floats:
        """What the need asks of each concept."""
        return self.links.weights(self.importance)

    @cached_property
    def told(self) -> Told:
        """What the offers most like the need say it is about."""
        if self.request.concepts:
            return silent(self.index)
        return told(self.topics, self.importance, self.index)

    @cached_property
    def about(self) -> Floats:
        """``[topic]``: what the need asks of the competences a topic is about, through the hierarchy."""
        return self.index.tables.by_topic(self.index.nearness @ self.concepts)

    @cached_property
    def adjoining(self) -> Floats:
        """``[topic]``: the same of these competences themselves and of what is adjacent: plastics is not aluminium."""
        nearness = self.index.nearness
        return self.index.tables.by_topic(np.where(nearness >= ADJACENT, nearness, np.float32(0)) @ self.concepts)

    @cached_property
    def fits(self) -> Floats:
        """``[topic]``: how well each meets the need, about 0 to 1, by its clauses and by the competences asked for."""
        weighted = self.importance @ self.topics / float(self.importance.sum())
        clauses = BEST_CLAUSE * self.topics[self.wished].max(axis=0) + ALL_CLAUSES * weighted
        return np.asarray(clauses + COMPETENCES * self.about, np.float32)

    @cached_property
    def answering(self) -> Floats:
        """``[part, concept]``: how surely each part is about what having the concept answers."""
        return np.asarray(self.links.sure @ self.index.nearness.T, np.float32)

    @cached_property
    def clause_actor(self) -> Floats:
        """``[part, actor]``: the actor's best facets on each clause (late interaction)."""
        return top_means(self.topics.take(self.index.facet_topics, axis=1), self.index.facet_starts, TOP)

    @cached_property
    def cover(self) -> Floats:
        """``[part, actor]``: how far the actor's competences cover each part, 0 to 1."""
        asked = np.flatnonzero(self.links.shares.any(axis=0))
        return self.links.confidence[:, None] * (self.links.shares[:, asked] @ self.index.reach[:, asked].T)

    @cached_property
    def covered(self) -> Floats:
        """``[part]``: how far its best actor covers it; below ``COVERED`` it is said that nobody does.

        Nothing, where a part is surely about a competence that no actor reaches as far as ``HELD``.
        """
        missing = ((self.backed >= SURE) & ~self.held).any(axis=1)
        return np.where(missing, np.float32(0), self.cover.max(axis=1))

    @property
    def held(self) -> NDArray[np.bool_]:
        """``[concept]``: whether any actor reaches it as far as ``HELD``."""
        return self.index.tables.furthest >= HELD

    @cached_property
    def profile_words(self) -> Floats:
        """``[actor]``: n-gram cosine of the whole need with everything the actor says in the need's language."""
        found = [self.index.profiles[code].similarities(self.need.matter) for code in self.languages]
        return np.asarray(np.max(found, axis=0), np.float32)

    @cached_property
    def areas(self) -> dict[str, float]:
        """How surely the need lies in each thematic area; who asks counts as much as what is asked, by itself."""
        sure = np.where(self.wished[:, None], self.links.sure, self.alone)
        return of_areas(sure, self.index.competences, (self.request.areas, self.need.text), self._lying)

    @property
    def _lying(self) -> dict[str, float]:
        """How surely the whole need lies in each of the index's areas; a need said in competences says it by them."""
        if self.request.concepts:
            return {}
        lying = shares(self.whole, self.index.area_directions)
        return dict(zip(self.index.area_names, map(float, lying), strict=True))


def meet(
    index: Index,
    encoder: Encoder,
    need: Need,
    asked: tuple[NeedRequest, date, Whereabouts | None],
    counties: tuple[str, ...] = (),
) -> Meeting:
    """Encode the need and its clauses in one batch, each text once; a full stop at the end changes no answer."""
    need = in_full(need, lambda text: respelt(text, index.passages[need.language]))
    texts = [unended(need.matter), *(unended(part.matter) for part in need.parts)]
    different = list(dict.fromkeys(texts))
    encoded = encoder.encode(different, need.tongue, need=True)
    vectors = encoded[[different.index(text) for text in texts]]
    request, today, place = asked
    return Meeting(index, need, request, today, place, vectors[0], vectors[1:], () if place else counties)
