"""A capability brings its screens, pictures and words in a room of its own, and only adds to the house."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from content.check import check
from content.pack import load
from tests.tiny_content import TinyContent

TODAY = date(2026, 11, 23)
GARDEN = {"en": ("Garden", "open my garden"), "zh": ("菜园", "打开菜园"), "ko": ("텃밭", "텃밭을 열어요")}
SHED = {"en": ("Shed", "where are the tools"), "zh": ("工具", "工具在哪里"), "ko": ("창고", "창고가 어디예요")}


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def choice(key: str, words: tuple[str, str]) -> str:
    return f"  choices:\n    {key}: {{label: {words[0]}, spoken: {words[0]}, said: [{words[1]}]}}\n"


@pytest.fixture
def tiny(tmp_path: Path) -> TinyContent:
    return TinyContent(tmp_path / "content")


@pytest.fixture
def room(tiny: TinyContent) -> Path:
    """A room that plans a screen, and a second one that adds a choice to it, in all three languages."""
    room, shed = tiny.home / "rooms" / "garden", tiny.home / "rooms" / "shed"
    planned = "  choices:\n    dig: {picture: spade, goes_to: help}\n"
    write(room / "screens.yaml", f"garden:\n  kind: choose\n  picture: spade\n  back: help\n{planned}")
    write(room / "pictures.yaml", "pictures:\n  spade: 1F331\n")
    write(shed / "screens.yaml", "garden:\n  choices:\n    shed: {picture: spade, goes_to: garden}\n")
    for language, words in GARDEN.items():
        told = f"garden:\n  title: {words[0]}\n  prompt: [{words[0]}]\n{choice('dig', words)}"
        write(room / language / "screens.yaml", told)
        write(shed / language / "screens.yaml", f"garden:\n{choice('shed', SHED[language])}")
    return room


def test_rooms_add_screens_pictures_words_and_choices(tiny: TinyContent, room: Path) -> None:
    assert [str(each) for each in check(tiny.home, today=TODAY)] == []
    pack = load("zh", (), tiny.home)
    assert pack.screen("garden").title == "菜园"
    assert [each.label for each in pack.screen("garden").choices] == ["菜园", "工具"]
    assert pack.pictures["pictures"]["spade"] == "1F331"


def test_a_room_must_not_say_again_what_the_house_says(tiny: TinyContent, room: Path) -> None:
    write(room / "en" / "phrases.yaml", "miss.once: Pardon?\n")
    told = [str(each) for each in check(tiny.home, today=TODAY)]
    assert len(told) == 1
    assert told[0].startswith(f"{room}/en/phrases.yaml:1: miss.once stands in")


def test_a_room_without_words_in_a_language_is_told_what_is_missing(tiny: TinyContent, room: Path) -> None:
    (room / "ko" / "screens.yaml").unlink()
    told = " ".join(str(each) for each in check(tiny.home, today=TODAY))
    assert "garden.title is missing" in told
    assert "the choice dig of screen garden has no words" in told
