"""Giving and ending access, signing colleagues out, and a lost second step that two people take away."""

from __future__ import annotations

import re

import pytest
from admin_house import PASSWORD, Browser
from conftest import ZHAO_PASSWORD, Clock
from flask import Flask
from second_step import code_for

from casework.access.roles import ROLES, SUPERVISOR
from casework.record import Record
from casework.workers import Worker

pytest_plugins = ["admin_house"]
GIVEN = {"role": "worker", "villages": "all", "kinds": "all", "active": "on"}


@pytest.fixture
def chen(record: Record, zhao: Worker) -> Worker:
    """A second worker, who can be the second person."""
    return record.workers.enrol(record.workers.invite(zhao.id), "Chen Fang", "chen", "four green hills")


@pytest.mark.parametrize("role", ROLES)
def test_a_supervisor_gives_every_role_and_its_page_opens(
    app: Flask, office: Browser, record: Record, li_na: Worker, role: str
) -> None:
    assert office.post(f"/workers/{li_na.id}/access", **{**GIVEN, "role": role}).status_code == 302
    assert record.workers.get(li_na.id).role == role
    assert office.get(f"/workers/{li_na.id}").status_code == 200
    theirs = Browser(app)
    theirs.sign_in("lina")
    assert theirs.client.get("/", follow_redirects=True).status_code == 200
    code = re.search(r"code: ([0-9A-Z-]{9})", office.post("/workers/invite", role=role).text)
    assert code
    assert record.workers.enrol(code[1], "New", "new", "four green hills").role == role


def test_villages_kinds_and_the_last_day_hold_at_once(
    app: Flask, office: Browser, desk: Browser, record: Record, li_na: Worker, clock: Clock
) -> None:
    some = {**GIVEN, "villages": "some", "village": "village-1", "kinds": "some", "kind": "ill", "stands_in": "on"}
    office.post(f"/workers/{li_na.id}/access", **some, last_day="2026-11-24")
    found = record.workers.get(li_na.id)
    assert (found.villages, found.categories, found.stands_in) == (("village-1",), ("ill",), True)
    assert 'value="2026-11-24"' in office.get(f"/workers/{li_na.id}").text
    clock.move(hours=37)
    assert record.workers.get(li_na.id).active
    clock.move(hours=2)
    assert not record.workers.get(li_na.id).active
    for wrong in ({"role": "king"}, {"villages": "some", "village": "nowhere"}, {"last_day": "soon"}):
        office.sign_in("zhao", ZHAO_PASSWORD)
        assert office.post(f"/workers/{li_na.id}/access", **{**GIVEN, **wrong}).status_code == 400
    assert desk.post(f"/workers/{li_na.id}/access", **GIVEN).status_code in (302, 401, 403)


def test_whose_access_ends_is_out_at_once_and_the_last_supervisor_stays(
    office: Browser, desk: Browser, record: Record, li_na: Worker, zhao: Worker
) -> None:
    office.post(f"/workers/{li_na.id}/access", **{name: told for name, told in GIVEN.items() if name != "active"})
    assert desk.get("/queue").status_code == 302
    assert not record.workers.get(li_na.id).active
    assert office.post(f"/workers/{zhao.id}/access", **GIVEN).status_code == 409
    assert record.workers.get(zhao.id).role == SUPERVISOR


def test_a_supervisor_signs_somebody_out_and_a_worker_cannot(
    app: Flask, office: Browser, desk: Browser, li_na: Worker, zhao: Worker
) -> None:
    assert desk.post(f"/workers/{zhao.id}/sessions/end").status_code == 403
    assert desk.get(f"/workers/{zhao.id}").status_code == 403
    assert office.get(f"/workers/{li_na.id}").text.count('class="session"') == 1
    office.post(f"/workers/{li_na.id}/sessions/end")
    assert desk.get("/queue").status_code == 302
    office.post(f"/workers/{zhao.id}/sessions/end")  # one's own stays open here
    assert office.get("/queue").status_code == 200


def test_a_lost_second_step_goes_only_with_a_second_persons_yes(
    app: Flask, office: Browser, desk: Browser, record: Record, li_na: Worker, chen: Worker, zhao: Worker
) -> None:
    desk.get("/sign-in/second-step")
    desk.post("/sign-in/second-step", code=code_for(record, "lina"))
    second = Browser(app)
    second.sign_in("chen", "four green hills")
    assert office.post(f"/workers/{li_na.id}/reset", reason=" ").status_code == 400
    assert office.post(f"/workers/{chen.id}/reset", reason="lost it").status_code == 409  # has none
    assert office.post(f"/workers/{zhao.id}/reset", reason="mine").status_code == 403
    assert office.post(f"/workers/{li_na.id}/reset", reason="Phone in the river; she stood here").status_code == 302
    (wish,) = record.resets.waiting()
    for who in (office, desk):  # neither the first nor the one it is about
        assert "in the river" not in who.get("/workers").text
        assert who.post(f"/workers/resets/{wish.id}", answer="yes").status_code == 403
    assert record.factors.has(li_na.id)
    assert "in the river" in second.get("/workers").text
    assert second.post(f"/workers/resets/{wish.id}", answer="yes").status_code == 302
    assert not record.factors.has(li_na.id)
    assert desk.get("/queue").status_code == 302
    assert Browser(app).post("/sign-in", login="lina", password=PASSWORD).headers["Location"] == "/queue"
    assert second.post(f"/workers/resets/{wish.id}", answer="yes").status_code == 409


def test_a_no_and_a_day_too_late_leave_it_as_it_is(
    app: Flask,
    office: Browser,
    desk: Browser,
    record: Record,
    li_na: Worker,
    chen: Worker,
    zhao: Worker,
    clock: Clock,
) -> None:
    desk.get("/sign-in/second-step")
    desk.post("/sign-in/second-step", code=code_for(record, "lina"))
    first = record.resets.wish(li_na.id, zhao.id, "lost")
    record.resets.decide(first, chen.id, agrees=False)
    late = record.resets.wish(li_na.id, zhao.id, "lost again")
    clock.move(hours=25)
    second = Browser(app)
    second.sign_in("chen", "four green hills")
    assert record.resets.waiting() == []
    assert second.post(f"/workers/resets/{late}", answer="yes").status_code == 409
    assert record.factors.has(li_na.id)
