"""The panel's words in one language, and the kiosk's for reasons and tokens; content/ holds the texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import content
from admin.errors import WordMissing
from casework.settings import CATEGORIES
from content.pack import Pack
from content.screen import Choice

TAGS = {"zh": "zh-Hans", "en": "en", "ko": "ko"}
REASON_SCREENS = ("help", "help.more")
TOKEN_SCREENS = ("mine.colour", "mine.animal", "mine.animal2")
SIGN_SCREENS = ("signs.food", "signs.home", "signs.outside", "signs.things")


class Words:
    """Every word the panel shows in one language. A missing one raises WordMissing: nothing is half translated."""

    def __init__(self, pack: Pack) -> None:
        self.language = pack.language
        self.tag = TAGS.get(pack.language, pack.language)
        self.pictures: Mapping[str, str] = pack.pictures["pictures"]
        self._told = dict(flat(pack.words.get("panel", {})))
        self._reasons = {key: each for key, each in _by_key(pack, REASON_SCREENS).items() if key in CATEGORIES}
        self._tokens = _by_key(pack, (*TOKEN_SCREENS, *SIGN_SCREENS))

    def say(self, key: str, **values: object) -> str:
        """The words for ``key`` with the values put in. Raises WordMissing."""
        if key not in self._told:
            raise WordMissing(self.language, key)
        return self._told[key].format(**values)

    def knows(self, key: str) -> bool:
        """Whether there are words for ``key``; for what other rooms may add later."""
        return key in self._told

    @property
    def told(self) -> Mapping[str, str]:
        """Every text by its dotted key, blanks not filled in."""
        return self._told

    @property
    def reasons(self) -> tuple[Choice, ...]:
        """The reasons a person can ask for, with the kiosk's own word, picture and accent."""
        return tuple(self._reasons.values())

    def reason(self, key: str | None) -> Choice:
        """One reason; a request without one (or with one from an older pack) reads as "something else"."""
        return self._reasons.get(key or "", self._reasons["other"])

    def token(self, key: str) -> str:
        """The kiosk's word for an animal, a colour, or one of the twelve pictures."""
        return self._tokens[key].label if key in self._tokens else key


def flat(told: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a nested mapping with its dotted key."""
    for key, value in told.items():
        name = f"{above}.{key}" if above else str(key)
        if isinstance(value, Mapping):
            yield from flat(value, name)
        else:
            yield name, str(value)


@lru_cache(maxsize=8)
def words_in(language: str, overlays: tuple[Path, ...] = ()) -> Words:
    """The words of a language, made once."""
    return Words(content.load(language, overlays))


def _by_key(pack: Pack, screens: tuple[str, ...]) -> dict[str, Choice]:
    return {each.key: each for screen in screens for each in pack.choices(screen) if each.key != "more"}
