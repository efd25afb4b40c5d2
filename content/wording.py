"""The little language in which rules over free speech are written, made into patterns; what they mean is elsewhere.

``(one|other)`` and ``[may be left out]`` as everywhere; ``..`` up to three words (or signs) of anything, ``...`` up
to eight; ``{name}`` a list of the file; ``^`` and ``$`` nothing before, nothing after. A rule that begins with ``~``,
and every one of four signs or more without a gap, is also found by its sound where the language is Chinese.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from content.errors import BadTemplate

SHORT, LONG = 3, 8
"""How many words or signs a gap reaches over."""
LONG_ENOUGH = 4
"""Signs from which a sound alone proves enough."""
_PAUSES = re.compile(r"[^\w\s]+|_+")
_TOKENS = re.compile(r"\.{3}|\.\.|\s+|.", re.DOTALL)
_LIST = re.compile(r"\{(\w+)\}")
_ALIKE = str.maketrans({"ᅢ": "ᅦ", "ᅤ": "ᅨ", "ᅫ": "ᅰ", "ᅬ": "ᅰ"})
"""Korean vowels that nobody hears apart any more."""
_SIGN = re.compile(r"[\u3400-\u9fff]")
_INITIALS = re.compile(r"^(zh|ch|sh|[bpmfdtnlgkhjqxzcsryw])?(.*)$")
_MERGED = {"zh": "z", "ch": "c", "sh": "s", "n": "l", "r": "l"}
_NASALS = (("iang", "ian"), ("uang", "uan"), ("ang", "an"), ("eng", "en"), ("ing", "in"))


@dataclass(frozen=True)
class Manner:
    """How a language is compared: word by word, sign by sign, by Korean letters, or Chinese by its sounds."""

    name: Literal["words", "signs", "letters", "sounds"]

    @property
    def by_sound(self) -> bool:
        """Whether rules are compared by their sound as well."""
        return self.name == "signs"

    @property
    def blank(self) -> str:
        """What stands where something harmless stood."""
        return " # " if self.name == "words" else "#"

    def plain(self, text: str) -> str:
        """Small letters, one form of each, pauses as commas."""
        told = unicodedata.normalize("NFKC", text).lower().replace("’", "").replace("'", "")
        if self.name == "words":
            return " ".join(_PAUSES.sub(" , ", told).split())
        told = "".join(_PAUSES.sub(",", told).split())
        return _letters(told) if self.name == "letters" else told

    def joined(self, plain: str) -> str:
        """The same without pauses: a rule may reach over them."""
        told = plain.replace(",", "")
        return " ".join(told.split()) if self.name == "words" else told

    def readable(self, found: str) -> str:
        """A piece of a plain text as people write it."""
        return unicodedata.normalize("NFC", found).strip()

    def literal(self, sign: str) -> str:
        """One sign of a rule."""
        if self.name == "letters":
            return re.escape(_letters(sign))
        if self.name == "sounds":
            return f"(?:{'|'.join(map(re.escape, _readings(sign)))}) "
        return re.escape(sign)

    def gap(self, longest: int) -> str:
        """Up to so many of anything but a pause."""
        if self.name == "words":
            return f"(?: [^\\s#,]+){{0,{longest}}}? "
        if self.name == "letters":
            return f"(?:[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|[^#,\u1100-\u11ff]){{0,{longest}}}?"
        return f"(?:[^\\s#]+ ){{0,{longest}}}?" if self.name == "sounds" else f"[^#,]{{0,{longest}}}?"


def manner_of(language: str) -> Manner:
    """How that language is compared."""
    return Manner({"zh": "signs", "ko": "letters"}.get(language, "words"))  # type: ignore[arg-type]


def compiled(rule: str, manner: Manner, lists: Mapping[str, str]) -> re.Pattern[str]:
    """The rule as a pattern over a plain text. Raises BadTemplate."""
    told = _unfolded(rule, lists).strip()
    body = "".join(_parts(rule, told, manner))
    word = r"\b" if manner.name == "words" else ""
    start = "(?:^|(?<= ))" if manner.name == "sounds" else word
    try:
        pattern, empty = re.compile(f"{start}(?:{body}){word}"), re.fullmatch(body, "")
    except re.error as error:
        raise BadTemplate(rule, "a bracket is missing", "Close every ( with ) and every [ with ]") from error
    if empty:
        raise BadTemplate(rule, "all of it may be left out", "Keep at least one word outside the [brackets]")
    return pattern


def sounds_alike(rule: str, lists: Mapping[str, str]) -> bool:
    """Whether this rule is found by its sound as well."""
    return rule.startswith("~") or (".." not in rule and "^" not in rule and _least(rule, lists) >= LONG_ENOUGH)


def sounds(text: str) -> str:
    """Each sign's sound with the accents' confusions merged, a blank after each."""
    return "".join(f"{_readings(each)[0]} " for each in text)


def _parts(rule: str, told: str, manner: Manner) -> list[str]:
    parts: list[str] = []
    spaced = manner.name == "words"
    for part in _TOKENS.findall(told):
        if part.startswith(".."):
            if spaced and parts and parts[-1] == " ?":
                parts.pop()
            parts.append(manner.gap(LONG if len(part) == 3 else SHORT))
        elif part.isspace():
            if spaced and parts and not parts[-1].endswith("? "):
                parts.append(" ?")
        elif part in "(|)[]":
            parts.append({"(": "(?:", "[": "(?:", "]": ")?"}.get(part, part))
        elif part == "~":
            continue
        elif part in "^$":
            parts.append(part)
        elif part in ".{}?*+\\":
            raise BadTemplate(
                rule, f"{part} stands where it means nothing", "Use only words, (|), [], .. and {lists}"
            )
        else:
            parts.append(manner.literal(part))
    return parts


def _unfolded(rule: str, lists: Mapping[str, str]) -> str:
    told = rule.replace("'", "")
    for _ in range(4):  # lists may name lists
        told = _LIST.sub(lambda found: f"({lists[found[1]]})" if found[1] in lists else found[0], told)
    return told


def _least(rule: str, lists: Mapping[str, str]) -> int:
    """How many signs the shortest sentence of the rule has."""

    def sequence(at: int) -> tuple[int, int]:
        shortest, count = None, 0
        while at < len(told) and told[at] not in ")]":
            if told[at] in "([":
                inner, closed = sequence(at + 1)
                count += inner if told[at] == "(" else 0
                at = closed
            elif told[at] == "|":
                shortest, count = count if shortest is None else min(shortest, count), 0
            elif not told[at].isspace() and told[at] not in "^$~":
                count += 1
            at += 1
        return count if shortest is None else min(shortest, count), at

    told = _unfolded(rule, lists)
    return sequence(0)[0]


def _letters(text: str) -> str:
    return unicodedata.normalize("NFD", text).translate(_ALIKE)


@lru_cache(maxsize=4096)
def _readings(sign: str) -> tuple[str, ...]:
    """Every sound of a sign, accents merged; what is no Chinese stays as it is."""
    if not _SIGN.match(sign):
        return (sign,)
    from pypinyin import Style, pinyin  # only where Chinese is heard: it costs a fifth of a start

    return tuple(dict.fromkeys(_merged(each) for each in pinyin(sign, style=Style.NORMAL, heteronym=True)[0]))


@lru_cache(maxsize=4096)
def _merged(syllable: str) -> str:
    """Flat and curled tongue, n and l, r and l, front and back nasals: heard alike in much of the countryside."""
    found = _INITIALS.match(syllable)
    initial, final = (found[1] or "", found[2]) if found else ("", syllable)
    for long, short in _NASALS:
        if final == long:
            final = short
            break
    return _MERGED.get(initial, initial) + final
