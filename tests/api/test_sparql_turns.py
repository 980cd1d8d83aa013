"""Whose query runs next."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from api.sparql_turns import Turns
from s3graph.errors import BusyError
from s3graph.settings import Settings

Scene = Callable[["Stage"], Coroutine[Any, Any, None]]


class Stage:
    """Clients ``a``, ``b`` … that ask and end; ``running`` lists those that have their turn, in its order."""

    def __init__(self, **changed: object) -> None:
        given = {
            "query_concurrency": 3,
            "query_client_concurrency": 2,
            "query_queue": 3,
            "query_queue_seconds": 5,
        } | changed
        self.turns = Turns(Settings(**given))  # type: ignore[arg-type]
        self.running: list[str] = []
        self._ends: dict[str, asyncio.Event] = {}

    async def ask(self, name: str) -> asyncio.Task[None]:
        """``name`` begins with the client's letter."""
        self._ends[name] = asyncio.Event()
        task = asyncio.create_task(self._hold(name))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        return task

    def finish(self, name: str) -> None:
        """What it does ends; it leaves when the loop comes to it."""
        self._ends[name].set()

    async def end(self, name: str) -> None:
        self.finish(name)
        for _ in range(5):
            await asyncio.sleep(0)

    async def _hold(self, name: str) -> None:
        async with self.turns.turn(name[0]):
            self.running.append(name)
            await self._ends[name].wait()


def play(scene: Scene, **changed: object) -> None:
    asyncio.run(scene(Stage(**changed)))


def test_a_client_waits_for_its_own_and_everybody_for_the_whole() -> None:
    async def scene(stage: Stage) -> None:
        tasks = [await stage.ask(name) for name in ("a1", "a2", "a3", "b1", "c1")]
        assert stage.running == ["a1", "a2", "b1"]
        assert (stage.turns.running, stage.turns.waiting) == (3, 2)
        await stage.end("b1")
        assert stage.running[3:] == ["c1"], "a has two running already"
        await stage.end("a1")
        assert stage.running[4:] == ["a3"]
        for name in ("a2", "a3", "c1"):
            await stage.end(name)
        await asyncio.gather(*tasks)
        assert (stage.turns.running, stage.turns.waiting) == (0, 0)

    play(scene)


def test_clients_in_the_queue_take_turns() -> None:
    async def scene(stage: Stage) -> None:
        tasks = [await stage.ask(name) for name in ("x1", "a1", "a2", "b1")]
        for name in ("x1", "a1", "b1", "a2"):
            assert stage.running[-1] == name
            await stage.end(name)
        await asyncio.gather(*tasks)

    play(scene, query_concurrency=1)


def test_a_full_queue_refuses() -> None:
    async def scene(stage: Stage) -> None:
        tasks = [await stage.ask(name) for name in ("a1", "b1", "c1", "d1", "e1", "f1")]
        with pytest.raises(BusyError, match="3 queries are waiting"):
            await (await stage.ask("g1"))
        for name in ("a1", "b1", "c1", "d1", "e1", "f1"):
            await stage.end(name)
        await asyncio.gather(*tasks)
        assert stage.turns.running == 0

    play(scene)


def test_one_who_waits_too_long_is_refused_and_one_who_leaves_is_forgotten() -> None:
    async def scene(stage: Stage) -> None:
        first = await stage.ask("a1")
        late = await stage.ask("b1")
        leaver = await stage.ask("c1")
        leaver.cancel()
        with pytest.raises(asyncio.CancelledError):
            await leaver
        with pytest.raises(BusyError, match=r"in 0\.05 s"):
            await late
        assert (stage.turns.running, stage.turns.waiting) == (1, 0)
        await stage.end("a1")
        await first
        assert stage.turns.running == 0

    play(scene, query_concurrency=1, query_queue_seconds=0.05)


def test_who_gives_up_in_the_moment_a_place_becomes_free_takes_nobodys() -> None:
    async def scene(stage: Stage) -> None:
        first, leaving, second = [await stage.ask(name) for name in ("x1", "a1", "b1")]
        stage.finish("x1")
        leaving.cancel()
        await first
        await asyncio.sleep(0)
        assert stage.running == ["x1", "b1"]
        await stage.end("b1")
        await second
        assert leaving.cancelled()
        assert (stage.turns.running, stage.turns.waiting) == (0, 0)

    play(scene, query_concurrency=1)
