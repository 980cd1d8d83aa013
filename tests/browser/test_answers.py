"""A company at the page with the question: on a phone, by keyboard, without script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.browsing import FEW, VIEWS, Browsing, View, check

pytestmark = pytest.mark.xdist_group("embedded")
NEEDS = {
    "sv": "Vi är ett snickeri i Nässjö. Lacken släpper från luckorna och vi vill automatisera målningen.",
    "en": "We are a joinery in Nässjö. The lacquer comes off the doors and we want to automate the painting.",
}
TWO = "Vi är ett snickeri i Nässjö. Lacken släpper från luckorna. Dessutom vill vi köpa en robot till lagret."
SEND = {"sv": "Hitta hjälp", "en": "Find help"}
SHARED = "answer?concept=automation&concept=ytbehandling&municipality=0682&sector=16&size=small"
ABOUT = ("/privacy", "/accessibility")


def ask(page: Page, view: View, text: str | None = None) -> None:
    page.goto("")
    page.locator("#text").fill(NEEDS[view.language] if text is None else text)
    with page.expect_navigation():
        page.get_by_role("button", name=SEND[view.language]).click()


def open_everything(page: Page) -> None:
    """What is folded away must meet the rules too."""
    page.evaluate("for (const folded of document.querySelectorAll('main details')) folded.open = true")


@pytest.mark.parametrize("view", FEW, ids=str)
def test_the_question_and_its_answer(browsing: Browsing, view: View) -> None:
    with browsing.page(view) as page:
        page.goto("")
        open_everything(page)
        check(page, view)
        ask(page, view)
        open_everything(page)
        check(page, view)
        assert NEEDS[view.language] not in page.url
        assert 1 <= page.locator(".match").count() <= 5
        page.locator("#add").fill("magi")
        with page.expect_navigation():
            page.locator("#add").press("Enter")
        check(page, view)
        assert page.locator("#add").get_attribute("aria-invalid") == "true"
        ask(page, view, "")
        check(page, view)


@pytest.mark.soak
@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_every_form_of_the_answer_in_every_view(browsing: Browsing, view: View) -> None:
    browsing.check_all(ABOUT, view)
    with browsing.page(view) as page:
        for text in (None, "", "Min hund är sjuk", "a" * 10_000, "<script>alert(1)</script> vi vill prova en robot"):
            ask(page, view, text)
            open_everything(page)
            check(page, view)
        for more in ("", "&all=1", "&area=tra-skog", "&area=livsmedel&county=SE214", "&open=1"):
            page.goto(SHARED + more)
            open_everything(page)
            check(page, view)


def test_without_script_a_competence_is_taken_away_and_the_text_stays(browsing: Browsing) -> None:
    with browsing.page(View(), script=False) as page:
        ask(page, View(), TWO)
        before = page.locator(".chip a").all_inner_texts()
        assert len(before) > 1
        with page.expect_navigation():
            page.get_by_role("button", name=f"Ta bort {before[0]}").click()
        assert page.locator(".chip a").all_inner_texts() == before[1:]
        assert page.locator("#text").input_value() == TWO
        with page.expect_navigation():
            page.get_by_role("button", name="In English").click()
        assert page.locator("html").get_attribute("lang") == "en"
        assert page.locator("#text").input_value() == TWO
        assert len(page.locator(".chip a").all_inner_texts()) == len(before) - 1


def test_enter_in_the_field_adds_what_it_says_and_takes_nothing_away(browsing: Browsing) -> None:
    with browsing.page(View()) as page:
        page.goto(SHARED)
        open_everything(page)
        page.locator("#add").fill("Robotik")
        with page.expect_navigation():
            page.locator("#add").press("Enter")
        assert page.locator(".chip a").all_inner_texts() == ["automation", "ytbehandling", "robotik"]


def test_the_address_that_is_passed_on_opens_for_somebody_else(browsing: Browsing) -> None:
    with browsing.page(View()) as page:
        ask(page, View())
        address = page.locator("#link").input_value()
        chips = page.locator(".chip a").all_inner_texts()
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/answer\?(concept=[a-z0-9-]+&?)+&municipality=0682", address)
    with browsing.page(View("en", "dark", 768), script=False) as page:
        page.goto(address)
        assert page.locator(".match").count() >= 1
        assert len(page.locator(".chip a").all_inner_texts()) == len(chips)


def test_the_text_is_copied_where_the_browser_can(browsing: Browsing) -> None:
    with browsing.page(View("sv", "light", 1280)) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(SHARED)
        page.get_by_text("Svaret som text för e-post").click()
        page.locator("#mail + .copy").click()
        expect(page.locator("#mail + .copy")).to_have_text("Kopierat")
        assert page.evaluate("navigator.clipboard.readText()") == page.locator("#mail").input_value()


def test_back_from_an_actor_is_the_answer_again(browsing: Browsing) -> None:
    with browsing.page(View()) as page:
        ask(page, View())
        page.goto("privacy")
        page.go_back()
        expect(page.locator(".match").first).to_be_visible()
