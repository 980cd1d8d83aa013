"""What of a need was understood, as people see it and change it: competences, and others near them."""

from __future__ import annotations

from collections.abc import Iterator

from api.asked import Asked
from s3graph.matching import Answer
from s3graph.matching.answer import PartAnswer
from s3graph.matching.cards import ConceptLink
from s3graph.model import Language
from s3graph.querying.entities import Entities
from s3graph.querying.entity import Named
from s3graph.vocabulary import BASE

_SURE, _AS_SURE = 0.15, 0.7
"""Least confidence of a competence, and least share of that of the likeliest of its part."""
_NEAR = 6
_COMPETENCE = f"{BASE}id/competence/"


def understood(answer: Answer, asked: Asked) -> tuple[str, ...]:
    """Slugs of the competences a need is taken to be about, in the order of its parts; none where nobody fits it.

    What no part is surely about is left out, where another part is; else the likeliest of all is named.
    """
    if asked.concepts or not answer.matches:
        return asked.concepts
    asking = [part for part in answer.parts if part.asks and part.concepts]
    links = [link for part in asking for link in _sure(part)]
    if not links:
        links = sorted((part.concepts[0] for part in asking), key=lambda link: -link.confidence)[:1]
    return tuple(dict.fromkeys(_slug(link.iri) for link in links))


def near(answer: Answer, chosen: tuple[str, ...], entities: Entities) -> tuple[Named, ...]:
    """Competences that may be meant too: less sure ones of the need, then narrower and related ones."""
    slugs = dict.fromkeys(slug for slug in _further(answer, chosen, entities) if slug not in chosen)
    return tuple(entities.competences.get(slug).as_named for slug in slugs if slug in entities.competences)[:_NEAR]


def named(words: str, entities: Entities, language: Language) -> str | None:
    """Slug of the competence that is called so, in either language or by another name."""
    wanted = " ".join(words.casefold().split())
    for one in entities.competences.ordered(language):
        names = (one.slug, one.label.sv, one.label.en, *(name for _, name in one.other_names))
        if wanted in (name.casefold() for name in names):
            return one.slug
    return None


def _sure(part: PartAnswer) -> Iterator[ConceptLink]:
    for link in part.concepts:
        if link.confidence >= max(_SURE, _AS_SURE * part.concepts[0].confidence):
            yield link


def _further(answer: Answer, chosen: tuple[str, ...], entities: Entities) -> Iterator[str]:
    links = (link for part in answer.parts if part.asks for link in part.concepts)
    yield from (_slug(link.iri) for link in sorted(links, key=lambda link: -link.confidence))
    for slug in chosen:
        if slug in entities.competences:
            one = entities.competences.get(slug)
            yield from (other.slug for other in (*one.narrower, *one.related, *one.broader))


def _slug(iri: str) -> str:
    return iri.removeprefix(_COMPETENCE)
