"""Advisors and partners at their desks: every page as any other, and the ways through them by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from s3graph.graph import DataDirectory
from s3graph.private import KeyDraft, Keys, PrivateDatabase, Role
from tests.browser.browsing import FEW, VIEWS, Browsing, View, check

pytestmark = pytest.mark.xdist_group("embedded")
NEED = "Vi är ett snickeri i Nässjö och lacken släpper från luckorna"
FILE = """
@prefix s3: <https://w3id.org/s3graph/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://w3id.org/s3graph/id/actor/provgarden> a s3:SupportActor ; skos:prefLabel "Provgården <b>"@sv .
"""
MENDED = """
@prefix org: <http://www.w3.org/ns/org#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix cv: <http://data.europa.eu/m8g/> .
<https://w3id.org/s3graph/id/actor/provgarden> foaf:homepage <https://provgarden.example/> ;
    org:classification <https://w3id.org/s3graph/id/actor-kind/science-park> ;
    s3:financing <https://w3id.org/s3graph/id/financing/public> ;
    s3:seat <https://w3id.org/s3graph/id/municipality/0780> ;
    dct:spatial <https://w3id.org/s3graph/id/region/SE212> ;
    cv:thematicArea <https://w3id.org/s3graph/id/area/industri> .
"""
_DROP = """([input, text]) => {
    const files = new DataTransfer();
    files.items.add(new File([text], "släppt.ttl", { type: "text/turtle" }));
    for (const name of ["dragover", "drop"])
        input.closest("[data-drop]").dispatchEvent(new DragEvent(name, { dataTransfer: files, bubbles: true }));
}"""
SECONDS = 240_000
"""Milliseconds a delivery may take on a machine that has other work; they end the test, and measure nothing."""


def secret(browsing: Browsing, role: Role, *sources: str) -> str:
    keys = Keys(PrivateDatabase(DataDirectory.open(browsing.data).private))
    return keys.create(KeyDraft("En provperson", role, sources))[1]


def sign_in(page: Page, desk: str, key: str) -> None:
    """By keyboard, from the page that was asked for and back to it."""
    page.goto(desk)
    page.locator("#key").fill(key)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{desk}")


def keep(page: Page) -> str:
    """The address of a need that has been kept, below the service's."""
    page.goto("advisor/new")
    page.locator("#text").fill(NEED)
    page.locator("form[action='/advisor/needs'] button").click()
    page.wait_for_url("**/advisor/needs/*")
    return "advisor/needs/" + page.url.rsplit("/", 1)[-1]


def ended(page: Page, button: Locator) -> None:
    """Sends the form of a button, and waits on the page of the delivery until that has ended."""
    before = page.url
    button.click()
    page.wait_for_url(lambda url: url != before and "/partner/deliveries/" in url)
    expect(page.locator("[data-events]")).to_have_count(0, timeout=SECONDS)
    expect(page.locator("#files, .failure").first).to_be_visible(timeout=SECONDS)


def check_desks(browsing: Browsing, view: View) -> None:
    with browsing.page(view) as page:
        page.goto("sign-in")
        check(page, view)
        sign_in(page, "advisor", secret(browsing, Role.ADVISOR))
        check(page, view)
        need = keep(page)
        for path in (need, f"{need}/publish", "advisor", "advisor/new", "advisor/erase"):
            page.goto(path)
            check(page, view)
    with browsing.page(view) as page:
        sign_in(page, "partner", secret(browsing, Role.PARTNER, "prov"))
        for path in ("partner", "partner/sources/prov", "partner/sources/prov/undo", "advisor"):
            page.goto(path)
            check(page, view)


def test_pages_of_the_desks(browsing: Browsing) -> None:
    check_desks(browsing, FEW[-1])


@pytest.mark.soak
@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_pages_of_the_desks_in_every_view(browsing: Browsing, view: View) -> None:
    check_desks(browsing, view)


def test_an_advisor_keeps_marks_and_ends_a_need_without_scripts(browsing: Browsing) -> None:
    with browsing.page(View(), script=False) as page:
        sign_in(page, "advisor", secret(browsing, Role.ADVISOR))
        need = keep(page)
        with page.expect_navigation():
            page.get_by_role("button", name="Kontaktad").first.click()
        expect(page.get_by_role("button", name="Kontaktad").first).to_have_attribute("aria-pressed", "true")
        page.get_by_label("Företaget fick hjälp", exact=True).check()
        with page.expect_navigation():
            page.get_by_role("button", name="Spara", exact=True).click()
        page.goto("advisor")
        expect(page.get_by_text("Företaget fick hjälp", exact=True).last).to_be_visible()
        expect(page.get_by_text("Kontaktad: 1")).to_be_visible()
        with page.expect_navigation():
            page.get_by_role("button", name="Logga ut").click()
        page.goto(need)
        assert "/sign-in?next=" in page.url


def test_a_session_that_ends_under_a_form_loses_nothing(browsing: Browsing) -> None:
    key = secret(browsing, Role.ADVISOR)
    with browsing.page(View()) as page:
        sign_in(page, "advisor", key)
        page.goto("advisor/new")
        page.locator("#text").fill(f"{NEED}, och vi vill ha råd")
        page.context.clear_cookies()
        with page.expect_navigation():
            page.locator("form[action='/advisor/needs'] button").click()
        check(page, View())
        page.locator("#key").fill(key)
        with page.expect_navigation():
            page.locator("form[action='/sign-in'] button").click()
        expect(page.locator("blockquote")).to_contain_text("och vi vill ha råd")
        check(page, View())
        with page.expect_navigation():
            page.locator("form[action='/advisor/needs'] button").click()
        expect(page.locator("blockquote")).to_contain_text("och vi vill ha råd")
        assert "/advisor/needs/" in page.url


def test_a_dropped_file_is_followed_to_its_report(browsing: Browsing) -> None:
    with browsing.page(View("sv", "light", 1280)) as page:
        sign_in(page, "partner", secret(browsing, Role.PARTNER, "prov"))
        page.evaluate(_DROP, [page.locator("#file").element_handle(), FILE])
        ended(page, page.locator("form[data-deliver] button"))
        expect(page.locator("h1")).to_have_text("Filen behöver rättas")
        expect(page.get_by_text("släppt.ttl")).to_be_visible()
        assert page.locator("#rules ~ div tbody tr").count() > 1
        check(page, View("sv", "light", 1280))


@pytest.mark.soak
def test_a_file_is_checked_delivered_and_taken_back(browsing: Browsing, tmp_path: Path) -> None:
    file = tmp_path / "provgarden.ttl"
    file.write_text(FILE.replace(" <b>", "") + MENDED, "utf-8")
    with browsing.page(View()) as page:
        sign_in(page, "partner", secret(browsing, Role.PARTNER, "prov"))
        page.locator("#file").set_input_files(file)
        ended(page, page.locator("form[data-deliver] button"))
        check(page, View())
        ended(page, page.get_by_role("button", name="Leverera nu"))
        expect(page.locator("h1")).to_have_text("Leveransen är mottagen")
        page.goto("partner/sources/prov")
        expect(page.get_by_text("Gäller nu")).to_be_visible(timeout=SECONDS)
        check(page, View())
        with page.expect_navigation():
            page.get_by_role("link", name="Ångra den senaste").click()
        check(page, View())
        page.locator("#sure").check()
        ended(page, page.get_by_role("button", name="Ta tillbaka"))
        expect(page.locator("h1")).to_have_text("Leveransen är återtagen")
