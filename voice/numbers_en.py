"""How English reads digits, dates, times and amounts; pure. What is left over espeak reads as an amount."""

from __future__ import annotations

import re
from collections.abc import Callable

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_YEAR_AFTER = re.compile(rf"(?:\b(?:in|since|until|till|from|of|year|{'|'.join(MONTHS)})|\b\d{{1,2}},)\s*$", re.I)
_NUMBER = r"(?<![A-Za-z0-9.,])\d+(?:\.\d+)?(?![A-Za-z0-9])"


def read(text: str, digit_by_digit: frozenset[str], units: tuple[str, ...]) -> str:
    """The text with dates and times as words, and with spaces in numbers that are no amounts."""

    def number(match: re.Match[str]) -> str:
        found, before, following = match[0], text_now[: match.start()], text_now[match.end() :].lstrip()
        if found in digit_by_digit or (found.startswith("0") and len(found) > 1 and "." not in found):
            return " ".join(found)
        counts = re.match(r"[A-Za-z]+", following)
        is_amount = "." in found or bool(counts and counts[0] in units)
        is_year = len(found) == 4 and found[:2] in ("19", "20") and _YEAR_AFTER.search(before)
        return found if is_amount or is_year or len(found) < 4 else " ".join(found)

    for pattern, told in _RULES:
        text = pattern.sub(told, text)
    text_now = text
    return re.sub(_NUMBER, number, text)


def _date(match: re.Match[str]) -> str:
    month = int(match[2])
    return f"{int(match[3])} {MONTHS[month - 1]} {match[1]}" if 1 <= month <= 12 else match[0]


def _time(match: re.Match[str]) -> str:
    hour, minute, half = int(match[1]), int(match[2]), match[3]
    part = ""
    if half:
        part = f" {half.upper()}M"
    elif hour > 12:
        part = " in the afternoon" if hour < 18 else " in the evening"
    hour = hour - 12 if hour > 12 else hour
    if minute == 0:
        return f"{hour} o'clock{part}" if not half else f"{hour}{part}"
    return f"{hour} {'oh ' if minute < 10 else ''}{minute}{part}"


def _money(match: re.Match[str]) -> str:
    return f"{match[1].replace(',', '')} yuan"


_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"(?<![A-Za-z0-9])(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)"), _date),
    (
        re.compile(
            r"(?<![A-Za-z0-9:])([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?(?![0-9:])(?:\s*([ap])\.?m\.?(?!\w))?", re.I
        ),
        _time,
    ),
    (re.compile(r"¥\s*(\d+(?:,\d{3})*(?:\.\d+)?)"), _money),
    (re.compile(r"(?<=\d),(?=\d{3}(?!\d))"), lambda _: ""),
    (re.compile(r"(?<=\d)\s*°C"), lambda _: " degrees"),
    (re.compile(r"(?<![A-Za-z0-9.])(\d{1,4})\s*[–—~]\s*(?=\d{1,4}(?!\d))"), lambda found: f"{found[1]} to "),
)
