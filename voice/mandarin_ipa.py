"""Pinyin with tone digits to the phonemes that Kokoro was trained on, third tones bent on the way; pure tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

TONES = {"1": "→", "2": "↗", "3": "↓", "4": "↘", "5": ""}
INITIALS = {
    "b": "p", "p": "pʰ", "m": "m", "f": "f", "d": "t", "t": "tʰ", "n": "n", "l": "l", "g": "k", "k": "kʰ", "h": "x",
    "j": "ʨ", "q": "ʨʰ", "x": "ɕ", "zh": "ꭧ", "ch": "ꭧʰ", "sh": "ʂ", "r": "ɻ", "z": "ʦ", "c": "ʦʰ", "s": "s",
}  # fmt: skip
"""The symbols of misaki, which phonemised the sentences that the model learned from."""
FINALS = {
    "a": "a0", "ai": "ai0", "an": "a0n", "ang": "a0ŋ", "ao": "au0", "e": "ɤ0", "ei": "ei0", "en": "ə0n",
    "eng": "ə0ŋ", "er": "ɚ0", "i": "i0", "ia": "ja0", "ian": "jɛ0n", "iang": "ja0ŋ", "iao": "jau0", "ie": "je0",
    "in": "i0n", "iu": "jou0", "ing": "i0ŋ", "iong": "jʊ0ŋ", "io": "jɔ0", "ong": "ʊ0ŋ", "o": "wo0", "ou": "ou0",
    "u": "u0", "ui": "wei0", "ua": "wa0", "uai": "wai0", "uan": "wa0n", "un": "wə0n", "uang": "wa0ŋ",
    "ueng": "wə0ŋ", "uo": "wo0", "v": "y0", "ve": "ɥe0", "van": "ɥɛ0n", "vn": "y0n",
}  # fmt: skip
"""0 is where the tone mark goes."""
WHOLE = {
    "yi": "i", "ya": "ia", "yan": "ian", "yang": "iang", "yao": "iao", "ye": "ie", "yin": "in", "you": "iu",
    "ying": "ing", "yong": "iong", "yo": "io", "yai": "ia", "wu": "u", "wa": "ua", "wai": "uai", "wan": "uan",
    "wang": "uang", "wei": "ui", "wen": "un", "weng": "ueng", "wong": "ueng", "wo": "uo", "yu": "v", "yue": "ve",
    "yuan": "van", "yun": "vn",
}  # fmt: skip
"""Syllables without an initial, as pinyin respells them."""
APICAL = "ɨ0"
"""The vowel of zi, ci, si, zhi, chi, shi, ri."""
ALONE = {"o": "ɔ0", "ê": "ɛ0", "m": "m0", "n": "n0", "ng": "ŋ0", "hm": "hm0", "hng": "hŋ0", "r": "ɚ0"}
_SYLLABLE = re.compile(r"[a-zêü]+[1-5]")
_INITIAL = re.compile(r"zh|ch|sh|[bpmfdtnlgkhjqxrzcs]")


def syllables(word: str) -> list[str]:
    """The syllables of a word such as ``yin2hang2``; nothing for a word that is no pinyin."""
    found = _SYLLABLE.findall(word)
    return found if "".join(found) == word else []


def phonemes(syllable: str) -> str:
    """One syllable, e.g. ``hao3`` → ``xau↓``; empty when there is no such syllable."""
    base, tone = syllable[:-1].replace("ü", "v"), TONES.get(syllable[-1:], "")
    return _toneless(base).replace("0", tone)


def bent(clause: Sequence[Sequence[str]]) -> list[list[str]]:
    """The words of a clause with what third tones do to each other: 你好 2-3, 展览馆 2-2-3, 很好吃 stays 2-3-1.

    Inside a word all third tones but the last of a run rise; words of one syllable are spoken two by two; after that
    a word's last third tone rises before a third tone that is still one. Other orders are heard too; this one is
    never wrong.
    """
    feet = [_risen(foot) for foot in _feet(clause)]
    for this, following in pairwise(feet):
        if this[-1][-1] == "3" and following[0][-1] == "3":
            this[-1] = this[-1][:-1] + "2"
    flat = [each for foot in feet for each in foot]
    found, start = [], 0
    for word in clause:
        found.append(flat[start : start + len(word)])
        start += len(word)
    return found


def _feet(clause: Iterable[Sequence[str]]) -> Iterator[list[str]]:
    single: list[str] = []
    for word in clause:
        if len(word) == 1:
            single += word
            if len(single) == 2:
                yield single
                single = []
            continue
        if single:
            yield single
            single = []
        yield list(word)
    if single:
        yield single


def _risen(foot: list[str]) -> list[str]:
    following = [*foot[1:], ""]
    return [a[:-1] + "2" if a[-1] == "3" and b[-1:] == "3" else a for a, b in zip(foot, following, strict=True)]


def _toneless(base: str) -> str:
    if base in ALONE:
        return ALONE[base]
    if base in WHOLE:
        return FINALS[WHOLE[base]]
    match = _INITIAL.match(base)
    if match is None:
        return FINALS.get(base, "")
    initial, final = match[0], base[match.end() :]
    if final == "i" and initial in ("z", "c", "s", "zh", "ch", "sh", "r"):
        return INITIALS[initial] + APICAL
    if initial in "jqx" and final:  # u is written for ü here, and the respelling of espeak's missing iong undone
        final = {"u": "v", "ue": "ve", "uan": "van", "un": "vn", "ong": "iong"}.get(final, final)
    if final == "ue":
        final = "ve"
    return INITIALS[initial] + FINALS[final] if final in FINALS else ""
