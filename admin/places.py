"""Where the kiosk says a sentence, told in the words of the panel; pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from admin.words import Words


def place(key: str, words: Words, told: Mapping[str, Any]) -> str:
    """Of the clip key of a sentence. ``told``: the files of a pack that names screens as the reader does."""
    first, _, rest = key.partition(".")
    if key == "greeting":
        return words.say("voice.where.greeting")
    if first == "phrases":
        return words.say("voice.where.phrase", name=rest.rpartition(".")[0])
    if first == "commands":
        return words.say("voice.where.command", label=_label(told.get("commands", {}).get("commands", {}), rest))
    if first == "topics":
        return _topic(rest, words, told)
    screens = told.get("screens", {})
    screen = next((each for each in sorted(screens, key=len, reverse=True) if key.startswith(f"{each}.")), first)
    title = str(screens.get(screen, {}).get("title") or screen)
    rest = key.removeprefix(f"{screen}.")
    if rest.startswith("prompt."):
        return words.say("voice.where.prompt", screen=title)
    label = _label(screens.get(screen, {}).get("choices") or {}, rest)
    return words.say("voice.where.choice", screen=title, label=label)


def screen_name(key: str, told: Mapping[str, Any]) -> str:
    """The title of a screen; screens without one by their name in the plan."""
    screens, topics = told.get("screens", {}), told.get("topics", {})
    if key in screens and screens[key].get("title"):
        return str(screens[key]["title"])
    return str(topics[key]["title"]) if key in topics else key


def _topic(rest: str, words: Words, told: Mapping[str, Any]) -> str:
    topic, *numbers = rest.split(".")
    title = str(told.get("topics", {}).get(topic, {}).get("title") or topic)
    if not numbers:
        return words.say("voice.where.topic", topic=title)
    return words.say("voice.where.page", topic=title, page=int(numbers[0]) + 1)


def _label(choices: Mapping[str, Any], key: str) -> str:
    return str((choices.get(key) or {}).get("label") or key)
