"""What is made ready before anybody stands there: sentences that no visit changes, and the first screen's ear."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from content.errors import ContentError
from content.pack import Pack, load
from kiosk.desk import Desk
from voice.mouth import Mouth


def prepare(desk: Desk, mouth: Mouth) -> None:
    """Have the sentences rendered in the background, the station's own language first, and wake the first ear."""
    settings = desk.settings
    first = settings.default_language
    if able := desk.heard_first(first):
        desk.ear.warm(able)
    languages = (first, *(each for each in settings.languages if each != first))
    mouth.prepare([(text, language) for language in languages for text in fixed_lines(desk.pack(language))])


def fixed_lines(pack: Pack) -> tuple[str, ...]:
    """Every sentence of that language without a value to be put in, in the order in which people meet them."""
    return tuple(dict.fromkeys(each for each in _lines(pack) if "{" not in each))


@lru_cache(maxsize=16)
def fixed(language: str, overlays: tuple[Path, ...] = ()) -> frozenset[str]:
    """The same for a language as the kiosk has it, to ask whether a sentence is one of them."""
    return frozenset(fixed_lines(load(language, overlays)))


def _lines(pack: Pack) -> Iterator[str]:
    for key in pack.plan:
        try:
            screen = pack.screen(key)
        except (KeyError, ContentError):  # its words need values of a visit
            continue
        yield from (line.text for line in screen.lines())
    yield from (command.sentence for command in pack.commands())
    for told in pack.words["phrases"].values():
        yield from [told] if isinstance(told, str) else told
    for topic in pack.topics():
        yield pack.topic_choice(topic).sentence
        yield from (sentence for page in topic.pages for sentence in page)
    yield from (str(digit) for digit in range(10))
