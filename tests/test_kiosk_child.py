"""A child's card: only approved people, at the times agreed, a kind end; the worker and danger at any time."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest
from calling_house import over, ring
from conftest import Clock
from kiosk_house import HOME, Person, Seen, tone

from calls.exchange import Exchange
from calls.line import Line
from casework.access import EVERYTHING
from casework.calls.book import Called
from casework.childtimes import Times
from casework.consents.entry import Asked, Subject
from casework.consents.purposes import CALL_FAMILY
from casework.persons.people import Person as Known
from casework.record import Record
from casework.workers import Worker

EVENINGS = Times(frozenset(range(5)), "17:00", "19:00", 20)


@pytest.fixture
def line(exchange: Exchange, tmp_path: Path) -> Line:
    return Line(tmp_path / "wire")


@pytest.fixture
def mother(record: Record, xiao_li: Known, li_na: Worker) -> str:
    """Whom the child may call: its guardian and itself said yes."""
    record.people.change(xiao_li.id, li_na.id, {"born": 2017})
    asked = Asked("可以打给家里人吗？", "zh-x", "zh")
    record.consents.answer(Subject(xiao_li.id), CALL_FAMILY, True, asked)
    by_guardian = Asked(
        *("可以吗？", "zh-x", "zh", "face to face"),
        giver="guardian",
        given_by="爷爷",
        worker=li_na.id,
        witness="村长",
    )
    record.consents.answer(Subject(xiao_li.id), CALL_FAMILY, True, by_guardian)
    return record.people.relations.add(xiao_li.id, li_na.id, "mother", "李梅", may_call=1)


@pytest.fixture
def code(record: Record, xiao_li: Known, li_na: Worker) -> str:
    return record.cards.issue(xiao_li.id, li_na.id).code


def shows(person: Person, code: str) -> Seen:
    goes = person.post("/card", {"code": code}).get_json()["goes"]
    return Seen(person.client.get(goes, base_url=HOME, follow_redirects=True).get_data(as_text=True))


def agree(record: Record, child: Known, worker: Worker) -> None:
    made = record.child_times.agree(child.id, EVENINGS, "爷爷", "face", worker.id)
    record.child_times.answer(made, True, "touch")


def test_the_child_is_asked_itself_hears_who_agreed_and_may_say_no(
    villager: Person, record: Record, xiao_li: Known, li_na: Worker, mother: str, code: str
) -> None:
    record.child_times.agree(xiao_li.id, EVENINGS, "爷爷", "face", li_na.id)
    asked = shows(villager, code)
    assert asked.key == "child.ask"
    assert "爷爷和Li Na说好了：星期一到星期五，下午五点到晚上七点，你可以打给家里人，一天20分钟。" in asked.words
    assert villager.press("later").key == "known"
    villager.press("leave")
    assert shows(villager, code).key == "child.ask", "later means at the next card"
    assert "工作人员会来和你们商量" in villager.press("no").words
    agreed = record.child_times.agreed(xiao_li.id)
    assert agreed is not None
    assert not agreed.holds


def test_outside_the_times_nobody_is_rung_but_the_worker_and_help_and_danger_are_there(
    villager: Person,
    record: Record,
    xiao_li: Known,
    li_na: Worker,
    mother: str,
    code: str,
    exchange: Exchange,
) -> None:
    agree(record, xiao_li, li_na)
    shows(villager, code)
    later = villager.press("call_family")
    assert (later.key, later.offered) == ("child.later", ["play", "worker", "message", "home"])
    assert "今天下午五点可以再打" in later.words
    assert villager.press("worker").key == "calls.call"
    ring(villager)
    assert exchange.poll(f"worker:{li_na.id}", 0, "")["events"][-1]["kind"] == "ring"
    villager.press("hang_up")
    villager.look("home")
    assert villager.press("help").key == "help"
    assert villager.look("danger").key != "child.later"
    villager.look("child.later")
    assert villager.press("play").key == "language"


def test_within_the_times_the_call_has_its_length_and_a_kind_end(
    villager: Person,
    record: Record,
    xiao_li: Known,
    li_na: Worker,
    mother: str,
    code: str,
    clock: Clock,
    exchange: Exchange,
) -> None:
    agree(record, xiao_li, li_na)
    clock.move(hours=7, minutes=30)
    shows(villager, code)
    assert villager.press("call_family").offered == [f"face.{mother}"]
    seen = villager.press(f"face.{mother}")
    assert "还有两分钟" in seen.words, "ready to be said"
    call = ring(villager)["call"]
    assert exchange.answer(call, f"guest:{mother}")["about"]["most"] == 1200
    assert villager.post("/calls/talking", {"name": "李梅"}).get_json()["left"] == 1200
    talks(exchange, record, mother, 1201)
    assert exchange.poll(f"guest:{mother}", 0, "")["events"][-1]["told"]["why"] == "time"
    clock.move(minutes=20)
    assert over(villager, "time") == "calls.over"
    ended = villager.look()
    assert "该去外面玩啦" in ended.words
    assert "明天下午五点可以再打给李梅" in ended.words
    assert "again" not in ended.offered
    assert villager.look("calls.faces").key == "child.later"


def talks(exchange: Exchange, record: Record, mother: str, seconds: float) -> None:
    """Both browsers are there all the while; the clock of the exchange is that much later."""
    begun = exchange._clock()
    with exchange._lock:
        exchange._clock = lambda: begun + seconds
        for party in (f"guest:{mother}", f"kiosk:{record.settings.station}"):
            exchange._board.seen(party, begun + seconds)
    exchange.sweep()


def test_what_was_talked_today_is_over_for_today_however_the_screen_was_left(
    villager: Person, record: Record, xiao_li: Known, li_na: Worker, mother: str, code: str, clock: Clock
) -> None:
    agree(record, xiao_li, li_na)
    clock.move(hours=7, minutes=30)
    told = Called("c", xiao_li.id, mother, "relative", "kiosk:x", f"guest:{mother}", clock.now, 5, 1180, "hung_up")
    record.calls.enter(told)
    shows(villager, code)
    assert villager.press("call_family").key == "child.later"
    assert ring(villager).get("call") is None


def test_letters_and_circles_keep_to_the_same_times_and_minutes(
    villager: Person, record: Record, xiao_li: Known, li_na: Worker, mother: str, code: str, clock: Clock
) -> None:
    agree(record, xiao_li, li_na)
    letter = record.letters.receive(str(uuid4()), mother, record.recordings.keep(tone(2.0), kind="letter"))
    begins = clock().astimezone(record.settings.zone)
    circle = record.circles.make(li_na.id, "周四互助圈", begins.date(), begins.time(), weekly=False)
    record.circles.add(circle, li_na.id, "person", xiao_li.id)
    assert shows(villager, code).key == "known", "not into the circle now"
    for screen in ("letters", "letters.faces", "letters.letter", "circles.now"):
        later = villager.look(screen)
        assert later.key == "child.later", screen
        assert "现在不是打电话、听口信的时间。今天下午五点可以再打、再听。" in later.words
    assert record.letters.get(letter.id).state == "sent", "nobody has heard it"
    clock.move(hours=7, minutes=30)
    shows(villager, code)
    villager.look("letters.faces")
    assert villager.press(f"face.{mother}").key == "letters.speak"
    assert villager.speak(tone(2.0)).key == "letters.recorded"
    villager.look("letters.letter")
    assert villager.post("/letters/heard").status_code == 200
    assert record.child_times.left(xiao_li.id) == pytest.approx(1200 - 4, abs=0.2)
    record.child_times.used(xiao_li.id, "circle", 1150)
    assert villager.look("letters.recorded").key == "letters.recorded", "what was spoken is not lost"
    assert villager.press("send").key == "letters.sent"
    assert villager.look("letters").key == "child.later"


def test_a_child_is_told_about_what_is_for_children_and_a_grown_up_about_everything(
    villager: Person, record: Record, mother: str, code: str
) -> None:
    villager.press("zh")
    every = villager.press("listen").offered
    shows(villager, code)
    assert villager.press("home", "listen").offered == [each for each in every if each in ("health", "rights")]
    assert villager.look("listen.scams").key == "listen"
    assert villager.look("topic.free_gifts.1").key == "listen"


def test_a_grown_up_calls_at_any_hour(
    villager: Person, record: Record, grandma_wang: Known, li_na: Worker, clock: Clock
) -> None:
    son = record.people.relations.add(grandma_wang.id, li_na.id, "friend", "老张", may_call=1)
    clock.move(hours=13)
    shows(villager, record.cards.issue(grandma_wang.id, li_na.id).code)
    villager.press("call_family")
    assert villager.press(f"face.{son}").key == "calls.call"
    assert record.queue(EVERYTHING) == []
