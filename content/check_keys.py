"""Checks that each language has every text of the plan, in the right shape, and nothing else; not how texts read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from content.layers import FILES
from content.mistake import Mistake
from content.places import is_texts
from content.screen import COMMANDS
from content.source import Keys
from content.told import Shelf, Told

OPTIONAL_FILES = ("lexicon", "panel", "danger")
PACK_KEYS = {"name", "lang", "greeting", "voice"}


def check_keys(shelf: Shelf) -> Iterator[Mistake]:
    """What is missing, unknown or misshapen in each language."""
    for told in shelf.told.values():
        for name in FILES:
            if name not in told.sources and name not in OPTIONAL_FILES:
                yield told.mistake(name, (), "this file is missing", "Copy it from another language and translate it")
        yield from _pack(told)
        yield from _commands(told)
        yield from _screens(shelf, told)
        yield from _phrases(shelf, told)
    for name in ("phrases", "topics", "panel"):
        yield from _everywhere(shelf, name)


def _pack(told: Told) -> Iterator[Mistake]:
    pack = told.part("pack")
    for key in ("name", "lang", "greeting"):
        yield from _text(told, "pack", (key,), pack.get(key))
    yield from _unknown(told, "pack", (), pack, PACK_KEYS)


def _commands(told: Told) -> Iterator[Mistake]:
    commands = told.part("commands", "commands")
    yield from _unknown(told, "commands", ("commands",), commands, COMMANDS)
    yield from _unknown(told, "commands", (), told.part("commands"), ("commands", "digits", "places"))
    for key in COMMANDS:
        command, keys = told.part("commands", "commands", key), ("commands", key)
        yield from _text(told, "commands", (*keys, "label"), command.get("label"))
        yield from _said(told, "commands", (*keys, "said"), command.get("said"))
        yield from _unknown(told, "commands", keys, command, ("label", "said"))
    digits: Mapping[Any, Any] = told.part("commands", "digits")
    for number in range(10):
        yield from _said(told, "commands", ("digits", str(number)), digits.get(number))
    yield from _unknown(told, "commands", ("digits",), digits, range(10))
    places: Mapping[Any, Any] = told.part("commands", "places")
    yield from _unknown(told, "commands", ("places",), places, range(1, 10))
    for place, said in places.items():
        yield from _said(told, "commands", ("places", str(place)), said)


def _screens(shelf: Shelf, told: Told) -> Iterator[Mistake]:
    yield from _unknown(told, "screens", (), told.part("screens"), shelf.planned())
    for screen, planned in shelf.planned().items():
        words = told.part("screens", screen)
        if not words:
            yield told.mistake("screens", (screen,), f"the screen {screen} has no words", "Add it, as in the plan")
            continue
        yield from _text(told, "screens", (screen, "title"), words.get("title"))
        prompt = words.get("prompt")
        if not is_texts(prompt) and not (prompt == [] and planned.get("kind") == "page"):
            what = f"the prompt of {screen} is no list of sentences"
            yield told.mistake("screens", (screen, "prompt"), what, "Write one sentence a line, each after a dash")
        yield from _unknown(told, "screens", (screen,), words, ("title", "prompt", "choices"))
        choices = told.part("screens", screen, "choices")
        yield from _unknown(told, "screens", (screen, "choices"), choices, shelf.planned_choices(screen))
        for key in shelf.planned_choices(screen):
            yield from _choice(told, screen, key)


def _choice(told: Told, screen: str, key: str) -> Iterator[Mistake]:
    keys, choice = (screen, "choices", key), told.part("screens", screen, "choices", key)
    if not choice:
        what = f"the choice {key} of screen {screen} has no words"
        yield told.mistake("screens", keys, what, "Add it with label, spoken and said")
        return
    yield from _text(told, "screens", (*keys, "label"), choice.get("label"))
    yield from _text(told, "screens", (*keys, "spoken"), choice.get("spoken"))
    yield from _said(told, "screens", (*keys, "said"), choice.get("said"))
    yield from _unknown(told, "screens", keys, choice, ("label", "spoken", "said"))


def _phrases(shelf: Shelf, told: Told) -> Iterator[Mistake]:
    phrases = told.part("phrases")
    for key in _phrases_of_the_plan(shelf):
        if key not in phrases:
            yield told.mistake("phrases", (key,), f"{key} is missing", "Add it: content/screens.yaml speaks of it")
    for key, phrase in phrases.items():
        if not is_texts(phrase):
            yield from _text(told, "phrases", (str(key),), phrase)


def _phrases_of_the_plan(shelf: Shelf) -> Iterator[str]:
    tokens = shelf.pictures.told.get("tokens", {})
    reasons = {*shelf.planned_choices("help"), *shelf.planned_choices("help.more")} - {"more"}
    yield from sorted(f"reason.{key}" for key in reasons)
    yield from (f"category.{key}" for key in shelf.planned_choices("listen"))
    yield from (f"animal.{key}" for key in tokens.get("animals", ()))
    yield from (f"colour.{key}" for key in tokens.get("colours", ()))


def _everywhere(shelf: Shelf, name: str) -> Iterator[Mistake]:
    """What one language has, every language that has this file needs."""
    having = [told for told in shelf.told.values() if name in told.sources]
    keys = {told.language: dict(_leaves(told.part(name), flat=name == "topics")) for told in having}
    for told in having:
        for other in having:
            for key in keys[other.language]:
                if key not in keys[told.language] and _first(keys, key) == other.language:
                    what = f"{'.'.join(key)} is missing; {other.language} has it"
                    yield told.mistake(name, key, what, "Translate it, or remove it there")


def _first(keys: Mapping[str, Mapping[Keys, Any]], key: Keys) -> str:
    return next(language for language, those in keys.items() if key in those)


def _leaves(told: Mapping[Any, Any], above: Keys = (), *, flat: bool = False) -> Iterator[tuple[Keys, Any]]:
    for key, value in told.items():
        if isinstance(value, Mapping) and not flat:
            yield from _leaves(value, (*above, str(key)))
        else:
            yield (*above, str(key)), value


def _text(told: Told, name: str, keys: Keys, value: Any) -> Iterator[Mistake]:
    if value is None or value == "":
        yield told.mistake(name, keys, f"{'.'.join(keys)} is missing", "Write it")
    elif not isinstance(value, str):
        what = f"{'.'.join(keys)} is no text but {value!r}"
        yield told.mistake(name, keys, what, "Put quotes around yes, no, on, off and numbers")


def _said(told: Told, name: str, keys: Keys, value: Any) -> Iterator[Mistake]:
    if not value:
        what = f"{'.'.join(keys)}: there is no way to say it"
        yield told.mistake(name, keys, what, "Write what people say for it, each way after a dash")
    elif not isinstance(value, list):
        what = f"{'.'.join(keys)} is no list"
        yield told.mistake(name, keys, what, "Put each way of saying it after a dash")
    else:
        for number, each in enumerate(value):
            yield from _text(told, name, (*keys, str(number)), each)


def _unknown(told: Told, name: str, keys: Keys, found: Mapping[Any, Any], known: Iterable[Any]) -> Iterator[Mistake]:
    for key in found:
        if key not in set(known):
            what = f"{'.'.join((*keys, str(key)))} is unknown"
            allowed = ", ".join(map(str, known))
            yield told.mistake(name, (*keys, str(key)), what, f"Correct the spelling or remove it; known: {allowed}")
