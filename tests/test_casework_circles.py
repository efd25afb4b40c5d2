"""Circles in the record: who belongs, who sees one, when it meets, and what is left of a meeting."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from casework.access import EVERYTHING
from casework.access.errors import NotAllowed
from casework.access.roles import TECHNICIAN, WORKER
from casework.circles.circle import Circle
from casework.circles.errors import BelongsAlready, NoSuchCircle
from casework.errors import NothingSaid
from casework.persons.people import Person
from casework.record import Record
from casework.workers import Worker

THURSDAY = date(2026, 12, 3)
ZONE = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def circle(record: Record, li_na: Worker, grandma_wang: Person) -> str:
    made = record.circles.make(li_na.id, "周四互助圈", THURSDAY, time(15), weekly=True)
    record.circles.add(made, li_na.id, "person", grandma_wang.id)
    return made


def test_who_organises_it_belongs_to_it_and_everybody_belongs_once(
    record: Record, li_na: Worker, zhao: Worker, grandma_wang: Person, circle: str
) -> None:
    son = record.people.relations.add(grandma_wang.id, li_na.id, "son", "王强", may_call=1)
    record.circles.add(circle, li_na.id, "relation", son)
    record.circles.add(circle, li_na.id, "worker", zhao.id)
    with pytest.raises(BelongsAlready):
        record.circles.add(circle, li_na.id, "person", grandma_wang.id)
    found = record.circles.get(circle, record.reader(li_na.id))
    assert [(each.kind, each.name) for each in found.people] == [
        ("worker", li_na.name),
        ("person", grandma_wang.name),
        ("relation", "王强"),
        ("worker", zhao.name),
    ]
    assert [each.name for each in record.circles.of_person(grandma_wang.id)] == ["周四互助圈"]
    membership = next(each.id for each in found.people if each.kind == "person")
    assert record.circles.remove(circle, li_na.id, membership).who == grandma_wang.id
    assert record.circles.of_person(grandma_wang.id) == ()
    with pytest.raises(NothingSaid):
        record.circles.make(li_na.id, "  ", THURSDAY, time(15), weekly=False)


def test_only_its_people_and_who_may_open_all_their_files_see_a_circle(
    record: Record, li_na: Worker, zhao: Worker, circle: str
) -> None:
    workers = record.workers
    stranger = workers.enrol(workers.invite(zhao.id, WORKER), "Far", "far", "nine blue kites flying")
    record.store.write("test", "laid", lambda pen: pen.update("workers", stranger.id, {"villages": '["elsewhere"]'}))
    reader = record.reader(stranger.id)
    assert record.circles.seen_by(reader) == ()
    for act in (
        lambda: record.circles.get(circle, reader),
        lambda: record.circles.end(circle, stranger.id),
        lambda: record.circles.began(circle, "a call", stranger.id),
        lambda: record.circles.add(circle, stranger.id, "worker", stranger.id),
    ):
        with pytest.raises(NoSuchCircle):
            act()
    record.circles.add(circle, li_na.id, "worker", stranger.id)
    assert [each.id for each in record.circles.seen_by(reader)] == [circle]
    technician = workers.enrol(workers.invite(zhao.id, TECHNICIAN), "Tech", "tech", "nine blue kites flying")
    with pytest.raises(NotAllowed):
        record.circles.seen_by(record.reader(technician.id))


def test_a_meeting_leaves_its_beginning_and_its_end_in_the_journal_and_nothing_else(
    record: Record, li_na: Worker, circle: str
) -> None:
    record.circles.began(circle, "call-1", li_na.id)
    record.circles.over("call-1", "finished")
    record.circles.over("call-1", "lost")
    record.circles.over("no meeting", "lost")
    with record.store.read() as database:
        (meeting,) = database.query("select * from circle_meetings")
        told = [each["why"] for each in database.query("select why from journal where \"table\" = 'circle_meetings'")]
    assert (meeting["circle"], meeting["began_by"], meeting["ending"]) == (circle, li_na.id, "finished")
    assert set(told) == {"circle began to meet", "circle met"}
    record.circles.end(circle, li_na.id)
    assert record.circles.seen_by(EVERYTHING) == ()


def test_it_is_offered_from_minutes_before_until_minutes_after_every_week() -> None:
    weekly = Circle("c", "c", "w", THURSDAY, time(15), weekly=True)
    once = Circle("c", "c", "w", THURSDAY, time(15), weekly=False)
    at = datetime(2026, 12, 3, 15, 0, tzinfo=ZONE)
    for minutes, soon in ((-11, False), (-10, True), (0, True), (20, True), (21, False)):
        for weeks in (0, 3):
            moment = at + timedelta(minutes=minutes, weeks=weeks)
            assert weekly.soon(moment) is soon, (minutes, weeks)
            assert once.soon(moment) is (soon and weeks == 0)
    assert weekly.next(at + timedelta(days=1)) == at + timedelta(weeks=1)
    assert once.next(at + timedelta(days=1)) is None
    assert weekly.next(datetime(2026, 11, 1, tzinfo=UTC).astimezone(ZONE)) == at
