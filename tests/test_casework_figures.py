"""Figures count what happened, over what the reader may see, and tell nobody small numbers who may not open files."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from conftest import ZHAO_PASSWORD, Clock
from hypothesis import given
from hypothesis import strategies as some

from casework.access import NotAllowed
from casework.access.roles import COUNTY, ROLES, TECHNICIAN, VOLUNTEER, WORKER
from casework.consents.standing import Subject
from casework.figures.figure import FEW, Figure, Line, counted, guarded, middle_of, months_between, span_of
from casework.figures.ways import by_step
from casework.record import Record
from casework.workers import Worker


def enrol(record: Record, zhao: Worker, login: str, role: str = WORKER, **fields: object) -> Worker:
    worker = record.workers.enrol(record.workers.invite(zhao.id, role), login.title(), login, ZHAO_PASSWORD)
    if fields:
        told = {key: json.dumps(value) if isinstance(value, list) else value for key, value in fields.items()}
        record.store.write(zhao.id, "access changed", lambda pen: pen.update("workers", worker.id, told))
    return record.workers.get(worker.id)


def asked(record: Record, category: str | None = "ill", **fields: object) -> str:
    request = record.requests.submit(record.requests.draft("zh", category)).request
    if fields:
        record.store.write("station", "test", lambda pen: pen.update("requests", request, fields))
    return request


def figure(record: Record, worker: Worker, name: str, **wanted: object) -> dict[str, tuple[int | None, ...]]:
    """Line (name or key) → its numbers."""
    found = {each.name: each for each in record.figures.all(record.reader(worker.id), **wanted)}
    return {line.name or line.key: line.cells for line in found[name].lines}


def test_needs_by_reason_month_and_village_in_the_months_of_the_place(
    record: Record, zhao: Worker, clock: Clock
) -> None:
    clock.now = clock.now.replace(month=9, day=30, hour=16, minute=30)  # the first of October in the village
    asked(record, "money")
    clock.move(days=60)
    record.store.write("station", "test", lambda pen: pen.insert("villages", {"id": "far", "name": "远村"}))
    for category in ("ill", "ill", None):
        asked(record, category, village="far")
    record.requests.draft("zh", "papers")
    kinds = figure(record, zhao, "kinds")
    assert {key: cells for key, cells in kinds.items() if any(cells)} == {"money": (1,), "ill": (2,), "other": (1,)}
    months = figure(record, zhao, "months")
    assert list(months) == ["2026-10", "2026-11"]
    assert {key: sum(cells) for key, cells in months.items()} == {"2026-10": 1, "2026-11": 3}
    assert figure(record, zhao, "villages") == {"远村": (3,), "Wangjia": (1,)}
    assert figure(record, zhao, "villages", village="far") == {"远村": (3,)}
    recent = figure(record, zhao, "kinds", since=clock() - timedelta(days=30))
    assert (recent["money"], recent["ill"]) == ((0,), (2,))


def test_waiting_ends_with_the_first_answer_and_overdue_is_of_now(
    record: Record, zhao: Worker, li_na: Worker, clock: Clock
) -> None:
    quick, slow, gone, _ = (asked(record) for _ in range(4))
    clock.move(hours=1)
    record.reply(quick, li_na.id, "来了。")
    record.life.end(gone, li_na.id, "withdrawn", "不用了。")
    clock.move(days=2)
    record.plan_visit(slow, li_na.id, clock() + timedelta(days=1))
    (waiting,) = [each for each in record.figures.all(record.reader(zhao.id)) if each.name == "waiting"]
    assert {line.key: line.cells[0] for line in waiting.lines if line.cells[0]} == {
        "hours_2": 1,
        "days_3": 1,
        "not_yet": 1,
    }
    assert waiting.middle == 25.0
    late = figure(record, zhao, "overdue")
    assert sum(cells[0] for cells in late.values()) == 1
    loads = figure(record, zhao, "caseloads")
    assert loads["Li Na"] == (2, 0)
    assert loads["nobody"] == (0, 1)


def test_words_unmet_and_contact(record: Record, zhao: Worker, li_na: Worker, clock: Clock) -> None:
    person = record.people.add("王奶奶", li_na.id)
    good, bad, refused, old = (asked(record, person=person) for _ in range(4))
    for each, word in ((good, "good"), (bad, "not yet")):
        record.life.done(each, li_na.id)
        record.life.say(each, word, "touch")
    record.take(refused, li_na.id)
    record.life.end(refused, li_na.id, "refused", "名额满了。")
    for each in (1, 2):
        record.reply(old, li_na.id, f"第{each}次。")
    assert figure(record, zhao, "words") == {"2026-11": (1, 1)}
    assert figure(record, zhao, "unmet")["ill"] == (1, 0, 0, 0)
    clock.move(days=31)
    assert figure(record, zhao, "unmet")["ill"] == (1, 0, 0, 2)
    assert figure(record, zhao, "contact")["2026-11"] == (4, 0)
    assert figure(record, zhao, "unchanged")["one_two"] == (1, 0)
    assert figure(record, zhao, "unchanged", since=clock() - timedelta(days=1))["one_two"] == (0, 0)


@pytest.mark.parametrize("role", ROLES)
def test_a_reader_counts_what_the_reader_may_see_and_no_more(record: Record, zhao: Worker, role: str) -> None:
    record.store.write("station", "test", lambda pen: pen.insert("villages", {"id": "far", "name": "远村"}))
    me = enrol(record, zhao, "me", role, villages=["village-1"])
    other = enrol(record, zhao, "other")
    for holder in (me.id, other.id, None):
        for village in ("village-1", "far"):
            for child in (0, 1):
                for _ in range(FEW):
                    asked(record, worker=holder, village=village, child=child)
    reader = record.reader(me.id)
    if role in (VOLUNTEER, TECHNICIAN, "auditor", "partner"):
        with pytest.raises(NotAllowed):
            record.figures.all(reader)
        return
    seen = len(record.queue(reader))
    assert figure(record, me, "kinds")["ill"] == (seen,)
    assert sum(sum(cells) for cells in figure(record, me, "caseloads").values()) == seen
    assert {each.id for each in record.figures.villages(reader)} == {"village-1"}


def test_small_numbers_are_not_told_to_who_may_not_open_files(record: Record, zhao: Worker) -> None:
    county = enrol(record, zhao, "county", COUNTY)
    for category, times in (("ill", 2), ("money", 3), ("papers", 1)):
        for _ in range(times):
            asked(record, category)
    kinds = figure(record, county, "kinds")
    assert (kinds["ill"], kinds["money"], kinds["papers"], kinds["phone"]) == ((None,), (3,), (None,), (0,))
    assert figure(record, zhao, "kinds")["ill"] == (2,)


@given(some.lists(some.lists(some.integers(0, 9), min_size=2, max_size=2), max_size=6))
def test_what_is_left_out_cannot_be_added_up_again(table: list[list[int]]) -> None:
    lines = tuple(Line(str(place), tuple(cells)) for place, cells in enumerate(table))
    told = guarded(Figure("x", ("a", "b"), lines))
    for line, cells in zip(told.lines, table, strict=True):
        for shown, value in zip(line.cells, cells, strict=True):
            assert shown == (None if 0 < value < FEW else value)
        assert line.whole == (None if None in line.cells else sum(cells))
    for place, total in enumerate(told.total):
        column = [cells[place] for cells in table]
        assert total == (None if any(0 < each < FEW for each in column) else sum(column))


@given(some.lists(some.tuples(some.sampled_from("abc"), some.sampled_from("xy"))))
def test_every_pair_is_counted_once(pairs: list[tuple[str, str]]) -> None:
    table = counted("t", ("x", "y"), pairs, ("b",))
    assert {
        (line.key, column): cell for line in table.lines for column, cell in zip("xy", line.cells, strict=True)
    } == {(line.key, column): pairs.count((line.key, column)) for line in table.lines for column in "xy"}
    assert sum(each or 0 for each in table.total) == len(pairs)


def test_spans_middles_and_months() -> None:
    assert [span_of(each, (("a", 2.0), ("b", 24.0)), "c") for each in (0, 2, 2.1, 24, 25)] == [
        "a",
        "a",
        "b",
        "b",
        "c",
    ]
    assert (middle_of([]), middle_of([3]), middle_of([1, 9, 2]), middle_of([1, 2])) == (None, 3, 2, 1.5)
    assert months_between(["2026-11", "2027-02"]) == ("2026-11", "2026-12", "2027-01", "2027-02")
    assert months_between([]) == ()


def test_how_people_asked_is_added_up_by_step() -> None:
    rows = [
        {"screen": "help", "mode": "touch", "times": 2},
        {"screen": "help.more", "mode": "speech", "times": 1},
        {"screen": "home", "mode": "touch", "times": 9},
    ]
    assert {line.key: line.cells for line in by_step(rows).lines}["reason"] == (1, 2, 0)


def test_how_people_asked_stands_only_where_the_stations_village_is_looked_at(record: Record, zhao: Worker) -> None:
    record.store.write("station", "test", lambda pen: pen.insert("villages", {"id": "far", "name": "远村"}))
    record.turns.count("zh", "help.confirm", "digit", "choice")
    record.store.settle()
    assert figure(record, zhao, "ways")["send"] == (0, 0, 1)
    assert "ways" not in {each.name for each in record.figures.all(record.reader(zhao.id), village="far")}


def test_acting_without_consent_is_counted_by_what_the_second_person_said(
    record: Record, zhao: Worker, li_na: Worker, clock: Clock
) -> None:
    request = asked(record, worker=li_na.id)
    agreed = record.overrides.wish(li_na.id, Subject(None, request), "refer", "clinic", "她昏倒了")
    record.overrides.decide(agreed, zhao.id, agrees=True)
    assert figure(record, zhao, "overrides")["refer"][0] == 1
