"""Account, second step and the warning before signing out, in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from admin_browser import SOON, TOO_SMALL, Opener
from admin_house import PASSWORD, ask, panel
from axe_playwright_python.sync_playwright import Axe
from conftest import ZHAO_PASSWORD, Clock
from flask import Flask
from playwright.sync_api import Browser, expect
from second_step import code_for
from somebody import PHOTOGRAPHS

from casework.record import Record
from casework.workers import Worker

pytest_plugins = ["admin_house", "admin_browser"]


@pytest.fixture
def app(record: Record, tmp_path: Path, clock: Clock) -> Flask:
    """A panel that signs out after half an hour."""
    return panel(record, tmp_path / "data", clock, idle_minutes=30)


def test_before_somebody_is_signed_out_they_are_warned_and_what_they_wrote_is_there_again(
    opens: Opener, record: Record, clock: Clock
) -> None:
    request = ask(record)
    page = opens("/queue")
    page.clock.install()
    page.goto(f"/requests/{request}")
    page.locator("#note summary").click()
    page.locator("#note textarea").fill("She asked for her son, and")
    page.locator("#end summary").click()
    page.fill("#same-as", "1234")
    going = page.locator("dialog.going")
    expect(going).to_be_hidden()
    clock.move(minutes=29)
    with page.expect_response("**/account/here"):
        page.clock.fast_forward("29:00")  # that somebody typed is told now, so the time begins anew
    clock.move(minutes=29)
    page.clock.fast_forward("29:00")
    expect(going).to_be_visible(timeout=SOON)
    page.get_by_role("button", name="I am still here").click()
    expect(going).to_be_hidden()
    expect(page.locator("#note textarea")).to_have_value("She asked for her son, and")
    clock.move(minutes=29)
    page.clock.fast_forward("29:00")
    expect(going).to_be_visible(timeout=SOON)
    assert Axe().run(page).violations_count == 0
    clock.move(minutes=2)
    page.clock.fast_forward("02:00")
    page.wait_for_url("**/sign-in", timeout=SOON)
    expect(page.locator(".told")).to_contain_text("signed out because nobody")
    page.fill("#login", "lina")
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/requests/{request}")
    expect(page.locator("#note textarea")).to_have_value("She asked for her son, and")
    expect(page.locator("#same-as")).to_have_value("1234")
    page.get_by_role("button", name="Throw it away").click()
    expect(page.locator("#same-as")).to_have_value("")


@pytest.mark.parametrize(
    ("width", "height", "locale"),
    [(1280, 800, "zh-CN"), (390, 844, "en-US")],
)
def test_every_page_of_the_account_fits_and_can_be_pressed(
    chromium: Browser, address: str, zhao: Worker, record: Record, width: int, height: int, locale: str
) -> None:
    context = chromium.new_context(
        base_url=address, viewport={"width": width, "height": height}, locale=locale, reduced_motion="reduce"
    )
    page = context.new_page()

    def looks(name: str) -> None:
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        assert page.evaluate(TOO_SMALL) == [], name
        found = Axe().run(page)
        assert found.violations_count == 0, f"{name}: {found.generate_report()}"
        if PHOTOGRAPHS:
            page.screenshot(path=Path(PHOTOGRAPHS) / f"{name}-{width}-{locale}.png", full_page=True)

    def signs_in() -> None:
        page.goto("/sign-in")
        page.fill("#login", "zhao")
        page.fill("#password", ZHAO_PASSWORD)
        page.keyboard.press("Enter")

    signs_in()
    page.wait_for_selector(".secret", state="attached")
    looks("second-set-up")
    page.locator(".second-steps summary").click()
    looks("second-set-up-typed")
    page.fill("#code", code_for(record, "zhao"))
    page.keyboard.press("Enter")
    page.wait_for_selector(".paper-codes")
    looks("second-paper")
    page.goto("/account")
    looks("account")
    code = record.workers.invite(zhao.id)
    page.goto(f"/workers/{record.workers.enrol(code, 'Li', 'li', ZHAO_PASSWORD).id}")
    looks("worker")
    page.goto("/workers")
    looks("workers")
    page.locator("form.leave button").click()
    signs_in()
    page.wait_for_selector("#code-help")
    page.fill("#code", "000000")
    page.keyboard.press("Enter")
    page.wait_for_selector("#advice")
    looks("second-code")
    context.close()
