"""Calling at the screen without a browser: who is offered, who is rung, what is told when nobody comes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import time
from pathlib import Path

import pytest
from calling_house import over, ring, show_card, yes
from flask import Flask
from kiosk_house import HOME, Person

from calls.exchange import Exchange
from calls.line import Answering, Line
from casework.consents.entry import Asked
from casework.persons.people import Person as Somebody
from casework.record import Record
from casework.workers import Worker
from station.run_exchange import answers, write_down


@pytest.fixture
def exchange(record: Record, tmp_path: Path) -> Iterator[Exchange]:
    opened = Exchange(lambda ended: write_down(ended, record))
    answering = Answering(tmp_path / "wire", answers(opened))
    over = threading.Event()
    sweeping = threading.Thread(target=opened.run, args=(over,))
    sweeping.start()
    yield opened
    over.set()
    sweeping.join()
    answering.close()


@pytest.fixture
def line(exchange: Exchange, tmp_path: Path) -> Line:
    return Line(tmp_path / "wire")


def test_the_worker_on_duty_is_rung_and_hanging_up_before_an_answer_asks_nobody(
    villager: Person, exchange: Exchange, li_na: Worker
) -> None:
    seen = villager.press("en", "call")
    assert "Li Na is on duty now." in seen.words
    assert villager.press("worker").key == "calls.call"
    ring(villager)
    (rings,) = exchange.poll(f"worker:{li_na.id}", 0, "")["events"]
    assert (rings["kind"], rings["told"]["name"]) == ("ring", "王家村")
    seen = villager.press("hang_up")
    assert seen.key == "calls.over"
    assert "The call is over" in seen.words
    assert "call_back" not in seen.offered
    assert exchange.poll(f"worker:{li_na.id}", 0, "")["events"][-1]["kind"] == "silent"


def test_nobody_answers_and_a_message_and_an_appointment_belong_to_the_one_request(
    villager: Person, exchange: Exchange, record: Record, li_na: Worker, zhao: Worker
) -> None:
    villager.press("en", "call", "worker")
    call = ring(villager)["call"]
    for worker in (li_na, zhao):
        exchange.decline(call, f"worker:{worker.id}")
    assert over(villager, "declined") == "calls.over"
    seen = villager.look()
    (waiting,) = record.queue(record.reader(li_na.id))
    assert waiting.called
    assert " ".join(waiting.number) in seen.words
    assert seen.offered == ["again", "message", "call_back", "home"]
    seen = villager.press("call_back")
    assert seen.offered == ["soonest", "between", "latest", "home"]
    seen = villager.press("soonest")
    assert "today in the afternoon at two" in seen.words
    (promise,) = record.call_backs.waiting(record.reader(li_na.id))
    assert promise.request == waiting.request
    villager.look("calls.over")
    assert villager.press("message").key == "help.describe"
    seen = villager.press("skip", "no_name", "send")
    assert waiting.number[0] in seen.words
    assert [each.request for each in record.queue(record.reader(li_na.id))] == [waiting.request]


def test_outside_the_hours_nobody_is_offered_and_when_somebody_is_there_is_said(
    villager: Person, record: Record, li_na: Worker, zhao: Worker
) -> None:
    record.rota.add(record.settings.station, li_na.id, [2], time(9), time(12), zhao.id)
    seen = villager.press("en", "call")
    assert "worker" not in seen.offered
    assert "Somebody is on duty again on Wednesday in the morning." in seen.words


def test_a_call_that_dies_with_the_exchange_is_told_and_not_forgotten(
    villager: Person, exchange: Exchange, record: Record, li_na: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.ringing.WRITTEN_WITHIN", 0.1)
    villager.press("en", "call", "worker")
    call = ring(villager)["call"]
    exchange._board.calls.clear()  # as a killed process forgets
    assert over(villager, "lost") == "calls.over"
    assert "The line was lost." in villager.look().words
    assert [each.request for each in record.queue(record.reader(li_na.id))] == [call]


def test_faces_come_after_a_card_and_a_yes_and_ring_the_relative_alone(
    villager: Person, exchange: Exchange, record: Record, li_na: Worker, grandma_wang: Somebody, son: str
) -> None:
    assert villager.press("en", "call", "family").key == "card"
    assert show_card(villager, record, grandma_wang.id, li_na) == "calls.faces"
    assert villager.look("calls.faces").key == "consent.ask", "nobody has asked her yet"
    villager.press("yes")
    seen = villager.look("calls.faces")
    assert seen.offered == [f"face.{son}"]
    assert "王强" in seen.words
    assert villager.press(f"face.{son}").key == "calls.call"
    ring(villager)
    assert [each["kind"] for each in exchange.poll(f"guest:{son}", 0, "")["events"]] == ["ring"]
    assert exchange.poll(f"worker:{li_na.id}", 0, "")["events"] == []


def test_call_my_son_may_be_said_at_once(
    villager: Person, exchange: Exchange, record: Record, li_na: Worker, grandma_wang: Somebody, son: str
) -> None:
    yes(record, grandma_wang.id)
    show_card(villager, record, grandma_wang.id, li_na)
    villager.look("home")
    assert villager.press("call", "son").key == "calls.call"
    assert villager.press("hang_up").key == "calls.over"
    villager.look("home")
    assert villager.press("call", "daughter").key == "calls.faces", "there is none: the faces are shown"


def test_what_was_taken_back_between_touch_and_ring_does_not_ring(
    villager: Person, exchange: Exchange, record: Record, li_na: Worker, grandma_wang: Somebody, son: str
) -> None:
    entry = yes(record, grandma_wang.id)
    show_card(villager, record, grandma_wang.id, li_na)
    villager.look("calls.faces")
    villager.press(f"face.{son}")
    record.consents.take_back(entry, Asked("不要了", "zh-x", "zh"))
    answer = villager.post("/calls/ring")
    assert (answer.status_code, answer.get_json()["error"]) == (400, "NobodyToCall")
    assert exchange.poll(f"guest:{son}", 0, "")["events"] == []


def test_without_approved_people_the_way_to_them_is_told(
    villager: Person, record: Record, li_na: Worker, grandma_wang: Somebody
) -> None:
    show_card(villager, record, grandma_wang.id, li_na)
    assert villager.look("calls.faces").key == "calls.nobody_yet"
    assert "call_family" not in villager.look("known").offered


def test_whoever_rings_here_is_named_and_seen_only_after_a_yes(
    villager: Person, exchange: Exchange, li_na: Worker
) -> None:
    villager.press("en")
    told = {"call": "c", "party": f"worker:{li_na.id}", "name": "Li Na"}
    assert villager.post("/calls/rings", told).get_json()["goes"].endswith("calls.rings")
    seen = villager.look("calls.rings")
    assert "Li Na is calling." in seen.words
    assert villager.press("decline").key == "home"
    villager.post("/calls/rings", told)
    villager.look("calls.rings")
    assert villager.press("answer").key == "calls.call"
    assert villager.post("/calls/over", {"why": "hung_up"}).get_json()["goes"].endswith("calls.over")
    villager.post("/calls/rings", told)
    assert villager.post("/calls/stopped").get_json()["goes"].endswith("home")


def test_a_photograph_is_shown_to_its_person_alone(
    villager: Person, kiosk: Flask, record: Record, li_na: Worker, grandma_wang: Somebody, son: str
) -> None:
    assert villager.client.get(f"/face/{son}.jpg", base_url=HOME).status_code == 404
    assert Person(kiosk).client.get(f"/calls/face/{son}.jpg", base_url=HOME).status_code == 404


def test_what_is_behind_the_person_is_hidden_for_this_call_alone_by_touch_and_digit(
    villager: Person, record: Record, li_na: Worker, grandma_wang: Somebody, son: str
) -> None:
    yes(record, grandma_wang.id)
    villager.press("en")
    show_card(villager, record, grandma_wang.id, li_na)
    villager.look("calls.faces")
    seen = villager.press(f"face.{son}")
    assert seen.offered == ["hang_up", "wall"]
    assert 'data-hidden="0"' in seen.text
    seen = villager.keys(2)
    assert seen.key == "calls.call", "it is no way of leaving"
    assert 'data-hidden="1"' in seen.text
    assert "What is behind you is hidden." in seen.words
    assert 'data-hidden="0"' in villager.press("wall").text
    villager.press("wall", "hang_up")
    assert over(villager, "hung_up") == "calls.over"
    assert 'data-hidden="0"' in villager.press("again").text, "a wish for that call"


def test_only_the_script_that_runs_the_model_may_compile_it(villager: Person) -> None:
    policies = {}
    for path in ("/call/static/veil_worker.js", "/call/static/veil.js", "/screen/home", "/call/backdrop/anything"):
        with villager.client.get(path, base_url=HOME) as answer:
            policies[path] = answer.headers["Content-Security-Policy"]
            assert answer.status_code == (404 if path.endswith("anything") else 200)
    assert [path for path, each in policies.items() if "unsafe" in each] == ["/call/static/veil_worker.js"]
