"""Every reachable screen is drawn, spoken and listened for, in every language, and none is a dead end."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from scripted_ear import ScriptedEar

from casework.consents.entry import Subject
from casework.record import Record
from casework.tidings import KINDS
from casework.workers import Worker
from content.pack import load
from kiosk import dialogue
from kiosk.desk import Desk
from kiosk.drawing import Artist
from kiosk.matter import Matter
from kiosk.scenes import SCENES
from kiosk.scenes.leaving import LEAVE
from kiosk.scenes.scene import Here, Shown
from kiosk.settings import KioskSettings
from kiosk.visit import Kept, Visit

COMMANDS = {"again", "stop", "back", "home", "help", "louder", "softer", "look"}


@pytest.fixture
def kiosk_settings() -> KioskSettings:
    return KioskSettings(printer=True)


def copied(desk: Desk, visit: Visit) -> Visit:
    """The same person once more, with a draft of their own, to go another way."""
    draft = desk.record.requests.draft(visit.language, category=visit.category) if visit.draft else None
    return replace(visit, draft=draft, lock=threading.RLock(), private_ids=set())


def walk(desk: Desk, visit: Visit) -> dict[str, Shown]:
    """Every screen that can be reached by pressing whatever is offered, each with what it showed first."""
    seen: dict[str, Shown] = {}
    waiting = deque([(visit, "language")])
    while waiting:
        visit, key = waiting.popleft()
        here, shown = dialogue.show(Here(desk, visit, key))
        if here.key in seen:
            continue
        seen[here.key] = shown
        pressed = [each.key for each in shown.screen.choices]
        pressed += ["digit:1"] if shown.screen.length else []
        pressed += [f"command:{each}" for each in COMMANDS]
        for each in pressed:
            other = copied(desk, visit)
            goes = dialogue.press(Here(desk, other, here.key), each, "touch")
            if goes != LEAVE:
                waiting.append((other, goes))
    return seen


@pytest.fixture
def desk(kiosk: Flask) -> Desk:
    return kiosk.extensions["desk"]  # type: ignore[no-any-return]


def visit_with_everything(desk: Desk, record: Record, worker: Worker, language: str) -> Visit:
    """Somebody who has told something, has an answered request, and was misunderstood once."""
    sent = record.requests.submit(record.requests.draft(language, category="house", session="a visit"))
    record.take(sent.request, worker.id)
    record.reply(sent.request, worker.id, "好的")
    record.plan_visit(sent.request, worker.id, record.clock() + timedelta(days=2))
    visit = Visit(id="x", language=language, session="a visit", found=sent.request, receipt=sent, category="house")
    visit.draft = record.requests.draft(language, category="house")
    visit.description, visit.name = Kept("ab", 4.0), Kept("cd", 2.0)
    done = record.requests.submit(record.requests.draft(language, category="ill", session="a visit")).request
    record.life.done(done, worker.id)
    visit.good = done
    visit.candidates, visit.asked_at, visit.colour = ("choice:ill", "command:home"), "help", "red"
    visit.person = known_with_news(record, worker, sent.request)
    visit.matter = replace(Matter(), subject=Subject(visit.person), purpose="refer", to="partner:x", answer=True)
    visit.override = record.overrides.wish(worker.id, Subject(visit.person), "refer", "partner:x", "她昏倒了")
    visit.coming, visit.put_off = visits_to(record, worker, visit.person)
    visit.taking_back, *_ = record.takebacks.possible(None, visit.session)
    return visit


def visits_to(record: Record, worker: Worker, person: str) -> tuple[str, str]:
    """A visit to come, and one that the person did not want on its day."""
    coming, put_off = (
        record.visits.plan(person, worker.id, record.clock() + timedelta(days=days)) for days in (1, 2)
    )
    record.visits.not_today(put_off, "kiosk")
    return coming, put_off


def known_with_news(record: Record, worker: Worker, request: str) -> str:
    """A person for whom every kind of tidings waits."""
    person = record.people.add("王奶奶", who=worker.id)
    for kind in KINDS:
        record.store.write("kiosk", "told", lambda pen, kind=kind: record.tidings.add(pen, person, kind, request))
    return person


@pytest.mark.parametrize("language", ["zh", "en", "ko"])
def test_no_reachable_screen_is_a_dead_end(desk: Desk, language: str) -> None:
    seen = walk(desk, Visit(id="x", language=language))
    expected = {
        *("language", "home", "help", "help.more", "help.describe", "help.name", "help.say_name", "help.confirm"),
        *("help.receipt", "help.undo", "help.taken_back", "help.not_sent", "listen", "mine", "mine.number"),
        *("mine.colour", "mine.animal", "mine.animal2", "mine.not_found", "card"),
    }
    assert expected <= set(seen)
    assert {f"topic.{each.key}.{len(each.pages)}" for each in load(language).topics()} <= set(seen)
    for key, shown in seen.items():
        assert shown.screen.choices or shown.screen.length, f"{key} offers nothing"
        assert {each.key for each in shown.screen.commands} == COMMANDS


@pytest.mark.parametrize("language", ["zh", "en", "ko"])
def test_every_planned_screen_is_drawn_spoken_and_listened_for(
    desk: Desk, record: Record, li_na: Worker, language: str
) -> None:
    pack = load(language)
    for key in [each for each in pack.plan if each != "topic"]:
        here, shown = dialogue.show(Here(desk, visit_with_everything(desk, record, li_na, language), key))
        assert here.key == key, f"{key} could not be shown even to somebody who has everything"
        screen = shown.screen
        drawn = Artist(here, shown).draw()
        assert [each.key for each in drawn.choices] == [each.key for each in screen.choices]
        assert [each.text for each in drawn.prompt if not each.own] == list(screen.prompt)
        spoken = [line.text for line in screen.lines()]
        assert all(text.strip() and "{" not in text for text in spoken), key
        known = set(pack.pictures["pictures"])
        assert {each.picture for each in (*screen.choices, *screen.commands)} <= known
        listened = {each.meaning for each in screen.phrases()}
        assert {f"choice:{each.key}" for each in screen.choices if not each.key.startswith("command:")} <= listened
        assert {f"command:{each}" for each in COMMANDS} <= listened
        digits = range(10) if screen.length else range(1, len(screen.choices) + 1)
        assert {f"digit:{each}" for each in digits} <= listened


def test_every_screen_belongs_to_exactly_one_scene() -> None:
    for key in [*load("zh").plan, "trouble", "listen.scams", "topic.pension.1"]:
        if key != "topic":
            assert sum(scene.owns(key) for scene in SCENES) == 1, key


def test_only_what_works_is_offered(desk: Desk, record: Record) -> None:
    visit = Visit(id="x", language="en", draft=record.requests.draft("en", category="ill"), category="ill")
    _, confirm = dialogue.show(Here(desk, visit, "help.confirm"))
    assert confirm.screen.choice("hear") is None, "nothing was recorded, so nothing can be heard"
    without_printer = replace(desk, settings=KioskSettings(printer=False))
    goes = dialogue.press(Here(without_printer, visit, "help.confirm"), "send", "touch")
    _, receipt = dialogue.show(Here(without_printer, visit, goes))
    assert [each.key for each in receipt.screen.choices] == ["home", "undo"]
    record.clock.move(minutes=11)  # type: ignore[attr-defined]
    _, receipt = dialogue.show(Here(without_printer, visit, goes))
    assert [each.key for each in receipt.screen.choices] == ["home"], "after ten minutes it cannot be taken back"
    assert not any("ten minutes" in line.text for line in receipt.screen.lines())


def test_one_language_only_offers_no_other(desk: Desk) -> None:
    alone = replace(desk, settings=KioskSettings(languages=("ko",), default_language="ko"))
    _, home = dialogue.show(Here(alone, Visit(id="x", language="ko"), "home"))
    assert [each.key for each in home.screen.choices] == ["help", "listen", "mine"]


def test_a_deaf_ear_is_admitted_on_the_home_screen(desk: Desk, scripted_ear: ScriptedEar) -> None:
    scripted_ear.languages = ("en",)
    _, home = dialogue.show(Here(desk, Visit(id="x", language="zh"), "home"))
    assert home.screen.notes == load("zh").sentences("ear.none")
    assert load("zh").sentences("ear.none")[0] in [line.text for line in home.screen.lines()]
