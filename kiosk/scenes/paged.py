"""A list of choices that may be longer than a screen: page by page, the last picture of each turns it; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from content.screen import MOST_CHOICES, Choice
from kiosk.errors import NotNow
from kiosk.paging import width
from kiosk.scenes.scene import Here

SHORT, WORD = 18, 12
"""Latin letters, or twice as many as characters, that stand in two lines under one of six pictures, and in one."""
FEW = 4
"""Choices of which each has room for a longer name."""


def is_page(key: str, first: str) -> bool:
    """Whether that is the screen of the first page, or of a further one: ``<first>.<number>``."""
    return key == first or (key.startswith(f"{first}.") and key.removeprefix(f"{first}.").isdecimal())


def turned(here: Here, first: str, choices: Sequence[Choice], beside: int = 0) -> tuple[Choice, ...]:
    """Those of this page, and what turns it while there are more than there is room for; after the last the first.

    ``beside``: how many other choices stand on every page. Raises NotNow for a page that is not there.
    """
    page, wordy = _page(here, first), any(_is_long(each.label) for each in choices)
    room = (FEW if wordy else MOST_CHOICES) - beside
    if len(choices) <= room:
        if page > 1:
            raise NotNow(here.key, first)
        return tuple(choices)
    room -= 1
    shown = choices[(page - 1) * room : page * room]
    if not shown:
        raise NotNow(here.key, first)
    onward = page + 1 if len(choices) > page * room else 1
    return (*shown, more(here, first if onward == 1 else f"{first}.{onward}"))


def more(here: Here, goes_to: str) -> Choice:
    """The picture that turns the page; of what, is not said."""
    planned = next(each for each in here.pack.choices("help") if each.key == "more")
    return replace(planned, goes_to=goes_to, spoken="")


def _is_long(label: str) -> bool:
    return width(label) > SHORT or any(width(each) > WORD for each in label.replace("-", " ").split())


def _page(here: Here, first: str) -> int:
    number = here.key.removeprefix(first).removeprefix(".")
    if number and not (number.isdecimal() and int(number) > 1):
        raise NotNow(here.key, first)
    return int(number or 1)
