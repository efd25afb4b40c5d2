"""Finds words of danger in what somebody said: written rules over plain text, pure; who is told lives elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from content.pack import HERE, load, shipped_languages
from content.wording import Manner, compiled, manner_of, sounds, sounds_alike

KINDS = ("fire", "collapse", "suicide", "violence", "abuse", "lost")
"""What a rule can name; of several the first decides whom the person is told to call."""
NO_KIND = "danger"
"""Somebody says that there is danger, and not which."""
QUIET = frozenset({"violence", "abuse"})
"""Never told aloud: who stands beside may be the one it is about."""
BLANK = "#"
"""Stands where something harmless stood; no rule and no gap reaches over it."""
SCRIPTS = {
    "zh": re.compile(r"[\u3400-\u9fff]"),
    "ko": re.compile(r"[\uac00-\ud7a3]"),
    "en": re.compile(r"[A-Za-z]"),
}
"""A language is asked when its letters occur: whoever writes a note may write it in another than the person spoke."""


@dataclass(frozen=True)
class Danger:
    """One kind of danger in what was said."""

    kind: str
    """One of KINDS, or NO_KIND."""
    words: str
    """The piece of the text that says so; empty where a picture did."""


class Rules:
    """The written rules of one language (``danger.yaml``), ready to be asked."""

    def __init__(self, language: str, told: Mapping[str, Any]) -> None:
        """``told`` as the checker has found it right. Raises content.errors.BadTemplate."""
        self._manner = manner_of(language)
        lists = {name: str(each) for name, each in (told.get("lists") or {}).items()}
        self._harmless = [compiled(each, self._manner, lists) for each in told.get("harmless", ())]
        self._rules = {kind: self._ready(told.get(kind, ()), lists) for kind in (*KINDS, NO_KIND)}
        self._with = {
            (category, kind): self._ready(rules, lists)
            for category, kinds in (told.get("with") or {}).items()
            for kind, rules in kinds.items()
        }

    def find(self, text: str, category: str | None = None) -> Iterator[Danger]:
        """Every kind of danger that is said there, each once; ``category``: what the request is about."""
        plain = self._manner.plain(text)
        for each in self._harmless:
            plain = each.sub(self._manner.blank, plain)
        told = self._manner.joined(plain)
        heard = sounds(told) if self._manner.by_sound else ""
        for kind, rules in self._rules.items():
            more = self._with.get((category or "", kind), ())
            if (found := self._first((*rules, *more), told, heard)) is not None:
                yield Danger(kind, found)

    def _ready(self, rules: Iterable[str], lists: Mapping[str, str]) -> tuple[tuple[re.Pattern[str], bool], ...]:
        """Each rule as a pattern over the letters, and where it is long enough, as one over the sounds."""
        ready = []
        for each in rules:
            ready.append((compiled(each, self._manner, lists), False))
            if self._manner.by_sound and sounds_alike(each, lists):
                ready.append((compiled(each, Manner("sounds"), lists), True))
        return tuple(ready)

    def _first(self, rules: Iterable[tuple[re.Pattern[str], bool]], told: str, heard: str) -> str | None:
        for pattern, by_sound in rules:
            if found := pattern.search(heard if by_sound else told):
                return self._manner.readable(found[0]) if not by_sound else found[0].strip()
        return None


def dangers(
    text: str,
    category: str | None = None,
    slots: Mapping[str, str] | None = None,
    overlays: tuple[Path, ...] = (),
    home: Path = HERE,
) -> tuple[Danger, ...]:
    """What is said there by the rules of every language whose letters occur, in the order of KINDS, each kind once.

    ``category``: the request's, which makes some words heavier. ``slots``: what was chosen; ``danger`` names a kind
    (a picture was pressed). The same question always has the same answer.
    """
    found: dict[str, Danger] = {}
    chosen = (slots or {}).get("danger", "")
    if chosen in (*KINDS, NO_KIND):
        found[chosen] = Danger(chosen, "")
    known = shipped_languages(home)
    for language, script in SCRIPTS.items():
        if language in known and script.search(text):
            for each in rules_of(language, overlays, home).find(text, category):
                found.setdefault(each.kind, each)
    if len(found) > 1:
        found.pop(NO_KIND, None)
    order = (*KINDS, NO_KIND)
    return tuple(sorted(found.values(), key=lambda each: order.index(each.kind)))


@lru_cache(maxsize=32)
def rules_of(language: str, overlays: tuple[Path, ...] = (), home: Path = HERE) -> Rules:
    """The rules of a language with county and village folders laid over; none where it has no such file."""
    return Rules(language, load(language, overlays, home).words.get("danger", {}))


def is_quiet(kinds: Iterable[str]) -> bool:
    """Whether it must not be told aloud."""
    return bool(QUIET & set(kinds))
