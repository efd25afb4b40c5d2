"""People get through by touch, digits and voice; twice pressed is sent once; the next person sees nothing of it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask
from kiosk_house import HOME, Person, Seen, tone
from scripted_ear import ScriptedEar

from casework.access import EVERYTHING
from casework.record import Record
from casework.workers import Worker
from content.pack import load


def number_on(seen: Seen) -> str:
    found = re.search(r'class="number">([\d ]+)<', seen.text)
    assert found is not None
    return found[1].replace(" ", "")


def test_by_touch_from_the_first_screen_to_the_answer(villager: Person, record: Record, li_na: Worker) -> None:
    receipt = villager.press("zh", "help", "more", "house", "skip", "no_name", "send")
    assert receipt.key == "help.receipt"
    number = number_on(receipt)
    request = record.requests.by_number(number)
    assert request is not None
    assert (request.category, request.language, request.status) == ("house", "zh", "new")
    assert load("zh").text("receipt.who", worker="Li Na") in receipt.words
    record.take(request.request, li_na.id)
    record.reply(request.request, li_na.id, "明天我带师傅来修屋顶。")
    record.plan_visit(request.request, li_na.id, record.clock() + timedelta(days=1))
    told = villager.press("home", "mine", "number", *(f"digit:{each}" for each in number))
    assert told.key == "mine.status"
    assert "明天我带师傅来修屋顶。" in told.words
    assert "明天上午" in told.words


def test_by_digits_alone(villager: Person, record: Record) -> None:
    receipt = villager.keys(1, 1, 5, 2, 2, 2, 1)
    assert receipt.key == "help.receipt"
    number = number_on(receipt)
    assert record.queue(EVERYTHING)[0].category == "lonely"
    assert villager.keys(1, 3, 1, *number).key == "mine.status"
    counted = {(each.mode, each.outcome) for each in record.turns.counts()}
    assert ("digit", "choice") in counted
    assert not any(mode == "touch" for mode, _ in counted)


def test_by_voice_alone(villager: Person, scripted_ear: ScriptedEar, record: Record) -> None:
    for key in ("zh", "help", "house"):
        scripted_ear.will_hear("choice", key)
        villager.speak(tone(1))
    assert villager.look().key == "help.describe"
    assert villager.speak(tone(2)).key == "help.recorded"
    for key in ("go_on", "no_name", "send"):
        scripted_ear.will_hear("choice", key)
        villager.speak(tone(1))
    assert villager.look().key == "help.receipt"
    waiting = record.queue(EVERYTHING)[0]
    assert record.request(waiting.request, EVERYTHING).consents[0].asked_how == "speech"
    number, villager.accompanied = number_on(villager.look()), True
    way = (("command", "home"), ("choice", "mine"), ("choice", "number"), ("number", number), ("choice", "nobody"))
    for outcome, key in way:
        scripted_ear.will_hear(outcome, key)
        villager.speak(tone(1))
    assert villager.look().key == "mine.status"
    modes = {each.mode for each in record.turns.counts()}
    assert modes == {"speech"}


def test_a_reason_of_the_other_page_can_be_spoken(villager: Person, scripted_ear: ScriptedEar) -> None:
    villager.press("zh", "help")
    scripted_ear.will_hear("choice", "lonely")
    assert villager.speak(tone(1)).key == "help.describe"


def test_colour_and_animal_find_the_request_too(villager: Person, record: Record) -> None:
    receipt = record.requests.submit(record.requests.draft("zh", category="money"))
    first = villager.press("zh", "mine", "token", receipt.colour)
    animals = first.offered if receipt.animal in first.offered else villager.press("more").offered
    assert receipt.animal in animals
    assert villager.press(receipt.animal).key == "mine.status"


def test_a_shared_token_asks_for_the_number(
    villager: Person, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = [record.requests.submit(record.requests.draft("zh", category="money")) for _ in range(2)]
    found = tuple(record.requests.status(each.request) for each in both)
    monkeypatch.setattr(record.requests, "by_token", lambda *_: found)  # sixty live requests are not made here
    shown = villager.press("zh", "mine", "token", "red", "dog")
    assert shown.key == "mine.number"
    assert load("zh").sentences("mine.shared_token")[0] in shown.words


def test_send_pressed_twice_sends_once(villager: Person, record: Record) -> None:
    villager.press("zh", "help", "ill", "skip", "no_name")
    form = {"screen": "help.confirm", "choice": "send"}
    goes = {villager.post("/choose", form).get_json()["goes"] for _ in range(3)}
    assert goes == {"/screen/help.receipt"}
    assert len(record.queue(EVERYTHING)) == 1


def test_an_old_page_does_no_harm(villager: Person, record: Record) -> None:
    villager.press("zh", "help", "ill")
    for screen, choice in (("help", "nonsense"), ("no.such", "ill"), ("home", "digit:9"), ("help.receipt", "undo")):
        answer = villager.post("/choose", {"screen": screen, "choice": choice})
        assert answer.status_code == 200, answer.get_data(as_text=True)
    assert record.queue(EVERYTHING) == []


def test_the_next_person_sees_nothing_of_the_former(kiosk: Flask, record: Record) -> None:
    first = Person(kiosk)
    first.press("en", "help", "ill", "skip", "no_name", "send", "command:louder")
    private = [each["data-say"] for each in first.look("help.receipt").lines if "data-first" not in each]
    assert first.client.get(f"/say/{private[0]}.wav", base_url=HOME).status_code == 200
    name = first.client.get_cookie("visit", "127.0.0.1")
    assert name is not None
    first.post("/leave")
    after = first.look()
    assert (after.key, after.body["data-decibels"]) == ("language", "0.0")
    assert first.client.get_cookie("visit", "127.0.0.1") != name
    for key in ("help.receipt", "help.confirm", "help.recorded", "mine.status", "help.undo"):
        assert first.look(key).key not in (key, "help.receipt")
    assert first.client.get(f"/say/{private[0]}.wav", base_url=HOME).status_code == 404
    stranger = Person(kiosk)
    stranger.client.set_cookie("visit", name.value, domain="127.0.0.1")
    assert stranger.look("help.receipt").key == "home", "an ended visit's cookie opens nothing"
    number = record.queue(EVERYTHING)[0].number
    assert number not in stranger.look("help.receipt").words.replace(" ", "")


def test_walking_away_keeps_the_draft_hidden(villager: Person, record: Record) -> None:
    villager.press("zh", "help", "more", "house")
    villager.speak(tone(2))
    warned = villager.look("still_there")
    assert warned.key == "still_there"
    assert villager.press("here").key == "help.recorded"
    villager.look("still_there")
    assert villager.press("leave").key == "language"
    assert record.queue(EVERYTHING) == []
    with record.store.read() as database:
        assert [each["status"] for each in database["requests"].rows] == ["draft"]
        assert database["recordings"].count == 1


def test_five_wrong_numbers_lead_to_a_person(villager: Person) -> None:
    villager.press("zh", "mine")
    for attempt in range(1, 6):
        shown = villager.press("number", *["digit:1"] * 4)
        assert shown.key == ("help" if attempt == 5 else "mine.not_found")
    assert load("zh").sentences("mine.too_many")[0] in shown.words


def test_the_keypad_shows_speaks_and_deletes(villager: Person) -> None:
    shown = villager.press("zh", "mine", "number", "digit:4", "digit:7")
    assert "<b>4</b><b>7</b>" in shown.text
    assert shown.body["data-telling"] == "first"
    assert [each for each in shown.lines if "data-first" in each], "the figure is spoken"
    shown = villager.press("delete")
    assert "<b>4</b><b> </b>" in shown.text


def test_taking_back_and_too_late(villager: Person, record: Record) -> None:
    villager.press("zh", "help", "ill", "skip", "no_name", "send", "undo")
    assert villager.press("take_back").key == "help.taken_back"
    assert record.queue(EVERYTHING) == []
    villager.press("help", "ill", "skip", "no_name", "send", "undo")
    record.clock.move(minutes=11)  # type: ignore[attr-defined]
    late = villager.press("take_back")
    assert late.key == "mine.status"
    assert load("zh").sentences("undo.too_late")[0] in late.words
    assert len(record.queue(EVERYTHING)) == 1


def test_not_sending_forgets_the_voice(villager: Person, record: Record) -> None:
    villager.press("zh", "help", "ill")
    villager.speak(tone(2))
    assert villager.press("go_on", "no_name", "dont").key == "help.not_sent"
    assert list(record.recordings.names()) == []


def test_no_name_takes_a_recorded_name_off_again(villager: Person, record: Record) -> None:
    villager.press("zh", "help", "ill", "skip", "say_name")
    assert villager.speak(tone(2)).key == "help.confirm"
    assert len(list(record.recordings.names())) == 1
    villager.press("command:back", "no_name")
    assert list(record.recordings.names()) == []
    villager.press("send")
    assert record.request(record.queue(EVERYTHING)[0].request, EVERYTHING).recordings == ()


def test_commands_work_everywhere(villager: Person) -> None:
    villager.press("en")
    for screen in ("home", "help", "listen", "mine.number", "topic.pension.1", "still_there"):
        villager.look("home")
        villager.look(screen)
        assert villager.press("command:again").key == screen
        assert villager.press("command:stop").body["data-telling"] == "nothing"
        assert villager.press("command:help").key == "help"
        assert villager.press("command:home").key == "home"


def test_louder_reaches_twelve_decibels_and_no_more(villager: Person) -> None:
    shown = villager.press("en", *["command:louder"] * 6)
    assert shown.body["data-decibels"] == "12.0"
    assert load("en").text("volume.loudest") in shown.words
    assert villager.press("command:softer").body["data-decibels"] == "9.0"


def test_back_leads_to_where_one_was(villager: Person) -> None:
    villager.press("en", "listen", "scams")
    topic = villager.press("digit:1", "next")
    assert topic.key.endswith(".2")
    assert villager.press("command:back").key == topic.key[:-1] + "1"
    assert villager.press("command:back").key == "listen.scams"
    assert villager.press("command:back").key == "listen"


def test_the_last_page_of_a_topic_names_source_and_date(villager: Person) -> None:
    topic = load("en").topics()[0]
    shown = villager.look(f"topic.{topic.key}.{len(topic.pages)}") if villager.press("en") else None
    assert shown is not None
    assert topic.source in shown.words
    assert str(topic.dated.year) in shown.words
    assert "next" not in shown.offered


def test_an_expired_topic_is_not_told(villager: Person, record: Record) -> None:
    topic = next(each for each in load("zh").topics() if each.expires)
    record.clock.now = record.clock.now.replace(year=topic.expires.year + 1)  # type: ignore[attr-defined,union-attr]
    villager.press("zh")
    assert villager.look(f"topic.{topic.key}.1").key == "listen"
    assert f"topic.{topic.key}" not in villager.look(f"listen.{topic.category}").offered
