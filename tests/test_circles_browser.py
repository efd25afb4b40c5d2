"""A worker, a grandmother at the touchscreen and her son on a phone in one circle: real browsers, moving frames."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from benchmarks.calling import Village, at_the_kiosk, press
from benchmarks.gathering import LOUD, circle_of, in_the_hall, moving, on_the_phone, with_card

SOON = 60_000
SILENT = -60.0
"""dBFS; the fake microphone beeps each second."""


def test_three_see_each_other_speak_one_at_a_time_and_are_told_that_it_is_over(
    one_browser: Browser, here: Village
) -> None:
    circle, card, links = circle_of(here, ["王强"])
    ((son, link),) = links.items()
    grandma, worker = f"kiosk:{here.standing.record.settings.station}", f"worker:{here.worker.id}"
    phone = on_the_phone(one_browser, link)
    expect(phone.locator("[data-for=idle]")).to_be_visible(timeout=SOON)
    phone.wait_for_timeout(1500)  # it is known to be there
    hall = in_the_hall(one_browser, here, circle)
    expect(phone.locator("[data-for=ringing] h1")).to_have_text("“周四互助圈” begins", timeout=SOON)
    phone.locator("[data-do=answer]").click()
    kiosk = at_the_kiosk(one_browser, here, language="en")
    with_card(kiosk, card, circle)
    for page, others in ((hall, (grandma, son)), (kiosk, (worker, son)), (phone, (worker, grandma))):
        for each in others:
            moving(page, each)
    expect(kiosk.locator(".faces figcaption .name")).to_have_text(["You", "周敏", "王强"], timeout=SOON)
    assert kiosk.evaluate(LOUD, [son, 20]) > SILENT

    press(kiosk, "hand")
    tile = f"[data-party='{grandma}']"
    expect(hall.locator(f"{tile}.hand")).to_be_visible(timeout=SOON)
    moving(kiosk, son)  # the screen was drawn anew, and the faces are on it
    hall.locator(f"{tile} [data-act=word]").click()
    expect(kiosk.locator("button[value=hand]")).not_to_have_attribute("aria-pressed", "true", timeout=SOON)
    expect(phone.locator(f"{tile}.word")).to_be_visible(timeout=SOON)
    expect(kiosk.locator(f"[data-party='{son}'].hushed")).to_be_visible(timeout=SOON)
    assert kiosk.locator(f"[data-party='{son}'] video").evaluate("(video) => video.muted")
    assert phone.evaluate(LOUD, [grandma, 20]) > SILENT, "whoever has the word is heard"
    phone.wait_for_timeout(500)
    assert kiosk.evaluate(LOUD, [son, 2.5]) < SILENT, "nobody else is"

    hall.locator("[data-act=freely]").click()
    expect(phone.locator("figure.own.hushed")).to_have_count(0, timeout=SOON)
    assert kiosk.evaluate(LOUD, [son, 20]) > SILENT
    phone.locator("[data-do=leave]").click()
    expect(kiosk.locator(".faces figure")).to_have_count(2, timeout=SOON)
    phone.locator(".open button").click()  # and comes again
    moving(kiosk, son)
    hall.locator(".inside [data-act=finish]").click()
    expect(kiosk.locator("body")).to_have_attribute("data-screen", "circles.left", timeout=SOON)
    expect(kiosk.locator(".prompt")).to_contain_text("is over for today", timeout=SOON)
    expect(phone.locator(".told")).to_have_text("It is over for today. See you next time.", timeout=SOON)
    expect(hall.locator(".hall .how")).to_have_text("The circle is over.", timeout=SOON)
    for page in (hall, phone, kiosk):
        page.context.close()
