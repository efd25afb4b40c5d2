"""How sentences sound, as keys to compare: toneless pinyin with accents merged, Korean letters; no deciding here."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz

_INITIALS = re.compile(r"^(zh|ch|sh|[bpmfdtnlgkhjqxzcsryw])?(.*)$")
_MERGED_INITIALS = {"zh": "z", "ch": "c", "sh": "s", "n": "l", "f": "h", "r": "l"}
"""Heard alike in much of the countryside: flat and curled tongue, n and l, f and h, r and l."""
_MERGED_FINALS = (("iang", "ian"), ("uang", "uan"), ("ang", "an"), ("eng", "en"), ("ing", "in"))
"""Front and back nasals."""

HALF = 0.6
"""How far apart syllables are that share beginning or end: one such in a word of two is asked back, not accepted."""


@lru_cache(maxsize=8192)
def syllables(text: str) -> tuple[str, ...]:
    """Toneless pinyin, one for each Chinese character; what is no Chinese stays as it is."""
    from pypinyin import Style, lazy_pinyin  # only where Chinese is heard: it costs a fifth of a start

    return tuple(lazy_pinyin(text, style=Style.NORMAL))


@lru_cache(maxsize=8192)
def merged(syllable: str) -> str:
    """The syllable with the confusions of common accents laid together."""
    found = _INITIALS.match(syllable)
    initial, final = (found[1] or "", found[2]) if found else ("", syllable)
    initial = _MERGED_INITIALS.get(initial, initial)
    for long, short in _MERGED_FINALS:
        if final == long:
            final = short
            break
    if initial == "h" and final.startswith("u") and len(final) > 1:  # hui and fei, hua and fa
        final = {"ui": "ei"}.get(final, final[1:])
    return initial + final


@lru_cache(maxsize=8192)
def key(text: str, language: str) -> str:
    """What is compared letter by letter: merged pinyin for zh, jamo for ko, the text itself elsewhere."""
    if language == "zh":
        return "".join(merged(each) for each in syllables(text))
    if language == "ko":
        return unicodedata.normalize("NFD", text)
    return text


def likeness(said: str, sentence: str, language: str) -> float:
    """How alike two plain texts sound, 0 to 100: syllable by syllable for zh, letter by letter elsewhere."""
    if language != "zh":
        return float(fuzz.ratio(key(said, language), key(sentence, language)))
    ours, theirs = (tuple(merged(each) for each in syllables(text)) for text in (said, sentence))
    if not ours or not theirs:
        return 0.0
    return 100.0 * (1.0 - _distance(ours, theirs) / max(len(ours), len(theirs)))


@lru_cache(maxsize=65536)
def _apart(one: str, other: str) -> float:
    """0 for syllables that accents merge, HALF when beginning or end is the same, 1 for others."""
    if one == other:
        return 0.0
    parts = [(found[1] or "", found[2]) for found in map(_INITIALS.match, (one, other)) if found]
    alike = len(parts) == 2 and any(mine == yours for mine, yours in zip(*parts, strict=True))
    return HALF if alike else 1.0


def _distance(ours: tuple[str, ...], theirs: tuple[str, ...]) -> float:
    """Syllables that must be changed, left out or put in."""
    row = [float(place) for place in range(len(theirs) + 1)]
    for place, mine in enumerate(ours, start=1):
        before, row = row, [float(place)]
        for column, yours in enumerate(theirs, start=1):
            row.append(min(before[column] + 1, row[-1] + 1, before[column - 1] + _apart(mine, yours)))
    return row[-1]
