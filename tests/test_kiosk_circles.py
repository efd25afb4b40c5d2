"""A circle at the screen without a browser: only whoever belongs to it learns of it, waits, comes in, and leaves."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from conftest import Clock
from kiosk_house import Person

from calls.call import MESH
from calls.exchange import Exchange
from calls.line import Line
from calls.party import Party
from casework.persons.people import Person as Somebody
from casework.record import Record
from casework.workers import Worker

NAME = "周四互助圈"


@pytest.fixture
def line(exchange: Exchange, tmp_path: Path) -> Line:
    return Line(tmp_path / "wire")


@pytest.fixture
def circle(record: Record, li_na: Worker, grandma_wang: Somebody, clock: Clock) -> str:
    """Begins at half past ten, in five minutes."""
    clock.move(minutes=25)
    begins = (clock() + timedelta(minutes=5)).astimezone(record.settings.zone)
    made = record.circles.make(li_na.id, NAME, begins.date(), begins.time(), weekly=False)
    record.circles.add(made, li_na.id, "person", grandma_wang.id)
    return made


def gather(exchange: Exchange, record: Record, circle: str, worker: Worker) -> str:
    """As the organiser's page does."""
    about = {"kind": "circle", "circle": circle, "title": NAME}
    told = exchange.gather(Party(f"worker:{worker.id}", worker.name), [], about, MESH)
    record.circles.began(circle, told["call"], worker.id)
    return str(told["call"])


def show_card(person: Person, record: Record, whose: str, worker: Worker) -> str:
    secret = record.cards.issue(whose, worker.id).code
    return str(person.post("/card", {"code": secret}).get_json()["goes"]).rpartition("/")[2]


def over(person: Person, why: str) -> str:
    return str(person.post("/circles/over", {"why": why}).get_json()["goes"]).rpartition("/")[2]


def test_from_the_card_to_the_faces_and_out_again(
    villager: Person, record: Record, exchange: Exchange, li_na: Worker, grandma_wang: Somebody, circle: str
) -> None:
    villager.press("en")
    assert show_card(villager, record, grandma_wang.id, li_na) == "circles.now"
    seen = villager.look("circles.now")
    assert NAME in seen.words
    assert seen.offered == [f"circle.{circle}", "later"]
    seen = villager.press(f"circle.{circle}")
    assert seen.key == "circles.talk"
    assert "at half past 10" in seen.words, seen.words
    assert villager.post("/circles/come_in").get_json() == {"waiting": True}
    call = gather(exchange, record, circle, li_na)
    came = villager.post("/circles/come_in").get_json()
    assert (came["call"], [each["name"] for each in came["inside"]]) == (call, [li_na.name])
    assert 'aria-pressed="true"' in villager.press("hand").text
    assert exchange.come_in(circle, Party("worker:x", "X"))["floor"]["hands"] == [came["you"]]
    assert villager.press("hang_up").key == "circles.left"
    assert "You have left" in villager.look().words
    assert villager.press("again").key == "circles.talk"
    assert villager.post("/circles/come_in").get_json()["call"] == call
    exchange.finish(circle)
    exchange.sweep()
    assert over(villager, "finished") == "circles.left"
    assert "is over for today" in villager.look("circles.left").words
    with record.store.read() as database:
        (row,) = database.query("select * from circle_meetings")
    assert (row["id"], row["ending"]) == (call, "finished")
    (called,) = record.calls.latest(record.reader(li_na.id), 5)
    assert (called.kind, called.request) == ("circle", None)


def test_nobody_else_learns_of_it(
    villager: Person, record: Record, exchange: Exchange, li_na: Worker, clock: Clock, circle: str
) -> None:
    other = record.people.add("李爷爷", li_na.id)
    villager.press("en")
    assert villager.look("circles.now").key == "card"
    assert show_card(villager, record, other, li_na) == "known"
    assert "circle" not in villager.look("known").offered
    gather(exchange, record, circle, li_na)
    assert villager.post("/circles/come_in").status_code == 404
    assert villager.look("circles.talk").key == "known"
    key = f"kiosk:{record.settings.station}"
    assert exchange.poll(key, 0, exchange.life)["circles"] == []


def test_whoever_was_removed_does_not_come_in_and_a_full_one_says_so(
    villager: Person, record: Record, exchange: Exchange, li_na: Worker, grandma_wang: Somebody, circle: str
) -> None:
    villager.press("en")
    show_card(villager, record, grandma_wang.id, li_na)
    assert "circle" in villager.look("known").offered, "whoever went on to something else finds the way back"
    villager.press("circle", f"circle.{circle}")
    gather(exchange, record, circle, li_na)
    for number in range(MESH - 1):
        exchange.come_in(circle, Party(f"worker:{number}", "X"))
    refused = villager.post("/circles/come_in")
    assert (refused.status_code, refused.get_json()["error"]) == (409, "CallFull")
    over(villager, "CallFull")
    assert "is full just now" in villager.look("circles.left").words
    exchange.hang_up(exchange.come_in(circle, Party("worker:0", "X"))["call"], "worker:0")
    villager.press("again")
    people = record.circles.get(circle, record.reader(li_na.id)).people
    record.circles.remove(circle, li_na.id, next(each.id for each in people if each.kind == "person"))
    assert villager.post("/circles/come_in").get_json()["error"] == "NoSuchCall"
    over(villager, "NoSuchCall")
    seen = villager.look("circles.left")
    assert ("does not meet just now" in seen.words, seen.offered) == (True, ["home"])


def test_a_childs_stay_is_limited_and_counted_however_it_leaves(
    villager: Person, record: Record, exchange: Exchange, li_na: Worker, xiao_li: Somebody, circle: str, clock: Clock
) -> None:
    record.people.change(xiao_li.id, li_na.id, {"born": 2017})
    record.circles.add(circle, li_na.id, "person", xiao_li.id)
    clock.move(minutes=5)
    gather(exchange, record, circle, li_na)
    villager.press("en")
    show_card(villager, record, xiao_li.id, li_na)
    villager.look("circles.now")
    villager.press(f"circle.{circle}")
    assert villager.post("/circles/come_in").get_json()["left"] == 2400
    clock.move(minutes=10)
    villager.post("/leave")
    assert record.child_times.left(xiao_li.id) == 1800
    show_card(villager, record, xiao_li.id, li_na)
    villager.look("circles.now")
    villager.press(f"circle.{circle}")
    assert villager.post("/circles/come_in").get_json()["left"] == 1800
    clock.move(minutes=30)
    assert over(villager, "time") == "circles.left"
    ended = villager.look()
    assert "该去外面玩啦。下次再来“周四互助圈”吧。" in ended.words
    assert ended.offered == ["home"]
    assert villager.look("circles.talk").key == "circles.left"
    assert villager.look("circles.now").key == "child.later"
