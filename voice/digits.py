"""Digit strings said on a keypad screen: from a spoken row back to the digits; pure."""

from __future__ import annotations

from collections.abc import Sequence

from voice import phonetics
from voice.grammar import Grammar


def spelled(said: str, grammar: Grammar) -> str:
    """The digits of a whole number that was heard exactly; empty when it is none."""
    ways = [(way.replace(" ", ""), digit) for way, digit in grammar.digit_ways]
    return _parsed(said.replace(" ", ""), ways, grammar.length)


def by_sound(said: str, grammar: Grammar) -> str:
    """The digits of a whole number that sounds like this; empty when there is none of the right length."""
    if grammar.length < 2:
        return ""
    language = grammar.language
    ways = [(phonetics.key(way, language).replace(" ", ""), digit) for way, digit in grammar.digit_ways]
    return _parsed(phonetics.key(said, language).replace(" ", ""), ways, grammar.length)


def _parsed(text: str, ways: Sequence[tuple[str, str]], length: int) -> str:
    """The text cut into exactly ``length`` digits, longest ways first; empty when it cannot be."""
    if not text or length < 1:
        return ""
    for way, digit in ways:
        if way and text.startswith(way):
            rest = text[len(way) :]
            if not rest and length == 1:
                return digit
            if rest and (tail := _parsed(rest, ways, length - 1)):
                return digit + tail
    return ""
