"""How sentences sound, as keys to compare: toneless pinyin with accents merged, Korean letters; no deciding here."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

_INITIALS = re.compile(r"^(zh|ch|sh|[bpmfdtnlgkhjqxzcsryw])?(.*)$")
_MERGED_INITIALS = {"zh": "z", "ch": "c", "sh": "s", "n": "l", "f": "h", "r": "l"}
"""Heard alike in much of the countryside: flat and curled tongue, n and l, f and h, r and l."""
_MERGED_FINALS = (("iang", "ian"), ("uang", "uan"), ("ang", "an"), ("eng", "en"), ("ing", "in"))
"""Front and back nasals."""


@lru_cache(maxsize=8192)
def syllables(text: str) -> tuple[str, ...]:
    """Toneless pinyin, one for each Chinese character; what is no Chinese stays as it is."""
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
