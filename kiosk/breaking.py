"""Where a line may end: in Chinese between words, so that none is torn in two; elsewhere only in what is endless."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, groupby
from typing import Any

from budoux import load_default_simplified_chinese_parser
from markupsafe import Markup, escape

from kiosk.paging import width

CHINESE = "zh"
"""How the language tag begins of what is cut into words."""
LEANS = frozenset("的了吗呢吧着过得地们点分号件个次位只张种")
"""Particles and measures, which lean on what stands before them: no line begins with one alone."""
LITTLE = 2
"""Characters of a particle or measure with its punctuation."""
LONGEST, PART = 22, 14
"""Letters of the longest word that stays whole, and of the parts of a longer one."""
WIDEST, PIECE = 18, 8
"""The same for what is written in characters, each as wide as two letters."""
WORD = 10
"""What is longer in Chinese, which has short words, is a name: it shall fit under a picture on a phone."""
_MORE = re.compile(r"\d|[点月日年分号岁元块]")
"""What goes on with a number: figures, and what they count."""
PAUSES = "，。；：？！、"
"""After these a line may end whatever follows, as browsers end it."""
_PAUSES = re.compile(f"[^{PAUSES}]*[{PAUSES}]+[”’」）]*|[^{PAUSES}]+")
MAY_END = Markup("<wbr>")
"""A line may end here; the stylesheet keeps every word whole."""


def breakable(text: str, lang: str) -> Markup:
    """The text as HTML, with the places at which a line may end besides its spaces."""
    return MAY_END.join(map(escape, parts(text, lang)))


def parts(text: str, lang: str) -> Iterator[str]:
    """A Chinese text cut between its words, punctuation with what stands before it; and whatever fits no line."""
    chinese = lang.startswith(CHINESE)
    for each in _words(text) if chinese else (text,):
        for run in re.findall(r"\s+|[^\s-]+-*|-+", each):
            yield from _short(run, WORD if chinese else WIDEST)


def _words(text: str) -> Iterator[str]:
    waiting = ""
    for each in chain.from_iterable(map(_PAUSES.findall, _parser().parse(text))):
        if waiting and not _leans(each, waiting):
            yield waiting
            waiting = ""
        waiting += each
    if waiting:
        yield waiting


def _leans(word: str, before: str) -> bool:
    """Whether no line begins with that word: a particle or measure, or the rest of a number."""
    if before[-1] in PAUSES:
        return False
    return (word[0] in LEANS and len(word) <= LITTLE) or (before[-1].isdecimal() and _MORE.match(word) is not None)


def _short(run: str, widest: int) -> Iterator[str]:
    longest, most = (LONGEST, PART) if width(run) == len(run) else (widest, PIECE)
    if width(run) <= longest:
        yield run
        return
    filled = 0

    def part(letter: str) -> int:
        nonlocal filled
        filled += width(letter)
        return (filled - 1) // most

    yield from ("".join(letters) for _, letters in groupby(run, part))


@lru_cache(maxsize=1)
def _parser() -> Any:
    """BudouX's own model of simplified Chinese, from its wheel."""
    return load_default_simplified_chinese_parser()
