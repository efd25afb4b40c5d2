"""An alarm: raised with whatever said it, told further until a human answers with a name, each step once for ever."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from casework.access import EVERYTHING, NotAllowed
from casework.alarms.alarm import Alarm
from casework.alarms.chain import DUTY, EVERYBODY, SUPERVISORS, VILLAGE, first_step, newly_told, rank, reaches
from casework.alarms.errors import AlarmAnswered, NoSuchAlarm
from casework.check import check
from casework.errors import BadSettings
from casework.record import Record
from casework.settings import AlarmChain, RecordSettings
from casework.workers import Worker
from tests.conftest import LI_NA_PASSWORD, Clock


def draft(record: Record, said: str = "", category: str = "other") -> str:
    made = record.requests.draft("zh", category)
    if said:
        record.requests.dictated(made, said, 0.6, "whisper")
    return made


def asked(record: Record, said: str = "", category: str = "other", danger: str = "") -> str:
    slots = {"danger": danger} if danger else None
    return record.requests.submit(draft(record, said, category), slots=slots).request


def colleague(
    record: Record, zhao: Worker, name: str, role: str = "worker", villages: tuple[str, ...] = ()
) -> Worker:
    worker = record.workers.enrol(record.workers.invite(zhao.id, role), name, name.lower(), LI_NA_PASSWORD)
    scope = {"villages": json.dumps(villages) if villages else None}
    record.store.write(zhao.id, "scope set", lambda writing: writing.update("workers", worker.id, scope))
    return worker


def waiting(record: Record, worker: Worker) -> tuple[Alarm, ...]:
    return record.alarms.waiting(record.reader(worker.id))


def the_alarm(record: Record) -> Alarm:
    (found,) = record.alarms.waiting(EVERYTHING)
    return found


@pytest.mark.parametrize(
    ("said", "kind"),
    [("他又打我", "violence"), ("娃不见了", "lost"), ("my house is on fire", "fire"), ("죽고 싶어요", "suicide")],
)
def test_words_of_danger_make_a_request_a_crisis_in_the_moment_it_is_sent(
    record: Record, li_na: Worker, said: str, kind: str
) -> None:
    calm, request = asked(record, "我想换煤气罐", "ill"), asked(record, said)

    assert [each.request for each in record.queue(EVERYTHING)] == [request, calm]
    assert [each.urgency for each in record.queue(EVERYTHING)] == [4, 3]
    alarm = the_alarm(record)
    assert (alarm.request, kind in alarm.kinds, alarm.source) == (request, True, "transcript")
    entries = record.request(request, EVERYTHING).history
    assert {"alarms", "alarm_steps", "requests"} <= {table for table, *_ in entries[-1].changes}
    assert entries[-1].why == "sent"  # one transaction
    assert check(record) == []


def test_a_picture_is_enough(record: Record, li_na: Worker) -> None:
    asked(record, danger="fire")

    assert (the_alarm(record).kinds, the_alarm(record).source) == (("fire",), "picture")


def test_what_is_written_down_later_raises_it_later(record: Record, clock: Clock, li_na: Worker) -> None:
    request = asked(record)
    clock.move(minutes=3)
    record.requests.dictated(request, "老头子倒地上叫不醒", 0.5, "whisper")

    alarm = the_alarm(record)
    assert (alarm.kinds[0], alarm.raised_at) == ("collapse", clock())
    assert record.request(request, EVERYTHING).urgency == 4


def test_a_workers_note_raises_it_and_an_everyday_one_does_not(record: Record, li_na: Worker) -> None:
    request = asked(record)
    record.note(request, li_na.id, "电话没打通，明天再打")
    assert record.alarms.waiting(EVERYTHING) == ()
    record.note(request, li_na.id, "邻居说她男人天天打她")

    assert (the_alarm(record).source, "violence" in the_alarm(record).kinds) == ("note", True)


def test_words_in_a_draft_call_nobody_until_it_is_sent(record: Record, li_na: Worker) -> None:
    made = draft(record, "我不想活了")
    record.alarms.cry(made, ["suicide"], "screen")
    assert record.alarms.waiting(EVERYTHING) == ()
    record.requests.submit(made)

    assert the_alarm(record).kinds == ("suicide",)


def test_the_category_counts_as_well(record: Record, li_na: Worker) -> None:
    asked(record, "我动不了", "papers")
    assert record.alarms.waiting(EVERYTHING) == ()
    asked(record, "我动不了", "ill")

    assert the_alarm(record).kinds == ("collapse",)


def test_more_of_it_joins_the_alarm_that_waits(record: Record, li_na: Worker) -> None:
    request = asked(record, "家里着火了")
    record.alarms.cry(request, ["collapse", "fire"], "screen")
    record.alarms.cry(request, ["collapse"], "screen")

    assert the_alarm(record).kinds == ("fire", "collapse")
    assert len(the_alarm(record).told) == 1


def test_it_goes_along_the_chain_until_somebody_answers(
    record: Record, clock: Clock, zhao: Worker, li_na: Worker
) -> None:
    chen = colleague(record, zhao, "Chen")
    sun = colleague(record, zhao, "Sun", "county")
    elsewhere = colleague(record, zhao, "Qian", "worker", ("village-9",))
    everybody = (li_na, chen, zhao, sun)
    asked(record, "着火了")

    reached = []
    for minutes in (0, 2, 3, 5):
        clock.move(minutes=minutes)
        record.duties.run()
        reached.append([each.name for each in everybody if waiting(record, each)])
    assert reached == [
        ["Li Na"],
        ["Li Na", "Chen"],
        ["Li Na", "Chen", "Zhao"],
        ["Li Na", "Chen", "Zhao", "Sun"],
    ]
    assert not waiting(record, elsewhere)
    told = the_alarm(record).told
    assert [each.level for each in told] == [DUTY, VILLAGE, SUPERVISORS, EVERYBODY]
    assert [each.names for each in told[:3]] == [("Li Na",), ("Chen",), ("Zhao",)]
    assert set(told[3].names) == {"Li Na", "Chen", "Zhao", "Sun"}
    assert record.duties.run() == ()

    request = record.alarms.answer(the_alarm(record).id, sun.id)
    clock.move(days=2)
    assert [each.key for each in record.duties.run() if each.key.startswith("alarm")] == []
    assert record.alarms.waiting(EVERYTHING) == ()
    answered = record.alarms.of(request)
    assert answered is not None
    assert (answered.answered_name, answered.answered_by) == ("Sun", sun.id)
    why = [each.why for each in record.request(request, EVERYTHING).history]
    assert [each for each in why if each.startswith("alarm")] == [*["alarm told further"] * 3, "alarm answered"]
    assert check(record) == []


def test_nobody_there_it_goes_on_for_ever_and_no_step_is_told_twice(
    record: Record, clock: Clock, li_na: Worker
) -> None:
    asked(record, "着火了")
    fired: list[str] = []
    for _ in range(60):
        clock.move(minutes=1)
        fired += [each.key for each in record.duties.run() if each.key.startswith("alarm")]

    assert len(fired) == len(set(fired)) == 3 + 5  # the chain within ten minutes, then every ten
    assert the_alarm(record).step == 9


def test_a_station_that_was_off_goes_through_the_whole_chain_at_once(
    record: Record, clock: Clock, li_na: Worker
) -> None:
    asked(record, "着火了")
    clock.move(hours=5)
    record.duties.run()

    assert [each.step for each in the_alarm(record).told] == [1, 2, 3, 4]


def test_it_begins_with_whoever_is_there_first(record: Record, clock: Clock, zhao: Worker, li_na: Worker) -> None:
    record.absences.set(li_na.id, clock(), clock() + timedelta(days=3), by=zhao.id)
    asked(record, "着火了")

    assert the_alarm(record).step == SUPERVISORS
    assert the_alarm(record).told[0].names == ("Zhao",)
    assert waiting(record, li_na)  # and whoever signs in all the same sees it


def test_with_nobody_at_all_it_waits_for_the_first_who_comes(record: Record, clock: Clock) -> None:
    asked(record, "着火了")
    clock.move(minutes=11)
    record.duties.run()

    assert (record.alarms.bell().waiting, record.alarms.bell().since) == (1, clock() - timedelta(minutes=11))
    assert [each.names for each in the_alarm(record).told] == [()] * 4


def test_whoever_answers_has_it_in_hand(record: Record, clock: Clock, zhao: Worker, li_na: Worker) -> None:
    request = asked(record, "着火了")
    assert record.alarms.answer(the_alarm(record).id, li_na.id) == request

    file = record.request(request, record.reader(li_na.id))
    assert (file.status, file.worker_name, file.next_at) == ("taken", "Li Na", clock() + timedelta(minutes=30))
    assert record.alarms.answer(record.alarms.of(request).id, li_na.id) == request  # type: ignore[union-attr]
    with pytest.raises(AlarmAnswered, match="Li Na"):
        record.alarms.answer(record.alarms.of(request).id, zhao.id)  # type: ignore[union-attr]


def test_whoever_answers_for_a_colleague_sees_it_too(
    record: Record, clock: Clock, zhao: Worker, li_na: Worker
) -> None:
    chen = colleague(record, zhao, "Chen")
    request = asked(record)
    record.take(request, li_na.id)
    record.requests.dictated(request, "着火了", 0.5, "whisper")
    with pytest.raises(NoSuchAlarm):
        record.alarms.answer(the_alarm(record).id, chen.id)  # not told yet
    clock.move(minutes=2)
    record.duties.run()
    record.alarms.answer(the_alarm(record).id, chen.id)

    assert record.request(request, record.reader(chen.id)).worker_name == "Li Na"


def test_only_the_chain_may_answer(record: Record, clock: Clock, zhao: Worker, li_na: Worker) -> None:
    asked(record, "着火了")
    clock.move(minutes=30)
    record.duties.run()
    for role in ("volunteer", "auditor", "technician", "partner"):
        somebody = colleague(record, zhao, role.title(), role)
        assert waiting(record, somebody) == ()
        with pytest.raises(NotAllowed):
            record.alarms.answer(the_alarm(record).id, somebody.id)
    with pytest.raises(NoSuchAlarm):
        record.alarms.answer("no such", li_na.id)


def test_a_mistake_is_told_and_silences_nothing(record: Record, clock: Clock, li_na: Worker) -> None:
    request = asked(record, "着火了")
    record.alarms.mistaken(request)
    clock.move(minutes=5)
    record.alarms.mistaken(request)

    assert the_alarm(record).mistaken_at == clock() - timedelta(minutes=5)
    record.requests.take_back(request)
    assert waiting(record, li_na)


def test_something_new_after_the_answer_calls_again_and_the_same_does_not(record: Record, li_na: Worker) -> None:
    request = asked(record, "着火了")
    record.alarms.answer(the_alarm(record).id, li_na.id)
    record.note(request, li_na.id, "火灭了，家里着火的事处理好了")
    assert record.alarms.waiting(EVERYTHING) == ()
    record.requests.dictated(request, "孩子不见了", 0.5, "whisper")

    assert the_alarm(record).kinds == ("lost",)


def test_what_was_answered_lately_can_be_looked_up(record: Record, clock: Clock, zhao: Worker, li_na: Worker) -> None:
    asked(record, "着火了")
    record.alarms.answer(the_alarm(record).id, li_na.id)

    day = clock() - timedelta(days=1)
    assert len(record.alarms.answered(record.reader(zhao.id), day)) == 1
    assert record.alarms.answered(record.reader(zhao.id), clock() + timedelta(seconds=1)) == ()


def test_more_can_be_said_after_it_was_sent(record: Record, li_na: Worker) -> None:
    request = asked(record, danger="lost")
    kept = record.recordings.keep(b"\x10\x00" * 16000, request, "more")
    for _ in range(2):
        record.alarms.more(request, kept, 1.0)

    assert [each.kind for each in record.request(request, EVERYTHING).recordings] == ["more"]
    assert check(record) == []


def test_who_is_reached_is_plain_arithmetic() -> None:
    duty = {"id": "1", "role": "supervisor", "duty": 1, "villages": None}
    worker = {"id": "2", "role": "worker", "duty": 0, "villages": '["a"]'}
    county = {"id": "3", "role": "county", "duty": 0, "villages": None}
    helper = {"id": "4", "role": "volunteer", "duty": 1, "villages": None}

    assert [rank(each) for each in (duty, worker, county, helper)] == [DUTY, VILLAGE, EVERYBODY, None]
    assert reaches(worker, "a", VILLAGE)
    assert not reaches(worker, "a", DUTY)
    assert not reaches(worker, "b", EVERYBODY)
    assert (first_step([worker, county]), first_step([])) == (VILLAGE, DUTY)
    assert newly_told([duty, worker, county, helper], VILLAGE) == ["2"]
    assert newly_told([duty, worker, county, helper], 7) == ["1", "2", "3"]


def test_a_chain_that_runs_backwards_is_refused(record_settings: RecordSettings) -> None:
    with pytest.raises(BadSettings, match="alarm"):
        RecordSettings(
            record_settings.path,
            record_settings.key_file,
            record_settings.recordings,
            alarm=AlarmChain(village_minutes=9, supervisor_minutes=3),
        )
