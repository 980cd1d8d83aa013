"""What accepting a file would change, and whether it may be: resolved, compared with the former one, validated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from functools import cached_property

from pyoxigraph import Triple

from s3graph.errors import NotFoundError, UsageError
from s3graph.graph import Deliveries, Draft, GraphChange, NTriples, Release, ReleaseStore, Source, SourceState
from s3graph.intake.decided import decisions_in
from s3graph.intake.difference import Difference
from s3graph.intake.identity import Aliases, Decisions
from s3graph.intake.known import speech_of
from s3graph.intake.merging import merge
from s3graph.intake.registers import Register, register_named
from s3graph.intake.request import ImportReport, ImportRequest, Outcome, actor_iri
from s3graph.intake.resolving import Identified, Resolving
from s3graph.intake.staging import Staged
from s3graph.model import Text
from s3graph.validation import Profile, Reference, Report, StagedDelivery, validate_delivery
from s3graph.validation.cardinality import SingleValues
from s3graph.validation.finding import Finding
from s3graph.validation.location import Gap, Place, Where
from s3graph.validation.rules import POSSIBLE_IDENTITY
from s3graph.validation.speech import Speech
from s3graph.vocabulary import graph

SOURCE_PROFILES = ("partner", "facts")


@dataclass(frozen=True)
class Base:
    """What stands before the import: the current release, None before the first, and what was delivered."""

    release: Release | None
    deliveries: Deliveries

    @cached_property
    def store(self) -> ReleaseStore | None:
        return ReleaseStore.open(self.release) if self.release else None

    def said(self, source: str) -> NTriples:
        """What the source says in the release, as it was delivered: a store spells numbers its own way."""
        state = self._state(source)
        return self.deliveries.content(self.deliveries.get(source, state.delivery)) if state else NTriples()

    def says_nothing_new(self, request: ImportRequest, staged: Staged) -> bool:
        """Whether source and file are as the release has them: it was accepted then, and needs no second look."""
        state = self._state(request.source)
        if state is None or state.triples != len(staged.content) or state.digest != staged.content.digest:
            return False
        former = _former(request.source, self.deliveries)
        return _asked(request, former) == former

    def _state(self, source: str) -> SourceState | None:
        return self.release.manifest.sources.get(source) if self.release else None


@dataclass(frozen=True)
class Assessment:
    """``change`` is that of the published graph, ``content`` what will be kept as the delivery.

    ``decisions`` are those on identities that stand so far, ``identified`` has them with what this import adds.
    """

    source: Source
    known: bool
    content: NTriples
    change: GraphChange
    decisions: Decisions
    identified: Identified
    report: Report
    moment: str

    @cached_property
    def difference(self) -> Difference:
        return Difference.of(self.change)

    def as_report(self, outcome: Outcome, release: int | None) -> ImportReport:
        return ImportReport(
            outcome,
            self.source.name,
            release,
            self.report,
            self.difference,
            self.identified.resolutions,
        )

    def draft(self, request: ImportRequest) -> Draft:
        return Draft(self.source, self.content, self.moment, request.file_name, request.origin, request.etag)


def assess(request: ImportRequest, staged: Staged, base: Base, moment: str) -> Assessment:
    """Validates a staged file as a delivery of its source, and compares it with what the source said before."""
    store, deliveries = base.store, base.deliveries
    former_source = _former(request.source, deliveries)
    source = _asked(request, former_source)
    profile = Profile.load(source.profile)
    former = base.said(source.name)
    content = checked = staged.content
    if request.merge and former:
        merged = merge(former, content, SingleValues.of(profile.shapes))
        content, checked = merged.whole, merged.touched
    speech = speech_of(source, store, deliveries.sources())
    decisions = decisions_in(store)
    identified = Resolving(speech, profile.about_others, moment).identify(checked, store, decisions)
    aliases = identified.decisions.aliases()
    change = GraphChange.between(graph(source.name), decisions.aliases().applied(former), aliases.applied(content))
    speech = _with_decided(speech, aliases, checked)
    data = aliases.applied(checked).store()
    delivery = StagedDelivery(data, speech, Reference.load(), _Lines(staged, aliases), staged.remarks)
    report = validate_delivery(delivery, profile).with_findings(_open_questions(identified)).sorted()
    known = source == former_source
    return Assessment(source, known, content, change, decisions, identified, report, moment)


@dataclass(frozen=True)
class _Lines:
    """Lines of the file, asked for by the addresses that stand after identities were resolved."""

    staged: Staged
    aliases: Aliases

    def __call__(self, wanted: Set[Place]) -> Mapping[Place, Where]:
        asked: dict[Place, Place] = {place: place for place in wanted}
        for alias, stays in self.aliases.canonical.items():
            for place in wanted:
                if place == stays:
                    asked[alias] = place
                elif isinstance(place, Triple) and place.subject == stays:
                    asked[Triple(alias, place.predicate, place.object)] = place
                elif isinstance(place, Gap) and place.subject == stays:
                    asked[Gap(alias, place.predicate)] = place
        return {asked[place]: line for place, line in self.staged.lines(asked.keys()).items()}


def _with_decided(speech: Speech, aliases: Aliases, content: NTriples) -> Speech:
    """A source goes on describing its organisations under the address that was decided to stand for theirs."""
    described = content.mentioning(*aliases.canonical).subjects() if aliases else set()
    decided = {stays for alias, stays in aliases.canonical.items() if str(alias).encode() in described}
    return replace(speech, own=speech.own | decided) if decided else speech


def _open_questions(identified: Identified) -> Iterator[Finding]:
    for pair in identified.candidates:
        yield POSSIBLE_IDENTITY.finding(pair.alias, None, pair.canonical)


def _former(name: str, deliveries: Deliveries) -> Source | None:
    try:
        return deliveries.source(name)
    except NotFoundError:
        return None


def _asked(request: ImportRequest, former: Source | None) -> Source:
    """The source as it will be known: what the call says, over what was known, over the defaults."""
    if former is not None and former.shipped:
        raise UsageError(comes_with_software(former.name))
    if request.profile is not None and request.profile not in SOURCE_PROFILES:
        raise UsageError(no_such_profile(request.profile))
    source = former or Source(request.source, Text(sv=request.source, en=request.source))
    if request.register is not None:
        source = _of_register(source, register_named(request.register), known=former is not None)
    return replace(
        source,
        profile=request.profile or source.profile,
        speaks_for=actor_iri(request.speaks_for) if request.speaks_for else source.speaks_for,
        licence=request.licence or source.licence,
        withdrawn_at=None,
    )


def _of_register(source: Source, register: Register, known: bool) -> Source:
    """As the manifest has it. UsageError for a source that is known and holds something else."""
    if known and source.register != register.name:
        raise UsageError(
            Text(
                sv=f"Källan {source.name} finns redan och är inte registret {register.name}. Ange en annan --source.",
                en=f"The source {source.name} exists and is not the register {register.name}. Give another --source.",
            )
        )
    return replace(
        source,
        label=register.title,
        profile=register.profile,
        licence=register.licence or source.licence,
        register=register.name,
    )


def comes_with_software(name: str) -> Text:
    return Text(
        sv=f"Källan {name} följer med programvaran. Leverera under ett annat namn.",
        en=f"The source {name} comes with the software. Deliver under another name.",
    )


def no_such_profile(name: str) -> Text:
    return Text(
        sv=f"Profilen '{name}' kan ingen källa ha. Välj {' eller '.join(SOURCE_PROFILES)}.",
        en=f"No source can have the profile '{name}'. Choose {' or '.join(SOURCE_PROFILES)}.",
    )
