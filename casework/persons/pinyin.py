"""How a name sounds, for finding it by pinyin and by initials; the only use is searching, nothing is spoken."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

SURNAMES = {
    "单": "shan",
    "曾": "zeng",
    "解": "xie",
    "仇": "qiu",
    "查": "zha",
    "区": "ou",
    "任": "ren",
    "朴": "piao",
    "盖": "ge",
    "乐": "yue",
    "覃": "qin",
    "翟": "zhai",
    "华": "hua",
    "缪": "miao",
    "种": "chong",
    "洗": "xian",
    "员": "yun",
    "尉": "yu",
    "万": "wan",
    "黑": "he",
    "折": "she",
    "繁": "po",
    "秘": "bi",
    "冼": "xian",
}
"""Characters that sound otherwise as a surname."""
MOST_READINGS = 6
"""Of one name; more would find everybody."""


@lru_cache(maxsize=4096)
def sounds(name: str) -> str:
    """Every likely reading without tones, then its initials, with spaces between: ``wangxiuying wxy``.

    A name in other letters is kept in lower case, its words joined, with the first letter of each word.
    """
    from pypinyin import Style, pinyin

    readings: list[list[str]] = pinyin(_bare(name), style=Style.NORMAL, heteronym=True, v_to_u=False, errors=_words)
    if not readings:
        return ""
    surname = SURNAMES.get(_bare(name)[:1])
    if surname:
        readings[0] = [surname, *(each for each in readings[0] if each != surname)]
    likely = _likely(readings)
    whole = ["".join(each) for each in likely]
    initials = ["".join(part[:1] for part in each) for each in likely]
    return " ".join(dict.fromkeys([*whole, *initials]))


def _likely(readings: list[list[str]]) -> list[list[str]]:
    """The name as it is mostly read, then with one character at a time read otherwise."""
    usual = [each[0] for each in readings]
    others = [[*usual[:at], other, *usual[at + 1 :]] for at, each in enumerate(readings) for other in each[1:3]]
    return [usual, *others][:MOST_READINGS]


def _words(text: str) -> Any:
    return text.lower().split()


def _bare(name: str) -> str:
    """The name without what stands in brackets behind it."""
    return name.replace("(", "（").partition("（")[0].strip()
