"""Plans in the person's own words, visits in the order of the way, "not today" respected, no form lost or doubled."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from old_file import old_file

from casework.access import EVERYTHING
from casework.check import check
from casework.errors import NothingSaid, UnknownWord
from casework.key import key_for
from casework.persons.people import Person
from casework.plans.errors import BadDay, NoSuchPart, NoSuchPlan
from casework.record import Record
from casework.settings import RecordSettings
from casework.visits.errors import NoSuchRound, VisitOver
from casework.visits.visit import Place, Visit, again, on_the_way, refusals
from casework.visits.visits import Form
from casework.workers import Worker

HERE = ZoneInfo("Asia/Shanghai")
MONDAY = date(2026, 11, 23)
TUESDAY_TEN = datetime(2026, 11, 24, 10, 0, tzinfo=HERE)
FORM = "11111111-1111-4111-8111-111111111111"


def filled_in(person: str, visit: str | None, outcome: str = "met", **told: object) -> Form:
    return Form(FORM, person, visit, outcome, TUESDAY_TEN, **told)


def test_a_plan_is_in_the_persons_own_words_and_is_looked_at_again(
    record: Record, li_na: Worker, grandma_wang: Person
) -> None:
    plans = record.plans
    plan = plans.open(grandma_wang.id, li_na.id, MONDAY + timedelta(days=30))
    goal = plans.add_goal(plan, li_na.id, "我想自己走到村口去晒太阳")
    step = plans.add_step(plan, li_na.id, "借一根拐杖", "worker", "李娜", MONDAY + timedelta(days=7), goal)
    plans.step_done(plan, step, li_na.id)
    plans.review(plan, li_na.id, "再走远一点", MONDAY + timedelta(days=60), said="走到桥头了")
    (found,) = plans.of(EVERYTHING, grandma_wang.id)
    assert [each.words for each in found.goals] == ["我想自己走到村口去晒太阳"]
    assert [(each.what, each.open, each.late(date(2027, 1, 1))) for each in found.steps] == [
        ("借一根拐杖", False, False)
    ]
    assert [(each.said, each.due_on) for each in found.reviews] == [("走到桥头了", MONDAY + timedelta(days=30))]
    assert found.review_on == MONDAY + timedelta(days=60)
    plans.end_goal(plan, goal, li_na.id, "reached")
    plans.end(plan, li_na.id, "reached")
    assert plans.due(EVERYTHING, date(2028, 1, 1)) == ()
    with pytest.raises(NoSuchPlan):
        plans.add_goal(plan, li_na.id, "more")
    assert check(record) == []


def test_a_plan_refuses_what_nobody_could_act_on(record: Record, li_na: Worker, grandma_wang: Person) -> None:
    plan = record.plans.open(grandma_wang.id, li_na.id, MONDAY)
    for wrong, error in (
        (lambda: record.plans.open(grandma_wang.id, li_na.id, date(2020, 1, 1)), BadDay),
        (lambda: record.plans.add_goal(plan, li_na.id, " "), NothingSaid),
        (lambda: record.plans.add_step(plan, li_na.id, "x", "magic"), UnknownWord),
        (lambda: record.plans.step_done(plan, "nothing", li_na.id), NoSuchPart),
        (lambda: record.plans.end(plan, li_na.id, "vanished"), UnknownWord),
    ):
        with pytest.raises(error):
            wrong()


def test_a_review_is_due_from_its_day_on(record: Record, li_na: Worker, grandma_wang: Person) -> None:
    plan = record.plans.open(grandma_wang.id, li_na.id, MONDAY + timedelta(days=2))
    assert record.plans.due(EVERYTHING, MONDAY) == ()
    assert [each.plan for each in record.plans.due(EVERYTHING, MONDAY + timedelta(days=2), li_na.id)] == [plan]
    assert record.plans.due(EVERYTHING, MONDAY + timedelta(days=2), "somebody else") == ()


def a_visit(name: str, hour: int, *, village: str = "A", route: int = 0, lane: str = "", home: str = "") -> Visit:
    when = datetime(2026, 11, 24, hour, 0, tzinfo=HERE)
    place = Place(village, 1 if village == "A" else 2, home or name, route, lane)
    return Visit(name, when, "w", "W", name, name, *(None,) * 4, place, *(None,) * 5)


def test_a_day_is_walked_by_part_of_the_day_then_village_then_house_by_house() -> None:
    told = [
        a_visit("far", 9, village="B", route=1),
        a_visit("second house", 10, route=2),
        a_visit("first house", 10, route=1),
        a_visit("unknown place", 9, lane="后巷"),
        a_visit("after noon", 15, route=1),
        a_visit("same house", 9, route=2, home="second house"),
    ]
    assert [each.id for each in on_the_way(told, HERE)] == [
        *("first house", "same house", "second house", "unknown place", "far", "after noon"),
    ]


@pytest.mark.parametrize(
    ("outcome", "every", "wanted", "then"),
    [
        ("not_today", None, None, date(2026, 12, 1)),
        ("not_today", 3, None, date(2026, 11, 27)),
        ("not_today", None, date(2026, 11, 26), date(2026, 11, 26)),
        ("not_there", None, None, date(2026, 11, 25)),
    ],
)
def test_after_a_refusal_somebody_comes_again_when_it_suits(
    outcome: str, every: int | None, wanted: date | None, then: date
) -> None:
    found = again(TUESDAY_TEN, outcome, TUESDAY_TEN - timedelta(days=1), every, wanted)
    assert (found.date(), found.hour) == (then, 10)


def test_refusals_are_counted_until_the_last_visit_that_took_place() -> None:
    assert [refusals(each) for each in ([], ["not_today"], ["not_today", "not_today", "done", "not_today"])] == [
        0,
        1,
        2,
    ]


def test_not_today_moves_the_visit_and_twice_asks_the_worker_to_talk(
    record: Record, li_na: Worker, grandma_wang: Person
) -> None:
    first = record.visits.plan(grandma_wang.id, li_na.id, TUESDAY_TEN)
    second = record.visits.not_today(first, "kiosk", "今天我要去赶集")
    assert not record.visits.to_talk_about(EVERYTHING, grandma_wang.id)
    third = record.visits.not_today(second, li_na.id, wanted=date(2026, 12, 4))
    assert record.visits.to_talk_about(EVERYTHING, grandma_wang.id)
    assert [(each.id, each.ended, each.words) for each in record.visits.of(EVERYTHING, grandma_wang.id)] == [
        (third, None, None),
        (second, "not_today", None),
        (first, "not_today", "今天我要去赶集"),
    ]
    assert record.visits.get(EVERYTHING, third).when.astimezone(HERE).date() == date(2026, 12, 4)
    with pytest.raises(VisitOver):
        record.visits.not_today(first, li_na.id)
    record.visits.report(li_na.id, filled_in(grandma_wang.id, third))
    assert not record.visits.to_talk_about(EVERYTHING, grandma_wang.id)
    assert check(record) == []


def test_the_same_form_sent_twice_is_one_visit_and_a_round_goes_on_once(
    record: Record, li_na: Worker, grandma_wang: Person
) -> None:
    record.visits.start_round(grandma_wang.id, li_na.id, TUESDAY_TEN, 14, "看看药还够不够")
    (visit,) = record.visits.day(EVERYTHING, TUESDAY_TEN.date())
    plan = record.plans.open(grandma_wang.id, li_na.id, MONDAY)
    step = record.plans.add_step(plan, li_na.id, "量血压", "worker")
    form = filled_in(grandma_wang.id, visit.id, said="好多了", done="量了血压", steps=(step,))
    for _ in range(3):
        assert record.visits.report(li_na.id, form) == FORM
    assert [each.said for each in record.visits.reports(EVERYTHING, grandma_wang.id)] == ["好多了"]
    assert not record.plans.of(EVERYTHING, grandma_wang.id)[0].steps[0].open
    to_come = [each for each in record.visits.of(EVERYTHING, grandma_wang.id) if each.open]
    assert [each.when.astimezone(HERE) for each in to_come] == [TUESDAY_TEN + timedelta(days=14)]
    assert check(record) == []


def test_a_form_for_a_visit_that_was_moved_meanwhile_is_kept_all_the_same(
    record: Record, li_na: Worker, grandma_wang: Person
) -> None:
    visit = record.visits.plan(grandma_wang.id, li_na.id, TUESDAY_TEN)
    moved = record.visits.move(visit, li_na.id, TUESDAY_TEN + timedelta(days=1))
    record.visits.report(li_na.id, filled_in(grandma_wang.id, visit, said="我在路上碰到她"))
    assert [each.said for each in record.visits.reports(EVERYTHING, grandma_wang.id)] == ["我在路上碰到她"]
    assert record.visits.get(EVERYTHING, moved).open


def test_a_round_that_ends_calls_off_the_visit_to_come(record: Record, li_na: Worker, grandma_wang: Person) -> None:
    started = record.visits.start_round(grandma_wang.id, li_na.id, TUESDAY_TEN, 14)
    record.visits.end_round(started, li_na.id)
    assert [each.ended for each in record.visits.of(EVERYTHING, grandma_wang.id)] == ["called_off"]
    assert record.visits.rounds(EVERYTHING, grandma_wang.id) == ()
    with pytest.raises(NoSuchRound):
        record.visits.end_round(started, li_na.id)


def test_a_visit_for_a_request_is_in_the_same_day_and_a_later_one_takes_its_place(
    record: Record, li_na: Worker, grandma_wang: Person
) -> None:
    request = record.requests.submit(record.requests.draft("zh", "house")).request
    record.name_person(request, li_na.id, grandma_wang.id)
    record.plan_visit(request, li_na.id, TUESDAY_TEN)
    record.plan_visit(request, li_na.id, TUESDAY_TEN + timedelta(days=1))
    assert record.visits.day(EVERYTHING, TUESDAY_TEN.date()) == []
    (visit,) = record.visits.day(EVERYTHING, TUESDAY_TEN.date() + timedelta(days=1))
    assert (visit.person, visit.request, visit.category) == (grandma_wang.id, request, "house")
    assert record.status(request).visit == TUESDAY_TEN + timedelta(days=1)
    moved = record.visits.not_today(visit.id, "kiosk")
    assert record.status(request).visit == record.visits.get(EVERYTHING, moved).when
    assert record.queue(EVERYTHING)[0].visit == record.visits.get(EVERYTHING, moved).when
    assert [each.why for each in record.request(request, EVERYTHING).history][-1] == "not today"


def test_a_visit_of_yesterday_that_nobody_told_about_is_asked_for(
    record: Record, li_na: Worker, grandma_wang: Person, clock
) -> None:
    visit = record.visits.plan(grandma_wang.id, li_na.id, TUESDAY_TEN)
    assert record.visits.unreported(EVERYTHING, li_na.id) == []
    clock.now = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
    assert [each.id for each in record.visits.unreported(EVERYTHING, li_na.id)] == [visit]


def test_plans_and_visits_follow_a_merge(record: Record, zhao: Worker, li_na: Worker, grandma_wang: Person) -> None:
    second = record.people.add("王秀英", who=li_na.id)
    record.plans.open(second, li_na.id, MONDAY)
    record.visits.start_round(second, li_na.id, TUESDAY_TEN, 14)
    merge = record.people.merges.merge(grandma_wang.id, second, zhao.id, "同一个人")
    assert len(record.plans.of(EVERYTHING, grandma_wang.id)) == len(record.visits.of(EVERYTHING, second)) == 1
    record.people.merges.undo(merge, zhao.id)
    assert record.plans.of(EVERYTHING, grandma_wang.id) == ()
    assert check(record) == []


def test_a_visit_planned_by_an_older_version_is_still_to_come(record_settings: RecordSettings) -> None:
    key = key_for(record_settings.path, record_settings.key_file)
    database = old_file(record_settings.path, key, "0010_persons")
    now = "2026-11-23T02:00:00.000000+00:00"
    worker = {"id": "w", "name": "Li Na", "login": "l", "password": "", "role": "worker", "created_at": now}
    database["workers"].insert(worker)
    request = {"id": "r", "status": "planned", "language": "zh", "created_at": now, "changed_at": now}
    database["requests"].insert(request)
    visit = {"id": "v", "request": "r", "worker": "w", "planned_for": "2026-11-24T02:00:00.000000+00:00", "at": now}
    database["visits"].insert(visit)
    database.conn.close()
    with Record.open(record_settings) as record:
        (found,) = record.visits.day(EVERYTHING, date(2026, 11, 24))
        assert (found.id, found.request, found.open) == ("v", "r", True)
        record.visits.call_off("v", "w", "it rains")
