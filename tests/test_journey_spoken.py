"""A request is spoken, kept, answered and heard: a natural voice at the kiosk, a worker in the panel, one station."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from at_the_kiosk import Kiosk
from in_the_office import Office
from playwright.sync_api import expect
from village import Village, until

from content import load
from content.screen import Choice, Screen
from voice.ear import Ear
from voice.settings import HearingSettings
from voice.wav import level, read_wav, to_16k_mono

pytest_plugins = ["village"]

ILL = "My husband is very ill."
DUCKS = "Seven little ducks swam over the river."
"""Nothing that any screen listens for."""
REPLY = "The doctor comes to your house tomorrow morning."
OTHERS = (
    "your papers are ready at the office",
    "i will repair your roof on friday",
    "please bring your pension book",
)
"""What a worker might have said instead."""


@pytest.fixture(scope="module")
def listener(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ear]:
    """A second pair of ears, beside the station's own, for what comes out of it."""
    ear = Ear(HearingSettings(models=tmp_path_factory.mktemp("models")))
    ear.load("en")
    yield ear
    ear.close()


def which(listener: Ear, wav: bytes, *sentences: str) -> str:
    """Which of these sentences the listener hears in that sound; empty when none."""
    choices = (Choice(str(place), "", "", said_as=(each,)) for place, each in enumerate(sentences))
    found = listener.understand(wav, Screen("any", "en", ("?",), tuple(choices)))
    return sentences[int(found.key)] if found.outcome == "choice" and found.key else ""


def test_a_spoken_request_is_understood_kept_answered_and_the_answer_is_heard(
    touchscreen: Kiosk, workroom: Office, listener: Ear
) -> None:
    # Given Li Na with her queue open, and a woman at the kiosk who speaks English
    workroom.arrives()
    touchscreen.touches("en").shows("home")

    # When she says that she needs help and what with, tells it, and says yes
    touchscreen.says("I need help.").shows("help")
    touchscreen.says(ILL).shows("help.describe")
    touchscreen.records(ILL).shows("help.recorded")
    touchscreen.photograph("spoken-1-recorded")
    touchscreen.says("Yes, it is good.").shows("help.name")
    touchscreen.touches("no_name").shows("help.confirm")
    assert "You ask for help with illness or an injury." in touchscreen.words
    own = touchscreen.hears_own_voice()
    assert own["loudest"] > 0.05
    touchscreen.says("Yes, send it.")

    # Then she gets a receipt, and Li Na sees the request at once
    number, _, _ = touchscreen.receipt()
    row = workroom.sees(number)
    touchscreen.photograph("spoken-2-receipt")
    expect(row).to_contain_text("Ill")
    expect(row.locator(".what .sound")).to_be_visible()

    # and on its page the recording plays, is her sentence, and the dictation says how sure it is
    page = workroom.opens(number)
    page.get_by_role("button", name="Play").click()
    audio = page.locator("audio")
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    page.wait_for_function("() => document.querySelector('audio').currentTime > 1")
    duration = audio.evaluate("(one) => one.duration")
    assert 2 < duration < 15
    wav = workroom.context.request.get(str(audio.get_attribute("src"))).body()
    assert read_wav(wav).seconds == pytest.approx(duration, abs=0.1)
    heard = listener.understand(wav, load("en").screen("help"))
    assert (heard.outcome, heard.key) == ("choice", "ill")
    until(lambda: page.reload() and page.locator("div.heard").count())
    expect(page.locator("div.heard")).to_contain_text("husband")
    expect(page.locator("div.heard .sure")).to_contain_text("sure")
    workroom.photograph("spoken-3-request")

    # When Li Na takes it, answers, and says when somebody comes
    page.get_by_role("button", name="Take").click()
    page.fill("#reply-text", REPLY)
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.locator("#replies ~ .reply, .reply").first).to_contain_text(REPLY)
    page.locator("#visit form button").click()
    expect(page.locator(".status")).to_have_text("Visit set")
    workroom.photograph("spoken-4-answered")

    # and the woman goes, comes back another time, and enters her number
    touchscreen.leaves()
    touchscreen.touches("en").keys(3).shows("mine").keys(1).shows("mine.number").keys(*number).shows("mine.status")

    # Then she hears Li Na's words to their end, and they are those words
    touchscreen.turns_to("Li Na will come to you tomorrow").turns_to(REPLY)
    touchscreen.photograph("spoken-5-heard")
    said = touchscreen.sound_of(REPLY)
    played = touchscreen.hears(REPLY)
    assert played["seconds"] == pytest.approx(read_wav(said).seconds, abs=0.05)
    assert 1.5 < played["seconds"] < 6
    assert played["loudest"] > 0.05
    assert level(to_16k_mono(read_wav(said))) > -35
    assert which(listener, said, *OTHERS, REPLY.lower().strip(".")) == REPLY.lower().strip(".")


def test_who_is_not_understood_is_asked_again_shown_pictures_and_then_heard_by_a_human(
    touchscreen: Kiosk, workroom: Office, village: Village
) -> None:
    workroom.arrives()
    touchscreen.touches("en").shows("home")

    touchscreen.says(DUCKS).shows("home")
    assert "I did not understand you." in touchscreen.words
    touchscreen.is_listened_to().shows("did_you_mean")
    pictures = touchscreen.page.locator(".choice")
    assert 3 <= pictures.count() <= 4
    touchscreen.photograph("missed-1-pictures")
    touchscreen.is_listened_to().shows("kept")
    touchscreen.touches("hear")
    assert touchscreen.hears_own_voice()["loudest"] > 0.05
    touchscreen.touches("send")

    number, _, _ = touchscreen.receipt()
    row = workroom.sees(number)
    expect(row).to_contain_text("Something else")
    page = workroom.opens(number)
    assert page.locator("audio").get_attribute("src")
    workroom.photograph("missed-2-in-the-panel")


def test_when_the_ear_is_killed_while_somebody_speaks_they_are_asked_again(
    touchscreen: Kiosk, village: Village
) -> None:
    touchscreen.touches("en").shows("home")
    touchscreen.microphone.hears(DUCKS)
    touchscreen.starts_listening()
    killed = village.kill("voice.ear_child pocketsphinx en")
    touchscreen.is_answered().shows("home")
    until(lambda: "I did not understand you." in touchscreen.words)
    touchscreen.hears("I did not understand you.")

    until(lambda: village.processes("voice.ear_child pocketsphinx en"))
    assert village.processes("voice.ear_child pocketsphinx en") != [killed]
    touchscreen.says("I need help.").shows("help")


def test_when_the_ear_is_killed_the_buttons_work_at_once(touchscreen: Kiosk, village: Village) -> None:
    touchscreen.touches("en").shows("home")
    touchscreen.microphone.hears_a_voice_for(15)
    touchscreen.starts_listening()
    village.kill("voice.ear_child pocketsphinx en")
    touchscreen.touches("help").shows("help").touches("ill").shows("help.describe")


def test_whoever_speaks_over_the_machine_silences_it_and_is_heard(touchscreen: Kiosk) -> None:
    touchscreen.touches("en").shows("home")
    touchscreen.microphone.hears("I need help.")
    cut = touchscreen.interrupts()
    assert cut["played"] < cut["seconds"] - 0.1, "what was being said stops when the microphone is pressed"
    touchscreen.is_heard().shows("help")
    assert touchscreen.said_meanwhile() == [], "nothing is said while somebody is listened to"
