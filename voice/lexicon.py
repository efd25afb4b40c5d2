"""From the text as it is written to the text as it is spoken: exceptions, numbers, dates; pure, no engine.

The exceptions are data, ``content/<language>/lexicon.yaml``; how a language counts is ``voice.numbers_<language>``.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from voice import numbers_en, numbers_ko, numbers_zh
from voice.errors import BadLexicon
from voice.korean import assimilated

VERSION = 1
"""Raised when the code reads something differently: rendered sentences are then rendered again."""

_READ: dict[str, Callable[[str, frozenset[str], tuple[str, ...]], str]] = {
    "zh": numbers_zh.read,
    "en": numbers_en.read,
    "ko": numbers_ko.read,
}


@dataclass(frozen=True)
class Lexicon:
    """How one language reads what is not written as it sounds."""

    language: str
    digit_by_digit: frozenset[str] = frozenset()
    """Short numbers that are no amounts: 110, 120. From four digits on a number is read so unless a unit follows."""
    units: tuple[str, ...] = ()
    """What makes the number before it an amount: 元, kg, people."""
    words: Mapping[str, str] = field(default_factory=dict)
    """Spelled → spoken; for Chinese also pinyin with tone digits: 银行 → yin2hang2."""

    @classmethod
    def of(cls, language: str, told: Mapping[str, Any] | None) -> Lexicon:
        """From the file. Raises BadLexicon with every mistake at once."""
        block = dict(told or {})
        mistakes = [f"{key!r} is none of: digit_by_digit, units, words" for key in block if key not in _KEYS]
        short = block.get("digit_by_digit") or []
        mistakes += [f"digit_by_digit: {each!r} is no number" for each in short if not str(each).isdecimal()]
        words = block.get("words") or {}
        mistakes += [f"words: {key!r} is spoken as nothing" for key, value in words.items() if not str(value).strip()]
        mistakes += [f"words: {str(key)!r} is no word" for key in words if not str(key).strip()]
        mistakes += _misspelt(language, words)
        if mistakes:
            raise BadLexicon(language, mistakes)
        return cls(
            language,
            frozenset(map(str, short)),
            tuple(sorted(map(str, block.get("units") or ()), key=len, reverse=True)),
            {unicodedata.normalize("NFKC", str(key)): str(value) for key, value in words.items()},
        )

    def with_words(self, words: Mapping[str, str]) -> Lexicon:
        """The same with those words spoken so. Raises BadLexicon with every mistake at once."""
        more = Lexicon.of(self.language, {"words": dict(words)})
        return replace(self, words={**self.words, **more.words})

    def differs(self, other: Lexicon, text: str) -> bool:
        """Whether the other one may read this text differently."""
        if (self.digit_by_digit, self.units) != (other.digit_by_digit, other.units):
            return True
        plain = unicodedata.normalize("NFKC", text)
        return any(word in plain for word, _ in self.words.items() ^ other.words.items())

    @property
    def fingerprint(self) -> str:
        """Changes when a text may be read differently."""
        told = [VERSION, self.language, sorted(self.digit_by_digit), self.units, sorted(self.words.items())]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]

    def spoken(self, sentence: str) -> str:
        """The sentence as the synthesiser should get it; for Chinese as pinyin."""
        text = unicodedata.normalize("NFKC", sentence)
        text = _with_words(text, self.words)
        read = _READ.get(self.language)
        if read:
            text = read(text, self.digit_by_digit, self.units)
        if self.language == "zh":
            from voice.mandarin import pinyin  # half a second and 30 MB, needed only for what is not rendered yet

            text = pinyin(text)
        if self.language == "ko":
            text = assimilated(text)
        return re.sub(r"\s+", " ", re.sub(r"\s+(?=[,.!?;:](?:\s|$))", "", text)).strip()


_KEYS = ("digit_by_digit", "units", "words")


def _misspelt(language: str, words: Mapping[str, Any]) -> list[str]:
    """Pinyin without its tones would be read as English letters."""
    if language != "zh":
        return []
    return [
        f"words: {key!r} is spoken as {str(value)!r}, where {found[0]!r} has no tone; write pinyin like yin2hang2"
        for key, value in words.items()
        if (found := re.search(r"(?<![a-zü])[a-zü]+(?![a-zü1-5])", str(value)))
    ]


def _with_words(text: str, words: Mapping[str, str]) -> str:
    if not words:
        return text
    found = re.compile("|".join(_as_pattern(each) for each in sorted(words, key=len, reverse=True)))

    def told(match: re.Match[str]) -> str:
        value = words[match[0]]
        return f" {value} " if value.isascii() else value

    return found.sub(told, text)


def _as_pattern(spelled: str) -> str:
    """Latin words and numbers only whole: "kg" is not in "kgb", nor 120 in 1200; but it is in 3kg."""
    before = "(?<![A-Za-z])" if spelled[0].isascii() and spelled[0].isalpha() else ""
    before = "(?<![A-Za-z0-9])" if spelled[0].isdecimal() else before
    after = "(?![A-Za-z0-9])" if spelled[-1].isascii() and spelled[-1].isalnum() else ""
    return before + re.escape(spelled) + after
