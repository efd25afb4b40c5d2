"""How Korean reads digits, dates, times and counted things; pure. What is left over espeak reads as an amount."""

from __future__ import annotations

import re
from collections.abc import Callable

DIGITS = "공일이삼사오육칠팔구"
ONES = ("", "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉")
TENS = ("", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔")
COUNTED = ("시간", "시", "개", "명", "살", "사람", "마리", "군데", "곳", "권", "장", "가지", "달", "잔", "병", "집")
"""What is counted with Korean instead of Chinese numerals."""
_NUMBER = r"(?<![A-Za-z0-9.,])\d+(?:\.\d+)?(?![A-Za-z0-9])"


def digits(number: str) -> str:
    """One by one, with small pauses."""
    return " ".join(DIGITS[int(each)] for each in number if each.isdecimal())


def native(number: int) -> str:
    """1 … 99 as said before a thing that is counted: 1 한, 20 스무, 21 스물한."""
    return "스무" if number == 20 else TENS[number // 10] + ONES[number % 10]


def read(text: str, digit_by_digit: frozenset[str], units: tuple[str, ...]) -> str:
    """The text with dates, times and counted things as words, and other long numbers digit by digit."""

    def number(match: re.Match[str]) -> str:
        found, following = match[0], text_now[match.end() :].lstrip()
        if found in digit_by_digit or (found.startswith("0") and len(found) > 1 and "." not in found):
            return digits(found)
        if "." in found or following.startswith(units) or len(found) < 4:
            return found
        return digits(found)

    for pattern, told in _RULES:
        text = pattern.sub(told, text)
    text_now = text
    return re.sub(_NUMBER, number, text)


def _date(match: re.Match[str]) -> str:
    return f"{match[1]}년 {int(match[2])}월 {int(match[3])}일"


def _time(match: re.Match[str]) -> str:
    part, hour, minute = match[1] or "", int(match[2]), int(match[3])
    if not part and hour > 12:
        part = "오후 "
    hour = hour - 12 if hour > 12 else hour
    return f"{part}{hour}시" + (f" {minute}분" if minute else "")


_COUNT = re.compile(rf"(?<![A-Za-z0-9.,])([1-9]\d?)\s*(?=(?:{'|'.join(COUNTED)})(?!\w*번호))")
_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"(?<![A-Za-z0-9])(\d{4})[-/.]\s*(\d{1,2})[-/.]\s*(\d{1,2})(?!\d)"), _date),
    (re.compile(r"(오전\s*|오후\s*)?(?<![A-Za-z0-9:])([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?(?![0-9:])"), _time),
    (re.compile(r"(?<!\d)0?6월"), lambda _: "유월"),
    (re.compile(r"(?<!\d)10월"), lambda _: "시월"),
    (_COUNT, lambda found: native(int(found[1])) + " "),
    (re.compile(r"(?<![A-Za-z0-9])\d(?: \d){2,}(?![A-Za-z0-9])"), lambda found: digits(found[0])),
    (re.compile(r"(?<=\d)-(?=\d{3,4}(?!\d))"), lambda _: ", "),
    (re.compile(r"¥\s*(\d+(?:,\d{3})*(?:\.\d+)?)"), lambda found: f"{found[1].replace(',', '')}위안"),
    (re.compile(r"(?<=\d),(?=\d{3}(?!\d))"), lambda _: ""),
    (re.compile(r"(?<=\d)\s*%"), lambda _: "퍼센트"),
    (re.compile(r"(?<=\d)\s*°C"), lambda _: "도"),
)
