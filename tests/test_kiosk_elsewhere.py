"""A circle that is led in another village, at this touchscreen: the way in, its news, its hand, and its end."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from time import monotonic, sleep

import pytest
from calling_house import show_card
from conftest import LIGHT, Clock
from flask import Flask
from kiosk_house import HOME, Person

from benchmarks.served import served
from calls.away import PATIENCE
from calls.call import MESH
from calls.exchange import Exchange
from calls.guest.app import GuestSettings, create_guest
from calls.line import Answering, Line
from calls.party import Party
from casework.circles.homes import Home, Told
from casework.persons.people import Person as Somebody
from casework.record import Record
from casework.settings import RecordSettings
from casework.workers import Worker
from kiosk.elsewhere import Elsewhere
from station.run_exchange import answers, write_down

NAME = "周四互助圈"


@dataclass
class Other:
    """The other village: its record, its exchange, its circle, and the link that this village got."""

    record: Record
    exchange: Exchange
    worker: Worker
    circle: str
    neighbour: str
    home: Home
    told: Told

    def begin(self) -> str:
        """As the organiser's page does."""
        about = {"kind": "circle", "circle": self.circle, "title": NAME}
        told = self.exchange.gather(Party(f"worker:{self.worker.id}", self.worker.name), [], about, MESH)
        self.record.circles.began(self.circle, told["call"], self.worker.id)
        return str(told["call"])


@pytest.fixture
def line(exchange: Exchange, tmp_path: Path) -> Line:
    """The kiosk's own exchange, which knows nothing of that circle."""
    return Line(tmp_path / "wire")


@pytest.fixture
def other(tmp_path: Path, clock: Clock) -> Iterator[Other]:
    folder = tmp_path / "other"
    settings = RecordSettings(
        path=folder / "data" / "record.db",
        key_file=folder / "data.key",
        recordings=folder / "rec",
        password_cost=LIGHT,
    )
    with Record.open(settings, clock=clock) as record:
        exchange = Exchange(lambda ended: write_down(ended, record))
        answering = Answering(folder / "wire", answers(exchange))
        worker = record.workers.enrol(str(record.workers.first_code()), "吴平", "wuping", "nine blue kites flying")
        clock.move(minutes=25)
        begins = (clock() + timedelta(minutes=5)).astimezone(record.settings.zone)
        told = Told(NAME, begins.date(), begins.time().replace(tzinfo=None), weekly=False)
        circle = record.circles.make(worker.id, NAME, told.on_day, told.starts, weekly=False)
        asked, secret = record.circles.neighbours.ask(circle, worker.id, "上河村")
        guests = create_guest(GuestSettings("village-2", "下河村"), record, Line(folder / "wire"), b"k" * 32)
        with served(guests) as address:
            home = Home("下河村", address, secret, "")
            yield Other(record, exchange, worker, circle, asked.id, home, told)
        answering.close()


@pytest.fixture
def circle(record: Record, li_na: Worker, grandma_wang: Somebody, other: Other) -> str:
    """As this village's record knows it."""
    made = record.circles.homes.take_up(li_na.id, other.home, other.told)
    record.circles.add(made, li_na.id, "person", grandma_wang.id)
    return made


def go_in(villager: Person, record: Record, worker: Worker, person: Somebody, circle: str) -> None:
    villager.press("en")
    assert show_card(villager, record, person.id, worker) == "circles.now"
    seen = villager.look("circles.now")
    assert seen.offered == [f"circle.{circle}", "later"]
    seen = villager.press(f"circle.{circle}")
    assert "This circle is in 下河村" in seen.words
    assert "at half past 10" in seen.words


def news(villager: Person, after: int = 0, life: str = "") -> dict[str, object]:
    answer = villager.client.get(f"/call/news?after={after}&life={life}", base_url=HOME)
    assert answer.status_code == 200, answer.text
    return dict(answer.get_json())


