"""Two steps into the panel, where one is signed in, the password, and being signed out after a while."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from admin_house import ORIGIN, PASSWORD, Browser, ask, panel
from conftest import ZHAO_PASSWORD, Clock
from flask import Flask
from second_step import code_for

from admin.account.halves import Halves
from admin.account.stage import Stage, device_of, set_up_until, stage
from casework.access.roles import AUDITOR, COUNTY, ROLES, SUPERVISOR
from casework.record import Record
from casework.workers import Worker

pytest_plugins = ["admin_house"]
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"
HUAWEI = "Mozilla/5.0 (Linux; Android 12; HarmonyOS; NOH-AN00) AppleWebKit/537.36 Chrome/114.0 Mobile Safari/537.36"


@pytest.mark.parametrize("role", ROLES)
def test_who_sees_everything_needs_two_steps_and_whoever_has_two_gives_two(role: str) -> None:
    needs = role in (SUPERVISOR, COUNTY, AUDITOR)
    now = datetime(2026, 11, 23, tzinfo=UTC)
    assert stage(role, has_factor=False, proven=False, now=now) is (Stage.SET_UP if needs else Stage.OPEN)
    assert stage(role, has_factor=True, proven=False, now=now) is Stage.CODE
    assert stage(role, has_factor=True, proven=True, now=now) is Stage.OPEN
    until = set_up_until(now - timedelta(days=13), days=14)
    assert stage(role, has_factor=False, proven=False, now=now, until=until) is Stage.OPEN
    assert stage(role, has_factor=True, proven=False, now=now, until=until) is Stage.CODE


@pytest.mark.parametrize(
    ("agent", "device"),
    [(WINDOWS, "computer Windows"), (HUAWEI, "phone HarmonyOS"), ("Werkzeug/3", "computer")],
)
def test_a_device_is_told_in_two_words(agent: str, device: str) -> None:
    assert device_of(agent) == device


def test_a_password_alone_opens_no_page_for_a_supervisor(app: Flask, anybody: Browser, zhao: Worker) -> None:
    assert (
        anybody.post("/sign-in", login="zhao", password=ZHAO_PASSWORD).headers["Location"] == "/sign-in/second-step"
    )
    for address in ("/queue", "/workers", "/account", "/persons", "/"):
        assert anybody.get(address).headers["Location"] == "/sign-in/second-step", address
    assert anybody.fetch("/workers/invite").status_code == 401
    page = anybody.get("/sign-in/second-step").text
    assert "<svg" in page
    assert "otpauth://totp/" in page


def test_who_needs_one_is_reminded_for_two_weeks_and_then_stopped(
    record: Record, zhao: Worker, clock: Clock, tmp_path: Path
) -> None:
    browser = Browser(panel(record, tmp_path / "later", clock, second_step_days=14))
    assert browser.post("/sign-in", login="zhao", password=ZHAO_PASSWORD).headers["Location"] == "/queue"
    page = browser.get("/queue").text
    assert "needs a second step" in page
    assert 'href="/sign-in/second-step"' in page
    clock.move(days=15)
    later = browser.post("/sign-in", login="zhao", password=ZHAO_PASSWORD)
    assert later.headers["Location"] == "/sign-in/second-step"


def test_set_up_once_then_asked_for_at_every_sign_in(app: Flask, record: Record, zhao: Worker, clock: Clock) -> None:
    first = Browser(app)
    page = first.sign_in("zhao", ZHAO_PASSWORD)
    assert page.text.count('<li class="code"') == 10
    assert first.get("/queue").status_code == 200
    clock.move(minutes=1)
    second = Browser(app)
    assert second.post("/sign-in", login="zhao", password=ZHAO_PASSWORD).headers["Location"] == "/sign-in/code"
    assert second.get("/sign-in/second-step").headers["Location"] == "/sign-in/code"  # nobody replaces it so
    assert second.post("/sign-in/second-step", code="1").headers["Location"] == "/sign-in/code"
    code = code_for(record, "zhao")
    wrong = second.post("/sign-in/code", code="000000")
    assert (wrong.status_code, "not right" in wrong.text) == (403, True)
    assert second.post("/sign-in/code", code=code).headers["Location"] == "/queue"
    third = Browser(app)
    third.post("/sign-in", login="zhao", password=ZHAO_PASSWORD)
    again = third.post("/sign-in/code", code=code)
    assert (again.status_code, "used already" in again.text) == (403, True)


def test_paper_opens_once_and_says_how_many_are_left(app: Flask, zhao: Worker) -> None:
    paper = Browser(app).sign_in("zhao", ZHAO_PASSWORD).text.split('<li class="code" lang="en">')[1][:14]
    browser = Browser(app)
    browser.post("/sign-in", login="zhao", password=ZHAO_PASSWORD)
    browser.post("/sign-in/code", code=paper)
    assert "You have 9 left" in browser.get("/queue").text
    other = Browser(app)
    other.post("/sign-in", login="zhao", password=ZHAO_PASSWORD)
    assert other.post("/sign-in/code", code=paper).status_code == 403


def test_wrong_codes_lock_the_second_step(app: Flask, office: Browser, clock: Clock) -> None:
    browser = Browser(app)
    browser.post("/sign-in", login="zhao", password=ZHAO_PASSWORD)
    answers = [browser.post("/sign-in/code", code="000000").status_code for _ in range(6)]
    assert answers == [403] * 5 + [429]


def test_a_worker_may_have_two_steps_and_do_without_again_a_supervisor_may_not(
    app: Flask, desk: Browser, office: Browser, record: Record, li_na: Worker, zhao: Worker
) -> None:
    desk.get("/sign-in/second-step")
    assert desk.post("/sign-in/second-step", code=code_for(record, "lina")).status_code == 200
    assert Browser(app).post("/sign-in", login="lina", password=PASSWORD).headers["Location"] == "/sign-in/code"
    assert desk.post("/account/second-step/end", password="wrong").status_code == 401
    assert record.factors.has(li_na.id)
    assert desk.post("/account/second-step/end", password=PASSWORD).status_code == 302
    assert not record.factors.has(li_na.id)
    assert office.post("/account/second-step/end", password=ZHAO_PASSWORD).status_code == 400
    assert record.factors.has(zhao.id)


def test_one_sees_where_one_is_signed_in_and_ends_it_from_afar(app: Flask, desk: Browser, li_na: Worker) -> None:
    phone = Browser(app)
    phone.client.environ_base["HTTP_USER_AGENT"] = HUAWEI
    phone.sign_in("lina")
    page = desk.get("/account").text
    assert "Phone (HarmonyOS)" in page
    assert page.count(": this one") == 1
    handle = page.split("/account/sessions/")[1].split("/end")[0]
    assert phone.get("/queue").status_code == 200
    desk.post(f"/account/sessions/{handle}/end")
    assert phone.get("/queue").headers["Location"] == "/sign-in"
    assert desk.get("/queue").status_code == 200


def test_nobody_ends_the_session_of_somebody_else_by_its_name(app: Flask, desk: Browser, office: Browser) -> None:
    handle = next(each.handle for each in app.extensions["xiangban-panel"].sessions._open.values() if each.proven)
    desk.post(f"/account/sessions/{handle}/end")
    assert office.get("/queue").status_code == 200


def test_another_password_ends_every_other_session(app: Flask, desk: Browser, li_na: Worker) -> None:
    other = Browser(app)
    other.sign_in("lina")
    assert desk.post("/account/password", password="wrong", fresh="four green hills").status_code == 401
    short = desk.post("/account/password", password=PASSWORD, fresh="short")
    assert (short.status_code, "5 more" in short.text) == (400, True)
    assert other.get("/queue").status_code == 200
    assert desk.post("/account/password", password=PASSWORD, fresh="four green hills").status_code == 302
    assert other.get("/queue").status_code == 302
    assert desk.get("/queue").status_code == 200
    assert Browser(app).sign_in("lina").status_code == 401
    assert Browser(app).sign_in("lina", "four green hills").status_code == 302


def test_a_worker_who_becomes_supervisor_owes_the_second_step_at_once(
    desk: Browser, record: Record, li_na: Worker
) -> None:
    record.store.write("test", "test", lambda pen: pen.update("workers", li_na.id, {"role": SUPERVISOR}))
    assert desk.get("/queue").headers["Location"] == "/sign-in/second-step"


@pytest.fixture
def strict(record: Record, tmp_path: Path, clock: Clock) -> Flask:
    """A panel that signs out after half an hour."""
    return panel(record, tmp_path / "data", clock, idle_minutes=30)


def test_who_does_nothing_is_signed_out_and_comes_back_to_the_page_and_the_words(
    strict: Flask, record: Record, li_na: Worker, clock: Clock
) -> None:
    request, browser = ask(record), Browser(strict)
    browser.sign_in("lina")
    page = f"/requests/{request}"
    for _ in range(3):
        clock.move(minutes=20)
        assert browser.get(page).status_code == 200  # doing something prolongs it
    clock.move(minutes=20)
    told = {"page": page, "forms": {f"{page}/note": {"text": "half a sen"}}, "stay": False}
    kept = browser.client.post(
        "/account/here", json=told, headers={**ORIGIN, "X-Form-Token": browser.token(), "Accept": "application/json"}
    )
    assert kept.status_code == 200
    for _ in range(9):
        clock.move(minutes=1)
        browser.get("/queue/changes?since=0", Accept="application/json")
        assert browser.get("/account/left", Accept="application/json").status_code == 200  # neither does asking
    clock.move(minutes=30)
    assert browser.get(page).headers["Location"] == "/sign-in"
    assert "signed out because nobody" in browser.get("/sign-in").text
    other = Browser(strict)
    other.sign_in("lina")
    assert "half a sen" in other.get(page).text
    assert browser.sign_in("lina").headers["Location"] == page
    assert "half a sen" in browser.get(page).text
    browser.post(f"{page}/note", text="half a sentence")
    assert "half a sen&#34;" not in browser.get(page).text


def test_nobody_else_gets_what_one_had_half_written(
    strict: Flask, record: Record, li_na: Worker, zhao: Worker, clock: Clock
) -> None:
    browser = Browser(strict)
    browser.sign_in("lina")
    headers = {**ORIGIN, "X-Form-Token": browser.token(), "Accept": "application/json"}
    told = {"page": "/persons", "forms": {"/persons/add": {"name": "Secret Name"}}}
    browser.client.post("/account/here", json=told, headers=headers)
    assert "Secret Name" in browser.get("/persons").text
    clock.move(minutes=31)
    browser.get("/persons")
    assert browser.sign_in("zhao", ZHAO_PASSWORD).status_code == 200
    assert "Secret Name" not in browser.get("/persons").text


def test_half_written_forms_are_few_short_and_forgotten_after_a_day(clock: Clock) -> None:
    halves = Halves(clock)
    assert not halves.keep("me", "/a", "/a/x", {"text": "  "})
    assert not halves.keep("me", "/a", "/a/x", {"text": "x" * 30_000})
    for number in range(12):
        assert halves.keep("me", "/a", f"/a/{number}", {"text": "x"})
    assert len(halves.of("me", "/a")) == 8
    halves.sent("me", "/a/11")
    assert "/a/11" not in halves.of("me", "/a")
    assert halves.of("you", "/a") == {}
    clock.move(hours=25)
    assert halves.of("me", "/a") == {}
