"""A mandatory report: two people, a clock that nobody sets longer, and nothing of it for whoever is named."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from conftest import ZHAO_PASSWORD, Clock

from casework.access import EVERYTHING, NotAllowed
from casework.access.roles import AUDITOR, COUNTY, SUPERVISOR, VOLUNTEER, WORKER
from casework.alarms.errors import NoSuchAlarm
from casework.errors import NoSuchPerson, NoSuchRequest, UnknownWord
from casework.record import Record
from casework.reports.errors import (
    NameOfWorker,
    NamesOneself,
    NobodyDoubts,
    NoSuchReport,
    NothingSeen,
    NotPassedOn,
    NotYetPassed,
    PassedOnAlready,
    ReasonMissing,
    ReportOver,
    SecondPersonNeeded,
    SecondUnfit,
)
from casework.reports.naming import Begun, Named
from casework.workers import Worker

SEEN = "手臂上有伤，孩子说是大人打的"


def enrol(record: Record, zhao: Worker, login: str, role: str = WORKER, **fields: object) -> Worker:
    worker = record.workers.enrol(record.workers.invite(zhao.id, role), login.title(), login, ZHAO_PASSWORD)
    if fields:
        told = {key: json.dumps(value) if isinstance(value, list) else value for key, value in fields.items()}
        record.store.write(zhao.id, "access changed", lambda pen: pen.update("workers", worker.id, told))
    return record.workers.get(worker.id)


def told(**more: object) -> Begun:
    return Begun(**{"law": "minor", "harmed": "小李", "seen": SEEN, **more})


def ask(record: Record, **fields: object) -> str:
    request = record.requests.submit(record.requests.draft("zh", "family")).request
    if fields:
        record.store.write("station", "test", lambda pen: pen.update("requests", request, fields))
    return request


def notices(record: Record, report: str) -> list[tuple[str, str]]:
    """Name and why of everybody who was told."""
    (found,) = [each for each in record.reports.all(EVERYTHING) if each.id == report]
    return [(each.name, each.why) for each in found.notices]


def pass_on(record: Record, report: str, worker: Worker, clock: Clock) -> str:
    return record.reports.pass_on(report, worker.id, "police", clock(), "伤的位置，孩子的话", reference="110-77")


def test_it_is_written_by_one_confirmed_by_a_second_told_and_ended_by_two(
    record: Record, zhao: Worker, li_na: Worker, clock: Clock
) -> None:
    report = record.reports.begin(li_na.id, told(suspects=(Named(name="继父"),)))
    assert notices(record, report) == [("Zhao", "second")]
    assert record.reports.waiting(record.reader(zhao.id)) == 1
    with pytest.raises(SecondPersonNeeded):
        record.reports.confirm(report, li_na.id)
    record.reports.confirm(report, zhao.id)
    with pytest.raises(NotPassedOn):
        record.reports.end(report, zhao.id)
    pass_on(record, report, li_na, clock)
    with pytest.raises(SecondPersonNeeded):
        record.reports.end(report, li_na.id)
    record.reports.end(report, zhao.id)
    whole = record.reports.read(report, record.reader(li_na.id))
    assert (whole.ended, whole.end.name, whole.confirmed.name, whole.passings[0].reference) == (
        *("made", "Zhao", "Zhao", "110-77"),
    )
    for late in (
        lambda: record.reports.confirm(report, zhao.id),
        lambda: pass_on(record, report, li_na, clock),
        lambda: record.reports.doubt(report, zhao.id, "x"),
        lambda: record.reports.name(report, zhao.id, Named(name="x")),
    ):
        with pytest.raises(ReportOver):
            late()
    record.reports.tell(report, li_na.id, "later", "继父在旁边")
    assert record.reports.read(report, record.reader(zhao.id)).telling.why == "继父在旁边"
    assert {each.name for each in record.reports.read(report, record.reader(zhao.id)).read_by} == {"Li Na", "Zhao"}


def test_the_authority_need_not_wait_for_the_second_person(
    record: Record, zhao: Worker, li_na: Worker, clock: Clock
) -> None:
    report = record.reports.begin(li_na.id, told())
    pass_on(record, report, li_na, clock)
    record.reports.end(report, zhao.id)
    whole = record.reports.read(report, record.reader(zhao.id))
    assert (whole.confirmed.name, whole.ended) == ("Zhao", "made")


def test_unfounded_takes_two_with_a_reason_each_and_never_after_it_was_told(
    record: Record, zhao: Worker, li_na: Worker, clock: Clock
) -> None:
    report = record.reports.begin(li_na.id, told())
    with pytest.raises(NobodyDoubts):
        record.reports.agree(report, zhao.id, "x")
    with pytest.raises(ReasonMissing):
        record.reports.doubt(report, li_na.id, " ")
    record.reports.doubt(report, li_na.id, "是摔伤，医生看过")
    assert ("Zhao", "doubted") in notices(record, report)
    with pytest.raises(SecondPersonNeeded):
        record.reports.agree(report, li_na.id, "x")
    record.reports.disagree(report, zhao.id)
    record.reports.doubt(report, zhao.id, "看过病历")
    record.reports.agree(report, li_na.id, "同意")
    assert record.reports.read(report, record.reader(zhao.id)).ended == "unfounded"
    other = record.reports.begin(li_na.id, told())
    record.reports.doubt(other, zhao.id, "不像")
    pass_on(record, other, li_na, clock)
    assert record.reports.read(other, record.reader(zhao.id)).doubted is None
    with pytest.raises(PassedOnAlready):
        record.reports.doubt(other, zhao.id, "不像")


def test_what_is_missing_or_wrong_is_said(record: Record, zhao: Worker, li_na: Worker, clock: Clock) -> None:
    for wrong, error in (
        (told(law="no"), UnknownWord),
        (told(seen=" "), NothingSeen),
        (told(suspects=(Named(),)), NothingSeen),
        (told(suspects=(Named(worker=li_na.id),)), NamesOneself),
        (told(suspects=(Named(name="那个 Zhao"),)), NameOfWorker),
        (told(second=li_na.id), SecondUnfit),
        (told(suspects=(Named(worker=zhao.id),), second=zhao.id), SecondUnfit),
        (told(about_request="none"), NoSuchRequest),
        (told(about_person="none"), NoSuchPerson),
    ):
        with pytest.raises(error):
            record.reports.begin(li_na.id, wrong)
    namesake = record.reports.begin(li_na.id, told(suspects=(Named(name="邻村的 Zhao", namesake=True),)))
    assert record.reports.read(namesake, record.reader(zhao.id))
    with pytest.raises(NotYetPassed):
        record.reports.pass_on(namesake, li_na.id, "police", clock() + timedelta(hours=1), "x")
    with pytest.raises(ReasonMissing):
        record.reports.pass_on(namesake, li_na.id, "police", clock(), " ")
    assert record.reports.begin(li_na.id, told(), once="7") == record.reports.begin(li_na.id, told(), once="7") == "7"
    auditor = enrol(record, zhao, "auditor", AUDITOR)
    with pytest.raises(NotAllowed):
        record.reports.begin(auditor.id, told())


def test_the_clock_tells_the_two_then_supervisors_then_the_county_then_every_day(
    record: Record, zhao: Worker, li_na: Worker, clock: Clock
) -> None:
    enrol(record, zhao, "county", COUNTY)
    report = record.reports.begin(li_na.id, told())
    seen = []
    for minutes in (29, 2, 30, 60, 24 * 60):
        clock.move(minutes=minutes)
        record.duties.run()
        record.duties.run()
        seen.append([name for name, why in notices(record, report)[1:] if why == "not_made"])
    assert seen[0] == []
    assert seen[1] == ["Li Na", "Zhao"]
    assert seen[2] == [*seen[1], "Zhao"]
    assert seen[3] == [*seen[2], "Zhao", "County"]
    assert seen[4] == [*seen[3], "Zhao", "County"]
    pass_on(record, report, li_na, clock)
    clock.move(hours=23)
    record.duties.run()
    assert not [1 for _, why in notices(record, report) if why == "not_ended"]
    clock.move(hours=2)
    record.duties.run()
    assert [name for name, why in notices(record, report) if why == "not_ended"] == ["Li Na", "Zhao"]
    record.reports.end(report, zhao.id)
    clock.move(days=9)
    record.duties.run()
    assert len([1 for _, why in notices(record, report) if why == "not_ended"]) == 2


def test_a_supervisor_who_is_named_is_told_nothing_and_the_county_is(
    record: Record, zhao: Worker, li_na: Worker, clock: Clock
) -> None:
    enrol(record, zhao, "county", COUNTY)
    enrol(record, zhao, "chen")
    report = record.reports.begin(li_na.id, told(suspects=(Named(worker=zhao.id),)))
    assert notices(record, report) == [("Chen", "second")]
    for _ in range(60):
        clock.move(hours=1)
        record.duties.run()
    names = {name for name, _ in notices(record, report)}
    assert names == {"Chen", "Li Na", "County"}
    assert record.reports.all(record.reader(zhao.id)) == ()
    assert record.reports.waiting(record.reader(zhao.id)) == 0
    for attempt in (
        lambda: record.reports.read(report, record.reader(zhao.id)),
        lambda: record.reports.confirm(report, zhao.id),
        lambda: pass_on(record, report, zhao, clock),
        lambda: record.reports.doubt(report, zhao.id, "x"),
        lambda: record.reports.agree(report, zhao.id, "x"),
        lambda: record.reports.disagree(report, zhao.id),
        lambda: record.reports.end(report, zhao.id),
        lambda: record.reports.tell(report, zhao.id, "told", "x"),
        lambda: record.reports.name(report, zhao.id, Named(name="x")),
    ):
        with pytest.raises(NoSuchReport):
            attempt()


def test_with_nobody_left_it_can_be_begun_all_the_same(record: Record, zhao: Worker, li_na: Worker) -> None:
    report = record.reports.begin(li_na.id, told(suspects=(Named(worker=zhao.id),)))
    assert record.reports.read(report, record.reader(li_na.id)).second is None


def test_who_is_named_later_is_the_second_no_more(record: Record, zhao: Worker, li_na: Worker, clock: Clock) -> None:
    enrol(record, zhao, "chen")
    report = record.reports.begin(li_na.id, told())
    record.reports.name(report, li_na.id, Named(worker=zhao.id))
    assert record.reports.read(report, record.reader(li_na.id)).second_name == "Chen"
    assert record.reports.all(record.reader(zhao.id)) == ()
    chen = next(each for each in record.workers.all() if each.name == "Chen")
    with pytest.raises(SecondUnfit):
        record.reports.name(report, chen.id, Named(worker=li_na.id))


def test_colleagues_who_have_no_part_in_it_do_not_see_it(record: Record, zhao: Worker, li_na: Worker) -> None:
    near, far = enrol(record, zhao, "near"), enrol(record, zhao, "far", SUPERVISOR, villages=["far"])
    volunteer = enrol(record, zhao, "volunteer", VOLUNTEER)
    report = record.reports.begin(li_na.id, told(about_request=ask(record)))
    for worker in (near, far, volunteer):
        with pytest.raises(NoSuchReport):
            record.reports.read(report, record.reader(worker.id))
    assert record.reports.begin(volunteer.id, told())


def test_whom_it_is_about_leaves_the_hands_of_who_is_named_and_never_comes_back(
    record: Record, zhao: Worker, li_na: Worker, clock: Clock
) -> None:
    person = record.people.add("小李", li_na.id)
    bad = enrol(record, zhao, "bad")
    request, other = ask(record, worker=bad.id, status="taken"), ask(record, person=person)
    record.take(other, bad.id)
    report = record.reports.begin(
        li_na.id,
        told(about_request=ask(record, person=person), about_person=person, suspects=(Named(worker=bad.id),)),
    )
    record.duties.run()
    reader = record.reader(bad.id)
    assert {each.request for each in record.queue(reader)} == {request}
    assert not record.people.may_open(reader, person)
    assert record.request(other, EVERYTHING).worker == zhao.id
    history = record.request(other, record.reader(zhao.id)).history
    assert history[-1].why == "given"
    assert not any("report" in each.why for each in history)
    record.workers.set_duty(bad.id, by=zhao.id)
    new = ask(record, person=person)
    clock.move(days=9)
    record.duties.run()
    assert record.request(new, EVERYTHING).raised_name != "Bad"
    with pytest.raises(NoSuchRequest):
        record.take(new, bad.id)
    record.reports.doubt(report, li_na.id, "摔伤")
    record.reports.agree(report, zhao.id, "摔伤")
    with pytest.raises(NoSuchRequest):
        record.request(other, record.reader(bad.id))


def test_an_alarm_of_the_harmed_one_rings_for_everybody_but_who_is_named(
    record: Record, zhao: Worker, li_na: Worker
) -> None:
    person = record.people.add("小李", li_na.id)
    request = ask(record, person=person)
    record.reports.begin(zhao.id, told(about_request=request, suspects=(Named(worker=li_na.id),)))
    record.alarms.cry(request, ["abuse"], "screen")
    (alarm,) = record.alarms.waiting(record.reader(zhao.id))
    assert "Li Na" not in alarm.told[0].names, "though she is on duty"
    assert record.alarms.waiting(record.reader(li_na.id)) == ()
    with pytest.raises(NoSuchAlarm):
        record.alarms.answer(alarm.id, li_na.id)


def test_nothing_is_taken_away_where_it_would_be_noticed(record: Record, zhao: Worker, li_na: Worker) -> None:
    bad = enrol(record, zhao, "bad")
    request = ask(record, worker=bad.id, status="taken")
    before = record.version()
    record.reports.begin(zhao.id, told(about_request=request, suspects=(Named(worker=bad.id),), apart=False))
    record.duties.run()
    assert record.request(request, record.reader(bad.id)).worker == bad.id
    assert record.version() == before, "no history of a request grows"
