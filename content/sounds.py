"""How a sentence sounds, as keys to compare: two that share one cannot be told apart; the checks compare them."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from pypinyin import Style, lazy_pinyin

Pronunciations = Mapping[str, frozenset[str]]
"""The ways in which each English word is said, e.g. ``{"two": {"T UW"}}``."""
MOST_WAYS = 32
"""Of saying one sentence; more only come from a string of words with several pronunciations each."""
_INITIAL = re.compile(r"(zh|ch|sh|[bpmfdtnlgkhjqxzcsryw])?(.*)")
_SAME_INITIALS = {"zh": "z", "ch": "c", "sh": "s", "n": "l", "r": "l", "f": "h"}
"""Alike in much of the countryside: flat and curled tongue, n, l and r, f and h."""
_SAME_FINALS = {"iang": "ian", "uang": "uan", "ang": "an", "eng": "en", "ing": "in"}
"""Front and back nasals."""


def sounds(sentence: str, language: str, pronunciations: Pronunciations) -> frozenset[str]:
    """Every way the sentence sounds: Chinese without tones and accents, Korean by its letters, English as said."""
    if language == "zh":
        return frozenset({_chinese(sentence)})
    if language == "ko":
        return frozenset({unicodedata.normalize("NFD", "".join(sentence.split()))})
    ways = [sorted(pronunciations.get(word, {word})) for word in sentence.split()]
    return frozenset(" ".join(each) for each in itertools.islice(itertools.product(*ways), MOST_WAYS))


@lru_cache(maxsize=16384)
def _chinese(sentence: str) -> str:
    return " ".join(_accented(each) for each in lazy_pinyin("".join(sentence.split()), style=Style.NORMAL))


@lru_cache(maxsize=1024)
def _accented(syllable: str) -> str:
    """The syllable with what common accents confuse laid together, e.g. ``shuang`` and ``suan``."""
    found = _INITIAL.fullmatch(syllable)
    initial, final = (found[1] or "", found[2]) if found else ("", syllable)
    initial, final = _SAME_INITIALS.get(initial, initial), _SAME_FINALS.get(final, final)
    if initial == "h" and final.startswith("u") and len(final) > 1:  # hui and fei, hua and fa
        final = "ei" if final == "ui" else final[1:]
    return initial + final


def read_pronunciations(path: Path) -> dict[str, frozenset[str]]:
    """A dictionary in the form of CMUdict: ``word  W ER D``, further ways as ``word(2)  …``."""
    found: dict[str, set[str]] = {}
    for line in path.read_text("utf-8").splitlines():
        word, _, said = line.partition(" ")
        if said:
            found.setdefault(word.partition("(")[0], set()).add(said.strip())
    return {word: frozenset(ways) for word, ways in found.items()}
