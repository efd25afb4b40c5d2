"""The check-in in a person's file: settled only with the person there, what was heard, and switched off."""

from __future__ import annotations

from datetime import timedelta

from admin_house import Browser
from conftest import Clock
from flask import Flask

from casework.history import KIOSK
from casework.persons.people import Person
from casework.record import Record
from casework.workers import Worker

pytest_plugins = ["admin_house"]


def file(grandma_wang: Person) -> str:
    return f"/persons/{grandma_wang.id}"


def test_a_worker_settles_it_with_the_person_there_and_switches_it_off(
    record: Record, desk: Browser, grandma_wang: Person
) -> None:
    at = f"{file(grandma_wang)}/checkin"
    alone = desk.post(at, rhythm="daily", hour="17:00")
    assert alone.status_code == 400
    assert "only together with the person" in alone.text
    assert record.checkins.wish(grandma_wang.id) is None
    assert desk.post(at, rhythm="hourly", hour="17:00", there="on").status_code == 400
    desk.post(at, rhythm="weekly", hour="09:00", there="on")
    wish = record.checkins.wish(grandma_wang.id)
    assert wish is not None
    assert (wish.rhythm, wish.hour, wish.worker) == ("weekly", "09:00", "Li Na")
    shown = desk.get(file(grandma_wang)).text
    assert "Every week, by 09:00" in shown
    assert "written down by Li Na" in shown
    assert "settled how often to ask" in shown
    desk.post(at, end="1")
    assert record.checkins.wish(grandma_wang.id) is None
    assert "has not wished to be asked" in desk.get(file(grandma_wang)).text


def test_the_file_tells_what_was_heard_and_the_queue_what_silence_became(
    record: Record, app: Flask, li_na: Worker, grandma_wang: Person, clock: Clock
) -> None:
    desk = Browser(app)
    record.checkins.begin(grandma_wang.id, "daily", "17:00", KIOSK, "speech")
    clock.move(days=1)
    record.checkins.answer(grandma_wang.id, "so_so")
    desk.sign_in(li_na.login)
    shown = desk.get(file(grandma_wang)).text
    assert "chosen at the touchscreen" in shown
    assert "Last sign: so-so" in shown
    clock.now += timedelta(days=2)
    record.duties.run()
    desk.sign_in(li_na.login)
    assert "check-in: not heard of" in desk.get("/queue").text
    assert "Somebody was given the task" in desk.get(file(grandma_wang)).text
    record.checkins.answer(grandma_wang.id, "well")
    assert "check-in: heard of again" in desk.get("/queue").text


def test_a_file_that_is_not_there_takes_nothing(desk: Browser) -> None:
    assert desk.post("/persons/nobody/checkin", rhythm="daily", hour="17:00", there="on").status_code == 404
