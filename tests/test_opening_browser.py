"""A son's call opens by itself: announced three seconds before, refused with one button, or both see each other."""

from __future__ import annotations

from time import monotonic

from playwright.sync_api import Browser, Page, expect
from test_calls_browser import SOON

from benchmarks.calling import Village, at_the_kiosk, moving, press
from casework.consents.entry import Asked, Subject
from casework.consents.purposes import AUTO_ANSWER, CALL_FAMILY


def known_with_son(here: Village) -> tuple[str, str]:
    """Somebody who chose that her son's call opens by itself, and wishes no quiet hours: card and link."""
    record, worker = here.standing.record, here.standing.worker
    person = record.people.add("王奶奶", who=worker.id)
    son = record.people.relations.add(person, worker.id, "son", "王强", may_call=1)
    yes = Asked("可以吗？", "zh-x", "zh")
    record.consents.answer(Subject(person), CALL_FAMILY, True, yes)
    record.consents.answer(Subject(person), AUTO_ANSWER, True, yes, to=f"relation:{son}")
    record.quiet.wish(person, (), "kiosk")
    _, secret = record.invitations.invite(son, worker.id, "en")
    return record.cards.issue(person, worker.id).code, secret


def at_the_phone(browser: Browser, here: Village, secret: str) -> Page:
    page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    page.goto(f"{here.guests}/j/{secret}")
    page.locator("[data-do=ready]").click()
    expect(page.locator("[data-do=ring]")).to_be_visible(timeout=SOON)
    return page


def test_it_is_announced_refused_with_one_button_and_opens_by_itself(
    browsers: tuple[Browser, Browser], here: Village
) -> None:
    code, secret = known_with_son(here)
    phone = at_the_phone(browsers[1], here, secret)
    kiosk = at_the_kiosk(browsers[0], here, language="en")
    kiosk.evaluate("(code) => fetch('/card', {method: 'POST', body: new URLSearchParams({code})})", code)
    kiosk.goto(f"{here.kiosk}/screen/known")
    body = kiosk.locator("body")
    expect(body).to_have_attribute("data-screen", "known", timeout=SOON)
    phone.locator("[data-do=ring]").click()
    expect(kiosk.locator(".prompt")).to_contain_text("王强 calls you. It opens by itself", timeout=SOON)
    press(kiosk, "decline")
    expect(phone.locator(".told")).to_contain_text("It does not suit just now", timeout=SOON)
    expect(body).to_have_attribute("data-screen", "known", timeout=SOON)
    phone.locator("[data-do=ring]").click()
    expect(body).to_have_attribute("data-screen", "calls.opens", timeout=SOON)
    announced = monotonic()
    expect(body).to_have_attribute("data-screen", "calls.call", timeout=SOON)
    assert monotonic() - announced > 2.0, "there was time to refuse"
    for page in (kiosk, phone):
        moving(page)
