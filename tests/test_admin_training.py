"""The cards in the panel: read one after the other, promised at the end, due again; and who has read what."""

from __future__ import annotations

import html

import pytest
from admin_house import Browser
from conftest import ZHAO_PASSWORD, Clock

from admin.words import words_in
from casework.record import Record
from casework.training.course import CODE, EDITIONS
from casework.workers import Worker

pytest_plugins = ["admin_house"]


def test_somebody_new_reads_card_after_card_and_promises_at_the_end(
    desk: Browser, record: Record, li_na: Worker, clock: Clock
) -> None:
    assert "training cards are due" not in desk.get("/queue").text
    clock.move(days=14)
    desk.sign_in("lina")
    assert "7 training cards are due" in desk.get("/queue").text
    here = f"/training/{next(iter(EDITIONS))}"
    for card in EDITIONS:
        assert here == f"/training/{card}"
        page = html.unescape(desk.get(here).text)
        assert "To read on: " in page
        assert ("I promise" in page) == (card == CODE)
        here = desk.post(here).headers["Location"]
    assert here == "/training"
    assert desk.get("/training").text.count("read today") == 7
    assert "due" not in html.unescape(desk.get("/queue").text).split("<main")[1].split("</p>")[0]
    clock.move(days=365)
    desk.sign_in("lina")
    assert "7 training cards are due" in desk.get("/queue").text
    assert desk.get("/training").text.count("due again since today") == 7


def test_supervisors_see_who_is_due_and_when_they_were_reminded(
    desk: Browser, office: Browser, record: Record, li_na: Worker, zhao: Worker, clock: Clock
) -> None:
    assert "new here, 7 still to read" in office.get("/training/team").text
    clock.move(days=14)
    record.duties.run()
    record.training.read(li_na.id, CODE)
    office.sign_in("zhao", ZHAO_PASSWORD)
    page = html.unescape(office.get("/training/team").text)
    first, second = page.split('<ul class="people">')[1].split("</ul>")[0].split("<li>")[1:]
    assert "Zhao" in first
    assert "7 due" in first
    assert "Li Na" in second
    assert "6 due" in second
    assert "reminded today, 10:00" in second
    assert "Code of conduct" not in second
    desk.sign_in("lina")
    assert desk.get("/training/team").status_code == 403
    assert "/training/team" not in desk.get("/training").text


def test_a_card_that_does_not_exist_is_not_here(desk: Browser) -> None:
    assert desk.get("/training/juggling").status_code == 404
    assert desk.post("/training/juggling").status_code == 404


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_card_is_short_and_names_its_sources(language: str) -> None:
    words = words_in(language)
    for card in EDITIONS:
        lines = [words.say(f"training.card.{card}.{each}") for each in "abcdef"]
        longest = 60 if language == "zh" else 170
        assert max(map(len, lines)) <= longest, max(lines, key=len)
        assert len(words.say(f"training.card.{card}.source")) > 20
