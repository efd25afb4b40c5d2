"""Private words: asked for first, hidden at once, gone with their person; and more news than fit on one screen."""

from __future__ import annotations

from functools import partial

import pytest
from flask import Flask
from kiosk_house import HOME, Person, Seen

from casework.persons.people import Person as Known
from casework.record import Record
from casework.tidings import KINDS
from casework.tidings.kinds import LETTER
from casework.workers import Worker
from content.pack import load
from kiosk.scenes import SCENES

SECRET = "明天我来修屋顶。"
PRIVATE = (
    *("mine.status", "mine.status.2", "mine.good", "mine.closed", "mine.not_yet", "visit.coming", "visit.put_off"),
    *("consent.ask", "consent.meaning", "consent.answered", "consent.mine", "consent.mine.2", "consent.taken_back"),
    *("consent.override", "consent.objected"),
)
"""Screens whose words are nobody else's."""


@pytest.fixture
def person(kiosk: Flask) -> Person:
    return Person(kiosk, accompanied=True)


@pytest.fixture
def code(record: Record, grandma_wang: Known, li_na: Worker) -> str:
    return record.cards.issue(grandma_wang.id, li_na.id).code


def tell(record: Record, person: str, kind: str, about: str) -> None:
    record.store.write("kiosk", "told", partial(record.tidings.add, person=person, kind=kind, about=about))


@pytest.fixture
def answer(record: Record, grandma_wang: Known, li_na: Worker) -> str:
    request = record.requests.submit(record.requests.draft("zh", "house", person=grandma_wang.id)).request
    record.reply(request, li_na.id, SECRET)
    tell(record, grandma_wang.id, "reply", request)
    return request


def shows(person: Person, code: str) -> Seen:
    return person.sees(str(person.post("/card", {"code": code}).get_json()["goes"]))


def test_every_private_screen_is_confidential() -> None:
    for key in PRIVATE:
        (owner,) = (each for each in SCENES if each.owns(key))
        assert owner.confidential, key


def test_an_answer_waits_until_the_person_says_who_is_there(
    person: Person, record: Record, grandma_wang: Known, code: str, answer: str
) -> None:
    shows(person, code)
    asked = person.press("reply")
    assert asked.key == "alone"
    assert SECRET not in asked.text
    later = person.press("later")
    assert (later.key, load("zh").text("alone.kept") in later.words) == ("known", True)
    assert len(record.tidings.waiting(grandma_wang.id)) == 1, "it was not told"
    person.press("reply")
    told = person.press("nobody")
    assert SECRET in told.words
    assert record.tidings.waiting(grandma_wang.id) == ()
    assert person.look("mine.status").key == "mine.status", "asked once"


def test_after_a_long_silence_it_is_asked_again(person: Person, code: str, answer: str) -> None:
    shows(person, code)
    person.press("reply", "may_hear")
    person.look("still_there")
    assert person.press("here").key == "alone"


def test_a_bad_moment_shows_the_calendar_and_nothing_leads_back(person: Person, code: str, answer: str) -> None:
    shows(person, code)
    told = person.press("reply", "nobody")
    assert any(each.get("value") == "hide" for each in told.buttons)
    voices = [each["data-say"] for each in told.lines if "data-say" in each]
    assert person.press("hide").key == "today"
    hidden = person.look()
    assert hidden.key == "today", "also for a page that begins anew"
    assert SECRET not in hidden.text
    assert "11" in hidden.words or "十一月" in hidden.words
    assert not any(each.get("value") == "hide" for each in hidden.buttons), "there is nothing to hide"
    for key in ("mine.status", "known", "alone", "mine.good"):
        assert SECRET not in person.look(key).text
    assert person.look("known").key == "card"
    gone = [person.client.get(f"/say/{each}.wav", base_url=HOME).status_code for each in voices]
    assert 404 in gone, "what was private cannot be heard any more"


def test_what_is_everybodys_has_nothing_to_hide(person: Person) -> None:
    person.press("zh")
    for key in ("home", "help", "listen", "mine", "card"):
        assert not any(each.get("value") == "hide" for each in person.look(key).buttons), key


def test_a_number_that_was_entered_is_not_kept_as_sound(person: Person, kiosk: Flask) -> None:
    desk = kiosk.extensions["desk"]
    (visit,) = [*desk.visits._visits.values()] or [None]
    person.press("zh", "mine", "number")
    visit = next(iter(desk.visits._visits.values()))
    visit.tell(load("zh").text("number.entered", digits="4 1 7"))
    visit.goes = "mine.number"
    seen = person.look("mine.number")
    line = next(each for each in seen.lines if "data-first" in each)
    heard = person.client.get(f"/say/{line['data-say']}.wav", base_url=HOME)
    assert heard.status_code == 200
    assert heard.headers["Cache-Control"] == "no-store"
    fixed = next(each for each in seen.lines if "data-first" not in each)
    assert "max-age" in person.client.get(f"/say/{fixed['data-say']}.wav", base_url=HOME).headers["Cache-Control"]


def test_more_news_than_fit_are_told_page_by_page(
    person: Person, record: Record, grandma_wang: Known, code: str, answer: str
) -> None:
    kinds = set(KINDS) - {LETTER}  # waits only with a letter of somebody who may be called
    for kind in kinds:
        tell(record, grandma_wang.id, kind, answer)
    seen = shows(person, code)
    assert len(seen.offered) == 6
    found: set[str] = set()
    page = person.press("more")
    for _ in range(3):
        assert len(page.offered) <= 6
        found |= set(page.offered) - {"more"}
        page = person.press("more")
    assert found == kinds
