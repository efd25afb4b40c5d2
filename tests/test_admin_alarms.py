"""The panel's alarms: above every page, at the sign-in too, until somebody answers with a name."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from admin_browser import SOON, TOO_SMALL, Opener
from admin_house import Browser, ask
from flask import Flask
from playwright.sync_api import expect

from admin.alarms.line import AlarmLine
from admin.words import words_in
from casework.access import EVERYTHING
from casework.record import Record
from casework.workers import Worker
from tests.conftest import LI_NA_PASSWORD, Clock

pytest_plugins = ["admin_house", "admin_browser"]


def in_danger(record: Record, said: str = "他又打我") -> str:
    return ask(record, "other", said=said)


def enrolled(app: Flask, record: Record, zhao: Worker, name: str, role: str) -> Browser:
    record.workers.enrol(record.workers.invite(zhao.id, role), name, name.lower(), LI_NA_PASSWORD)
    browser = Browser(app)
    assert browser.sign_in(name.lower(), LI_NA_PASSWORD).status_code in (200, 302)  # 302: after the second step
    return browser


def told(browser: Browser, address: str = "/alarms/now") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(browser.get(address, Accept="application/json").text)
    return found


def test_it_stands_above_every_page_with_its_clock(desk: Browser, record: Record, clock: Clock) -> None:
    request = in_danger(record)
    clock.move(minutes=1, seconds=5)

    for address in ("/queue", "/persons", "/workers", "/alarms", f"/requests/{request}", "/visits"):
        page = desk.get(address).text
        assert 'role="timer">1:05</b>' in page, address
        assert "Violence" in page
        assert "I act on it (Li Na)" in page


def test_it_is_told_within_one_question_and_nothing_is_sent_twice(desk: Browser, record: Record) -> None:
    nothing = told(desk)
    assert (nothing["count"], nothing["html"].strip()) == (0, "")
    assert desk.get(f"/alarms/now?mark={nothing['mark']}").status_code == 204
    in_danger(record)
    more = told(desk, f"/alarms/now?mark={nothing['mark']}")
    assert (more["count"], "Told: Li Na" in more["html"]) == (1, True)
    assert desk.get(f"/alarms/now?mark={more['mark']}").status_code == 204


def test_a_crisis_is_the_first_row_of_the_queue(desk: Browser, record: Record, clock: Clock) -> None:
    old = ask(record, "ill")
    clock.move(hours=3)
    request = in_danger(record)
    page = desk.get("/queue").text

    assert page.index(f'id="row-{request}"') < page.index(f'id="row-{old}"')
    assert "urgency-crisis" in page


def test_answering_needs_one_press_and_leads_to_the_request(desk: Browser, record: Record) -> None:
    request = in_danger(record)
    (alarm,) = record.alarms.waiting(EVERYTHING)
    answer = desk.post(f"/alarms/{alarm.id}/answer")

    assert answer.location == f"/requests/{request}"
    page = desk.get(answer.location).text
    assert "It is yours. Please get in touch at once." in page
    assert "answered the alarm" in page
    assert "alarm-clock" not in page
    assert "Li Na answered after" in desk.get("/alarms").text


def test_whoever_comes_second_is_told_who_was_first(
    desk: Browser, office: Browser, record: Record, clock: Clock
) -> None:
    in_danger(record)
    (alarm,) = record.alarms.waiting(EVERYTHING)
    clock.move(minutes=6)
    record.duties.run()
    assert "alarm-clock" in office.get("/queue").text
    desk.post(f"/alarms/{alarm.id}/answer")

    late = office.post(f"/alarms/{alarm.id}/answer")
    assert (late.status_code, "Li Na has answered it already." in late.text) == (409, True)


def test_only_whom_it_has_reached_hears_it(
    app: Flask, desk: Browser, office: Browser, record: Record, zhao: Worker, clock: Clock
) -> None:
    county = enrolled(app, record, zhao, "Sun", "county")
    others = [enrolled(app, record, zhao, role.title(), role) for role in ("auditor", "technician", "volunteer")]
    in_danger(record)
    first = [bool(told(each)["count"]) for each in (desk, office, county, *others)]
    clock.move(minutes=30)
    record.duties.run()
    last = [bool(told(each)["count"]) for each in (desk, office, county, *others)]

    assert first == [True, False, False, False, False, False]
    assert last == [True, True, True, False, False, False]
    assert [each.get("/alarms").status_code for each in (county, *others)] == [200, 403, 403, 403]


def test_the_county_answers_and_sees_the_request(app: Flask, record: Record, zhao: Worker, clock: Clock) -> None:
    county = enrolled(app, record, zhao, "Sun", "county")
    request = in_danger(record)
    (alarm,) = record.alarms.waiting(EVERYTHING)
    clock.move(minutes=30)
    record.duties.run()
    answer = county.post(f"/alarms/{alarm.id}/answer")

    assert county.get(answer.location).status_code == 200
    assert record.request(request, EVERYTHING).worker is None  # who may change nothing has nothing in hand


def test_at_the_sign_in_it_rings_and_tells_nothing_about_anybody(
    anybody: Browser, record: Record, li_na: Worker, clock: Clock
) -> None:
    assert 'alarm"' not in anybody.get("/sign-in").text
    in_danger(record)
    clock.move(minutes=7)
    page, bell = anybody.get("/sign-in").text, told(anybody, "/alarms/bell")["html"]

    for each in (page, bell):
        assert "1 in danger and nobody has answered for 7 min." in unescape(each)
        assert "Violence" not in each
        assert record.queue(EVERYTHING)[0].number not in each
    assert anybody.get("/alarms/now").status_code == 302


def test_the_trail_is_on_the_page_and_in_the_history(
    desk: Browser, office: Browser, record: Record, clock: Clock
) -> None:
    request = in_danger(record)
    clock.move(minutes=12)
    record.duties.run()
    record.alarms.mistaken(request)
    page, file = office.get("/alarms").text, office.get(f"/requests/{request}").text

    for step in (
        "worker on duty · Li Na",
        "other workers · nobody was there",
        "supervisors · Zhao",
        "and the county",
    ):
        assert step in unescape(page)
    assert "called it a mistake" in page
    assert file.count("nobody had answered; more people were told") == 3


@pytest.mark.parametrize(("seconds", "shown"), [(0, "0:00"), (65, "1:05"), (3671, "1:01:11")])
def test_the_running_clock(record: Record, li_na: Worker, clock: Clock, seconds: int, shown: str) -> None:
    in_danger(record)
    (alarm,) = record.alarms.waiting(EVERYTHING)
    line = AlarmLine(alarm, words_in("zh"), clock() + timedelta(seconds=seconds), "李娜")

    assert (line.clock, line.answer) == (shown, "我来处理（李娜）")


def test_it_appears_sounds_and_goes_in_an_open_page(opens: Opener, record: Record) -> None:
    page = opens("/workers", width=390, height=844)
    expect(page.locator(".alarm")).to_have_count(0)
    in_danger(record)
    expect(page.locator(".alarm")).to_have_count(1, timeout=SOON)
    expect(page).to_have_title(re.compile("^‼ "))
    assert page.evaluate(TOO_SMALL) == []
    expect(page.locator("#alarms")).to_have_attribute("data-sounded", re.compile("[1-9]"), timeout=30_000)
    page.locator(".alarm-answer").click()
    page.wait_for_url("**/requests/**")
    expect(page.locator(".alarm")).to_have_count(0)
