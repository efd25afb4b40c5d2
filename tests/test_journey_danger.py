"""Danger at a real touchscreen: told to the recorder, heard, rung in the office, answered, and the answer is told."""

from __future__ import annotations

from at_the_kiosk import Kiosk
from in_the_office import Office
from playwright.sync_api import expect

from content import load

pytest_plugins = ["village"]

WORDS = load("zh")


def test_what_is_told_to_the_recorder_rings_in_the_office_though_nobody_pressed_send(
    touchscreen: Kiosk, workroom: Office
) -> None:
    # Given Li Na with her queue open, and somebody who only meant to ask for something about the house
    workroom.arrives()
    touchscreen.touches("zh", "help", "more", "house").shows("help.describe")

    # When there is danger in what they tell the recorder
    touchscreen.records("My husband fell down.").shows("danger")
    touchscreen.photograph("danger-1-kept")

    # Then they read and hear whom to call, and that Li Na is being called
    assert "120" in touchscreen.words
    assert "Li Na" in touchscreen.words
    assert touchscreen.hears("120")["loudest"] > 0.05

    # and it stands above Li Na's page by itself, with a clock that runs
    alarm = workroom.page.locator(".alarm")
    expect(alarm).to_be_visible(timeout=20_000)
    assert workroom.page.evaluate("window.sameDocument")
    clock = alarm.locator(".alarm-clock")
    before = clock.inner_text()
    expect(clock).not_to_have_text(before, timeout=10_000)
    workroom.photograph("danger-2-alarm")

    # When she answers with her name
    alarm.locator(".alarm-answer").click()
    expect(workroom.page.locator(".alarm")).to_have_count(0, timeout=20_000)

    # Then the person at the screen is told so without touching anything
    answered = WORDS.text("danger.answered", worker="Li Na")
    expect(touchscreen.page.locator("[data-line]", has_text=answered)).to_be_visible(timeout=20_000)
    touchscreen.photograph("danger-3-answered")
