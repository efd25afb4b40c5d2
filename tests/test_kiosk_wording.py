"""Days as people say them, in three languages; visits that end by themselves."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from content.pack import load
from kiosk.visit import Visit, Visits
from kiosk.wording import day_and_hour, day_and_part, digit_by_digit, month_and_year, time_of_day, weekday_and_hour

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
"""Monday, ten in the morning in the village."""


@pytest.mark.parametrize(
    ("hours", "english", "chinese"),
    [
        (4, "today in the afternoon", "今天下午"),
        (10, "today in the evening", "今天晚上"),
        (24, "tomorrow in the morning", "明天上午"),
        (-24, "yesterday in the morning", "昨天上午"),
        (72, "on Thursday in the morning", "星期四上午"),
        (24 * 20, "on December 13", "12月13号"),
    ],
)
def test_when(hours: int, english: str, chinese: str) -> None:
    moment = NOW + timedelta(hours=hours)
    assert day_and_part(load("en"), moment, NOW, ZONE) == english
    assert day_and_part(load("zh"), moment, NOW, ZONE) == chinese


@pytest.mark.parametrize(
    ("clock", "english", "chinese", "korean"),
    [
        ("00:00", "twelve o'clock at night", "凌晨十二点", "새벽 열두 시"),
        ("04:00", "four o'clock at night", "凌晨四点", "새벽 네 시"),
        ("07:00", "seven o'clock in the morning", "上午七点", "아침 일곱 시"),
        ("12:00", "twelve o'clock at noon", "中午十二点", "한낮 열두 시"),
        ("11:30", "half past 11 in the morning", "上午11点半", "오전 11시 반"),
        ("12:30", "half past 12 in the afternoon", "中午12点半", "오후 12시 반"),
        ("15:30", "half past 3 in the afternoon", "下午3点半", "오후 3시 반"),
        ("21:05", "5 minutes past 9 in the evening", "晚上9点5分", "저녁 9시 5분"),
    ],
)
def test_a_time_of_day(clock: str, english: str, chinese: str, korean: str) -> None:
    told = [time_of_day(load(language), clock) for language in ("en", "zh", "ko")]
    assert told == [english, chinese, korean]


def test_an_appointment_is_told_to_the_minute() -> None:
    half = NOW.replace(minute=0) + timedelta(hours=4, minutes=30)
    assert day_and_hour(load("zh"), half, NOW, ZONE).endswith("点半")
    midnight = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
    assert day_and_hour(load("zh"), midnight, NOW, ZONE) == "明天凌晨十二点"
    assert day_and_hour(load("en"), midnight, NOW, ZONE) == "tomorrow at night at twelve o'clock"


def test_a_time_to_choose_is_written_as_it_is_said() -> None:
    told = [weekday_and_hour(load(language), NOW + timedelta(hours=4), ZONE) for language in ("en", "zh", "ko")]
    assert told == ["Monday, two o'clock in the afternoon", "星期一 下午两点", "월요일 오후 두 시"]


def test_the_day_is_the_villages_own() -> None:
    late = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)  # one o'clock on Tuesday night in the village
    assert day_and_part(load("en"), late, NOW, ZONE).startswith("tomorrow")


def test_a_paper_says_its_year() -> None:
    assert "2014" in month_and_year(load("zh"), date(2014, 2, 21))


def test_numbers_are_read_figure_by_figure() -> None:
    assert digit_by_digit("4172") == "4 1 7 2"


def test_a_visit_that_nobody_continues_is_put_away() -> None:
    now = [0.0]
    ended: list[Visit] = []
    visits = Visits("zh", 100.0, ended.append, clock=lambda: now[0])
    first = visits.begin()
    now[0] = 90
    assert visits.get(first.id) is first
    now[0] = 180
    assert visits.get(first.id) is first, "every sign of life counts"
    now[0] = 281
    assert visits.get(first.id) is None
    assert ended == [first]
    second = visits.begin()
    now[0] = 500
    visits.begin()
    assert ended == [first, second], "and nobody needs to ask for it"
    visits.end(second)
    assert ended == [first, second]
