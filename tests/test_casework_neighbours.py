"""Circles across villages in the record: a village is asked in and out, and a circle led elsewhere is taken up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from casework.access import EVERYTHING
from casework.circles.errors import BelongsAlready, LedElsewhere, NeighbourClosed, NoSuchCircle
from casework.circles.homes import Home, Told
from casework.errors import NothingSaid
from casework.persons.people import Person
from casework.record import Record
from casework.workers import Worker

THURSDAY = date(2026, 12, 3)
TOLD = Told("周四互助圈", THURSDAY, time(15), weekly=True)
HOME = Home("下河村", "https://10.0.0.5:8443", "a secret of theirs", "a certificate")


@pytest.fixture
def circle(record: Record, li_na: Worker) -> str:
    return record.circles.make(li_na.id, TOLD.name, THURSDAY, time(15), weekly=True)


@pytest.fixture
def away(record: Record, li_na: Worker) -> str:
    return record.circles.homes.take_up(li_na.id, HOME, TOLD)


def test_a_village_is_asked_in_known_by_its_secret_and_out_again(record: Record, li_na: Worker, circle: str) -> None:
    neighbours = record.circles.neighbours
    asked, secret = neighbours.ask(circle, li_na.id, " 上河村 ")
    assert (asked.village, asked.came_at) == ("上河村", None)
    assert len(secret) == 22, "128 bits"
    known, led = neighbours.open(secret)
    assert (known.id, led.id, led.home) == (asked.id, circle, "")
    assert [each.came_at is not None for each in neighbours.of(circle)] == [True]
    assert neighbours.ask_out(asked.id, li_na.id).village == "上河村"
    for closed in (secret, "another one", ""):
        with pytest.raises(NeighbourClosed):
            neighbours.open(closed)
    assert neighbours.of(circle) == ()
    with pytest.raises(NoSuchCircle):
        neighbours.ask_out(asked.id, li_na.id)
    with pytest.raises(NothingSaid):
        neighbours.ask(circle, li_na.id, "  ")


def test_a_circle_that_meets_no_more_is_closed_to_its_neighbours(record: Record, li_na: Worker, circle: str) -> None:
    _, secret = record.circles.neighbours.ask(circle, li_na.id, "上河村")
    record.circles.end(circle, li_na.id)
    with pytest.raises(NeighbourClosed):
        record.circles.neighbours.open(secret)


def test_neither_secret_is_told_by_the_journal(record: Record, li_na: Worker, circle: str, away: str) -> None:
    _, secret = record.circles.neighbours.ask(circle, li_na.id, "上河村")
    with record.store.read() as database:
        journal = repr(list(database.query("select * from journal")))
    assert "neighbour asked in" in journal
    assert "circle of another village taken up" in journal
    assert secret not in journal
    assert HOME.secret not in journal


def test_a_circle_led_elsewhere_has_persons_of_here_and_everything_else_there(
    record: Record, li_na: Worker, zhao: Worker, grandma_wang: Person, away: str
) -> None:
    circles = record.circles
    circles.add(away, li_na.id, "person", grandma_wang.id)
    (found,) = circles.of_person(grandma_wang.id)
    assert (found.id, found.home, found.starts) == (away, "下河村", time(15))
    assert circles.homes.of(away) == HOME
    son = circles.get(away, EVERYTHING)
    assert [each.kind for each in son.people] == ["person"]
    for act in (
        lambda: circles.add(away, li_na.id, "worker", zhao.id),
        lambda: circles.change(away, li_na.id, "ours", THURSDAY, time(9), weekly=False),
        lambda: circles.began(away, "a call", li_na.id),
        lambda: circles.neighbours.ask(away, li_na.id, "a third village"),
    ):
        with pytest.raises(LedElsewhere):
            act()
    with pytest.raises(BelongsAlready):
        circles.homes.take_up(li_na.id, HOME, TOLD)
    circles.end(away, li_na.id)
    assert circles.of_person(grandma_wang.id) == ()
    assert circles.homes.take_up(li_na.id, HOME, TOLD), "given up, it may be taken up again"


def test_another_hour_told_by_its_home_is_kept_and_the_same_one_writes_nothing(record: Record, away: str) -> None:
    homes = record.circles.homes
    assert not homes.moved(away, TOLD)
    assert homes.moved(away, replace(TOLD, starts=time(9, 30)))
    assert record.circles.get(away, EVERYTHING).starts == time(9, 30)
    assert record.circles.homes.of("no circle of ours") is None
