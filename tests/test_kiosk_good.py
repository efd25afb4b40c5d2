"""Is it good now? Asked at the next visit or card, answered by finger, digit or voice; a worker's voice is heard."""

from __future__ import annotations

import pytest
from conftest import Clock
from flask import Flask
from kiosk_house import HOME, Person, tone
from scripted_ear import ScriptedEar

from casework.access import EVERYTHING
from casework.persons.people import Person as Known
from casework.record import Record
from casework.workers import Worker


@pytest.fixture
def number(record: Record, li_na: Worker) -> str:
    """Somebody's request, which Li Na calls done."""
    receipt = record.requests.submit(record.requests.draft("zh", "house"))
    record.reply(receipt.request, li_na.id, "屋顶修好了。")
    record.life.done(receipt.request, li_na.id)
    return receipt.number


def looks_up(villager: Person, number: str) -> str:
    villager.press("zh", "mine", "number")
    return villager.press(*(f"digit:{each}" for each in number)).key


def status(record: Record, number: str) -> str:
    found = record.requests.by_number(number)
    assert found is not None
    return found.status


def test_who_looks_it_up_is_asked_and_good_closes_it(villager: Person, record: Record, number: str) -> None:
    assert looks_up(villager, number) == "mine.good"
    seen = villager.look()
    assert seen.offered == ["good", "not_yet", "hear", "later"]
    assert "Li Na说，这件事办好了" in seen.words
    assert villager.press("good").key == "mine.closed"
    assert status(record, number) == "closed"
    assert villager.press("not_yet").key == "mine.not_yet"
    assert "现在由Zhao来办" in villager.look().words
    assert status(record, number) == "taken"


def test_not_yet_by_voice_and_by_digit_is_the_same(
    villager: Person, record: Record, scripted_ear: ScriptedEar, number: str
) -> None:
    looks_up(villager, number)
    scripted_ear.will_hear("choice", "not_yet")
    assert villager.speak(tone(1)).key == "mine.not_yet"
    found = record.requests.by_number(number)
    assert found is not None
    assert (found.status, found.worker, found.reopened) == ("taken", "Zhao", True)
    assert record.request(found.request, EVERYTHING).words[0].how == "speech"


def test_no_answer_changes_nothing_and_is_asked_again(villager: Person, record: Record, number: str) -> None:
    looks_up(villager, number)
    assert villager.press("later").key == "home"
    assert status(record, number) == "done"
    assert looks_up(villager, number) == "mine.good"


def test_an_answer_that_comes_too_late_is_told(villager: Person, record: Record, clock: Clock, number: str) -> None:
    looks_up(villager, number)
    villager.press("good")
    clock.move(minutes=11)
    assert villager.press("not_yet").key == "mine.status"
    assert "太晚了" in villager.look().words


def test_the_question_waits_for_whoever_shows_the_card(
    kiosk: Flask, record: Record, grandma_wang: Known, li_na: Worker
) -> None:
    draft = record.requests.draft("zh", "house")
    record.requests.change(draft, person=grandma_wang.id)
    receipt = record.requests.submit(draft)
    record.reply(receipt.request, li_na.id, "屋顶修好了。")
    assert [each.kind for each in record.tidings.waiting(grandma_wang.id)] == ["reply"]
    record.life.done(receipt.request, li_na.id)
    assert [each.kind for each in record.tidings.waiting(grandma_wang.id)] == ["good_now"]
    record.life.say(receipt.request, "good", "touch")
    assert record.tidings.waiting(grandma_wang.id) == ()


def test_an_honest_end_is_told_with_its_reason(villager: Person, record: Record, li_na: Worker) -> None:
    kept = record.requests.submit(record.requests.draft("zh", "money"))
    twice = record.requests.submit(record.requests.draft("zh", "money"))
    record.life.end(twice.request, li_na.id, "duplicate", same_as=kept.request)
    record.life.end(kept.request, li_na.id, "refused", "今年没有名额了。")
    assert looks_up(villager, twice.number) == "mine.status"
    assert " ".join(kept.number) in villager.look().words
    villager.press("command:home")
    villager.press("mine", "number", *(f"digit:{each}" for each in kept.number))
    assert "今年没有名额了" in villager.look().words


def test_a_spoken_answer_is_played_as_it_was_recorded_and_to_nobody_else(
    kiosk: Flask, villager: Person, record: Record, li_na: Worker
) -> None:
    receipt = record.requests.submit(record.requests.draft("zh", "money"))
    voice = record.recordings.about(record.recordings.keep(tone(1.5), kind="reply"))
    record.reply(receipt.request, li_na.id, "钱星期五到。", voice=voice)
    assert looks_up(villager, receipt.number) == "mine.status"
    seen = villager.look()
    (played,) = [each for each in seen.lines if "data-own" in each]
    assert "钱星期五到。" in seen.words
    wav = villager.client.get(played["data-own"], base_url=HOME)
    assert wav.data == record.recordings.read(voice.hash)
    assert Person(kiosk).client.get(played["data-own"], base_url=HOME).status_code == 404
    other = record.recordings.keep(tone(0.5))
    assert villager.client.get(f"/own/reply_{other}.wav", base_url=HOME).status_code == 404


def test_for_somebody_else_keeps_no_name_of_ones_own(
    villager: Person, record: Record, grandma_wang: Known, li_na: Worker
) -> None:
    assert villager.press("zh", "help", "ill", "skip", "for_other").key == "help.other"
    assert "您自己的名字不用说" in villager.look().words
    assert villager.press("no_name").key == "help.confirm"
    assert "您是替别人问的" in villager.look().words
    villager.press("send")
    (waiting,) = record.queue(EVERYTHING)
    file = record.request(waiting.request, EVERYTHING)
    assert (file.for_other, file.person) == (True, None)


def test_who_changes_their_mind_asks_for_themselves(villager: Person, record: Record, li_na: Worker) -> None:
    villager.press("zh", "help", "ill", "skip", "for_other", "command:back", "no_name", "send")
    (waiting,) = record.queue(EVERYTHING)
    assert not record.request(waiting.request, EVERYTHING).for_other
