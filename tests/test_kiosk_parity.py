"""Whatever a finger can do, digits alone and the voice alone can do, without seeing or without hearing the screen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from benchmarks.hands import HANDS, answer
from benchmarks.parity import Village, unequal, unreached
from benchmarks.senses import Read, Rendered, missed_by_the_blind, missed_by_the_deaf, render
from benchmarks.ways import Reached, planned
from casework.record import Record
from casework.workers import Worker
from content.pack import load
from kiosk import dialogue
from kiosk.desk import Desk
from kiosk.handset import Handset
from kiosk.scenes.scene import Here
from kiosk.settings import KioskSettings
from kiosk.visit import Visit


@pytest.fixture
def kiosk_settings() -> KioskSettings:
    return KioskSettings(village="王家村", printer=True)


@pytest.fixture
def desk(kiosk: Flask) -> Desk:
    kiosk.extensions["desk"].handsets.keep(Handset("handset"))
    return kiosk.extensions["desk"]  # type: ignore[no-any-return]


@pytest.mark.parametrize("language", ["zh", "en", "ko"])
def test_every_planned_screen_is_finished_in_every_way(
    kiosk: Flask, desk: Desk, record: Record, li_na: Worker, language: str
) -> None:
    village = Village(kiosk, desk, record, li_na)
    seen, broken = set(), []
    for screen in planned(desk, record, li_na, language):
        seen.add(screen.key)
        commands = screen.key == "home"  # the same everywhere; all of them on all screens: script/bench parity
        ways = tuple(HANDS) if language == "zh" else ("touch", "speech")  # digits are the same in every language
        broken += [f"{screen.key} {way}: {each}" for way, each in unequal(village, screen, ways, commands=commands)]
        rendered = render(kiosk, desk, screen)
        broken += [f"{screen.key} deaf: {each}" for each in missed_by_the_deaf(rendered)]
        broken += [f"{screen.key} blind: {each}" for each in missed_by_the_blind(rendered)]
    assert broken == []
    assert {each for each in load(language).plan if each != "topic"} <= seen


def test_a_stranger_comes_as_far_by_voice_alone_and_by_digits_alone_as_by_touch(desk: Desk) -> None:
    assert list(unreached(desk, "zh")) == []


def home(desk: Desk) -> Reached:
    here, shown = dialogue.show(Here(desk, Visit(id="x", language="en"), "home"))
    return Reached("home", here.visit, shown)


def test_a_choice_that_cannot_be_said_is_found(
    kiosk: Flask, desk: Desk, record: Record, li_na: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached = home(desk)
    silent = replace(reached.shown.screen.choices[1], said_as=())
    choices = (reached.shown.screen.choices[0], silent, *reached.shown.screen.choices[2:])
    shown = replace(reached.shown, screen=replace(reached.shown.screen, choices=choices))
    monkeypatch.setattr(dialogue, "show", lambda here: (here, shown))
    told = list(unequal(Village(kiosk, desk, record, li_na), replace(reached, shown=shown), commands=False))
    assert told == [("speech", "listen cannot be chosen")]


def test_a_seventh_command_without_a_key_is_found(desk: Desk) -> None:
    reached = home(desk)
    here = Here(desk, reached.visit, "home")
    assert answer(HANDS["digits"], here, reached.shown, "command:look") is None
    assert answer(HANDS["digits"], here, reached.shown, "command:help") == "help"


def broken(rendered: Rendered, old: str, new: str) -> Rendered:
    assert old in rendered.read.page
    return replace(rendered, read=Read(rendered.read.page.replace(old, new, 1)))


def test_what_only_the_eye_gets_is_found(kiosk: Flask, desk: Desk) -> None:
    rendered = render(kiosk, desk, home(desk))
    assert list(missed_by_the_blind(rendered)) == []
    number = rendered.drawn.choices[2].number
    assert list(missed_by_the_blind(broken(rendered, f'data-number="{number}"', ""))) == ["the digit of mine"]
    spoken = rendered.drawn.prompt[0].say
    mute = broken(rendered, f'data-say="{spoken}"', "")
    assert list(missed_by_the_blind(mute)) == ["only written: What can I do for you?"]


def test_what_only_the_ear_gets_is_found(kiosk: Flask, desk: Desk) -> None:
    rendered = render(kiosk, desk, home(desk))
    assert list(missed_by_the_deaf(rendered)) == []
    hidden = broken(rendered, 'class="sentence"', 'class="sentence heard"')
    assert list(missed_by_the_deaf(hidden)) == ["only heard: What can I do for you?"]
    wordless = broken(rendered, '<span class="label">Help</span>', "")
    assert list(missed_by_the_deaf(wordless)) != []
