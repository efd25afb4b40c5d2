"""A letter from the kiosk to a phone and one back: two real browsers, whose microphones hear two different tones."""

from __future__ import annotations

import io
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from benchmarks.calling import FRAMES, Village, at_the_kiosk, browser, press, wait_for
from benchmarks.passing import READER
from casework.consents.entry import Asked, Subject
from casework.consents.purposes import CALL_FAMILY
from casework.record import Record

SOON = 60_000
"""Milliseconds for what need not be counted, on a busy machine."""
HERS, HIS = 440.0, 700.0
"""Hertz: what the microphones at the kiosk and of the phone hear."""
NEAR = 12.0
RATE = 48_000
FEW = 10
"""Frames; a still has one."""
PLAYED = """async (audio) => {
  const context = new AudioContext();
  const look = new AnalyserNode(context, { fftSize: 8192, smoothingTimeConstant: 0 });
  let best = { level: -200, pitch: 0 };
  const ended = new Promise((done) => { audio.onended = done; });
  await audio.play();
  new MediaStreamAudioSourceNode(context, { mediaStream: audio.captureStream() }).connect(look);
  await context.resume();
  const loud = new Float32Array(look.frequencyBinCount);
  const timer = setInterval(() => {
    look.getFloatFrequencyData(loud);
    const bin = loud.indexOf(Math.max(...loud));
    if (loud[bin] > best.level) best = { level: loud[bin], pitch: bin * context.sampleRate / look.fftSize };
  }, 50);
  await ended;
  clearInterval(timer);
  context.close();
  return best.pitch;
}"""
"""The loudest pitch, in Hz, of what an audio element really plays."""


