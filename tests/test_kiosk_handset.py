"""The telephone handset: private words go to one ear, are not written, and stop when it is hung up or gone."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from kiosk_house import HOME, Person, Seen

from casework.persons.people import Person as Known
from casework.record import Record
from casework.workers import Worker
from content.pack import load
from kiosk.handset import Handset, Handsets
from kiosk.settings import KioskSettings

SECRET = "明天我来修屋顶。"
EAR = Handset("USB 听筒", "F15", "F16")


@pytest.fixture
def kiosk_settings(tmp_path: Path) -> KioskSettings:
    path = tmp_path / "handset.json"
    Handsets(path).keep(EAR)
    return KioskSettings(village="王家村", handset=path)


@pytest.fixture
def person(kiosk: Flask) -> Person:
    return Person(kiosk, accompanied=True)


@pytest.fixture
def code(record: Record, grandma_wang: Known, li_na: Worker) -> str:
    request = record.requests.submit(record.requests.draft("zh", "house", person=grandma_wang.id)).request
    record.reply(request, li_na.id, SECRET)
    record.store.write(
        "kiosk", "told", partial(record.tidings.add, person=grandma_wang.id, kind="reply", about=request)
    )
    return record.cards.issue(grandma_wang.id, li_na.id).code


def shows(person: Person, code: str) -> Seen:
    return person.sees(str(person.post("/card", {"code": code}).get_json()["goes"]))


def news(person: Person, told: str) -> dict[str, str]:
    answer = person.post("/handset", {"is": told}).get_json()
    assert isinstance(answer, dict)
    return answer


def told_how(record: Record) -> list[str | None]:
    with record.store.read() as database:
        return [each["told_how"] for each in database.query("select told_how from tidings")]


def heard(person: Person, seen: Seen, kiosk: Flask) -> str:
    """Everything that is said there, in words."""
    sayings = kiosk.extensions["desk"].sayings
    return " ".join(sayings.find(each["data-say"]).text for each in seen.lines if "data-say" in each)


def test_chosen_at_the_question_it_is_told_into_the_ear_and_written_nowhere(
    person: Person, kiosk: Flask, record: Record, code: str
) -> None:
    shows(person, code)
    asked = person.press("reply")
    assert "handset" in asked.offered
    assert not asked.body.get("data-handset"), "nothing is in the ear yet"
    take = person.press("handset")
    assert (take.key, SECRET in take.words) == ("alone.handset", False)
    told = person.press("ready")
    assert (told.key, told.body["data-handset"]) == ("mine.status", EAR.label)
    assert SECRET in heard(person, told, kiosk)
    assert SECRET not in told.text
    assert not any("mark" in each.get("class", "") for _, each in told.tags), "nor its number and animal"
    assert told_how(record) == ["handset"]


def test_lifting_it_answers_the_question_and_hanging_up_puts_everything_away(
    person: Person, kiosk: Flask, code: str
) -> None:
    shows(person, code)
    person.press("reply")
    told = person.sees(news(person, "lifted")["goes"])
    assert SECRET in heard(person, told, kiosk)
    after = person.sees(news(person, "hung_up")["goes"])
    assert (after.key, load("zh").text("handset.hung_up") in after.words) == ("known", True)
    assert not after.body.get("data-handset")
    assert person.look("mine.status").key == "alone", "what is private is asked for again"


def test_lifted_on_what_everybody_may_see_only_the_sound_moves(person: Person, code: str) -> None:
    person.press("zh")
    assert news(person, "lifted") == {"through": EAR.label, "loudspeaker": "browser"}
    seen = person.look("home")
    assert seen.body["data-handset"] == EAR.label
    assert load("zh").screen("home").prompt[0] in seen.words
    assert news(person, "hung_up") == {"through": "", "loudspeaker": "browser"}
    assert not person.look("home").body.get("data-handset")


def test_a_handset_that_is_gone_leads_back_to_the_question_and_is_offered_no_more(
    person: Person, kiosk: Flask, code: str
) -> None:
    shows(person, code)
    person.press("reply", "handset", "ready")
    asked = person.sees(news(person, "gone")["goes"])
    assert (asked.key, "handset" in asked.offered, SECRET in asked.text) == ("alone", False, False)
    assert load("zh").text("handset.gone") in asked.words
    assert SECRET not in heard(person, asked, kiosk)
    assert SECRET in person.press("nobody").words


def test_silence_and_the_next_person_begin_at_the_loudspeaker(person: Person, code: str) -> None:
    shows(person, code)
    person.press("reply", "handset", "ready")
    warned = person.look("still_there")
    assert not warned.body.get("data-handset"), "the question is for everybody who may stand there"
    assert person.press("here").key == "alone"
    person.press("handset", "ready")
    person.post("/leave")
    assert not person.look().body.get("data-handset")


def test_a_handset_left_hanging_at_the_first_screen_is_noticed(person: Person) -> None:
    assert person.look().body["data-watches"] == "0"
    assert person.sees(news(person, "lifted")["goes"]).body["data-watches"] == "1"
    assert person.sees(news(person, "hung_up")["goes"]).body["data-watches"] == "0"


def test_the_installer_chooses_it_and_it_outlives_a_restart(person: Person, kiosk_settings: KioskSettings) -> None:
    chosen = {"label": "Phone", "lifted": "F13", "hung_up": ""}
    assert person.post("/doctor/handset", chosen).status_code == 204
    assert Handsets(kiosk_settings.handset).now == Handset("Phone", "F13")
    assert "Phone · F13" in person.client.get("/doctor", base_url=HOME).get_data(as_text=True)
    strange = person.client.post(
        "/doctor/handset", data=chosen, base_url=HOME, environ_overrides={"REMOTE_ADDR": "192.168.1.7"}
    )
    assert strange.status_code == 404
    assert person.post("/doctor/handset", {"label": "x" * 300}).status_code == 400
    assert person.post("/doctor/handset", {}).status_code == 204
    assert Handsets(kiosk_settings.handset).now is None
    assert not kiosk_settings.handset.exists()  # type: ignore[union-attr]
    assert news(person, "lifted") == {"through": "", "loudspeaker": "browser"}, "without one, nothing is lifted"


@pytest.mark.parametrize("broken", ["", "[]", '{"lifted": 3}', json.dumps({"label": None})[:5]])
def test_a_file_that_is_broken_is_no_handset(tmp_path: Path, broken: str) -> None:
    path = tmp_path / "handset.json"
    path.write_text(broken)
    assert Handsets(path).now is None


def test_where_there_is_none_it_is_not_offered(person: Person, kiosk: Flask, code: str) -> None:
    kiosk.extensions["desk"].handsets.keep(None)
    shows(person, code)
    assert "handset" not in person.press("reply").offered
    assert person.look("alone.handset").key == "alone"
    assert SECRET in person.press("nobody").words
