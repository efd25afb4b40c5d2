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

ROOF = "The rain comes through my roof."
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


def answers(workroom: Office, number: str, reply: str) -> None:
    page = workroom.opens(number)
    page.fill("#reply-text", reply)
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()


def test_by_touch_alone_in_chinese_with_the_own_voice(touchscreen: Kiosk, workroom: Office) -> None:
    # Given an elder who would rather touch than speak, although Chinese is heard here
    workroom.arrives()
    touchscreen.touches("zh").shows("home")
    assert WORDS.sentences("ear.none")[0] not in touchscreen.words

    # When he touches what it is about, tells it to the recorder, and touches "send"
    touchscreen.touches("help", "more", "house").shows("help.describe")
    touchscreen.records(ROOF).shows("help.recorded")
    touchscreen.touches("go_on", "no_name").shows("help.confirm")
    touchscreen.photograph("touch-1-confirm")
    touchscreen.touches("send")

    # Then Li Na sees it with its recording, and answers
    number, _, _ = touchscreen.receipt()
    touchscreen.photograph("touch-2-receipt")
    expect(workroom.sees(number).locator(".what .sound")).to_be_visible()
    answers(workroom, number, REPLY)

    # and he comes back, touches his number, and hears her words
    touchscreen.leaves().touches("zh", "mine", "number").shows("mine.number")
    touchscreen.touches(*(f"digit:{each}" for each in number)).shows("mine.status")
    touchscreen.turns_to(REPLY).photograph("touch-3-answer")
    said = read_wav(touchscreen.sound_of(REPLY))
    assert 1 < said.seconds < 8
    assert level(to_16k_mono(said)) > -35
    played = touchscreen.hears(REPLY)
    assert abs(played["seconds"] - said.seconds) < 0.05
    assert played["loudest"] > 0.05


def test_by_digits_alone_in_chinese_and_found_again_by_colour_and_animal(
    touchscreen: Kiosk, workroom: Office
) -> None:
    # Given somebody who only presses digits
    workroom.arrives()
    touchscreen.microphone.hears(ROOF)
    touchscreen.keys(1).shows("home").keys(1).shows("help").keys(3).shows("help.describe")

    # When they begin to record with a digit, and end with the same
    touchscreen.keys(1).is_heard()
    touchscreen.page.wait_for_timeout(3000)
    touchscreen.keys(1).shows("help.recorded")
    touchscreen.keys(1).shows("help.name").keys(2).shows("help.confirm").keys(1)

    # Then Li Na sees it, with its recording, and answers
    number, colour, animal = touchscreen.receipt()
    expect(workroom.sees(number).locator(".what .sound")).to_be_visible()
    answers(workroom, number, REPLY)

    # and the token finds it
    touchscreen.leaves().keys(1, 3, 2).shows("mine.colour").keys(*digits_of(colour, animal)).shows("mine.status")
    touchscreen.turns_to(REPLY, by_digit=True)
    touchscreen.photograph("digits-1-answer")


def test_who_asks_without_a_word_and_takes_it_back_is_left_alone(touchscreen: Kiosk, workroom: Office) -> None:
    # Given a request by pictures only, which Li Na sees
    workroom.arrives()
    touchscreen.touches("zh", "help", "ill", "skip", "no_name").shows("help.confirm")
    assert WORDS.text("confirm.no_recording") in touchscreen.words
    touchscreen.touches("send")
    number, _, _ = touchscreen.receipt()
    row = workroom.sees(number)
    expect(row).to_contain_text("picture only")
    expect(row.locator(".what .sound")).to_have_count(0)

    # When its person takes it back at the receipt
    touchscreen.touches("undo").shows("help.undo").touches("take_back").shows("help.taken_back")
    touchscreen.photograph("undo-1-taken-back")

    # Then it leaves Li Na's queue without a reload, and says so where everything is kept
    expect(workroom.row(number)).to_have_count(0)
    assert workroom.page.evaluate("window.sameDocument")
    workroom.page.goto("/queue?state=all")
    expect(workroom.row(number)).to_contain_text("Taken back")
    workroom.photograph("undo-2-in-the-panel")

    # and the person hears that nobody acts on it
    touchscreen.leaves().touches("zh", "mine", "number", *(f"digit:{each}" for each in number)).shows("mine.status")
    touchscreen.turns_to(WORDS.text("status.withdrawn"))
    assert touchscreen.page.locator('button[value="undo"]').count() == 0


def test_nothing_of_one_person_is_left_for_the_next(
    village_browser: Browser, village: Village, touchscreen: Kiosk
) -> None:
    # Given somebody who has told the station what nobody else shall know, and walks away from the receipt
    touchscreen.context.clock.install()
    touchscreen.page.goto("/")
    touchscreen.shows("language").touches("zh", "help", "ill")
    touchscreen.records(ROOF)
    touchscreen.touches("go_on", "say_name")
    touchscreen.records("My name is Mary.").touches("send")
    number, _, animal = touchscreen.receipt()
    assert tells(touchscreen.page.content(), number)
    cookie = touchscreen.cookie
    sounds = touchscreen.page.locator(".prompt [data-say]").evaluate_all("all => all.map((one) => one.dataset.say)")
    touchscreen.silences().waits(91).shows("still_there")
    assert WORDS.screen("still_there").prompt[0] in touchscreen.words
    touchscreen.waits(26)

    # When the next one comes
    touchscreen.shows("language")

    # Then nothing of the first is on the screen, in the browser's memory, or behind "back"
    assert not tells(touchscreen.page.content(), number)
    assert touchscreen.cookie != cookie
    assert len(touchscreen.context.cookies()) == 1
    assert touchscreen.page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert touchscreen.page.evaluate("caches.keys()") == []
    for _ in range(3):
        touchscreen.page.go_back()
        assert not tells(touchscreen.page.content(), number)
        assert animal not in touchscreen.page.content()
    touchscreen.page.goto("/")
    touchscreen.shows("language")

    # nor behind any address, sound or recording, with the old cookie or the new
    for secret in (touchscreen.cookie, cookie):
        touchscreen.context.clear_cookies()
        touchscreen.context.add_cookies([{"name": "visit", "value": secret, "url": village.running.kiosk}])
        for screen in ("help.receipt", "help.confirm", "help.recorded", "help.undo", "mine.status", "kept"):
            assert not tells(touchscreen.context.request.get(f"/screen/{screen}").text(), number)
        for address in (*(f"/say/{each}.wav" for each in sounds), "/own/description.wav", "/own/name.wav"):
            assert touchscreen.context.request.get(address).status == 404
