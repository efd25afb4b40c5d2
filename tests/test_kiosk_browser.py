"""The screen in a real browser: fingers, microphone, sound, walking away; how it looks is in the test of sizes."""

from __future__ import annotations

import wave
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from kiosk_house import tone
from kiosk_walker import CHROMIUM, QUIET, TALL, WIDE, module
from playwright.sync_api import Browser, BrowserContext, Page, Playwright
from scripted_ear import ScriptedEar

from benchmarks.served import served
from casework.access import EVERYTHING
from casework.record import Record
from kiosk.settings import KioskSettings


@pytest.fixture(scope="module")
def voice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the browser's microphone hears."""
    path = tmp_path_factory.mktemp("voice") / "say.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(tone(30))
    return path


@pytest.fixture(scope="module")
def browser(play: Playwright, voice: Path) -> Iterator[Browser]:
    heard = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    heard.append(f"--use-file-for-fake-audio-capture={voice}")
    opened = play.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, *heard])
    yield opened
    opened.close()


@pytest.fixture
def kiosk_settings() -> KioskSettings:
    return KioskSettings(printer=True)


@pytest.fixture
def address(kiosk: Flask) -> Iterator[str]:
    with served(kiosk) as opened:
        yield opened


@pytest.fixture
def stand(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Stand in front of a screen of that size."""
    contexts: list[BrowserContext] = []

    def opened(size: tuple[int, int] = TALL) -> Page:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, screen={"width": size[0], "height": size[1]}
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(address)
        page.wait_for_selector("body[data-screen=language]")
        return page

    yield opened
    for each in contexts:
        each.close()


def tap(page: Page, *choices: str) -> None:
    """As an old finger does: slowly."""
    for each in choices:
        before = page.get_attribute("body", "data-screen")
        page.wait_for_timeout(400)
        page.click(f'button[value="{each}"]')
        page.wait_for_selector(f"body:not([data-screen='{before}'])")


OWN_VOICE = """() => {
  const start = AudioBufferSourceNode.prototype.start;
  AudioBufferSourceNode.prototype.start = function (...when) {
    if (document.querySelector(".own.speaking")) window.own = this.buffer.duration;
    return start.apply(this, when);
  };
}"""


def test_tapping_and_speaking_through_to_the_receipt(
    stand: Callable[..., Page], address: str, record: Record
) -> None:
    page = stand()
    sounds: list[tuple[str, int, int]] = []
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda told: troubles.append(told.text) if told.type == "error" else None)
    page.on(
        "response",
        lambda answer: (
            sounds.append((answer.url, answer.status, len(answer.body()))) if "/say/" in answer.url else None
        ),
    )
    tap(page, "zh", "help", "more", "house")
    assert "/screen" not in page.url, "the address tells nothing"
    page.wait_for_timeout(400)
    page.click('.choice[value="record"]')
    page.wait_for_selector("body.listening")
    page.wait_for_timeout(1800)
    bars = page.eval_on_selector_all(".meter i", "bars => bars.map(bar => bar.style.transform)")
    assert any("0.08" not in each for each in bars), "the meter moves"
    page.click("[data-microphone-button]")
    page.wait_for_selector("body[data-screen='help.recorded']")
    page.evaluate(OWN_VOICE)
    tap(page, "go_on", "no_name")
    page.wait_for_selector(".own[data-own-kind=description].speaking", timeout=40_000)
    own = page.context.request.get(f"{address}/own/description.wav").body()
    assert page.evaluate("window.own") == pytest.approx((len(own) - 44) / 32_000, abs=0.1), (
        "read back as it was spoken"
    )
    tap(page, "send")
    assert page.get_attribute("body", "data-screen") == "help.receipt"
    waiting = record.queue(EVERYTHING)
    assert [(each.category, each.has_recording) for each in waiting] == [("house", True)]
    page.wait_for_timeout(1500)
    assert len({url for url, _, _ in sounds}) >= 5
    assert all(status == 200 and size > 4000 for _, status, size in sounds)
    assert troubles == []
    page.go_back()
    assert "receipt" not in page.url


def test_the_sentence_being_said_lights_up_and_touching_beside_silences(stand: Callable[..., Page]) -> None:
    page = stand()
    tap(page, "zh")
    page.wait_for_selector(".sentence.speaking")
    page.mouse.click(5, 300)
    page.wait_for_selector("body:not(.speaking):not(:has(.speaking))")
    page.wait_for_timeout(1200)
    assert page.query_selector(".speaking") is None
    page.click('button[value="command:again"]')
    page.wait_for_selector(".choice.speaking", timeout=20_000)


def test_an_utterance_goes_where_it_leads(stand: Callable[..., Page], scripted_ear: ScriptedEar) -> None:
    page = stand(WIDE)
    tap(page, "zh")
    scripted_ear.will_hear("choice", "listen")
    page.wait_for_timeout(400)
    page.click("[data-microphone-button]")
    page.wait_for_selector("body[data-screen=listen]", timeout=10_000)


def test_keys_press_too(stand: Callable[..., Page]) -> None:
    page = stand(WIDE)
    for key, screen in (("1", "home"), ("3", "mine"), ("1", "mine.number"), ("4", "mine.number"), ("Escape", "mine")):
        page.wait_for_timeout(400)
        page.keyboard.press(key)
        page.wait_for_selector(f"body[data-screen='{screen}']")
    page.wait_for_timeout(400)
    page.keyboard.press("Home")
    page.wait_for_selector("body[data-screen=home]")


def test_louder_is_four_times_and_normal_for_the_next_person(stand: Callable[..., Page]) -> None:
    page = stand(WIDE)
    tap(page, "zh")
    for decibels in ("3.0", "6.0", "9.0", "12.0"):
        page.wait_for_timeout(400)
        page.click('button[value="command:louder"]')
        page.wait_for_selector(f"body[data-decibels='{decibels}']")
    gain = page.evaluate(f"{module('sound')}.then(sound => sound.gain())")
    assert gain == pytest.approx(0.5 * 10 ** (12 / 20), rel=0.01)


def test_walking_away_is_asked_and_then_forgotten(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.clock.install()
    page.goto(address)
    page.wait_for_selector("body[data-screen=language]")
    page.clock.run_for(1000)
    page.click('button[value="zh"]')
    page.wait_for_selector("body[data-screen=home]")
    page.evaluate(f"{module('speech')}.then(speech => speech.hush())")
    page.clock.run_for(91_000)
    page.wait_for_selector("body[data-screen=still_there]")
    name = context.cookies()[0]["value"]
    page.clock.run_for(26_000)
    page.wait_for_selector("body[data-screen=language]")
    assert context.cookies()[0]["value"] != name
    context.close()


def test_a_forbidden_microphone_is_told_at_once(play: Playwright, address: str) -> None:
    deaf = play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
    page = deaf.new_page()
    page.goto(address)
    tap(page, "zh")
    page.wait_for_timeout(400)
    page.click("[data-microphone-button]")
    page.wait_for_selector("body[data-screen=trouble]", timeout=4000)
    deaf.close()
