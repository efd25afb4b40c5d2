"""The same journey in Chinese by touch alone and by digits alone; taking it back; nothing is left for the next."""

from __future__ import annotations

import re

from at_the_kiosk import Kiosk
from in_the_office import Office
from playwright.sync_api import Browser, expect
from village import Village

from content import load
from voice.wav import level, read_wav, to_16k_mono

pytest_plugins = ["village"]

FELL = "My husband fell down."
REPLY = "您好，我明天上午来看您。"
WORDS = load("zh")
COLOURS = ("red", "yellow", "green", "blue", "purple", "brown")
ANIMALS = ("dog", "cat", "rabbit", "horse", "sheep", "pig", "rooster", "fish", "tiger", "elephant")


def digits_of(colour: str, animal: str) -> list[int]:
    """The digits that find this token: a colour, perhaps "more" (6), an animal."""
    assert [each.key for each in WORDS.choices("mine.colour")] == list(COLOURS)
    place = ANIMALS.index(animal)
    return [COLOURS.index(colour) + 1, *([place + 1] if place < 5 else [6, place - 4])]


def tells(text: str, number: str) -> bool:
    """Whether a page gives that number away, however it is spaced."""
    return number in re.sub(r"<[^>]*>|\s", "", text)


def answers(office: Office, number: str, reply: str) -> None:
    page = office.opens(number)
    page.fill("#reply-text", reply)
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()


def test_by_touch_alone_in_chinese_with_the_own_voice(kiosk: Kiosk, office: Office) -> None:
    # Given an elder who speaks a language that no engine here understands
    office.arrives()
    kiosk.touches("zh").shows("home")
    assert WORDS.sentences("ear.none")[0] in kiosk.words

    # When he touches what it is about, tells it to the recorder, and touches "send"
    kiosk.touches("help", "more", "house").shows("help.describe")
    kiosk.records(FELL).shows("help.recorded")
    kiosk.touches("go_on", "no_name").shows("help.confirm")
    kiosk.photograph("touch-1-confirm")
    kiosk.touches("send")

    # Then Li Na sees it with its recording, and answers
    number, _, _ = kiosk.receipt()
    kiosk.photograph("touch-2-receipt")
    expect(office.sees(number).locator(".what .sound")).to_be_visible()
    answers(office, number, REPLY)

    # and he comes back, touches his number, and hears her words
    kiosk.leaves().touches("zh", "mine", "number").shows("mine.number")
    kiosk.touches(*(f"digit:{each}" for each in number)).shows("mine.status")
    kiosk.turns_to(REPLY).photograph("touch-3-answer")
    said = read_wav(kiosk.sound_of(REPLY))
    assert 1 < said.seconds < 8
    assert level(to_16k_mono(said)) > -35
    played = kiosk.hears(REPLY)
    assert abs(played["seconds"] - said.seconds) < 0.05
    assert played["loudest"] > 0.05


def test_by_digits_alone_in_chinese_and_found_again_by_colour_and_animal(kiosk: Kiosk, office: Office) -> None:
    # Given somebody who only presses digits
    office.arrives()
    kiosk.microphone.hears(FELL)
    kiosk.keys(1).shows("home").keys(1).shows("help").keys(3).shows("help.describe")

    # When they begin to record with a digit, and end with the same
    kiosk.keys(1).is_heard()
    kiosk.page.wait_for_timeout(3000)
    kiosk.keys(1).shows("help.recorded")
    kiosk.keys(1).shows("help.name").keys(2).shows("help.confirm").keys(1)

    # Then Li Na sees it, with its recording, and answers
    number, colour, animal = kiosk.receipt()
    expect(office.sees(number).locator(".what .sound")).to_be_visible()
    answers(office, number, REPLY)

    # and the token finds it
    kiosk.leaves().keys(1, 3, 2).shows("mine.colour").keys(*digits_of(colour, animal)).shows("mine.status")
    kiosk.turns_to(REPLY, by_digit=True)
    kiosk.photograph("digits-1-answer")


def test_who_asks_without_a_word_and_takes_it_back_is_left_alone(kiosk: Kiosk, office: Office) -> None:
    # Given a request by pictures only, which Li Na sees
    office.arrives()
    kiosk.touches("zh", "help", "ill", "skip", "no_name").shows("help.confirm")
    assert WORDS.text("confirm.no_recording") in kiosk.words
    kiosk.touches("send")
    number, _, _ = kiosk.receipt()
    row = office.sees(number)
    expect(row).to_contain_text("picture only")
    expect(row.locator(".what .sound")).to_have_count(0)

    # When its person takes it back at the receipt
    kiosk.touches("undo").shows("help.undo").touches("take_back").shows("help.taken_back")
    kiosk.photograph("undo-1-taken-back")

    # Then it leaves Li Na's queue without a reload, and says so where everything is kept
    expect(office.row(number)).to_have_count(0)
    assert office.page.evaluate("window.sameDocument")
    office.page.goto("/queue?state=all")
    expect(office.row(number)).to_contain_text("Taken back")
    office.photograph("undo-2-in-the-panel")

    # and the person hears that nobody acts on it
    kiosk.leaves().touches("zh", "mine", "number", *(f"digit:{each}" for each in number)).shows("mine.status")
    kiosk.turns_to(WORDS.text("status.withdrawn"))
    assert kiosk.page.locator('button[value="undo"]').count() == 0


def test_nothing_of_one_person_is_left_for_the_next(chromium: Browser, village: Village, kiosk: Kiosk) -> None:
    # Given somebody who has told the station what nobody else shall know, and walks away from the receipt
    kiosk.context.clock.install()
    kiosk.page.goto("/")
    kiosk.shows("language").touches("zh", "help", "ill")
    kiosk.records(FELL)
    kiosk.touches("go_on", "say_name")
    kiosk.records("My name is Mary.").touches("send")
    number, _, animal = kiosk.receipt()
    assert tells(kiosk.page.content(), number)
    cookie = kiosk.cookie
    sounds = kiosk.page.locator(".prompt [data-say]").evaluate_all("all => all.map((one) => one.dataset.say)")
    kiosk.silences().waits(91).shows("still_there")
    assert WORDS.screen("still_there").prompt[0] in kiosk.words
    kiosk.waits(26)

    # When the next one comes
    kiosk.shows("language")

    # Then nothing of the first is on the screen, in the browser's memory, or behind "back"
    assert not tells(kiosk.page.content(), number)
    assert kiosk.cookie != cookie
    assert len(kiosk.context.cookies()) == 1
    assert kiosk.page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert kiosk.page.evaluate("caches.keys()") == []
    for _ in range(3):
        kiosk.page.go_back()
        assert not tells(kiosk.page.content(), number)
        assert animal not in kiosk.page.content()
    kiosk.page.goto("/")
    kiosk.shows("language")

    # nor behind any address, sound or recording, with the old cookie or the new
    for secret in (kiosk.cookie, cookie):
        kiosk.context.clear_cookies()
        kiosk.context.add_cookies([{"name": "visit", "value": secret, "url": village.running.kiosk}])
        for screen in ("help.receipt", "help.confirm", "help.recorded", "help.undo", "mine.status", "kept"):
            assert not tells(kiosk.context.request.get(f"/screen/{screen}").text(), number)
        for address in (*(f"/say/{each}.wav" for each in sounds), "/own/description.wav", "/own/name.wav"):
            assert kiosk.context.request.get(address).status == 404
