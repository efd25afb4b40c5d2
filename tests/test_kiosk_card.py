"""Somebody holds up a card: known without reading, told neutrally what waits, given back what was half said."""

from __future__ import annotations

import time

import pytest
from flask import Flask
from kiosk_house import HOME, Person, Seen, tone
from scripted_ear import ScriptedEar

from casework.access import EVERYTHING
from casework.persons.people import Person as Known
from casework.record import Record
from casework.tidings import KINDS
from casework.workers import Worker
from content.pack import load
from kiosk.scenes.tidings import KINDS as SHOWN


@pytest.fixture
def code(record: Record, grandma_wang: Known, li_na: Worker) -> str:
    """What Grandma Wang's card says."""
    return record.cards.issue(grandma_wang.id, li_na.id).code


def shows(person: Person, code: str) -> Seen:
    """The reader types it."""
    goes = person.post("/card", {"code": code}).get_json()["goes"]
    return Seen(person.client.get(goes, base_url=HOME, follow_redirects=True).get_data(as_text=True))


def answered(record: Record, known: Known, worker: Worker, text: str) -> str:
    """A request of that person, with an answer that waits to be told."""
    request = record.requests.submit(record.requests.draft("zh", "house", person=known.id)).request
    record.reply(request, worker.id, text)
    record.store.write(worker.id, "replied", lambda pen: record.tidings.add(pen, known.id, "reply", request))
    return request


def test_a_card_wakes_the_first_screen_in_its_persons_language(
    villager: Person, record: Record, grandma_wang: Known, code: str
) -> None:
    record.requests.draft("ko", "ill", person=grandma_wang.id)
    seen = shows(villager, code)
    assert (seen.key, seen.body["data-watches"]) == ("known", "1")
    assert load("ko").text("known.hello") in seen.words


def test_an_answer_is_announced_without_a_word_of_it(
    villager: Person, record: Record, grandma_wang: Known, li_na: Worker, code: str
) -> None:
    answered(record, grandma_wang, li_na, "明天我来修屋顶。")
    seen = shows(villager, code)
    assert load("zh").text("tidings.reply") in seen.words
    assert "屋顶" not in seen.words
    assert "王奶奶" not in seen.words, "a stranger in earshot does not learn who stands there"
    told = villager.press("reply")
    assert told.key == "mine.status"
    assert "明天我来修屋顶。" in told.words
    assert "reply" not in villager.look("known").offered, "it was told"
    assert record.tidings.waiting(grandma_wang.id) == ()


def test_one_picture_stands_for_all_that_waits_where_there_is_no_room_for_more(
    villager: Person, record: Record, grandma_wang: Known, li_na: Worker, code: str
) -> None:
    request = answered(record, grandma_wang, li_na, "明天我来修屋顶。")
    record.store.write(
        li_na.id, "referred", lambda pen: record.tidings.add(pen, grandma_wang.id, "referral", request)
    )
    record.requests.draft("zh", "ill", person=grandma_wang.id)
    seen = shows(villager, code)
    assert seen.offered[0] == "more"
    assert load("zh").screen("known.tidings").title in seen.words, "it is called what the greeting called it"
    assert villager.press("more").key == "known.tidings"


def test_two_answers_are_told_one_after_the_other(
    villager: Person, record: Record, grandma_wang: Known, li_na: Worker, code: str
) -> None:
    for text in ("第一个。", "第二个。"):
        answered(record, grandma_wang, li_na, text)
    shows(villager, code)
    assert "第一个。" in villager.press("reply").words
    villager.look("known")
    assert "第二个。" in villager.press("reply").words
    assert "reply" not in villager.look("known").offered


def test_what_is_told_with_a_card_belongs_to_its_person(
    villager: Person, record: Record, grandma_wang: Known, code: str
) -> None:
    shows(villager, code)
    villager.press("home", "help", "ill")
    assert record.requests.draft_of_person(grandma_wang.id) is not None
    villager.press("skip", "no_name", "send")
    assert record.queue(EVERYTHING)[0].person == "王奶奶"


def test_a_card_shown_in_the_middle_keeps_what_was_told(
    villager: Person, record: Record, grandma_wang: Known, code: str
) -> None:
    villager.press("zh", "help", "ill")
    villager.speak(tone(2))
    seen = shows(villager, code)
    assert seen.offered[0] == "draft"
    assert villager.press("draft").key == "help.recorded"
    assert record.requests.draft_of_person(grandma_wang.id) is not None


