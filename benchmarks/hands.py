"""Three ways of answering a screen: a finger on what is drawn, keys alone, and the voice alone (as text)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from math import pi, sin
from pathlib import Path
from struct import pack

import kiosk
from content.pack import Pack
from content.screen import Phrase, Screen
from content.template import sentences
from kiosk import dialogue, listening
from kiosk.errors import NotOffered
from kiosk.scenes.scene import Here, Shown
from voice.grammar import Grammar, of_screen
from voice.matching import understand
from voice.understanding import Heard

Hand = Callable[[Here, Shown, str], str | None]
"""Answers a screen with something it offers (a choice's key, ``command:<key>``, ``digit:<n>``); the key of the screen
that follows, or None where it cannot be answered that way."""
TRIES = 12
"""Ways of saying one thing that are tried before it counts as unsayable."""
VOICE = b"".join(pack("<h", int(9000 * sin(2 * pi * 300 * each / 16_000))) for each in range(24_000))
"""A second and a half of sound, which a recorder takes for a voice: 16 kHz mono s16le."""


def touch(here: Here, _shown: Shown, offered: str) -> str | None:
    """A finger."""
    return dialogue.press(here, offered, "touch")


def digits(here: Here, shown: Shown, offered: str) -> str | None:
    """The keys of a keypad: 1 to 9 for the choices, and those that kiosk/static/keys.js knows."""
    kind, _, value = offered.rpartition(":")
    if kind == "command":
        return dialogue.press(here, offered, "digit") if value in keyed() else None
    if kind == "digit":
        return dialogue.press(here, offered, "digit") if shown.screen.length else None
    number = next((number for number, each in shown.screen.numbered() if each.key == offered), 0)
    return dialogue.press(here, f"digit:{number}", "digit") if 1 <= number <= 9 else None


def speech(here: Here, shown: Shown, offered: str) -> str | None:
    """The voice: what a recorder hears is kept; elsewhere the ear's own matching must find just this meaning."""
    if shown.screen.kind == "record":
        return _record(here) if offered == "record" else None
    screen = shown.heard or shown.screen
    wanted = {f"choice:{offered}", offered, offered.replace("digit:", "number:")}
    if offered in made_up(here.pack, screen):  # nobody knows names and hours beforehand: its digit is said
        wanted.add(f"digit:{next(number for number, each in screen.numbered() if each.key == offered)}")
    for said in islice(ways_to_say(screen, wanted), TRIES):
        understood = understand(Heard(text=said), grammar(screen))
        if f"{understood.outcome}:{understood.key}" in wanted:
            return dialogue.heard(here, understood, VOICE)
    return None


def made_up(pack: Pack, screen: Screen) -> frozenset[str]:
    """Keys of the choices whose words are made on the spot, of names and hours; the others stand in the pack."""
    planned = {(each.key, each.sentence) for key in pack.plan for each in pack.choices(key)}
    return frozenset(each.key for each in screen.choices if (each.key, each.sentence) not in planned)


def ways_to_say(screen: Screen, meanings: set[str]) -> Iterator[str]:
    """Sentences that mean it on that screen, one of each template first."""
    told = [sentences(each.template) for each in screen.phrases() if each.meaning in meanings]
    for place in range(max(map(len, told), default=0)):
        yield from (each[place] for each in told if place < len(each))


@lru_cache(maxsize=64)
def _grammar(phrases: tuple[Phrase, ...], screen: Screen) -> Grammar:
    del phrases
    return of_screen(screen)


def grammar(screen: Screen) -> Grammar:
    """What the ear listens for there."""
    bare = replace(screen, prompt=(), notes=(), title="")  # the same for every visit
    return _grammar(bare.phrases(), bare)


@lru_cache(maxsize=1)
def keyed() -> frozenset[str]:
    """The commands that have a key of their own."""
    script = (Path(kiosk.__file__).parent / "static" / "keys.js").read_text("utf-8")
    listed = re.search(r"const COMMANDS = \{(.*?)\};", script, re.DOTALL)
    assert listed, "kiosk/static/keys.js lists its keys no more"
    return frozenset(re.findall(r': "(\w+)"', listed[1]))


def _record(here: Here) -> str | None:
    begun = listening.begin(here)
    if begun is None:
        return None
    begun.feed(VOICE)
    return begun.finish()


HANDS: dict[str, Hand] = {"touch": touch, "digits": digits, "speech": speech}


def answer(hand: Hand, here: Here, shown: Shown, offered: str) -> str | None:
    """As the hand does; a screen that does not offer it after all is no answer."""
    try:
        return hand(here, shown, offered)
    except NotOffered:
        return None
