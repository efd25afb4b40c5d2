"""Where each label, spoken sentence and template of a language stands in its files; the checks judge them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from content.clips import DRAWN_ONLY
from content.source import Keys
from content.told import Told


@dataclass(frozen=True)
class Place:
    """One text and where it stands."""

    name: str
    """The file, without ``.yaml``."""
    keys: Keys
    text: str


def templates(told: Told) -> Iterator[Place]:
    """Everything that a person may say."""
    for screen, choice in _choices(told):
        keys = (screen, "choices", choice, "said")
        yield from _texts("screens", keys, told.part("screens", screen, "choices", choice).get("said"))
    for key in told.part("commands", "commands"):
        said = told.part("commands", "commands", key).get("said")
        yield from _texts("commands", ("commands", key, "said"), said)
    for group in ("digits", "places"):
        for number, said in told.part("commands", group).items():
            yield from _texts("commands", (group, str(number)), said)
    for key in told.part("topics"):
        yield from _texts("topics", (key, "said"), told.part("topics", key).get("said"))


def spoken(told: Told) -> Iterator[Place]:
    """Everything that is said aloud."""
    yield from _texts("pack", ("greeting",), told.part("pack").get("greeting"))
    for screen in told.part("screens"):
        yield from _texts("screens", (screen, "prompt"), told.part("screens", screen).get("prompt"))
    for screen, choice in _choices(told):
        keys = (screen, "choices", choice, "spoken")
        yield from _texts("screens", keys, told.part("screens", screen, "choices", choice).get("spoken"))
    for key, phrase in told.part("phrases").items():
        if not str(key).startswith(DRAWN_ONLY):
            yield from _texts("phrases", (str(key),), phrase)
    for key in told.part("topics"):
        pages = told.part("topics", key).get("pages")
        for number, page in enumerate(pages if isinstance(pages, list) else ()):
            yield from _texts("topics", (key, "pages", str(number)), page)


def drawn(told: Told) -> Iterator[Place]:
    """What is only read: from paper, from a button, or from the workers' panel."""
    for key, phrase in told.part("phrases").items():
        if str(key).startswith(DRAWN_ONLY):
            yield from _texts("phrases", (str(key),), phrase)
    yield from _panel(told.part("panel"), ())


def _panel(told: Mapping[str, Any], above: Keys) -> Iterator[Place]:
    for key, value in told.items():
        if isinstance(value, Mapping):
            yield from _panel(value, (*above, str(key)))
        else:
            yield from _texts("panel", (*above, str(key)), value)


def labels(told: Told) -> Iterator[Place]:
    """Everything that is drawn on a button or over a screen."""
    for screen in told.part("screens"):
        yield from _texts("screens", (screen, "title"), told.part("screens", screen).get("title"))
    for screen, choice in _choices(told):
        keys = (screen, "choices", choice, "label")
        yield from _texts("screens", keys, told.part("screens", screen, "choices", choice).get("label"))
    for key in told.part("commands", "commands"):
        label = told.part("commands", "commands", key).get("label")
        yield from _texts("commands", ("commands", key, "label"), label)
    for key in told.part("topics"):
        yield from _texts("topics", (key, "title"), told.part("topics", key).get("title"))


def _choices(told: Told) -> Iterator[tuple[str, str]]:
    for screen in told.part("screens"):
        for choice in told.part("screens", screen, "choices"):
            yield screen, choice


def _texts(name: str, keys: Keys, told: Any) -> Iterator[Place]:
    """A text, or each text of a list; anything else is the shape check's business."""
    if isinstance(told, str):
        yield Place(name, keys, told)
    elif isinstance(told, list):
        for number, each in enumerate(told):
            if isinstance(each, str):
                yield Place(name, (*keys, str(number)), each)


def is_texts(told: Any) -> bool:
    """Whether this is a list of texts with something in it."""
    return isinstance(told, list) and bool(told) and all(isinstance(each, str) and each for each in told)
