"""Whether two files may be one person, and why one would think so; pure: it never decides, a worker does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.distance import DamerauLevenshtein

SAME_NAME, LIKE_NAME, PART_OF_NAME, SAME_PHONE, SAME_YEAR, NEAR_YEAR, SAME_HOUSE = (
    *("same_name", "like_name", "part_of_name", "same_phone", "same_year", "near_year", "same_house"),
)
WEIGHTS = {SAME_NAME: 3, LIKE_NAME: 2, PART_OF_NAME: 1, SAME_PHONE: 2, SAME_YEAR: 2, NEAR_YEAR: 1, SAME_HOUSE: 1}
ENOUGH = 3
"""Weights that make a hint."""
CALLED = "小老阿"
ADDRESSES = ("奶奶", "爷爷", "婆婆", "大爷", "大妈", "大娘", "阿姨", "叔叔", "伯伯", "婶", "嫂", "婆", "叔", "伯")
APART = 3
"""Years between two dates of birth that cannot be a mistake of writing."""


@dataclass(frozen=True)
class Known:
    """What is compared of a file."""

    id: str
    name: str
    pinyin: str
    born: int | None = None
    phone: str | None = None
    household: str | None = None


@dataclass(frozen=True)
class Hint:
    """A file that may be the same person."""

    id: str
    name: str
    why: tuple[str, ...]
    """Words of WEIGHTS."""


def hints(about: Known, others: Iterable[Known]) -> tuple[Hint, ...]:
    """Who of the others may be the same person, the likeliest first."""
    found = []
    for each in others:
        why = reasons(about, each)
        weight = sum(WEIGHTS[word] for word in why)
        if each.id != about.id and weight >= ENOUGH:
            found.append((weight, Hint(each.id, each.name, why)))
    found.sort(key=lambda each: (-each[0], each[1].name, each[1].id))
    return tuple(hint for _, hint in found)


def reasons(one: Known, other: Known) -> tuple[str, ...]:
    """Why both may be one; nothing when the years of birth say that they are not, or the names have nothing alike."""
    if one.born and other.born and abs(one.born - other.born) >= APART:
        return ()
    name = _of_names(one, other)
    told = [name] if name else []
    phone = _digits(one.phone)
    if phone and phone == _digits(other.phone):
        told.append(SAME_PHONE)
    if not told:
        return ()
    if one.born and other.born:
        told.append(SAME_YEAR if one.born == other.born else NEAR_YEAR)
    if one.household and one.household == other.household:
        told.append(SAME_HOUSE)
    return tuple(told)


def _of_names(one: Known, other: Known) -> str:
    if one.name == other.name:
        return SAME_NAME
    if any(_alike(ours, theirs) for ours in _whole(one.pinyin) for theirs in _whole(other.pinyin)):
        return LIKE_NAME
    surnames = set(one.name.strip(CALLED)[:1]) & set(other.name.strip(CALLED)[:1])
    return PART_OF_NAME if surnames and (_is_address(one.name) or _is_address(other.name)) else ""


def _whole(pinyin: str) -> list[str]:
    """The readings of a name without its initials."""
    told = pinyin.split()
    longest = max(map(len, told), default=0)
    return [each for each in told if 2 * len(each) > longest]


def _alike(ours: str, theirs: str) -> bool:
    """The same to the ear, or one letter apart where the name is long enough (in/ing, s/sh)."""
    return DamerauLevenshtein.distance(ours, theirs) <= (1 if min(len(ours), len(theirs)) >= 6 else 0)


def _is_address(name: str) -> bool:
    """Whether it is how somebody is called rather than a name: 王奶奶, 老李."""
    return name[:1] in CALLED or name.endswith(ADDRESSES)


def _digits(phone: str | None) -> str:
    told = "".join(each for each in phone or "" if each.isdigit())
    return told if len(told) >= 5 else ""
