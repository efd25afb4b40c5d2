"""Grandma links her son's phone at the screen: the square is read, both see each other, taken back gives nothing."""

from __future__ import annotations

from io import BytesIO

import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, expect
from test_calls_browser import SOON

from benchmarks.calling import Village, at_the_kiosk, moving, press
from casework.consents.entry import Asked, Subject
from casework.consents.purposes import CALL_FAMILY


def test_the_phone_reads_the_square_rings_is_rung_and_is_closed_when_it_is_taken_back(
    browsers: tuple[Browser, Browser], here: Village
) -> None:
    record, worker = here.standing.record, here.standing.worker
    person = record.people.add("王奶奶", who=worker.id)
    son = record.people.relations.add(person, worker.id, "son", "王强", may_call=1)
    record.consents.answer(Subject(person), CALL_FAMILY, True, Asked("可以吗？", "zh-x", "zh"))
    record.quiet.wish(person, (), "kiosk")
    code = record.cards.issue(person, worker.id).code
    kiosk = at_the_kiosk(browsers[0], here, language="en")
    body = kiosk.locator("body")
    kiosk.evaluate("(code) => fetch('/card', {method: 'POST', body: new URLSearchParams({code})})", code)
    press(kiosk, "call")
    press(kiosk, "link")
    press(kiosk, "may_hear")  # her son, who stands beside her
    press(kiosk, f"face.{son}")
    press(kiosk, "make")
    expect(body).to_have_attribute("data-screen", "links.code", timeout=SOON)
    (read,) = zxingcpp.read_barcodes(Image.open(BytesIO(kiosk.screenshot())))
    assert read.text.startswith(f"{here.guests}/j/")

    phone = browsers[1].new_context(viewport={"width": 390, "height": 844}).new_page()
    phone.goto(read.text)
    phone.locator("[data-do=ready]").click()
    press(kiosk, "command:home")
    phone.locator("[data-do=ring]").click()
    expect(body).to_have_attribute("data-screen", "calls.rings", timeout=SOON)
    press(kiosk, "answer")
    for page in (kiosk, phone):
        moving(page)
    press(kiosk, "hang_up")
    expect(phone.locator("[data-do=ring]")).to_be_visible(timeout=SOON)

    kiosk.goto(f"{here.kiosk}/screen/calls.faces")
    press(kiosk, f"face.{son}")
    phone.locator("[data-do=answer]").click(timeout=SOON)
    for page in (kiosk, phone):
        moving(page)
    press(kiosk, "hang_up")
    expect(body).to_have_attribute("data-screen", "calls.over", timeout=SOON)

    kiosk.goto(f"{here.kiosk}/screen/links.code")
    press(kiosk, "undo")
    press(kiosk, "take_back")
    expect(phone.locator("main")).to_contain_text("This link does not open anything any more.", timeout=SOON)
    assert phone.goto(read.text).status == 410  # type: ignore[union-attr]
    assert "王" not in str(phone.inner_text("body"))
