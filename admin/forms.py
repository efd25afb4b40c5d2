"""What workers type, read and checked: texts, visits, outcomes; pure, each mistake with its mend."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from admin.errors import FieldWrong
from admin.times import PARTS_OF_DAY
from casework.life.ends import HONEST, NEED_A_REASON

REPLY_MOST = 300
"""Characters; more than a minute of speech, and nobody remembers the beginning."""
NOTE_MOST = 2000
"""Characters."""
EXACT = "exact"


def written(text: str, most: int, advice: str) -> str:
    """The text, with plain line ends. Raises FieldWrong when there is none or too much of it."""
    told = text.replace("\r\n", "\n").strip()
    if not told:
        raise FieldWrong("empty")
    if len(told) > most:
        raise FieldWrong(advice, most=most, over=len(told) - most)
    return told


def beside(text: str, most: int) -> str:
    """A text that may be left out. Raises FieldWrong when it is too long."""
    return written(text, most, "too_long") if text.strip() else ""


def visit(form: Mapping[str, str], now: datetime, zone: ZoneInfo) -> datetime:
    """When somebody will come: a day with a part of the day or a time. Raises FieldWrong."""
    try:
        day = date.fromisoformat(form.get("day", ""))
    except ValueError as error:
        raise FieldWrong("day_wrong") from error
    part = form.get("part", "")
    if part in PARTS_OF_DAY:
        hour = time(PARTS_OF_DAY[part])
    else:
        try:
            hour = time.fromisoformat(form.get("time", "")).replace(tzinfo=None)
        except ValueError as error:
            raise FieldWrong("time_wrong") from error
    when = datetime.combine(day, hour, zone)
    if when < now and not _still_in(part, day, now):
        raise FieldWrong("past")
    return when


def _still_in(part: str, day: date, now: datetime) -> bool:
    """A part of today can be promised until it is over, though its written hour has passed."""
    later = [hour for hour in PARTS_OF_DAY.values() if hour > PARTS_OF_DAY.get(part, 24)]
    ends = min(later, default=21)
    return part in PARTS_OF_DAY and day == now.date() and now.hour < ends


def end(form: Mapping[str, str]) -> tuple[str, str]:
    """How it ends, and the reason that the person hears. Raises FieldWrong."""
    how, reason = form.get("how", ""), form.get("reason", "").replace("\r\n", "\n").strip()
    if how not in HONEST:
        raise FieldWrong("end_wrong")
    if how in NEED_A_REASON and not reason:
        raise FieldWrong("reason_empty")
    if len(reason) > REPLY_MOST:
        raise FieldWrong("too_long", most=REPLY_MOST, over=len(reason) - REPLY_MOST)
    return how, reason


def joining(name: str, login: str, password: str, least: int) -> None:
    """Whether somebody may join as typed; the rest is for the record to refuse. Raises FieldWrong."""
    if not name:
        raise FieldWrong("name_empty")
    if not login:
        raise FieldWrong("login_empty")
    if len(password) < least:
        raise FieldWrong("password_short", least=least, left=least - len(password))
