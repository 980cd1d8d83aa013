"""The matcher: one need in, one answer out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain

from s3graph.errors import UsageError
from s3graph.matching.answer import Answer, Match, Matches, PartAnswer, Team
from s3graph.matching.beside import beside
from s3graph.matching.cards import ActorCard, ConceptLink
from s3graph.matching.catalogue import Kind
from s3graph.matching.encoder import Encoder
from s3graph.matching.index import Index
from s3graph.matching.industries import Industries
from s3graph.matching.initiatives import fitting
from s3graph.matching.joined import joined
from s3graph.matching.meeting import Meeting, meet
from s3graph.matching.need import NEED_LENGTH, SIZES, Need, NeedRequest, need_of, read_need
from s3graph.matching.order import Order, order_of
from s3graph.matching.personal import notice
from s3graph.matching.places import Gazetteer
from s3graph.matching.published_needs import similar
from s3graph.matching.ranking import Scores, matches, score, somebodys
from s3graph.matching.ranking import fitting as suitable
from s3graph.matching.services import offered
from s3graph.matching.several import not_understood, of_each, separate, turns_to_another
from s3graph.matching.teams import SHOWN, teams
from s3graph.matching.uncovered import uncovered
from s3graph.matching.unheld import unheld
from s3graph.matching.wish import Wish
from s3graph.matching.wish_by_wish import wish_by_wish
from s3graph.matching.words import content_words
from s3graph.model import Language, Text

MOST_MATCHES = 50
_NOBODY = Text(
    sv="Ingen aktör här passar behovet tillräckligt väl för att föreslås. Stödet är till för att utveckla ett företag, "
    "inte för köp, vanliga tjänster eller det privata. Beskriv gärna närmare vad företaget vill utveckla.",
    en="No actor here fits the need well enough to be suggested. Support is there for developing a company, not for "
    "purchases, ordinary services or private matters. Please describe closer what the company wants to develop.",
)
_NOTHING = Text(
    sv="Behovet säger inte vad det gäller. Beskriv vad företaget gör och vad det vill ha hjälp med.",
    en="The need does not say what it is about. Describe what the company does and what it wants help with.",
)

_WHERE = Text(
    sv="Behovet nämner ingen plats, så aktörer i alla län jämförs lika. Ange kommun eller län så kommer de egna först.",
    en="The need names no place, so actors of all counties are compared alike. Give a municipality or county to have "
    "your own first.",
)
_WHICH = Text(
    sv="Behovet nämner flera län utan att säga vilket. Ange kommun eller län så kommer de egna först.",
    en="The need names several counties without saying which. Give a municipality or county to have your own first.",
)


_ANY_INDUSTRY = Industries()


class Matcher:
    """An index and the encoder it was built with. Holds no state between needs; may be shared by threads."""

    def __init__(
        self,
        index: Index,
        encoder: Encoder,
        release: int | None = None,
        need_length: int = NEED_LENGTH,
        industries: Industries = _ANY_INDUSTRY,
    ) -> None:
        index.check(encoder)
        self._index = index
        self._encoder = encoder
        self._release = release
        self._need_length = need_length
        self._industries = industries
        self._gazetteer = Gazetteer(index.catalogue.places)
        self._areas = {index.catalogue.topics[place].areas[0] for place in index.tables.of_kind(Kind.AREA)}

    @property
    def index(self) -> Index:
        """What it matches against."""
        return self._index

    def region_of(self, municipality: str | None) -> str | None:
        """Slug of the region that a municipality, by name or code, lies in. UsageError for an unknown one."""
        if municipality is None:
            return None
        found = self._gazetteer.whereabouts(NeedRequest("", municipality=municipality), "")
        return found.region.slug if found else None

    def industry(self, written: str | None) -> str | None:
        """An SNI code as published. UsageError for an unknown one."""
        return self._industries.code(written) if written is not None else None

    def match(self, request: NeedRequest, today: date) -> Answer:
        """UsageError for a need without words, in another language, or naming something unknown or too much."""
        need, meeting = self._read(request, today)
        if meeting is None:
            return replace(self._nothing(need, today), notices=_notices(request))
        scores, place = score(meeting), meeting.place
        found, told = _named(meeting, wishes := separate(meeting), scores)
        others = _others(meeting, found, None if len(wishes) > 1 else scores) if found else {}
        parts, asked_here = _parts(meeting, others), somebodys(meeting)
        return Answer(
            release=self._release,
            day=today,
            language=need.language,
            parts=parts,
            place=place.label if place else None,
            matches=found,
            teams=_teams(wishes if turns_to_another(need) else (meeting,), scores) if found else (),
            initiatives=fitting(meeting) if asked_here else (),
            services=offered(meeting) if asked_here else (),
            similar_needs=similar(meeting) if asked_here else (),
            uncovered=_unmet(meeting, wishes, found, others) if asked_here else (),
            nearest=() if found else _nearest(meeting),
            message=_found(found, len(wishes)) if found else _NOBODY,
            notices=_notices(request) + ((_WHICH if meeting.counties else _WHERE,) if found and place is None else ()),
            place_slug=place.slug if place else None,
            unheld=unheld(meeting, scores, found) if found else (),
            wishes=told,
        )

    def order(self, request: NeedRequest, today: date) -> Order:
        """Every actor, best first: those that ``match`` names, as it does, then the others. The same is refused."""
        _, meeting = self._read(request, today)
        if meeting is None:
            return Order((), 0)
        scores = score(meeting)
        return order_of(meeting, _named(meeting, separate(meeting), scores)[0], scores)

    def _read(self, request: NeedRequest, today: date) -> tuple[Need, Meeting | None]:
        """The need as it was read, and met; not met where it says nothing but a place, or there is nobody to meet."""
        self._check(request)
        request = replace(request, sni=self.industry(request.sni))
        need = self._need(request)
        if not request.concepts and not content_words(self._gazetteer.masked(need.matter), need.language):
            need = replace(need, parts=())
        place = self._gazetteer.whereabouts(request, need.text)
        if not need.parts or not self._index.catalogue.actors:
            return need, None
        asked = (request, today, place)
        told = need.without(self._gazetteer.masked)
        return need, meet(self._index, self._encoder, told, asked, self._gazetteer.counties(need.text))

    def _need(self, request: NeedRequest) -> Need:
        if not request.concepts:
            return read_need(request, self._need_length, self._index.knows)
        index = self._index
        named = [index.competences[index.column_of[slug]] for slug in request.concepts]
        return need_of([competence.label for competence in named], request.language or Language.SV)

    def _nothing(self, need: Need, today: date) -> Answer:
        """For a need that says nothing, or a release without actors."""
        parts = tuple(PartAnswer(part.text, part.asks, (), 0.0) for part in need.parts)
        return Answer(
            release=self._release,
            day=today,
            language=need.language,
            parts=parts,
            place=None,
            matches=Matches(()),
            teams=(),
            initiatives=(),
            services=(),
            similar_needs=(),
            uncovered=tuple(part.text for part in parts if part.asks),
            nearest=(),
            message=_NOBODY if parts else _NOTHING,
        )

    def _check(self, request: NeedRequest) -> None:
        if not 1 <= request.limit <= MOST_MATCHES:
            raise UsageError(
                Text(
                    sv=f"limit är {request.limit}; ange 1 till {MOST_MATCHES}.",
                    en=f"limit is {request.limit}; give 1 to {MOST_MATCHES}.",
                )
            )
        _check_size(request.size)
        for area in request.areas:
            if area not in self._areas:
                known = ", ".join(sorted(self._areas))
                raise UsageError(
                    Text(
                        sv=f"Okänt område {area!r}. Välj bland {known}.",
                        en=f"Unknown area {area!r}. Choose among {known}.",
                    )
                )

        if request.concepts and request.text:
            raise UsageError(
                Text(sv="Skicka ett behov i ord eller kompetenser, inte båda.", en="Send words or concepts, not both.")
            )
        for concept in request.concepts:
            if concept not in self._index.column_of:
                raise UsageError(
                    Text(sv=f"Okänd kompetens {concept!r}.", en=f"Unknown competence {concept!r}."),
                )


def _check_size(size: str | None) -> None:
    if size is not None and size not in SIZES:
        known = ", ".join(SIZES)
        raise UsageError(
            Text(
                sv=f"Okänd storlek {size!r} (size). Välj bland {known}.",
                en=f"Unknown size {size!r} (size). Choose among {known}.",
            )
        )


def _notices(request: NeedRequest) -> tuple[Text, ...]:
    """What the asker should know of what was written, beside the answer."""
    found = notice(request.text)
    return (found,) if found else ()


def _named(meeting: Meeting, wishes: Sequence[Meeting], scores: Scores) -> tuple[Matches, tuple[Wish, ...]]:
    """Whom the answer names, and each wish by itself."""
    limit = meeting.request.limit
    found = of_each(wishes, limit) if len(wishes) > 1 else matches(meeting, scores, limit)
    told = wish_by_wish(meeting, scores, found) if found else ()
    return joined(meeting, found, told), told


def _parts(meeting: Meeting, others: Mapping[int, ActorCard]) -> tuple[PartAnswer, ...]:
    return tuple(
        PartAnswer(part.text, part.asks, _links(meeting, place), float(meeting.covered[place]), others.get(place))
        for place, part in enumerate(meeting.need.parts)
    )


def _links(meeting: Meeting, part: int) -> tuple[ConceptLink, ...]:
    return tuple(link for link in _all_links(meeting, part) if link.confidence >= 0.08)


def _nearest(meeting: Meeting) -> tuple[ConceptLink, ...]:
    """The competences that came closest, for an asker nobody here can help."""
    links = [link for part in range(len(meeting.need.parts)) for link in _all_links(meeting, part)]
    best: dict[str, ConceptLink] = {}
    for link in sorted(links, key=lambda link: -link.confidence):
        best.setdefault(link.iri, link)
    return tuple(best.values())[:3]


def _all_links(meeting: Meeting, part: int) -> list[ConceptLink]:
    topics = meeting.index.competences
    return [
        ConceptLink(topics[c].iri, topics[c].label, sure, meeting.lifted.through(meeting.index, part, c))
        for c, sure in meeting.links.best(part)
    ]


def _others(meeting: Meeting, found: Matches, scores: Scores | None) -> dict[int, ActorCard]:
    """Whom to ask beside the first that fit by these scores; beside all that are named, where there are none."""
    if scores is not None:
        return beside(meeting, suitable(meeting, scores))
    return beside(meeting, [meeting.index.catalogue.row_of[match.actor.iri] for match in found], len(found))


def _unmet(
    meeting: Meeting, wishes: Sequence[Meeting], found: Matches, others: Mapping[int, ActorCard]
) -> tuple[str, ...]:
    """What is wanted and nobody is named for, each once: of several wishes, each by those named for it; a wish that is
    not understood with all its parts.
    """
    lost = not_understood(meeting)
    if len(wishes) > 1:
        parts = [text for one in wishes for text in uncovered(one, found.filter(_named_for(one)))]
    else:
        parts = [text for text in uncovered(meeting, found) if not any(text in whole for whole in lost)]
    met = {meeting.need.parts[place].text for place in others}
    return (*(text for text in parts if text not in met), *lost)


def _named_for(wish: Meeting) -> Callable[[Match], bool]:
    return lambda match: wish.need.text in match.wishes


def _teams(wishes: Sequence[Meeting], scores: Scores) -> tuple[Team, ...]:
    """Of each of several needs its own: what is another thing is nothing to do together."""
    of_each = (teams(each, score(each) if len(wishes) > 1 else scores) for each in wishes)
    return tuple(chain.from_iterable(of_each))[:SHOWN]


def _found(found: Matches, wishes: int) -> Text:
    if wishes > 1:
        return Text(
            sv=f"Behovet rymmer {wishes} önskemål. {len(found)} aktörer passar: först den bästa för varje önskemål.",
            en=f"The need holds {wishes} wishes. {len(found)} actors fit: the best for every wish come first.",
        )
    if len(found) == 1:
        return Text(sv="En aktör passar.", en="One actor fits.")
    return Text(sv=f"{len(found)} aktörer passar, bäst först.", en=f"{len(found)} actors fit, best first.")