def test_half_said_words_come_back_with_the_card_and_to_nobody_else(
    kiosk: Flask, record: Record, code: str, xiao_li: Known, li_na: Worker
) -> None:
    first = Person(kiosk)
    shows(first, code)
    first.press("home", "help", "ill")
    first.speak(tone(2))
    first.client.get("/screen/still_there", base_url=HOME)
    assert first.press("leave").key == "language"
    stranger = Person(kiosk)
    stranger.press("zh")
    assert stranger.look("help.recorded").key != "help.recorded"
    assert "draft" not in shows(stranger, record.cards.issue(xiao_li.id, li_na.id).code).offered
    record.clock.move(hours=20)  # type: ignore[attr-defined]
    record.purge()
    seen = shows(Person(kiosk), code)
    assert "draft" in seen.offered
    again = Person(kiosk)
    shows(again, code)
    assert again.press("draft").key == "help.recorded"
    assert again.client.get("/own/description.wav", base_url=HOME).status_code == 200


def test_another_persons_card_begins_anew(
    villager: Person, record: Record, code: str, xiao_li: Known, li_na: Worker
) -> None:
    shows(villager, code)
    villager.press("home", "help", "ill")
    seen = shows(villager, record.cards.issue(xiao_li.id, li_na.id).code)
    assert "draft" not in seen.offered
    assert record.requests.draft_of_person(xiao_li.id) is None


def test_a_card_long_after_the_last_touch_begins_anew(
    kiosk: Flask, villager: Person, record: Record, grandma_wang: Known, code: str
) -> None:
    villager.press("zh", "help", "ill")
    (visit,) = kiosk.extensions["desk"].visits._visits.values()
    visit.touched = time.monotonic() - 31
    assert "draft" not in shows(villager, code).offered
    assert record.requests.draft_of_person(grandma_wang.id) is None


def test_what_is_no_card_is_said_calmly(villager: Person) -> None:
    assert shows(villager, "XAAAA").key == "card.unknown"
    assert "help" in villager.look().offered


def test_leaving_by_voice_puts_everything_away(villager: Person, scripted_ear: ScriptedEar, code: str) -> None:
    shows(villager, code)
    scripted_ear.will_hear("choice", "leave")
    assert villager.speak(tone(1)).key == "language"
    assert villager.look("known").key != "known"


def test_every_kind_of_tidings_can_be_announced_and_opened() -> None:
    assert set(SHOWN) == set(KINDS)
    for language in ("zh", "en", "ko"):
        pack = load(language)
        assert {each.key for each in pack.choices("known.tidings")} == set(KINDS)
        assert all(pack.sentences(f"tidings.{each}") for each in KINDS)


def test_what_was_sent_is_taken_back_in_the_same_visit(villager: Person, record: Record) -> None:
    assert "undo" not in villager.press("zh", "mine").offered, "nothing was sent"
    villager.press("command:home", "help", "ill", "skip", "no_name", "send", "home")
    assert villager.press("mine", "undo", "request").key == "takeback.sure"
    assert villager.press("take_back").key == "takeback.done"
    assert record.queue(EVERYTHING) == []


def test_what_was_sent_is_taken_back_by_its_person_with_the_card(
    kiosk: Flask, record: Record, code: str, xiao_li: Known, li_na: Worker
) -> None:
    sender = Person(kiosk)
    shows(sender, code)
    sender.press("home", "help", "ill", "skip", "no_name", "send", "home")
    sender.client.get("/screen/still_there", base_url=HOME)
    sender.press("leave")
    assert "undo" not in shows(Person(kiosk), record.cards.issue(xiao_li.id, li_na.id).code).offered
    assert "undo" in shows(sender, code).offered
    sure = sender.press("undo", "request")
    assert load("zh").screen("takeback.sure").prompt[0] in sure.words
    assert sender.press("keep").key == "home"
    assert len(record.queue(EVERYTHING)) == 1
    shows(sender, code)
    assert sender.press("undo", "request", "take_back").key == "takeback.done"
    assert record.queue(EVERYTHING) == []


def test_after_ten_minutes_nothing_is_offered_to_be_taken_back(villager: Person, record: Record, code: str) -> None:
    shows(villager, code)
    villager.press("home", "help", "ill", "skip", "no_name", "send", "home")
    shows(villager, code)
    villager.press("undo", "request")
    record.clock.move(minutes=11)  # type: ignore[attr-defined]
    assert load("zh").text("undo.too_late") in villager.press("take_back").words
    assert "undo" not in shows(villager, code).offered
    assert len(record.queue(EVERYTHING)) == 1
