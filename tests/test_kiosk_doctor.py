"""The installer's page in a real browser: the level moves, a sentence is recognised, faults are told."""

from __future__ import annotations

import wave
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from flask import Flask
from kiosk_house import HOME, JSON, Person
from kiosk_walker import CHROMIUM, QUIET
from playwright.sync_api import Browser, Page, Playwright
from scripted_ear import ScriptedEar

import content
from benchmarks.served import served
from casework.record import Record
from kiosk.app import create_app
from kiosk.doctor import CHOICE, SCREEN
from kiosk.loudness import Loudness
from kiosk.settings import KioskSettings
from tests.spoken import english
from voice import wav
from voice.bell import bell
from voice.ear import Ear
from voice.grammar import build
from voice.loudness import read
from voice.matching import complete
from voice.mouth import Mouth
from voice.settings import HearingSettings

RATE = 48_000


@pytest.fixture(scope="module")
def ear(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ear]:
    opened = Ear(HearingSettings(models=tmp_path_factory.mktemp("models")))
    opened.warm("en")
    yield opened
    opened.close()


@pytest.fixture
def kiosk_settings() -> KioskSettings:
    return KioskSettings(languages=("zh", "en"))


@pytest.fixture
def address(kiosk_settings: KioskSettings, record: Record, ear: Ear, quiet_mouth: Mouth) -> Iterator[str]:
    app = create_app(kiosk_settings, record, ear, quiet_mouth)
    with served(app) as opened:
        yield opened
    app.extensions["desk"].dictations.close()


@pytest.fixture
def hearing(play: Playwright, tmp_path: Path) -> Iterator[Callable[[np.ndarray], Browser]]:
    """A browser whose microphone hears these samples (16 kHz, -1 to 1), over and over."""
    browsers: list[Browser] = []

    def a_browser(samples: np.ndarray, *more: str) -> Browser:
        path = tmp_path / f"heard{len(browsers)}.wav"
        with wave.open(str(path), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes((np.repeat(samples, 3) * 32767).astype("<i2").tobytes())
        flags = ["--use-fake-device-for-media-stream", f"--use-file-for-fake-audio-capture={path}", *more]
        browsers.append(play.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, *flags]))
        return browsers[-1]

    yield a_browser
    for each in browsers:
        each.close()


ALLOWED = "--use-fake-ui-for-media-stream"
SAID = np.frombuffer(english("The water is coming through my roof.", before=0.0, after=0.0), "<i2") / 32768
SHOUTED = np.clip(SAID * 12, -1, 1)


def opened(browser: Browser, url: str) -> tuple[Page, list[str]]:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda told: troubles.append(told.text) if told.type == "error" else None)
    page.goto(url)
    return page, troubles


def sentence() -> np.ndarray:
    said = content.load("en").text("doctor.sentence")
    return np.frombuffer(english(said, before=0.4, after=2.0), "<i2") / 32768


