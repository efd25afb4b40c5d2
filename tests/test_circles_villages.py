"""Two villages in one circle: a link from one panel to the other, and faces that move on the touchscreen of both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from calling_fixtures import BUSY_MACHINE
from playwright.sync_api import Browser, expect

from benchmarks.calling import Village, at_the_kiosk, in_the_office, press, village
from benchmarks.gathering import LOUD, circle_of, in_the_hall, moving, with_card

SOON = 60_000
SILENT = -60.0


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Village]:
    """The other village, with a record and an exchange of its own."""
    with village(tmp_path / "there", BUSY_MACHINE) as opened:
        yield opened


def test_grandmothers_of_two_villages_see_and_hear_each_other_and_who_is_asked_out_is_told(
    one_browser: Browser, here: Village, there: Village
) -> None:
    circle, card, _ = circle_of(here, [])
    office = in_the_office(one_browser, here, locale="en-US")
    office.goto(f"{here.panel}/circles/{circle}")
    office.fill("[name=village]", "上河村")
    office.get_by_role("button", name="Invite").click()
    link = office.locator("#link").input_value()
    assert link.startswith(f"{here.guests}/neighbour#")
    office.context.close()

    desk = in_the_office(one_browser, there, locale="en-US")
    desk.goto(f"{there.panel}/circles")
    desk.fill("[name=link]", link)
    desk.get_by_role("button", name="Take part").click()
    expect(desk.locator("h1")).to_have_text("周四互助圈", timeout=SOON)
    expect(desk.locator(".hall")).to_have_count(0)
    away = desk.url.rpartition("/")[2]
    record = there.standing.record
    sun = record.people.add("孙奶奶", who=there.worker.id)
    desk.goto(f"{desk.url}?find=孙奶奶")
    desk.get_by_role("button", name="Add", exact=True).click()
    expect(desk.locator(".people").first).to_contain_text("孙奶奶", timeout=SOON)
    desk.context.close()

    hall = in_the_hall(one_browser, here, circle)
    kiosks = at_the_kiosk(one_browser, here, language="en"), at_the_kiosk(one_browser, there, language="en")
    with_card(kiosks[0], card, circle)
    with_card(kiosks[1], record.cards.issue(sun, there.worker.id).code, away)
    (asked,) = here.standing.record.circles.neighbours.of(circle)
    wang, hers = f"kiosk:{here.standing.record.settings.station}", f"neighbour:{asked.id}"
    worker = f"worker:{here.worker.id}"
    for page, others in ((hall, (wang, hers)), (kiosks[0], (worker, hers)), (kiosks[1], (worker, wang))):
        for each in others:
            moving(page, each)
    expect(kiosks[0].locator(f"[data-party='{hers}'] .name")).to_have_text("孙奶奶 · 上河村")
    assert kiosks[1].evaluate(LOUD, [wang, 20]) > SILENT
    assert kiosks[0].evaluate(LOUD, [hers, 20]) > SILENT

    press(kiosks[1], "hand")
    expect(hall.locator(f"[data-party='{hers}'].hand")).to_be_visible(timeout=SOON)
    moving(kiosks[1], wang)  # the screen was drawn anew, and the faces are on it
    office = in_the_office(one_browser, here, locale="en-US")
    office.goto(f"{here.panel}/circles/{circle}")
    office.get_by_role("button", name="Remove 上河村").click()
    expect(kiosks[1].locator("body")).to_have_attribute("data-screen", "circles.left", timeout=SOON)
    expect(kiosks[1].locator(".prompt")).to_contain_text("does not meet just now", timeout=SOON)
    expect(kiosks[0].locator(".faces figure")).to_have_count(2, timeout=SOON)
    moving(kiosks[0], worker)

    here.hang_up()  # the exchange dies, and the faces go on
    for page in (kiosks[0], hall):
        expect(page.locator(".held")).to_be_visible(timeout=SOON)
    moving(kiosks[0], worker)
    expect(kiosks[0].locator("body")).to_have_attribute("data-screen", "circles.left", timeout=SOON)
    expect(kiosks[0].locator(".prompt")).to_contain_text("was lost", timeout=SOON)
    expect(hall.locator(".hall .how")).to_have_text(
        "The line was lost. You can go in again, or begin it anew.", timeout=SOON
    )
    for page in (office, hall, *kiosks):
        page.context.close()
