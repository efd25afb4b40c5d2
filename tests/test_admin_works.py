"""What works: turns become bars that add up, in the reader's words, over the time asked for."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from admin_house import Browser
from conftest import Clock
from kiosk_house import Person, tone
from scripted_ear import ScriptedEar

import content
from admin.turns_picture import OUTCOMES, Chart, charts
from admin.words import words_in
from casework.record import Record
from casework.turns import Count
from casework.workers import Worker

pytest_plugins = ["admin_house"]

WORDS = words_in("en")
TOLD = content.load("en").words


def drawn(*counts: Count) -> tuple[Chart, ...]:
    return charts(counts, WORDS, TOLD, ("zh", "en", "ko"))


def test_bars_are_as_long_as_what_they_count() -> None:
    (chart,) = drawn(
        Count("zh", "home", "speech", "choice", 6),
        Count("zh", "home", "speech", "again", 2),
        Count("zh", "home", "touch", "choice", 12),
        Count("zh", "help", "speech", "pictures", 1),
        Count("zh", "help", "speech", "human", 1),
        Count("zh", "help", "digit", "choice", 3),
    )
    home, help_screen = chart.screens
    assert (home.name, home.total, home.spoken, home.share) == ("Welcome", 20, 8, 75)
    assert [(each.key, each.count, each.start, each.length) for each in home.modes] == [
        ("speech", 8, 0.0, 40.0),
        ("touch", 12, 40.0, 60.0),
    ]
    assert [(each.key, each.length) for each in home.ways] == [("understood", 75.0), ("again", 25.0)]
    assert sum(each.length for each in help_screen.modes) == 25.0, "against the busiest screen"
    assert sum(each.length for each in help_screen.ways) == 100.0
    assert (chart.whole.total, chart.whole.spoken, chart.whole.understood) == (25, 10, 6)


def test_a_recording_asked_for_is_an_answer_by_voice_but_no_question_of_understanding() -> None:
    (chart,) = drawn(Count("zh", "help.describe", "speech", "recorded", 4))
    assert (chart.whole.total, chart.whole.spoken, chart.whole.share) == (4, 0, None)


def test_topics_are_one_line_and_screens_of_one_title_are_told_apart() -> None:
    (chart,) = drawn(
        Count("zh", "topic.pension.1", "touch", "choice", 1),
        Count("zh", "topic.falls.2", "touch", "choice", 1),
        Count("zh", "help", "touch", "choice", 1),
        Count("zh", "help.more", "touch", "choice", 1),
    )
    assert sorted(each.name for each in chart.screens) == ["Help (help)", "Help (help.more)", "Listen"]


def test_nobody_and_unknown_things_break_nothing() -> None:
    assert drawn() == ()
    (chart,) = drawn(Count("xx", "no.such.screen", "touch", "choice", 1))
    assert (chart.name, chart.screens[0].name) == ("xx", "no.such.screen")


def test_the_page_shows_the_time_asked_for(anybody: Browser, li_na: Worker, record: Record, clock: Clock) -> None:
    for days in (60, 20, 3):
        record.turns.count("zh", "home", "touch", "choice")
        record.store.settle()
        clock.move(days=days)
    anybody.sign_in(li_na.login)
    for period, answers in (("week", 1), ("month", 2), ("all", 3), ("ever so long", 1)):
        assert f"{answers} answers<" in anybody.get(f"/works?period={period}").text, period
    clock.move(days=40)
    anybody.sign_in(li_na.login)
    assert "Nobody has used it" in anybody.get("/works?period=month").text


def test_the_table_behind_the_picture_tells_the_same(desk: Browser, record: Record) -> None:
    for outcome, times in (("choice", 3), ("again", 2), ("human", 1)):
        for _ in range(times):
            record.turns.count("ko", "home", "speech", outcome)
    page = desk.get("/works").text
    table = page[page.index("<tbody>") : page.index("</tbody>")]
    assert re.findall(r"<td>(\d+)</td>", table) == ["6", "0", "0", "3", "2", "0", "1"] * 2
    assert "50 % understood" in page
    assert " style=" not in page


def test_what_the_kiosk_counts_is_what_is_shown(villager: Person, scripted_ear: ScriptedEar, record: Record) -> None:
    """Asked again, then pictures, then a human: each step is counted as what it was."""
    villager.press("zh")
    for _ in range(3):
        scripted_ear.will_hear("nothing", None)
        villager.speak(tone(1))
    assert villager.look().key == "kept"
    spoken = Counter({each.outcome: each.times for each in record.turns.counts() if each.mode == "speech"})
    assert spoken == {"again": 1, "pictures": 1, "human": 1}
    assert set(spoken) <= set(OUTCOMES)


@pytest.mark.parametrize("outcome", ["choice", "command", "digit", "number", "again", "pictures", "human", "silence"])
def test_every_outcome_of_the_kiosk_has_its_place(outcome: str) -> None:
    assert outcome in OUTCOMES