def test_microphone_bell_and_sentence(
    hearing: Callable[..., Browser], address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("voice.whisper_files.RUNS_ON", "not_installed_here")
    page, troubles = opened(hearing(sentence(), ALLOWED), f"{address}/doctor?language=en")
    assert page.get_attribute("html", "lang") == "en"

    page.click("[data-do=microphone]")
    page.wait_for_selector("[data-told='doctor.microphone.good']:visible")
    levels = set()
    for _ in range(20):
        levels.add(page.get_attribute("[data-part=microphone]", "data-level"))
        page.wait_for_timeout(150)
    assert len(levels) > 3, "the bars dance"

    page.click("[data-do=bell]")
    page.click("[data-do=heard]")
    page.wait_for_selector("[data-told='doctor.loudspeaker.good']:visible")
    page.click("[data-do=unheard]")
    assert "alsamixer" in page.inner_text("[data-told='doctor.loudspeaker.bad']")

    page.wait_for_selector("[data-part=en] [data-told='doctor.hears']")
    page.wait_for_selector("[data-part=en] [data-told='doctor.speaks']")
    page.wait_for_selector("[data-part=zh] [data-told='doctor.deaf']")
    assert "'.[mandarin]'" in page.inner_text("[data-part=zh] .can")
    assert page.is_disabled("[data-part=zh] .act")

    page.click("[data-part=en] [data-do=say]")
    page.wait_for_selector("[data-part=en] .result:visible", timeout=30_000)
    assert page.get_attribute("[data-part=en] .result", "data-told") == "doctor.right"
    assert "help" in (page.get_attribute("[data-part=en] .result", "data-heard") or "")
    assert troubles == []


@pytest.mark.parametrize(
    ("samples", "told"),
    [
        (np.zeros(16_000), "error.microphone_silent"),
        (SHOUTED, "error.clipping"),
        (np.random.default_rng(1).normal(0, 0.0005, 16_000), "doctor.microphone.quiet"),
    ],
    ids=["dead", "far too loud", "too quiet"],
)
def test_what_is_wrong_with_the_sound_is_told(
    hearing: Callable[..., Browser], address: str, samples: np.ndarray, told: str
) -> None:
    page, _ = opened(hearing(samples, ALLOWED), f"{address}/doctor?language=zh")
    page.click("[data-do=microphone]")
    page.wait_for_selector(f"[data-part=microphone] [data-told='{told}']:visible", timeout=15_000)
    assert "alsamixer" in page.inner_text(f"[data-part=microphone] [data-told='{told}']")


def test_a_microphone_pulled_out_while_it_listens(hearing: Callable[..., Browser], address: str) -> None:
    page, _ = opened(hearing(sentence(), ALLOWED), f"{address}/doctor")
    page.add_init_script(PULLABLE)
    page.reload()
    page.click("[data-do=microphone]")
    page.wait_for_selector("[data-told='doctor.microphone.good']:visible")
    page.evaluate("() => window.pull()")
    page.wait_for_selector("[data-part=microphone] [data-told='error.microphone']:visible")
    page.click("[data-do=microphone]")  # plugged in again
    page.wait_for_selector("[data-told='doctor.microphone.good']:visible")


PULLABLE = """
const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = async (wish) => {
  const stream = await open(wish);
  window.pull = () => {
    const [track] = stream.getAudioTracks();
    track.stop();
    track.dispatchEvent(new Event("ended"));
  };
  return stream;
};
"""


def test_a_microphone_pulled_out_on_a_villagers_screen(hearing: Callable[..., Browser], address: str) -> None:
    page, _ = opened(hearing(sentence(), ALLOWED), address)
    page.add_init_script(PULLABLE)
    page.reload()
    page.wait_for_selector("body[data-screen=language]")
    page.wait_for_timeout(400)
    page.click('button[value="en"]')
    page.wait_for_selector("body[data-screen=home]")
    page.wait_for_timeout(400)
    page.click("[data-microphone-button]")
    page.wait_for_selector("body.listening")
    page.evaluate("() => window.pull()")
    page.wait_for_selector("body[data-screen=trouble]")
    assert "The microphone does not work." in page.inner_text("main")
    assert "/picture/microphone" in (page.get_attribute("header .place", "src") or "")


def test_a_shout_is_told_while_it_is_listened_to(hearing: Callable[..., Browser], address: str) -> None:
    page, _ = opened(hearing(SHOUTED, ALLOWED), address)
    page.wait_for_selector("body[data-screen=language]")
    page.wait_for_timeout(400)
    page.click('button[value="en"]')
    page.wait_for_selector("body[data-screen=home]")
    page.wait_for_timeout(400)
    page.click("[data-microphone-button]")
    page.wait_for_selector(".ear.loud .says img:visible")
    assert "too loud" in page.inner_text(".ear .says")


# without a browser


def test_it_is_linked_from_no_screen_and_hidden_from_other_machines(kiosk: Flask, villager: Person) -> None:
    client = kiosk.test_client()
    assert client.get("/doctor", base_url=HOME).status_code == 200
    strange = client.get("/doctor", base_url=HOME, environ_overrides={"REMOTE_ADDR": "192.168.1.7"})
    assert strange.status_code == 404
    for key in ("language", "home", "help", "listen", "mine", "trouble"):
        assert "doctor" not in villager.look(key).text


@pytest.mark.parametrize("language", content.shipped_languages())
def test_each_languages_sentence_is_one_of_its_screen(language: str) -> None:
    pack = content.load(language)
    phrases = tuple(each for each in pack.screen(SCREEN).phrases() if each.meaning == f"choice:{CHOICE}")
    assert complete(pack.text("doctor.sentence").rstrip(".。"), build(phrases, language, 0))


def test_the_bell_sounds_like_one() -> None:
    samples, rate = read(bell())
    early, late = samples[: rate // 4], samples[-rate // 4 :]
    assert np.abs(samples).max() < 0.75
    assert np.sqrt(np.mean(early**2)) > 5 * np.sqrt(np.mean(late**2)), "it fades"
    spectrum = np.abs(np.fft.rfft(early))
    assert abs(np.argmax(spectrum) * rate / len(early) - 698) < 10


def test_only_what_is_cut_off_is_too_loud() -> None:
    said = np.frombuffer(english("The water is coming through my roof."), "<i2") / 32768
    for louder, cut in ((1.0, False), (1.96, False), (12.0, True)):  # it peaks at a half
        loudness = Loudness()
        loudness.feed((np.clip(said * louder, -1, 1) * 32_767).astype("<i2").tobytes())
        assert loudness.clipped is cut, louder


def test_an_engine_that_rests_leads_to_buttons_and_recording(villager: Person, scripted_ear: ScriptedEar) -> None:
    villager.press("zh")
    scripted_ear.resting = True
    seen = villager.look("home")
    assert "只录音" in seen.words
    assert "/picture/kept.svg" in seen.pictures
    goes = villager.post("/listen", {"screen": "home"}).get_json()["goes"]
    assert goes.endswith("help.describe")
    told = villager.look("help.describe")
    assert "我暂时听不懂话了。" in told.words
    scripted_ear.resting = False
    assert "只录音" not in villager.look("home").words


def test_an_engine_lost_twice_keeps_what_was_said(
    villager: Person, scripted_ear: ScriptedEar, record: Record
) -> None:
    said = english("The water is coming through my roof.")
    villager.press("en")
    scripted_ear.will_hear("unavailable")
    assert "say it once more" in villager.speak(said).words
    scripted_ear.will_hear("unavailable")
    seen = villager.speak(said)
    assert seen.key == "kept"
    assert len(wav.read_wav(villager.client.get("/own/description.wav", base_url=HOME, headers=JSON).data).samples)


def test_a_machine_without_a_voice_says_so_in_words_and_a_picture(
    hearing: Callable[..., Browser], address: str
) -> None:
    page, _ = opened(hearing(SAID, ALLOWED), address)
    page.route("**/say/*.wav", lambda route: route.fulfill(status=503, body="{}"))
    page.wait_for_selector("body[data-screen=language]")
    page.wait_for_timeout(400)
    page.click('button[value="en"]')
    page.wait_for_selector("body[data-screen=home].voiceless .mute img:visible")
    assert "I have no voice" in page.inner_text(".mute")
    page.unroute("**/say/*.wav")
    page.wait_for_selector("body:not(.voiceless)")
