"""Korean sound changes between syllables that espeak-ng misses: 합니다 → 함니다, 신라 → 실라; pure."""

from __future__ import annotations

import re

FIRST = ord("가")
FINALS = 28
INITIALS = 588
"""Syllables for each initial consonant."""
_N, _R, _M = 2, 5, 6
"""Initials ㄴ ㄹ ㅁ."""
_F_N, _F_R, _F_M, _F_NG = 4, 8, 16, 21
"""Finals ㄴ ㄹ ㅁ ㅇ."""
_NASAL = {
    **dict.fromkeys((1, 2, 3, 24, 9), _F_NG),  # ㄱ ㄲ ㄳ ㅋ ㄺ
    **dict.fromkeys((7, 19, 20, 22, 23, 25, 27), _F_N),  # ㄷ ㅅ ㅆ ㅈ ㅊ ㅌ ㅎ
    **dict.fromkeys((17, 18, 26, 11, 14), _F_M),  # ㅂ ㅄ ㅍ ㄼ ㄿ
}
"""What a stop at the end becomes before ㄴ or ㅁ."""
_WORD = re.compile("[가-힣]{2,}")


def assimilated(text: str) -> str:
    """The text as its syllables sound beside each other; words are not joined across spaces."""
    return _WORD.sub(lambda found: _word(found[0]), text)


def _word(word: str) -> str:
    syllables = [ord(each) - FIRST for each in word]
    for place in range(len(syllables) - 1):
        left, right = syllables[place], syllables[place + 1]
        final, initial = _meet(left % FINALS, right // INITIALS)
        syllables[place] = left - left % FINALS + final
        syllables[place + 1] = right % INITIALS + initial * INITIALS
    return "".join(chr(FIRST + each) for each in syllables)


def _meet(final: int, initial: int) -> tuple[int, int]:
    """A final and the initial after it, as they sound together."""
    if (final, initial) in ((_F_N, _R), (_F_R, _N)):
        return _F_R, _R
    if initial == _R and final in (_F_M, _F_NG):
        return final, _N
    if final in _NASAL and initial in (_N, _M):
        return _NASAL[final], initial
    if final in _NASAL and initial == _R and final != 27:
        return _NASAL[final], _N
    return final, initial
