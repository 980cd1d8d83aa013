"""A person's browser before a running service: what every page must meet, in both languages, light and dark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Literal, NamedTuple

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

Scheme = Literal["light", "dark"]
CHROMIUM = Path("/usr/bin/chromium")
_AXE = Axe()
_OPTIONS = {"rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"]}
_MISSING = "Failed to load resource"


class View(NamedTuple):
    """How somebody looks at a page."""

    language: str = "sv"
    scheme: Scheme = "light"
    width: int = 360

    def __str__(self) -> str:
        return f"{self.language}-{self.scheme}-{self.width}"


_SCHEMES: tuple[Scheme, ...] = ("light", "dark")
VIEWS = tuple(View(*chosen) for chosen in product(("sv", "en"), _SCHEMES, (360, 1280)))
"""Every way; the long tests look at all pages in all of them."""
FEW = (View("sv", "light", 360), View("en", "dark", 1280))
"""Those that always run."""


@dataclass
class Watched:
    """What a page did while it was looked at. ``address`` of the service ends with a slash."""

    address: str
    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("request", self._asked)
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _asked(self, request: Request) -> None:
        if not request.url.startswith(self.address):
            self.foreign.append(request.url)

    def _said(self, message: ConsoleMessage) -> None:
        """A refused answer is said on the console too; it is a page as others are."""
        if message.type == "error" and not message.text.startswith(_MISSING):
            self.errors.append(message.text)


@dataclass(frozen=True)
class Browsing:
    """A browser, the service it is pointed at, and the data directory of that."""

    browser: Browser
    address: str
    data: Path

    @contextmanager
    def page(self, view: View, *, script: bool = True) -> Iterator[Page]:
        """A page of a new visitor; nothing it did may have left the service or broken its policy."""
        context = self.browser.new_context(
            base_url=self.address,
            color_scheme=view.scheme,
            java_script_enabled=script,
            locale=f"{view.language}-{'SE' if view.language == 'sv' else 'GB'}",
            viewport={"width": view.width, "height": 800},
        )
        page = context.new_page()
        watched = Watched(self.address)
        watched.watch(page)
        try:
            yield page
        finally:
            context.close()
        assert watched.foreign == []
        assert watched.errors == []

    def check_all(self, paths: Iterable[str], view: View) -> None:
        """Each page of the list meets what ``check`` asks."""
        with self.page(view) as page:
            for path in paths:
                page.goto(path.removeprefix("/"))
                check(page, view)


def check(page: Page, view: View) -> None:
    """No violation that axe knows of, nothing wider than the screen, the language that was asked for."""
    found = _AXE.run(page, options=_OPTIONS).response["violations"]
    told = [
        f"{rule['id']}: {node['html'][:200]} {node['failureSummary'][:300]}" for rule in found for node in rule["nodes"]
    ]
    assert told == [], f"{page.url} as {view}:\n" + "\n".join(told)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} as {view} is {wide} px wider than the screen"
    assert page.locator("html").get_attribute("lang") == view.language
