"""Steers the dialogue: what a touch, a digit or an understood utterance leads to; no HTTP and no audio here."""

from __future__ import annotations

from dataclasses import replace

from content.screen import Choice, Screen
from kiosk import scenes
from kiosk.errors import NotNow, NotOffered
from kiosk.scenes.alone import ALONE, hideable, stands_between
from kiosk.scenes.danger import WHICH, heard_danger, listen_for_it, remember_where
from kiosk.scenes.help import note_reason
from kiosk.scenes.leaving import HIDE
from kiosk.scenes.look import look_from
from kiosk.scenes.mine import delete_digit, give_number, press_digit
from kiosk.scenes.missed import MOST_OFFERED, keep_for_human
from kiosk.scenes.scene import Here, Mode, Shown
from kiosk.visit import LOUDEST, SOFTEST
from voice.understanding import Understanding

LAST_RESORTS = ("command:help", "command:home")
"""Offered where a screen has no pictures of its own to guess from, e.g. the keypad."""


def show(here: Here) -> tuple[Here, Shown]:
    """What to draw for that key, following screens that have nothing to show now to where they point."""
    for _ in range(8):
        scene = scenes.find(here.key)
        try:
            shown = listen_for_it(here, scene.show(here))
        except NotNow as error:
            here = here.at(error.instead)
            continue
        if stands_between(here, confidential=scene.confidential):
            here = here.at(ALONE)
            continue
        return here, replace(shown, screen=hideable(here, shown.screen)) if is_private(here, shown) else shown
    here = here.at("home")
    return here, listen_for_it(here, scenes.find("home").show(here))


def is_private(here: Here, shown: Shown) -> bool:
    """Whether a stranger who comes near should not see this: it can be hidden at once."""
    return shown.private or here.visit.person is not None or scenes.find(here.key).confidential


def press(here: Here, pressed: str, mode: Mode) -> str:
    """A choice's key, ``command:<key>``, ``digit:<n>`` or ``delete`` was pressed or said on that screen.

    The key of the screen that follows. Raises NotOffered when the screen does not offer it (any more).
    """
    pressed_on = here.key
    here, shown = show(replace(here, mode=mode))
    here.visit.tell()
    if here.key != pressed_on and not pressed.startswith("command:"):
        return here.key  # an old page, e.g. "send" pressed twice: what it asked for has happened
    if pressed == HIDE:
        return _counted(here, "choice", HIDE)
    kind, _, value = pressed.rpartition(":")
    if kind == "command":
        return _counted(here, "command", _command(here, shown.screen, value))
    if kind == "digit" or pressed == "delete":
        return _figure(here, shown.screen, value)
    choice = shown.screen.choice(pressed)
    if choice is None:
        raise NotOffered(here.key, pressed)
    return _choose(here, choice)


def heard(here: Here, understood: Understanding, pcm: bytes) -> str:
    """What was made of an utterance on that screen; the key of the screen that follows."""
    here, shown = show(replace(here, mode="speech", said=pcm))
    here.visit.tell()
    if (danger := heard_danger(here, shown.screen, understood, pcm)) is not None:
        return danger
    key, outcome = understood.key or "", understood.outcome
    try:
        if outcome == "choice":
            return press(here, key, "speech")
        if outcome in ("command", "digit"):
            return press(here, f"{outcome}:{key}", "speech")
        if outcome == "number" and shown.screen.length:
            return _spoken_number(here, shown.screen, key)
    except NotOffered:
        outcome = "nothing"
    if outcome in ("silence", "unavailable"):
        here.desk.record.turns.count(here.visit.language, here.key, "speech", outcome)
        if outcome == "unavailable":
            return _engine_lost(here, pcm)
        here.visit.tell(*here.pack.sentences("miss.silence"))
        return here.key
    following = _missed(here, shown.screen, tuple(each.meaning for each in understood.candidates), pcm)
    forward = {here.key: "again", "did_you_mean": "pictures"}.get(following, "human")
    here.desk.record.turns.count(here.visit.language, here.key, "speech", forward)
    return following


def cannot_understand(here: Here) -> str:
    """The microphone was pressed where no engine knows the language: the voice goes to a human instead."""
    if here.visit.draft is None:
        note_reason(here, "other")
    resting = here.desk.ear.ability(here.visit.language).resting
    here.visit.tell(*here.pack.sentences("ear.resting" if resting else "ear.none"))
    here.desk.record.turns.count(here.visit.language, here.key, "speech", "human")
    return "help.describe"


