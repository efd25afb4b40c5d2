"""Grandma calls whoever is on duty: two real browsers, each with a camera of its own, see and hear each other."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, Route, expect

from benchmarks.calling import TONE, Village, at_the_kiosk, in_the_office, moving, press
from casework.access import EVERYTHING

SOON = 60_000
"""Milliseconds for what need not be counted, on a busy machine."""
SILENT = -60.0
"""dBFS; the fake microphone beeps each second."""


def test_they_see_and_hear_each_other_until_one_hangs_up_and_nobody_there_is_one_request(
    browsers: tuple[Browser, Browser], here: Village
) -> None:
    office = in_the_office(browsers[1], here, locale="en-US")
    kiosk = at_the_kiosk(browsers[0], here, language="en")
    press(kiosk, "call")
    expect(kiosk.locator(".prompt")).to_contain_text("周敏 is on duty now.", timeout=SOON)
    press(kiosk, "worker")
    ringing = office.locator(".phone [data-for=ringing]")
    expect(ringing).to_contain_text("王家村 is calling.", timeout=SOON)
    assert office.title().startswith("☎ 王家村")
    office.goto(f"{here.panel}/works")  # it rings on whatever page is open, also on one that is opened meanwhile
    expect(ringing).to_contain_text("王家村 is calling.", timeout=SOON)
    office.get_by_role("button", name="Answer").click()
    expect(kiosk.locator(".call .caption")).to_have_text("周敏", timeout=SOON)
    for page in (kiosk, office):
        moving(page)
        assert page.evaluate(TONE, ".face")["level"] > SILENT
    press(kiosk, "command:louder")  # the screen is drawn anew, and they go on seeing each other
    moving(kiosk)
    press(kiosk, "hang_up")
    expect(kiosk.locator("body")).to_have_attribute("data-screen", "calls.over", timeout=SOON)
    expect(office.locator(".phone .how")).to_have_text("The call is over.", timeout=SOON)
    (call,) = here.standing.record.calls.latest(EVERYTHING, 10)
    assert (call.kind, call.missed, call.ending, call.request) == ("duty", False, "hung_up", None)
    press(kiosk, "again")
    office.get_by_role("button", name="Answer").click(timeout=SOON)
    moving(office)
    here.hang_up()  # the exchange dies in the middle of it
    expect(kiosk.locator("body")).to_have_attribute("data-screen", "calls.over", timeout=SOON)
    again = office.get_by_role("button", name="Call again")
    expect(again).to_be_visible(timeout=SOON)
    here.come_back()
    again.click()
    expect(kiosk.locator("body")).to_have_attribute("data-screen", "calls.rings", timeout=SOON)
    press(kiosk, "decline")
    expect(again).to_be_hidden(timeout=SOON)
    press(kiosk, "call")
    press(kiosk, "worker")
    expect(ringing).to_be_visible(timeout=SOON)
    office.get_by_role("button", name="Not now").click()
    expect(kiosk.locator(".prompt")).to_contain_text("I have written down that you called.", timeout=SOON)
    reader = here.standing.record.reader(here.worker.id)
    assert [each.called for each in here.standing.record.queue(reader)] == [True]
    press(kiosk, "message")
    expect(kiosk.locator("body")).to_have_attribute("data-screen", "help.describe", timeout=SOON)
    _goes_home_while_the_call_ends(kiosk, office)


def _goes_home_while_the_call_ends(kiosk: Page, office: Page) -> None:
    """The station's word that it is over comes late: whoever is at home by then is not fetched back."""
    late: list[Route] = []

    def keep_waiting(route: Route) -> None:
        late.append(route)

    kiosk.route("**/calls/over", keep_waiting)
    kiosk.reload()  # whatever was being recorded is not
    press(kiosk, "command:home")
    press(kiosk, "call")
    press(kiosk, "worker")
    office.get_by_role("button", name="Not now").click(timeout=SOON)
    while not late:
        kiosk.wait_for_timeout(20)
    press(kiosk, "command:home")
    expect(kiosk.locator("body")).to_have_attribute("data-screen", "home", timeout=SOON)
    with kiosk.expect_response("**/calls/over", timeout=SOON):
        late[0].continue_()
    kiosk.evaluate("new Promise((done) => setTimeout(done, 500))")  # by then it would be there
    expect(kiosk.locator("body")).to_have_attribute("data-screen", "home", timeout=SOON)
    kiosk.unroute("**/calls/over")
