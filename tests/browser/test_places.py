"""Pages of things, lists and the map, in a browser: sound for everybody, and used without a mouse or a script."""

from __future__ import annotations

import pytest

from tests.browser.browsing import FEW, VIEWS, Browsing, View

pytestmark = pytest.mark.xdist_group("embedded")
FIRST = ("/map", "/actors/science-park-jonkoping-ab", "/actors")
PAGES = (
    *FIRST,
    "/actors?area=livsmedel&region=SE214",
    "/actors?q=nothing-of-the-kind",
    "/actors?area=magic",
    "/areas",
    "/competences?area=digital&page=2",
    "/initiatives?status=open",
    "/regions",
    "/map?layer=serving&area=livsmedel",
    "/map?layer=initiatives",
    "/map?layer=white-spots",
    "/actors/exempelaktor-tra",
    "/areas/industri",
    "/competences/digitalisering",
    "/initiatives/s3-plattform-smaland-och-oarna",
    "/regions/SE213",
    "/id/municipality/0780",
    "/id/service/exempel-robotcell",
)


@pytest.mark.parametrize("view", FEW, ids=str)
def test_the_first_of_each_sort(browsing: Browsing, view: View) -> None:
    browsing.check_all(FIRST, view)


@pytest.mark.soak
@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_all_pages_in_every_view(browsing: Browsing, view: View) -> None:
    browsing.check_all(PAGES, view)


def test_a_municipality_is_found_on_the_map_and_followed_by_keyboard(browsing: Browsing) -> None:
    with browsing.page(View("sv", "light", 1280), script=False) as page:
        page.goto("map")
        drawn = page.locator("figure.map a")
        assert drawn.count() == 34
        page.get_by_role("link", name="Hoppa över kartan, till tabellen").focus()
        page.keyboard.press("Tab")
        first = page.locator(":focus").get_attribute("aria-label")
        assert first == "Aneby, Jönköpings län: 0"
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.get_by_role("heading", level=1).inner_text() == "Aneby"


def test_a_list_is_narrowed_without_a_script_and_a_page_unfolds(browsing: Browsing) -> None:
    with browsing.page(View(), script=False) as page:
        page.goto("actors")
        page.get_by_label("Område").select_option("livsmedel")
        page.get_by_label("Län").select_option("SE214")
        with page.expect_navigation():
            page.get_by_role("button", name="Visa").click()
        assert "area=livsmedel&region=SE214" in page.url
        with page.expect_navigation():
            page.locator("ul.entries a").first.click()
        folded = page.get_by_role("heading", name="Uppgifter", exact=True)
        assert not folded.is_visible()
        page.get_by_text("Visa varje uppgift").click()
        assert folded.is_visible()
