"""Every reachable screen is drawn, spoken and listened for, in every language, and none is a dead end."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from scripted_ear import ScriptedEar

from benchmarks.ways import planned, walk
from casework.record import Record
from casework.workers import Worker
from content.pack import load
from kiosk import dialogue
from kiosk.desk import Desk
from kiosk.drawing import Artist
from kiosk.handset import Handset
from kiosk.scenes import SCENES
from kiosk.scenes.scene import Here
from kiosk.settings import KioskSettings
from kiosk.visit import Visit

COMMANDS = {"again", "stop", "back", "home", "help", "louder", "softer", "look"}


@pytest.fixture
def kiosk_settings() -> KioskSettings:
    return KioskSettings(printer=True)


@pytest.fixture
def desk(kiosk: Flask) -> Desk:
    kiosk.extensions["desk"].handsets.keep(Handset("handset"))
    return kiosk.extensions["desk"]  # type: ignore[no-any-return]


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
    for key, reached in zip(pack.plan, planned(desk, record, li_na, language), strict=True):
        if key == "topic":
            continue
        assert reached.key == key, f"{key} could not be shown even to somebody who has everything"
        here, shown = Here(desk, reached.visit, key), reached.shown
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
    assert [each.key for each in home.screen.choices] == ["help", "listen", "mine", "call"]


def test_a_deaf_ear_is_admitted_on_the_home_screen(desk: Desk, scripted_ear: ScriptedEar) -> None:
    scripted_ear.languages = ("en",)
    _, home = dialogue.show(Here(desk, Visit(id="x", language="zh"), "home"))
    assert home.screen.notes == load("zh").sentences("ear.none")
    assert load("zh").sentences("ear.none")[0] in [line.text for line in home.screen.lines()]
