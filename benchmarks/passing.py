"""One person at the screen of a real browser: how they make themselves known, and how they leave."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page

from casework.status import Receipt

PATIENCE = 60_000
"""Milliseconds; a busy machine is no fault of the station."""
SETTLED = 420
"""Milliseconds after which a fresh screen takes a touch. They, and the minutes in which nobody is there, pass on the
page's own clock (``page.clock``): the page cannot tell, and nobody has to wait."""
LISTENS = 25
"""One in so many hears the machine to its end before they walk away; the others silence it."""
READER = """(code) => [...code, "Enter"].forEach((key) => document.dispatchEvent(new KeyboardEvent("keydown",
  { key, code: key === "Enter" ? key : /[0-9]/.test(key) ? `Digit${key}` : `Key${key}`, cancelable: true })))"""
"""As fast as a card reader types, however busy the machine is."""
WAYS = ("card", "number", "animal", "telling")
PLACES = ("says goodbye", "walks away from the answer", "hides it", "walks away from the first question")


@dataclass(frozen=True)
class Passer:
    """Somebody who comes once."""

    place: int
    words: tuple[str, ...]
    """What nobody else may find: a name, a word of an answer, what the card says, the number as it is drawn."""
    code: str
    receipt: Receipt


def come(page: Page, who: Passer) -> str:
    """Make oneself known, hear the answer or tell something; the way that was taken."""
    way = WAYS[who.place % len(WAYS)]
    shows(page, "language")  # whoever searched for traces has only just left it
    if way == "card":
        page.evaluate(READER, who.code)
        shows(page, "known")
        touch(page, "reply")
    else:
        touch(page, "en")
    if way == "number":
        touch(page, "mine", "number")
        for digit in who.receipt.number:
            _after(page, lambda digit=digit: page.keyboard.press(digit))
    if way == "animal":
        touch(page, "mine", "token", who.receipt.colour)
        if not page.locator(f".choice[value={who.receipt.animal}]").count():
            touch(page, "more")
        touch(page, who.receipt.animal)
        if page.get_attribute("body", "data-screen") == "mine.number":  # two people have that animal
            for digit in who.receipt.number:
                _after(page, lambda digit=digit: page.keyboard.press(digit))
    if way == "telling":
        touch(page, "help", "ill", "skip", "no_name", "send")
        shows(page, "help.receipt")
        return way
    shows(page, "alone")
    touch(page, "nobody")
    shows(page, "mine.status")
    return way


def away(page: Page, who: Passer) -> str:
    """Leave; the next person finds the first screen. Which way it was."""
    place = PLACES[(who.place // len(WAYS) + who.place) % len(PLACES)]
    if place == "hides it":
        page.click("[data-hide]")
        shows(page, "today")
    elif place == "walks away from the first question":
        touch(page, "command:home")
    if who.place % LISTENS:
        page.mouse.click(3, 3)  # a touch beside the buttons silences the voice
    page.locator("body:not(.speaking)").wait_for(timeout=PATIENCE)  # whoever is spoken to is there
    _pass(page, "idle")
    shows(page, "still_there")
    if place == "says goodbye":
        touch(page, "leave")
    else:
        _pass(page, "warning")
    shows(page, "language")
    return place


def shows(page: Page, screen: str) -> None:
    """Wait until that screen takes a touch."""
    page.locator(f"body[data-screen='{screen}']").wait_for(timeout=PATIENCE)
    page.clock.fast_forward(SETTLED)


def touch(page: Page, *choices: str) -> None:
    """One picture after another."""
    for each in choices:
        _after(page, lambda each=each: page.click(f'button[value="{each}"]', timeout=PATIENCE))


def _after(page: Page, press: object) -> None:
    page.evaluate("document.body.dataset.old = 1")
    assert callable(press)
    press()
    page.locator("body:not([data-old])").wait_for(timeout=PATIENCE)
    page.clock.fast_forward(SETTLED)


def _pass(page: Page, pause: str) -> None:
    """Nobody does anything for as long as the kiosk waits, and a second more."""
    page.clock.fast_forward(int(1000 * float(page.get_attribute("body", f"data-{pause}") or 0)) + 1000)
