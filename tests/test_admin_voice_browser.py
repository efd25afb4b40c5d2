"""The voice studio in a real browser: recorded through its microphone, listened through by keyboard, any screen."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
import pytest
from admin_browser import SOON, TOO_SMALL, Opener
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from admin.mouth import OpenMouth
from casework.record import Record
from casework.voicing import sentence_id
from casework.workers import Worker
from voice import loudness
from voice.wav import read_wav

pytest_plugins = ["admin_house", "admin_browser"]

PITCH = 330.0
"""Hertz of the voice at the microphone."""
HELLO, FIRST = "Hello. It is good to see you.", "Hello. Which language shall we speak?"
SUPERVISOR = {"login": "zhao", "password": "rice field at dawn"}


@pytest.fixture(scope="module")
def further_flags(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """A microphone at which somebody hums for a second, then rests, over and over."""
    file = tmp_path_factory.mktemp("microphone") / "hum.wav"
    times = np.arange(2 * 48_000) / 48_000
    hum = 6000 * np.sin(2 * np.pi * PITCH * times) * (times < 1) + np.random.default_rng(1).normal(0, 8, len(times))
    with wave.open(str(file), "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(2)
        wav.setframerate(48_000)
        wav.writeframes(hum.astype("<i2").tobytes())
    return [
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-audio-capture={file}",
    ]


def record_now(page: Page) -> None:
    page.get_by_role("button", name="Record", exact=True).click()
    stage = page.locator(".stage")
    expect(stage).to_have_attribute("data-stage", "recording", timeout=SOON)
    expect(page.locator("#elapsed")).to_have_text("0:01", timeout=SOON)
    page.get_by_role("button", name="Done").click()
    expect(stage).to_have_attribute("data-stage", "done", timeout=SOON)


def sounds(page: Page) -> None:
    """The sentence on the desk is heard. Not by wait_for_function: the page forbids script from a string."""
    for _ in range(SOON // 50):
        if page.evaluate("document.getElementById('now').currentTime > 0"):
            return
        page.wait_for_timeout(50)
    pytest.fail("nothing is heard")


def test_what_is_recorded_here_is_what_the_kiosk_says_at_once(
    opens: Opener, open_mouth: OpenMouth, record: Record, zhao: Worker, tmp_path: Path
) -> None:
    kiosk = open_mouth()
    before = kiosk.say(HELLO, "en")
    page = opens("/voice/en", **SUPERVISOR)
    record_now(page)
    assert page.evaluate(DRAWN) > 500, "the meter shows the shape of what was recorded"
    assert kiosk.say(HELLO, "en") == before, "nothing is heard before it is kept"
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator(f"#line-{sentence_id(HELLO)} .whose")).to_have_text("Recorded", timeout=SOON)
    expect(page.locator(".part").first).to_contain_text("1 of")
    expect(page.locator(".one .text")).to_have_text(FIRST)
    clip = kiosk.say(HELLO, "en")
    assert clip == open_mouth().say(HELLO, "en"), "another process hears it as well"
    samples, rate = loudness.read(clip)
    loudest = np.abs(np.fft.rfft(samples)).argmax() * rate / len(samples)
    assert loudest == pytest.approx(PITCH, abs=5)
    assert 0.5 < read_wav(clip).seconds < 3.5
    assert record.voicing.clips("en")["greeting"].worker == "Zhao"
    page.keyboard.press("k")
    expect(page.locator(".one .text")).to_have_text(HELLO)
    expect(page.locator(".one .states")).to_contain_text("Recorded by Zhao, today")
    page.get_by_role("button", name="Delete the recording").click()
    expect(page.locator(f"#line-{sentence_id(HELLO)} .whose")).to_have_text("Machine", timeout=SOON)
    assert kiosk.say(HELLO, "en") == before


def test_a_recording_is_thrown_away_by_throwing_it_away_and_by_moving_on(opens: Opener, tmp_path: Path) -> None:
    page = opens("/voice/en", **SUPERVISOR)
    record_now(page)
    page.get_by_role("button", name="Throw it away").click()
    expect(page.locator(".stage")).to_have_attribute("data-stage", "idle")
    page.keyboard.press("r")
    expect(page.locator(".stage")).to_have_attribute("data-stage", "recording", timeout=SOON)
    page.keyboard.press("j")
    expect(page.locator(".one .text")).to_have_text(FIRST)
    expect(page.locator(".stage")).to_have_attribute("data-stage", "idle")
    assert not (tmp_path / "data" / "overlay").exists()


def test_a_language_is_listened_through_by_keyboard(opens: Opener, record: Record) -> None:
    page = opens("/voice/en")
    expect(page.locator(".one .text")).to_have_text(HELLO)
    page.keyboard.press("Space")
    sounds(page)
    page.keyboard.press("y")
    expect(page.locator(".one .text")).to_have_text(FIRST, timeout=SOON)
    sounds(page)
    expect(page.locator(".part").first).to_contain_text("1 sound right, 0 wrong")
    page.keyboard.press("n")
    expect(page.locator("#note")).to_be_focused()
    page.keyboard.type("too fast, y")
    page.keyboard.press("Enter")
    expect(page.locator(f"#line-{sentence_id(FIRST)}")).to_have_class("line is-wrong by-synthesis current")
    expect(page.locator("[data-kind=wrong] .number")).to_have_text("1")
    told = record.voicing.judgements("en")
    assert (told[sentence_id(HELLO)].right, told[sentence_id(FIRST)].note) == (True, "too fast, y")
    page.reload()
    expect(page.locator(f"#line-{sentence_id(HELLO)}")).to_contain_text("Sounds right")
    expect(page.get_by_role("button", name="Record", exact=True)).to_have_count(0)


def test_it_plays_on_by_itself_when_wanted(opens: Opener) -> None:
    page = opens("/voice/en")
    page.get_by_label("Play on by itself").check()
    page.get_by_role("button", name="Play", exact=True).click()
    expect(page.locator(".one .text")).not_to_have_text(HELLO, timeout=SOON)
    sounds(page)


def test_a_spelling_is_heard_before_it_is_kept(opens: Opener, open_mouth: OpenMouth, zhao: Worker) -> None:
    page = opens("/voice/en", **SUPERVISOR)
    page.locator("#spelling summary").click()
    page.get_by_label("Word in this sentence").fill("Goodbye")
    page.get_by_label("Speak it as").fill("good buy")
    page.get_by_role("button", name="Try it").click()
    expect(page.locator("#toast")).to_contain_text("is not in this sentence", timeout=SOON)
    page.get_by_label("Word in this sentence").fill("Hello")
    page.get_by_label("Speak it as").fill("hallo")
    with page.expect_response("**/try") as heard:
        page.get_by_role("button", name="Try it").click()
    assert heard.value.headers["content-type"] == "audio/wav"
    assert "hallo" not in open_mouth().spoken(HELLO, "en")[0]
    page.get_by_role("button", name="Speak it so").click()
    expect(page.locator(".spelled")).to_contain_text("Hello → hallo", timeout=SOON)
    assert "hallo" in open_mouth().spoken(HELLO, "en")[0]


@pytest.mark.parametrize(
    ("width", "height", "locale"), [(1280, 800, "zh-CN"), (390, 844, "en-US"), (390, 844, "zh-CN")]
)
def test_both_pages_fit_and_pass_axe(
    opens: Opener, record: Record, zhao: Worker, width: int, height: int, locale: str
) -> None:
    for screen, outcome in (("home", "choice"), ("home", "again"), ("help", "pictures"), ("help.more", "human")):
        record.turns.count("zh", screen, "speech", outcome)
    record.turns.count("ko", "home", "touch", "choice")
    record.voicing.judge(zhao.id, "en", HELLO, "as it was", True)
    page = opens("/voice/en?part=screens", width=width, height=height, locale=locale, **SUPERVISOR)
    for path in ("/voice/en?part=screens", "/voice/ko?show=wrong", "/works"):
        page.goto(path)
        for each in page.locator("details").all():
            each.evaluate("(one) => { one.open = true; }")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert page.evaluate(TOO_SMALL) == [], path
        found = Axe().run(page) if (width, locale) != (390, "zh-CN") else None
        assert found is None or found.violations_count == 0, f"{path}: {found.generate_report()}"


DRAWN = """() => {
  const canvas = document.getElementById('meter');
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  let drawn = 0;
  for (let at = 3; at < data.length; at += 4) if (data[at] && data[at - 1] > data[at - 3]) drawn += 1;
  return drawn;
}"""
"""How many points of the picture are blue."""


def test_a_dialect_is_begun_and_put_aside(opens: Opener, zhao: Worker) -> None:
    page = opens("/voice/en", **SUPERVISOR)
    page.get_by_text("A new dialect").click()
    page.get_by_label("Its name").fill("Sichuan")
    page.get_by_role("button", name="Use it").click()
    expect(page.get_by_role("button", name="Sichuan")).to_have_attribute("aria-pressed", "true", timeout=SOON)
    assert page.evaluate(TOO_SMALL) == []
    page.get_by_role("button", name="The plain voice").click()
    expect(page.get_by_role("button", name="The plain voice")).to_have_attribute("aria-pressed", "true", timeout=SOON)
    page = opens("/voice/zh", locale="zh-CN", width=390, height=844, **SUPERVISOR)