def _engine_lost(here: Here, pcm: bytes) -> str:
    """The engine gave no answer: asked again once; what was said is kept for a human when that was no use either."""
    visit = here.visit
    visit.misses += 1
    visit.unheard = pcm or visit.unheard
    resting = here.desk.ear.ability(visit.language).resting
    if visit.unheard and (resting or visit.misses > 1):
        goes = keep_for_human(here)
        visit.tell(*here.pack.sentences("ear.resting"))
        return goes
    visit.tell(*here.pack.sentences("miss.unavailable"))
    return here.key


def _choose(here: Here, choice: Choice) -> str:
    language = here.visit.language
    following = WHICH if choice.goes_to == WHICH else scenes.take(here, choice)
    if following == WHICH:
        remember_where(here)
    return _counted(here, "choice", following, language)


def _counted(here: Here, outcome: str, following: str, language: str = "") -> str:
    """Something was taken: count it, and forget earlier misses unless they have just become a question."""
    if following not in ("did_you_mean", "kept"):
        here.visit.understood()
    elif following == "kept" and here.key == "did_you_mean":  # none of the pictures was it
        outcome = "human"
    here.desk.record.turns.count(language or here.visit.language, here.key, here.mode, outcome)
    return following


def _figure(here: Here, screen: Screen, digit: str) -> str:
    if screen.length:
        following = press_digit(here, digit, screen.length) if digit.isdecimal() else delete_digit(here)
        return _counted(here, "digit", following)
    choice = dict(screen.numbered()).get(int(digit)) if digit.isdecimal() else None
    if choice is None:
        raise NotOffered(here.key, digit)
    if choice.key.startswith("command:"):
        return press(here, choice.key, here.mode)
    return _choose(here, choice)


def _spoken_number(here: Here, screen: Screen, number: str) -> str:
    here.visit.typed = ""
    if len(number) >= screen.length:
        return _counted(here, "number", give_number(here, number[: screen.length]))
    following = here.key
    for digit in number:
        following = press_digit(here, digit, screen.length)
    here.visit.tell(*here.pack.sentences("number.entered", digits=" ".join(number)))
    return _counted(here, "number", following)


def _command(here: Here, screen: Screen, command: str) -> str:
    visit = here.visit
    if command in ("home", "help"):
        return command
    if command == "back":
        return screen.back
    if command == "look":
        return look_from(here)
    if command == "stop":
        visit.tell(telling="nothing")
    elif command in ("louder", "softer"):
        _turn_volume(here, 1 if command == "louder" else -1)
    elif command != "again":
        raise NotOffered(here.key, f"command:{command}")
    return here.key


def _turn_volume(here: Here, step: int) -> None:
    visit = here.visit
    before = visit.volume
    visit.set_volume(before + step)
    limit = {LOUDEST: "volume.loudest", SOFTEST: "volume.softest"}.get(visit.volume)
    changed = "volume.louder" if step > 0 else "volume.softer"
    told = limit if limit and visit.volume == before else changed
    visit.tell(*here.pack.sentences(told), telling="all")


def _missed(here: Here, screen: Screen, candidates: tuple[str, ...], pcm: bytes) -> str:
    """First ask again, then offer pictures, then keep the voice for a human."""
    visit = here.visit
    visit.misses += 1
    visit.unheard = pcm or visit.unheard
    if here.key == "did_you_mean" or visit.misses > 2:
        return keep_for_human(here) if visit.unheard else "help"
    if visit.misses == 1:
        visit.tell(*here.pack.sentences("miss.once"))
        return here.key
    visit.asked_at = here.key
    visit.candidates = _likeliest(screen, candidates)
    return "did_you_mean"


def _likeliest(screen: Screen, candidates: tuple[str, ...]) -> tuple[str, ...]:
    """Two or three meanings with a picture: the recogniser's best first, then what the screen itself offers."""
    known = [each for each in candidates if each.startswith(("choice:", "command:"))]
    own = [f"choice:{each.key}" for each in screen.choices]
    filled = list(dict.fromkeys((*known, *own, *LAST_RESORTS)))
    return tuple(filled[: max(2, min(len(known), MOST_OFFERED)) if known else MOST_OFFERED])