def hears(file: Path, pitch: float) -> str:
    """The flag of a browser whose microphone hears that tone in beats, so that nothing takes it for noise."""
    times = np.arange(int(1.2 * RATE)) / RATE
    sound = np.sin(2 * np.pi * pitch * times) * (times % 0.6 < 0.45) * 0.5
    with wave.open(str(file), "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(2)
        wav.setframerate(RATE)
        wav.writeframes((sound * 32767).astype("<i2").tobytes())
    return f"--use-file-for-fake-audio-capture={file}"


def pitch_of(wav: bytes) -> float:
    """The loudest pitch of a whole recording, in Hz."""
    with wave.open(io.BytesIO(wav)) as told:
        rate, samples = told.getframerate(), np.frombuffer(told.readframes(told.getnframes()), "<i2")
    return float(np.argmax(np.abs(np.fft.rfft(samples))) * rate / len(samples))


@pytest.fixture
def browsers(play: Playwright, tmp_path: Path) -> Iterator[tuple[Browser, Browser]]:
    opened = (
        browser(play, hears(tmp_path / "hers.wav", HERS)),
        browser(play, hears(tmp_path / "his.wav", HIS)),
    )
    yield opened
    for each in opened:
        each.close()


def family(record: Record, worker: str) -> tuple[str, str, str, str]:
    """Grandma's card, her son, his link and its secret."""
    grandma = record.people.add("王奶奶", worker)
    son = record.people.relations.add(grandma, worker, "son", "王强", may_call=1)
    record.consents.answer(Subject(grandma), CALL_FAMILY, True, Asked("可以吗？", "zh-x", "zh"))
    made, secret = record.invitations.invite(son, worker, "en")
    return record.cards.issue(grandma, worker).code, son, made.id, secret


def show_card(kiosk: Page, code: str) -> None:
    kiosk.evaluate(READER, code)
    expect(kiosk.locator("body")).to_have_attribute("data-screen", "known", timeout=SOON)


def at(kiosk: Page, screen: str) -> None:
    expect(kiosk.locator("body")).to_have_attribute("data-screen", screen, timeout=SOON)


def test_her_voice_reaches_his_phone_and_his_reaches_the_kiosk_until_the_link_is_taken_back(
    browsers: tuple[Browser, Browser], here: Village
) -> None:
    record = here.standing.record
    code, son, link, secret = family(record, here.worker.id)
    kiosk = at_the_kiosk(browsers[0], here, language="en")
    show_card(kiosk, code)
    for choice in ("command:home", "call", "letter", "speak", f"face.{son}"):
        press(kiosk, choice)
    at(kiosk, "letters.speak")
    press(kiosk, "record")
    expect(kiosk.locator(".ear .elapsed")).to_have_text("0:03", timeout=SOON)
    kiosk.locator("[data-microphone-button]").click()
    at(kiosk, "letters.recorded")
    press(kiosk, "send")
    expect(kiosk.locator(".prompt")).to_contain_text("王强 can hear it now.", timeout=SOON)

    phone = browsers[1].new_context(viewport={"width": 390, "height": 844}, locale="en-US").new_page()
    phone.goto(f"{here.guests}/j/{secret}")
    hers = phone.locator(".letters li.new audio")
    assert abs(hers.evaluate(PLAYED) - HERS) < NEAR
    wait_for(lambda: record.letters.between(son)[0].state == "heard")
    phone.locator("[data-do=letter_speak]:visible").click()
    expect(phone.locator(".elapsed")).to_have_text("0:03 / 2:00", timeout=SOON)
    phone.locator("[data-do=letter_stop]").click()
    own = phone.locator("audio[data-steps=check]")
    expect(own).to_be_visible(timeout=SOON)
    assert abs(own.evaluate(PLAYED) - HIS) < NEAR, "he hears what he will send"
    phone.locator("[data-do=letter_send]").click()
    expect(phone.locator(".said")).to_contain_text("It has arrived.", timeout=SOON)

    show_card(kiosk, code)
    assert "王强" not in kiosk.locator("body").inner_text()
    press(kiosk, "letter")
    press(kiosk, "nobody")
    expect(kiosk.locator(".prompt")).to_contain_text("王强", timeout=SOON)
    his = record.letters.between(son)[0]
    wait_for(lambda: record.letters.get(his.id).state == "heard")
    got = kiosk.evaluate("async () => [...new Uint8Array(await (await fetch('/own/letter_in.wav')).arrayBuffer())]")
    assert abs(pitch_of(bytes(got)) - HIS) < NEAR
    expect(phone.locator(".letters li").first).to_contain_text("heard", timeout=SOON)
    record.invitations.revoke(link, here.worker.id)
    expect(phone.locator("body")).to_contain_text("This link does not open anything any more.", timeout=SOON)


def test_her_face_reaches_his_phone_and_his_the_kiosk(browsers: tuple[Browser, Browser], here: Village) -> None:
    record = here.standing.record
    code, son, _, secret = family(record, here.worker.id)
    kiosk = at_the_kiosk(browsers[0], here, language="en")
    show_card(kiosk, code)
    for choice in ("command:home", "call", "letter", "speak", f"face.{son}", "film"):
        press(kiosk, choice)
    at(kiosk, "letters.film")
    press(kiosk, "film")
    expect(kiosk.locator(".film .elapsed")).to_have_text("● 0:03", timeout=SOON)
    press(kiosk, "film")
    at(kiosk, "letters.recorded")
    wait_for(lambda: kiosk.evaluate(FRAMES, ".own.film video") > FEW)
    press(kiosk, "send")
    at(kiosk, "letters.sent")

    phone = browsers[1].new_context(viewport={"width": 390, "height": 844}, locale="en-US").new_page()
    phone.goto(f"{here.guests}/j/{secret}")
    hers = phone.locator(".letters li.new video")
    assert abs(hers.evaluate(PLAYED) - HERS) < NEAR
    wait_for(lambda: record.letters.between(son)[0].state == "heard")
    phone.locator("[data-do=letter_film]:visible").click()
    expect(phone.locator(".elapsed")).to_have_text("0:03 / 1:00", timeout=SOON)
    phone.locator("[data-do=letter_stop]").click()
    expect(phone.locator("video.take")).to_be_visible(timeout=SOON)
    phone.locator("[data-do=letter_send]").click()
    expect(phone.locator(".said")).to_contain_text("It has arrived.", timeout=SOON)

    show_card(kiosk, code)
    press(kiosk, "letter")
    press(kiosk, "nobody")
    at(kiosk, "letters.letter")
    wait_for(lambda: kiosk.evaluate(FRAMES, ".own.film video") > FEW)
    wait_for(lambda: record.letters.between(son)[0].state == "heard")
    assert kiosk.locator(".own.film video").evaluate("(film) => film.error === null && film.videoWidth > 0")
