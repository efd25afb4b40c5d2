"""Filters, saved views and absences in the panel: each worker's own, and shown where work changed hands."""

from __future__ import annotations

import re

from admin_house import Browser, ask
from conftest import Clock

from casework.access import EVERYTHING
from casework.record import Record
from casework.workers import Worker

pytest_plugins = ["admin_house"]


def shown(page: str) -> list[str]:
    return re.findall(r'id="row-([^"]+)"', page)


def test_the_queue_is_narrowed_by_worker_age_and_state(
    desk: Browser, office: Browser, record: Record, clock: Clock, li_na: Worker, zhao: Worker
) -> None:
    old = ask(record, "money")
    record.take(old, zhao.id)
    clock.move(days=3)
    office.sign_in(zhao.login, "rice field at dawn")
    hers, done = ask(record, "papers"), ask(record, "papers")
    record.take(hers, li_na.id)
    record.life.done(done, zhao.id)
    assert set(shown(office.get(f"/queue?worker={zhao.id}").text)) == {old}
    assert shown(office.get("/queue?age=week").text) == [old]
    assert shown(office.get("/queue?age=day").text) == [hers]
    assert shown(office.get("/queue?state=asking").text) == [done]
    assert "Said to be done" in office.get("/queue?state=asking").text


def test_a_view_is_ones_own_and_can_be_thrown_away(desk: Browser, office: Browser, record: Record) -> None:
    wanted = {"state": "open", "kind": "ill", "age": "day"}
    for _ in range(2):
        assert desk.post("/queue/views", name="New and ill", **wanted).status_code == 302
    page = desk.get("/queue").text
    assert page.count(">New and ill</a>") == 1
    assert "/queue?state=open&amp;kind=ill&amp;age=day" in page
    assert "New and ill" not in office.get("/queue").text
    (view,) = re.findall(r"/queue/views/([^/]+)/remove", page)
    office.post(f"/queue/views/{view}/remove")
    assert "New and ill" in desk.get("/queue").text
    desk.post(f"/queue/views/{view}/remove")
    assert "New and ill" not in desk.get("/queue").text
    assert desk.post("/queue/views", name=" ", **wanted).status_code == 400


def test_an_absence_is_set_on_the_page_hands_on_at_once_and_shows(
    desk: Browser, office: Browser, record: Record, li_na: Worker, zhao: Worker
) -> None:
    request = ask(record, "money")
    record.take(request, li_na.id)
    told = desk.post("/absences", first="2026-11-23", last="2026-11-25", deputy=zhao.id)
    assert told.status_code == 302
    assert record.request(request, EVERYTHING).worker == zhao.id
    assert "for Li Na, away until" in office.get("/queue").text
    page = desk.get("/absences").text
    assert "1 requests with others" in page
    assert desk.get(f"/requests/{request}").status_code == 404, "it is the deputy's now"
    (absence,) = re.findall(r"/absences/([^/]+)/cancel", page)
    desk.post(f"/absences/{absence}/cancel")
    assert record.request(request, EVERYTHING).worker == li_na.id
    assert "back with Li Na" in desk.get("/queue").text


def test_nobody_sets_anothers_absence_but_a_supervisor(
    desk: Browser, office: Browser, record: Record, li_na: Worker, zhao: Worker
) -> None:
    assert desk.post("/absences", first="2026-11-23", last="2026-11-25", worker=zhao.id).status_code == 403
    assert office.post("/absences", first="2026-11-23", last="2026-11-25", worker=li_na.id).status_code == 302
    assert desk.post("/absences", first="2026-11-25", last="2026-11-23").status_code == 400
