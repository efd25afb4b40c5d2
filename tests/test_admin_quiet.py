"""Quiet hours in the panel: of a person who is there, of the place by who keeps the rota; a worker is told."""

from __future__ import annotations

from admin_house import Browser
from conftest import Clock
from flask import Flask

from casework.consents.entry import Subject
from casework.persons.people import Person
from casework.quiet import Span
from casework.record import Record
from casework.workers import Worker

pytest_plugins = ["admin_house"]


def test_a_persons_hours_are_settled_with_the_person_there(
    record: Record, desk: Browser, grandma_wang: Person
) -> None:
    at = f"/persons/{grandma_wang.id}"
    assert "21:00–07:00" in desk.get(at).text
    assert desk.post(f"{at}/quiet", starts="20:00", ends="08:00").status_code == 400
    assert desk.post(f"{at}/quiet", starts="20:00", ends="20:00", there="on").status_code == 400
    desk.post(f"{at}/quiet", starts="20:00", ends="08:00", there="on")
    assert record.quiet.own(grandma_wang.id) == (Span("20:00", "08:00"),)
    assert "20:00–08:00" in desk.get(at).text
    desk.post(f"{at}/quiet", never="1", there="on")
    assert "none, it rings at any time" in desk.get(at).text
    desk.post(f"{at}/quiet", place="1")
    assert record.quiet.own(grandma_wang.id) is None


def test_the_place_is_set_by_a_supervisor_and_a_worker_is_told_that_it_is_quiet(
    record: Record, app: Flask, desk: Browser, office: Browser, li_na: Worker, clock: Clock
) -> None:
    assert desk.post("/calls/quiet", starts="09:00", ends="12:00").status_code == 403
    assert "It is quiet at the touchscreen" not in desk.get("/calls").text
    office.post("/calls/quiet", starts="09:00", ends="12:00")
    assert record.quiet.of_place() == (Span("09:00", "12:00"),)
    assert "09:00–12:00" in desk.get("/calls/rota").text
    shown = desk.get("/calls").text
    assert "It is quiet at the touchscreen until" in shown
    assert "12:00" in shown


def test_a_call_that_opens_by_itself_is_asked_for_and_written_down_like_any_consent(
    record: Record, desk: Browser, grandma_wang: Person, li_na: Worker
) -> None:
    son = record.people.relations.add(grandma_wang.id, li_na.id, "friend", "老张", may_call=1)
    page = f"/persons/{grandma_wang.id}/consents"
    what = f"auto_answer|relation:{son}"
    assert what in desk.get(page).text
    told = {"what": what, "language": "zh", "answer": "yes", "witness": "村长"}
    assert "老张打来的时候，可以自动接通吗？" in desk.get(f"{page}/face?what={what}&language=zh").text
    desk.post(f"{page}/face", **told)
    assert record.opening.by_itself(grandma_wang.id, son)
    (entry,) = record.consents.in_force(grandma_wang.id)
    assert (entry.worker, entry.witness) == (li_na.id, "村长")
    assert Subject(grandma_wang.id).person == entry.person
