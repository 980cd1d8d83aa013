"""Debian's Chromium before a service over what comes with the software, on this machine's own address."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.browsing import CHROMIUM, Browsing
from tests.running import Service


@pytest.fixture(scope="package")
def browsing(embedded_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browsing]:
    """Tests that use it belong to the xdist group ``embedded``."""
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not installed (Debian: apt-get install chromium)")
    data = Path(shutil.copytree(embedded_data, tmp_path_factory.mktemp("browsed") / "data", symlinks=True))
    service = Service(data, ["serve"], S3GRAPH_REQUESTS_PER_MINUTE="100000")
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            yield Browsing(browser, service.address, data)
            browser.close()
    finally:
        service.kill()
