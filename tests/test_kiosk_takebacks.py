"""Whatever is sent at the screen can be taken back for ten minutes by the same person, or in the same visit."""

from __future__ import annotations

from datetime import timedelta

import pytest
from conftest import Clock
from flask import Flask
from kiosk_house import Person

from casework.access import EVERYTHING
from casework.calls.book import Called
from casework.calls.missed import Caller
from casework.consents.entry import Subject
from casework.consents.purposes import PHOTO
from casework.errors import AlreadyEnded
from casework.persons.people import Person as Known
from casework.record import Record
from casework.workers import Worker
from content.pack import load
from kiosk.call import Call


@pytest.fixture
def code(record: Record, grandma_wang: Known, li_na: Worker) -> str:
    return record.cards.issue(grandma_wang.id, li_na.id).code


def shows(person: Person, code: str) -> list[str]:
    return person.sees(str(person.post("/card", {"code": code}).get_json()["goes"])).offered


def takes_back(person: Person, code: str, kind: str) -> None:
    """As somebody who has gone and comes back with the card."""
    person.post("/leave")
    assert "undo" in shows(person, code)
    assert kind in person.press("undo").offered
    assert person.press(kind, "take_back").key == "takeback.done"


def done(record: Record, person: str | None, worker: str) -> str:
    request = record.requests.submit(record.requests.draft("zh", "house", person=person)).request
    record.life.done(request, worker)
    return request


def test_every_kind_has_its_picture_and_its_words_in_every_language(record: Record) -> None:
    for language in ("zh", "en", "ko"):
        assert {each.key for each in load(language).choices("takeback")} == set(record.takebacks.kinds)


@pytest.mark.parametrize("word", ["good", "not_yet"])
def test_whether_it_is_good(
    villager: Person, record: Record, grandma_wang: Known, li_na: Worker, code: str, word: str
) -> None:
    request = done(record, grandma_wang.id, li_na.id)
    before = record.request(request, EVERYTHING)
    shows(villager, code)
    villager.press("good_now", word)
    assert record.requests.status(request).status != "done"
    takes_back(villager, code, "word")
    after = record.request(request, EVERYTHING)
    assert record.requests.status(request).status == "done"
    assert (after.worker, after.words) == (before.worker, ())
    assert "good_now" in shows(villager, code), "it is asked again"
    assert villager.press("good_now", word).key in ("mine.closed", "mine.not_yet")


def test_a_word_that_somebody_has_acted_upon_stays(record: Record, li_na: Worker, zhao: Worker) -> None:
    request = done(record, None, li_na.id)
    record.life.say(request, "not yet", "touch", session="a visit")
    (sent, *_) = record.takebacks.possible(None, "a visit")
    record.plan_visit(request, zhao.id, record.clock() + timedelta(days=1))
    with pytest.raises(AlreadyEnded):
        record.takebacks.take_back(sent.id, None, "a visit")
    assert record.requests.status(request).status == "planned"


def test_a_word_changed_into_the_other_one_leads_back_to_the_question(record: Record, li_na: Worker) -> None:
    request = done(record, None, li_na.id)
    for word in ("good", "not yet"):
        record.life.say(request, word, "touch", session="a visit")
    words = [each for each in record.takebacks.possible(None, "a visit") if each.kind == "word"]
    assert len(words) == 1
    record.takebacks.take_back(words[0].id, None, "a visit")
    assert record.requests.status(request).status == "done"


@pytest.mark.parametrize("said", ["yes", "no"])
def test_an_answer_about_consent(
    villager: Person, record: Record, grandma_wang: Known, li_na: Worker, code: str, said: str
) -> None:
    record.asks.put(li_na.id, Subject(grandma_wang.id), PHOTO)
    shows(villager, code)
    villager.press("consent_asked", said)
    assert record.consents.allowed(grandma_wang.id, PHOTO) is (said == "yes")
    assert record.asks.waiting(grandma_wang.id) == ()
    takes_back(villager, code, "answer")
    assert not record.consents.allowed(grandma_wang.id, PHOTO)
    assert len(record.asks.waiting(grandma_wang.id)) == 1
    assert "consent_asked" in shows(villager, code)


def test_a_call_back_in_the_same_visit(villager: Person, kiosk: Flask, record: Record, li_na: Worker) -> None:
    villager.press("zh")
    (visit,) = kiosk.extensions["desk"].visits._visits.values()
    missed = Called("call-1", None, None, "duty", "kiosk:x", None, record.clock(), 60.0, 0.0, "missed")
    request = record.calls.enter(missed, Caller("zh", visit.session)).request
    assert request
    visit.call = Call("duty", who=li_na.name, request=request)
    kiosk.extensions["desk"].ringing.promise(visit.call, record.clock() + timedelta(days=1))
    assert "undo" in villager.look("calls.promised").offered
    assert "call_back" in villager.press("undo").offered
    assert villager.press("call_back", "take_back").key == "takeback.done"
    assert record.call_backs.waiting(EVERYTHING) == ()
    assert record.requests.status(request).status == "new", "what became of the call itself stays"
    assert visit.call.promised is None


def test_an_objection_and_it_can_be_raised_anew(
    villager: Person, record: Record, grandma_wang: Known, li_na: Worker, zhao: Worker, code: str
) -> None:
    override = record.overrides.wish(li_na.id, Subject(grandma_wang.id), PHOTO, None, "她昏倒了")
    first = record.objections.raise_about(override, "zh", "拍了照", "touch", "zh-x", "a visit").request
    takes_back(villager, code, "request")
    assert record.requests.status(first).status == "withdrawn"
    again = record.objections.raise_about(override, "zh", "拍了照", "touch", "zh-x").request
    assert again != first
    assert record.objections.raise_about(override, "zh", "拍了照", "touch", "zh-x").request == again


def test_after_ten_minutes_none_of_it(record: Record, grandma_wang: Known, li_na: Worker, clock: Clock) -> None:
    request = done(record, grandma_wang.id, li_na.id)
    record.life.say(request, "good", "touch", session="a visit")
    record.call_backs.book(request, record.clock() + timedelta(days=1))
    clock.move(minutes=11)
    assert record.takebacks.possible(grandma_wang.id, "a visit") == ()
