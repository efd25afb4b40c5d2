"""A text that mixes languages, cut into stretches of one script each, so that each is read in its own voice; pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

SCRIPTS = {
    "zh": r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff",
    "ko": r"\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3",
    "en": r"A-Za-z",
}
"""Language → the letters by which it is known."""
_JOINING = {"zh": "", "ko": r"\s", "en": r"\s'’.-"}
"""What may stand between two letters of one stretch."""
_STRETCHES = {
    language: re.compile(rf"[{letters}](?:[{letters}{_JOINING[language]}]*[{letters}])?")
    for language, letters in SCRIPTS.items()
}


def parts(text: str, language: str, known: Collection[str] = ()) -> tuple[tuple[str, str], ...]:
    """(language, stretch) in order; digits and marks stay with the text's own language.

    ``known``: foreign words that the language's own lexicon knows how to say; single letters are its own as well.
    """
    if language not in SCRIPTS:
        return ((language, text),)
    foreign = sorted(
        (found.start(), found.end(), other)
        for other, pattern in _STRETCHES.items()
        if other != language
        for found in pattern.finditer(text)
        if len(found[0]) > (1 if other == "en" else 0) and not _all_known(found[0], known)
    )
    return tuple(_cut(text, language, foreign)) or ((language, text),)


def _all_known(stretch: str, known: Collection[str]) -> bool:
    return stretch in known or all(word in known or len(word) < 2 for word in stretch.split())


def _cut(text: str, language: str, foreign: list[tuple[int, int, str]]) -> Iterator[tuple[str, str]]:
    at = 0
    for start, end, other in [*foreign, (len(text), len(text), "")]:
        own = text[at:start]
        if any(each.isalnum() for each in own):
            yield language, own.strip()
        if other:
            yield other, text[start:end]
        at = end
