"""The pages that every visitor meets."""

from __future__ import annotations

import pytest

from tests.browser.browsing import FEW, VIEWS, Browsing, View

pytestmark = pytest.mark.xdist_group("embedded")
PAGES = (
    "/",
    "/nothing-here",
    "/api/v1/queries",
    "/api/v1/queries/actors-by-region",
    "/sparql",
    "/ontology",
    "/id/area/livsmedel",
    "/problems/usage",
)


@pytest.mark.parametrize("view", FEW, ids=str)
def test_pages(browsing: Browsing, view: View) -> None:
    browsing.check_all(PAGES[:3], view)


@pytest.mark.soak
@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_all_pages_in_every_view(browsing: Browsing, view: View) -> None:
    browsing.check_all(PAGES, view)


def test_the_menu_of_a_phone_opens_by_keyboard(browsing: Browsing) -> None:
    with browsing.page(View(), script=False) as page:
        page.goto("")
        page.keyboard.press("Tab")
        assert page.locator(":focus").inner_text() == "Till innehållet"
        menu = page.get_by_text("Meny", exact=True)
        menu.focus()
        page.keyboard.press("Enter")
        assert page.get_by_role("navigation").get_by_role("link", name="Aktörer", exact=True).is_visible()


def test_the_language_chosen_is_kept_on_the_pages_after(browsing: Browsing) -> None:
    with browsing.page(View("sv", "light", 1280), script=False) as page:
        page.goto("")
        with page.expect_navigation():
            page.get_by_role("link", name="In English").click()
        assert page.locator("html").get_attribute("lang") == "en"
        with page.expect_navigation():
            page.get_by_role("link", name="Questions", exact=True).click()
        assert page.locator("html").get_attribute("lang") == "en"
