"""Kept needs, for the interface and for the advisor's pages alike: who may see which, and what is done with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from api.state import Published, State
from s3graph.errors import NotAllowedError, NotFoundError
from s3graph.intake.publishing_needs import SOURCE, PublishedNeed, few_companies
from s3graph.intake.queue import ImportQueue
from s3graph.matching import Answer, NeedRequest, personal
from s3graph.matching.personal import masked, notice
from s3graph.model import Language, Text
from s3graph.private import ApiKey, Draft, Job, JobOptions, Mark, Marked, PrivateNeed, Role
from s3graph.private.needs import erase_on
from s3graph.vocabulary import BASE, entity

PURPOSE = "rådgivning"
_SURE = 0.3
"""Least confidence of a competence that is kept with a need."""


@dataclass(frozen=True)
class Keeping:
    """A need to be kept, and for what; its words only where that is asked for.

    ``words`` are those of a need that is asked in competences, read out of them.
    """

    need: NeedRequest
    words: str = ""
    purpose: str = PURPOSE
    keep_text: bool = False


@dataclass(frozen=True)
class AdvisorsDesk:
    """What one key may do with kept needs, on one release and one day."""

    state: State
    key: ApiKey
    release: Published

    @property
    def today(self) -> date:
        return self.state.today()

    def keep(self, keeping: Keeping) -> tuple[PrivateNeed, Answer]:
        """Answers the need, and keeps what it is about and who was suggested. What the matcher refuses is not kept.

        Personal data in what is written is masked, and the answer's notices point it out.
        """
        need, answer = keeping.need, self.release.matcher.match(keeping.need, self.today)
        draft = PrivateNeed(
            key=self.key.id,
            language=answer.language,
            purpose=masked(keeping.purpose),
            created_on=self.today,
            erase_on=erase_on(self.today, self.state.settings.need_days),
            areas=tuple(need.areas),
            region=need.region or self.release.matcher.region_of(need.municipality),
            municipality=need.municipality,
            sni=self.release.matcher.industry(need.sni),
            size=need.size,
            competences=tuple(entity("competence", slug).value for slug in need.concepts) or _competences(answer),
            text=masked(keeping.words) if keeping.keep_text and keeping.words else None,
            suggested=tuple(match.actor.iri for match in answer.matches),
        )
        return self.state.needs.keep(draft), _pointed_out(answer, keeping.purpose)

    def needs(self) -> tuple[PrivateNeed, ...]:
        """Those of the key, newest first; all of them for an operator."""
        return self.state.needs.list(whose(self.key))

    def need(self, identity: str) -> PrivateNeed:
        """NotFoundError where there is none, or it is another key's."""
        return self.state.needs.get(identity, whose(self.key))

    def mark(self, need: PrivateNeed, actor: str, mark: Mark | None) -> PrivateNeed:
        """With a mark on an actor, named by its slug or its IRI; None takes one away. NotFoundError for no actor."""
        iri = self._actor(actor)
        if mark is None:
            return self.state.needs.unmark(need, iri)
        return self.state.needs.mark(need, Marked(iri, mark, self.today, self.release.release.number))

    def warning(self, need: PrivateNeed) -> Text | None:
        """What is to be thought of before the need is published: somebody might be recognised."""
        return few_companies(self.release.store, (need.region, need.sni, need.size))

    def pointed_out(self, texts: Mapping[Language, str]) -> tuple[Text, ...]:
        """What words that are to be published hold of personal data, which is masked."""
        found = notice("\n".join(texts.values()), personal.PUBLISHED)
        return (found,) if found else ()

    def publish(self, need: PrivateNeed, texts: Mapping[Language, str], queue: ImportQueue) -> Job:
        """Hands the need, in words written for it, to the import of the platform's own source."""
        written = PublishedNeed.of(need, texts, self.today)
        draft = Draft(SOURCE, self.key.id, "need.nt", JobOptions(format="nt", merge=True))
        job = queue.submit_content(draft, written.to_bytes())
        self.state.needs.published(need, self.today)
        return job

    def _actor(self, named: str) -> str:
        iri = named if named.startswith("https://") else f"{BASE}id/actor/{named}"
        if all(actor.iri != iri for actor in self.release.matcher.index.catalogue.actors):
            raise NotFoundError(
                Text(sv=f"Aktören {named} finns inte bland stödaktörerna.", en=f"There is no support actor {named}.")
            )
        return iri


def check_advises(key: ApiKey) -> None:
    """NotAllowedError for keys of other roles."""
    if key.role not in (Role.ADVISOR, Role.OPERATOR):
        raise NotAllowedError(
            Text(
                sv=f"Nyckeln {key.id} är ingen rådgivares. Behov sparas med en nyckel för rollen advisor.",
                en=f"The key {key.id} is no advisor's. Needs are kept with a key of the role advisor.",
            )
        )


def whose(key: ApiKey) -> str | None:
    """Whose needs a key sees: its own, or everybody's."""
    return None if key.role is Role.OPERATOR else key.id


def _pointed_out(answer: Answer, purpose: str) -> Answer:
    found = notice(purpose, personal.PURPOSE)
    return replace(answer, notices=(*answer.notices, found)) if found else answer


def _competences(answer: Answer) -> tuple[str, ...]:
    links = (link for part in answer.parts if part.asks for link in part.concepts if link.confidence >= _SURE)
    return tuple(dict.fromkeys(link.iri for link in links))
