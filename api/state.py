"""What the service holds while it runs: its settings, the published release, and the worker that validates."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Protocol

from starlette.requests import HTTPConnection

from api.company_choices import CompanyChoices
from api.dumps import Dumps
from api.language import asked_language, language_of
from api.limits import RequestWindow, TrustedProxies
from api.metrics import Metrics
from api.refusals import NOT_READY, NotReadyError
from api.sparql_turns import Turns
from api.validator import Validator
from s3graph.errors import S3GraphError
from s3graph.graph import Release, Releases, ReleaseStore
from s3graph.intake.queue import ImportQueue
from s3graph.matching import Encoder, Index, Industries, Matcher, load_encoder
from s3graph.matching.intent import intent
from s3graph.memory import hand_back
from s3graph.model import Language
from s3graph.private import Keys, Needs, Sessions
from s3graph.querying import Query, QueryResult, SavedQuestion, StreamedAnswer
from s3graph.querying.atlas import Atlas
from s3graph.querying.connections import Connections
from s3graph.querying.entities import Entities
from s3graph.querying.gazetteer import Gazetteer
from s3graph.querying.reconcilable import things_of
from s3graph.querying.reconciling import Reconciler
from s3graph.querying.statistics import Counted
from s3graph.resources import shelf
from s3graph.settings import Settings

__all__ = [
    "CurrentRelease",
    "Fleet",
    "Published",
    "State",
    "asked_language",
    "language_of",
    "lent_to",
    "published",
    "state_of",
]
RETRY_SECONDS = 30.0
FAILED_KEYS = 20
"""Keys that open nothing which one client may send in a minute."""
_log = logging.getLogger("s3graph.api")


class Fleet(Protocol):
    """What the service needs of ``s3graph.querying.QueryFleet``."""

    def run(self, text: str, media_type: str, seconds: float | None = None) -> QueryResult:
        """Answers one query, in chunks. QueryError, QueryTimeoutError, LimitError, BusyError."""

    async def stream(self, query: Query) -> StreamedAnswer:
        """Answers one query, to be read as it comes. Errors as those of ``run``."""

    def wait(self) -> None:
        """Until it can answer. QueryError where the release cannot be loaded."""

    def close(self) -> None:
        """Ends its processes."""


@dataclass(frozen=True)
class Published:
    """One release, loaded: everything an answer is made from."""

    release: Release
    store: ReleaseStore
    entities: Entities
    matcher: Matcher
    questions: Mapping[str, SavedQuestion]
    fleet: Fleet

    def company_choices(self, language: Language) -> CompanyChoices:
        """Made for both languages when the first asks for them."""
        return self._company_choices[language]

    @cached_property
    def _company_choices(self) -> Mapping[Language, CompanyChoices]:
        return {language: CompanyChoices.of(self.store, self.entities, language) for language in Language}

    @cached_property
    def reconciler(self) -> Reconciler:
        """Made when the first asks for it."""
        return Reconciler(things_of(self.store, self.entities))

    @cached_property
    def connections(self) -> Connections:
        return Connections(self.store)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        return Gazetteer(self.store, self.entities)

    @cached_property
    def atlas(self) -> Atlas:
        return Atlas(self.entities, self.gazetteer, self.connections)


StartFleet = Callable[[Release, Settings], Fleet]


class ReleaseLoader:
    """Loads releases as the settings say. The encoder is loaded with the first, its weights read, and kept."""

    def __init__(self, settings: Settings, start_fleet: StartFleet) -> None:
        self._settings = settings
        self._start_fleet = start_fleet
        self._encoder: Encoder | None = None

    def __call__(self, release: Release) -> Published:
        """StorageError, EncoderError or QueryError where something of it cannot be loaded."""
        if self._encoder is None:
            encoder = load_encoder(self._settings)
            for language in Language:
                encoder.encode(["energi"], language)
                intent().margin("energi", language)
            self._encoder = encoder
        store = ReleaseStore.open(release)
        index, length = Index.load(release.index_path), self._settings.need_length
        loaded = Published(
            release=release,
            store=store,
            entities=Entities(store),
            matcher=Matcher(index, self._encoder, release.number, length, Industries.of(store)),
            questions={question.name: question for question in SavedQuestion.load_all(shelf("queries"))},
            fleet=self._start_fleet(release, self._settings),
        )
        loaded.connections.prepare()
        return loaded


class _Loan:
    """A loaded release and how many requests use it; closed when it is replaced and the last of them has ended."""

    def __init__(self, published: Published) -> None:
        self.published = published
        self.users = 0
        self.replaced = False


class CurrentRelease:
    """Follows ``current``: loads a new release in a thread beside the old one, and switches in one assignment."""

    def __init__(self, releases: Releases, load: Callable[[Release], Published]) -> None:
        self._releases = releases
        self._load = load
        self._lock = threading.Lock()
        self._loan: _Loan | None = None
        self._loading: threading.Thread | None = None
        self._tried: tuple[int, float] | None = None

    @contextmanager
    def lend(self) -> Iterator[Published | None]:
        """The loaded release for the time of one request; None before the first. Looks for a new one on the way."""
        self.follow()
        with self._lock:
            loan = self._loan
            if loan is not None:
                loan.users += 1
        try:
            yield loan.published if loan else None
        finally:
            if loan is not None:
                self._give_back(loan)

    def follow(self) -> None:
        """Starts to load what ``current`` points at, unless it is loaded, or was tried a moment ago."""
        number = self._releases.current_number()
        with self._lock:
            if number is None or self._loading is not None or self._has(number) or self._tried_lately(number):
                return
            self._loading = threading.Thread(target=self._replace, args=(number,), name="load-release", daemon=True)
            self._loading.start()

    def wait(self, seconds: float) -> None:
        """Waits for a load that has been started."""
        loading = self._loading
        if loading is not None:
            loading.join(seconds)

    def close(self) -> None:
        """Ends the loaded release, once the load under way and the requests that use it have ended."""
        self.wait(RETRY_SECONDS)
        self._switch(None)

    def _has(self, number: int) -> bool:
        return self._loan is not None and self._loan.published.release.number == number

    def _tried_lately(self, number: int) -> bool:
        return self._tried is not None and self._tried[0] == number and time.monotonic() < self._tried[1]

    def _replace(self, number: int) -> None:
        self._tried = (number, time.monotonic() + RETRY_SECONDS)
        try:
            loaded = self._load(self._releases.get(number))
            if self._loan is not None:
                _await(loaded)
            self._switch(_Loan(loaded))
            hand_back()
            _log.info("release %s is loaded", number)
        except S3GraphError as error:
            _log.error("release %s cannot be loaded: %s", number, error.detail.en)
        finally:
            self._loading = None

    def _switch(self, loan: _Loan | None) -> None:
        with self._lock:
            old, self._loan = self._loan, loan
            if old is None:
                return
            old.replaced = True
            unused = old.users == 0
        if unused:
            old.published.fleet.close()

    def _give_back(self, loan: _Loan) -> None:
        with self._lock:
            loan.users -= 1
            unused = loan.replaced and loan.users == 0
        if unused:
            loan.published.fleet.close()


def _await(loaded: Published) -> None:
    """Until its queries can be answered, so that nobody waits when it takes over; it ends where they cannot."""
    try:
        loaded.fleet.wait()
    except S3GraphError:
        loaded.fleet.close()
        raise


@dataclass(frozen=True)
class State:
    """Kept as ``app.state.service``. ``validator`` and ``imports`` are None where the service was started without.

    ``stopping`` is set when the service is told to end: what streams without an end of its own ends then.
    """

    settings: Settings
    current: CurrentRelease
    validator: Validator | None
    keys: Keys
    needs: Needs
    sessions: Sessions
    imports: ImportQueue | None = None
    metrics: Metrics = field(default_factory=Metrics)
    dumps: Dumps = field(default_factory=Dumps)
    failed_keys: RequestWindow = field(default_factory=lambda: RequestWindow(FAILED_KEYS))
    stopping: threading.Event = field(default_factory=threading.Event)
    today: Callable[[], date] = date.today
    counted: Counted = field(default_factory=Counted)
    turns: Turns = field(init=False)
    proxies: TrustedProxies = field(init=False)

    def __post_init__(self) -> None:
        """UsageError where a setting cannot be read."""
        object.__setattr__(self, "turns", Turns(self.settings))
        object.__setattr__(self, "proxies", TrustedProxies(self.settings.trusted_proxies))


def state_of(request: HTTPConnection) -> State:
    state: State = request.app.state.service
    return state


async def published(request: HTTPConnection) -> Published:
    """As ``lent_to``, as a dependency: a coroutine, so that no thread is waited for."""
    return lent_to(request)


def lent_to(request: HTTPConnection) -> Published:
    """The release lent to this request: the same from its first byte to its last. NotReadyError before the first."""
    lent: Published | None = request.state.published
    if lent is None:
        raise NotReadyError(NOT_READY)
    return lent