def test_she_waits_comes_in_raises_her_hand_leaves_and_comes_again(
    villager: Person,
    record: Record,
    exchange: Exchange,
    other: Other,
    li_na: Worker,
    grandma_wang: Somebody,
    circle: str,
) -> None:
    go_in(villager, record, li_na, grandma_wang, circle)
    assert villager.post("/circles/come_in").get_json() == {"waiting": True}
    assert news(villager)["life"] == exchange.life, "while she waits, her own village can ring her"
    call = other.begin()
    came = villager.post("/circles/come_in").get_json()
    assert (came["call"], came["you"]) == (call, f"neighbour:{other.neighbour}")
    assert [each["name"] for each in came["inside"]] == ["吴平"]
    worker = f"worker:{other.worker.id}"
    joined = other.exchange.poll(worker, 0, "")["events"][-1]["told"]
    assert joined["name"] == f"{grandma_wang.name} · 上河村"
    assert exchange.gathered([circle]) == {}

    other.exchange.signal(call, worker, came["you"], "offer", '{"sdp": "v=0"}')
    told = news(villager)
    assert (told["call"], told["life"], told["events"][-1]["kind"]) == (call, other.exchange.life, "signal")
    sent = villager.post(f"/call/{call}/signal", {"to": worker, "kind": "answer", "body": '{"sdp": "v=0"}'})
    assert sent.status_code == 200
    assert other.exchange.poll(worker, 0, "")["events"][-1]["told"]["from"] == came["you"]
    assert 'aria-pressed="true"' in villager.press("hand").text
    assert other.exchange.poll(worker, 0, "")["events"][-1]["told"]["hands"] == [came["you"]]

    assert villager.press("hang_up").key == "circles.left"
    assert [each["key"] for each in other.exchange.gathered([other.circle])[other.circle]] == [worker]
    assert villager.press("again").key == "circles.talk"
    assert villager.post("/circles/come_in").get_json()["call"] == call
    villager.post("/leave")
    assert len(other.exchange.gathered([other.circle])[other.circle]) == 1, "whoever walks away is in it no more"


def test_a_village_that_was_asked_out_is_told_at_once_and_finds_no_way_in(
    villager: Person, record: Record, other: Other, li_na: Worker, grandma_wang: Somebody, circle: str
) -> None:
    go_in(villager, record, li_na, grandma_wang, circle)
    other.begin()
    villager.post("/circles/come_in")
    other.record.circles.neighbours.ask_out(other.neighbour, other.worker.id)
    refused = villager.client.get("/call/news", base_url=HOME)
    assert (refused.status_code, refused.get_json()["error"]) == (403, "HomeClosed")
    goes = villager.post("/circles/over", {"why": "revoked"}).get_json()["goes"]
    assert goes.endswith("circles.left")
    assert "does not meet just now" in villager.look("circles.left").words


def test_another_hour_decided_there_is_the_hour_here(
    villager: Person, record: Record, other: Other, li_na: Worker, grandma_wang: Somebody, circle: str, clock: Clock
) -> None:
    later = (clock() + timedelta(hours=3)).astimezone(record.settings.zone)
    other.record.circles.change(
        other.circle, other.worker.id, "周四合唱", later.date(), later.time().replace(tzinfo=None), weekly=False
    )
    villager.press("en")
    show_card(villager, record, grandma_wang.id, li_na)
    deadline = monotonic() + 30
    while record.circles.of_person(grandma_wang.id)[0].name == NAME and monotonic() < deadline:
        sleep(0.05)
    (mine,) = record.circles.of_person(grandma_wang.id)
    assert (mine.name, mine.starts) == ("周四合唱", later.time().replace(tzinfo=None, second=0, microsecond=0))
    assert villager.look("circles.now").key == "known", "it does not begin soon any more"


def test_a_finger_waits_for_no_other_village(record: Record, li_na: Worker, other: Other) -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:  # takes the question, and never answers
        home = Home("下河村", f"http://127.0.0.1:{deaf.getsockname()[1]}", "secret", "")
        circle = record.circles.homes.take_up(li_na.id, home, other.told)
        elsewhere = Elsewhere(record)
        begun = monotonic()
        assert not elsewhere.going(circle)
        assert monotonic() - begun < PATIENCE, "less than the other station has for its answer"


def test_a_station_that_is_silent_leaves_what_is_known_and_a_word(
    villager: Person, record: Record, li_na: Worker, grandma_wang: Somebody, other: Other, kiosk: Flask
) -> None:
    nowhere = Home("下河村", "http://127.0.0.1:9", "secret", "")
    circle = record.circles.homes.take_up(li_na.id, nowhere, other.told)
    record.circles.add(circle, li_na.id, "person", grandma_wang.id)
    go_in(villager, record, li_na, grandma_wang, circle)
    refused = villager.post("/circles/come_in")
    assert (refused.status_code, refused.get_json()["error"]) == (503, "HomeGone")
    assert villager.post("/circles/over", {"why": "HomeGone"}).get_json()["goes"].endswith("circles.left")
    seen = villager.look("circles.left")
    assert ("The line was lost" in seen.words, "again" in seen.offered) == (True, True)
