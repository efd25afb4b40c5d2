"""How Mandarin reads digits, dates, times and amounts; pure, from written text to Chinese characters."""

from __future__ import annotations

import re
from collections.abc import Callable

DIGITS = "零一二三四五六七八九"
PLACES = ("", "十", "百", "千")
GROUPS = ("", "万", "亿", "兆")
COUNTED_AS_LIANG = "个位名元块米里天年岁次点分秒小周种条本张台只头棵家户万千件口包袋瓶公"
"""Before these a single 2 is 两."""
DAYTIME = r"(?:凌晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里)\s*"
_NUMBER = r"(?<![A-Za-z0-9.])\d+(?:\.\d+)?(?![A-Za-z0-9])"

Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]


def digits(number: str, *, telephone: bool = True) -> str:
    """One by one; on the telephone 1 is 幺, which nobody takes for 七."""
    read = "".join(DIGITS[int(each)] for each in number if each.isdecimal())
    return read.replace("一", "幺") if telephone else read


def cardinal(number: int) -> str:
    """As an amount: 10 十, 105 一百零五, 20000 二万."""
    if number == 0:
        return "零"
    groups = []
    while number:
        number, group = divmod(number, 10000)
        groups.append(group)
    read = ""
    for place in reversed(range(len(groups))):
        group = groups[place]
        if group:
            gap = read and (group < 1000 or groups[place + 1] == 0)
            read += ("零" if gap else "") + _below_ten_thousand(group) + GROUPS[place]
    return read.removeprefix("一") if read.startswith("一十") else read


def amount(number: str, following: str = "") -> str:
    """With decimals one by one; a single 2 before something that is counted is 两."""
    whole, _, parts = number.partition(".")
    if not parts and int(whole) == 2 and following[:1] and following[0] in COUNTED_AS_LIANG:
        return "两"
    read = cardinal(int(whole))
    return f"{read}点{digits(parts, telephone=False)}" if parts else read


def read(text: str, digit_by_digit: frozenset[str], units: tuple[str, ...]) -> str:
    """The text with every number in Chinese characters."""

    def number(match: re.Match[str]) -> str:
        found, following = match[0], text_now[match.end() :].lstrip()
        is_amount = "." in found or following.startswith(units)
        if found in digit_by_digit or (
            not is_amount and (len(found) > 3 or (found.startswith("0") and len(found) > 1))
        ):
            return digits(found)
        return amount(found, following)

    for pattern, told in _RULES:
        text = pattern.sub(told, text)
    text_now = text
    return re.sub(_NUMBER, number, text)


def _below_ten_thousand(number: int) -> str:
    read, pending = "", False
    for place in reversed(range(4)):
        digit = number // 10**place % 10
        if digit:
            read += ("零" if pending and read else "") + DIGITS[digit] + PLACES[place]
            pending = False
        else:
            pending = True
    return read


def _date(match: re.Match[str]) -> str:
    return f"{match[1]}年{int(match[2])}月{int(match[3])}日"


def _time(match: re.Match[str]) -> str:
    part, hour, minute = match[1] or "", int(match[2]), int(match[3])
    if not part and hour > 12:
        part = "下午" if hour < 18 else "晚上"
    if part and hour > 12:
        hour -= 12
    past = "" if minute == 0 else "半" if minute == 30 else f"{'零' if minute < 10 else ''}{cardinal(minute)}分"
    return f"{part}{amount(str(hour), '点')}点{past}"


def _telephone(match: re.Match[str]) -> str:
    return ",".join(digits(each) for each in re.split(r"[- ]+", match[0]))


_TELEPHONE = re.compile(
    r"(?<![A-Za-z0-9])"
    r"(?:0\d{2,3}[- ]\d{3,4}[- ]?\d{4}|1\d{2}[- ]\d{4}[- ]\d{4}|[48]00[- ]\d{3,4}[- ]\d{3,4})(?!\d)"
)
_RULES: tuple[Rule, ...] = (
    (re.compile(r"(?<![A-Za-z0-9])(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)"), _date),
    (re.compile(rf"({DAYTIME})?(?<![A-Za-z0-9:])([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?(?![0-9:])"), _time),
    (re.compile(r"(?<![A-Za-z0-9])(\d{4})\s*年"), lambda found: digits(found[1], telephone=False) + "年"),
    (re.compile(r"(?<![A-Za-z0-9])\d(?: \d){2,}(?![A-Za-z0-9])"), lambda found: digits(found[0])),
    (_TELEPHONE, _telephone),
    (re.compile(r"(?<=\d),(?=\d{3}(?!\d))"), lambda _: ""),
    (re.compile(r"[¥¥]\s*(\d+(?:\.\d+)?)"), lambda found: f"{found[1]}元"),
    (re.compile(rf"({_NUMBER})\s*%"), lambda found: f"百分之{amount(found[1])}"),
    (
        re.compile(r"(?<![A-Za-z0-9/])(\d{1,2})/(\d{1,2})(?![0-9/])"),
        lambda found: f"{cardinal(int(found[2]))}分之{cardinal(int(found[1]))}",
    ),
    (re.compile(r"(?<![A-Za-z0-9.])(\d{1,4})\s*[-~–—至]\s*(?=\d{1,4}(?!\d))"), lambda found: f"{found[1]}到"),
    (re.compile(r"(?<=\d)\s*°C"), lambda _: "度"),
    (re.compile(r"(?<![\w.])-(?=\d)"), lambda _: "零下"),
)
