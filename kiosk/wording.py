"""Numbers, days and names as a person says them in the pack's language; pure, no clock and no record here."""

from __future__ import annotations

from datetime import date, datetime, time, tzinfo

from content.pack import Pack

HALF = 30
"""Minutes past an hour that have a word of their own."""
DAWN = 5
"""Until this hour it is night, not yet the morning."""
NOON = time(12)
AROUND_NOON = {11: "before_noon", 12: "after_noon"}


def digit_by_digit(number: str) -> str:
    """``4172`` as ``4 1 7 2``: read out figure by figure, never as "four thousand …"."""
    return " ".join(number)


def day_and_part(pack: Pack, moment: datetime, now: datetime, zone: tzinfo) -> str:
    """When something was or will be, e.g. "today in the afternoon", "on Friday in the morning", "on May 3"."""
    local = moment.astimezone(zone)
    return _day(pack, local.date(), now.astimezone(zone).date(), _part(local.hour))


def _day(pack: Pack, day: date, today: date, part_of: str) -> str:
    days, part = (day - today).days, pack.text(f"part.{part_of}")
    if days == 0:
        return pack.text("when.today", part=part)
    if days == 1:
        return pack.text("when.tomorrow", part=part)
    if days == -1:
        return pack.text("when.yesterday", part=part)
    if 1 < days < 7:
        return pack.text("when.weekday", weekday=pack.text(f"weekday.{day.weekday()}"), part=part)
    return pack.text("when.date", month=pack.text(f"month.{day.month}"), day=day.day, part=part)


def day_and_hour(pack: Pack, moment: datetime, now: datetime, zone: tzinfo) -> str:
    """When an appointment is, e.g. "tomorrow in the afternoon at two o'clock"."""
    local, today = moment.astimezone(zone), now.astimezone(zone).date()
    day = _day(pack, local.date(), today, _part_beside_a_clock(local.time()))
    return pack.text("when.hour", when=day, hour=_on_the_clock(pack, local.time()))


def time_of_day(pack: Pack, clock: str) -> str:
    """E.g. "five o'clock in the afternoon" for ``17:00``."""
    told = time.fromisoformat(clock)
    part = pack.text(f"part.{_part_beside_a_clock(told)}")
    return pack.text("when.clock", part=part, hour=_on_the_clock(pack, told))


def _on_the_clock(pack: Pack, told: time) -> str:
    number = (told.hour - 1) % 12 + 1
    if told.minute == HALF:
        return pack.text("hour.half", number=number)
    if told.minute:
        return pack.text("hour.minutes", number=number, minute=told.minute)
    return pack.text(f"hour.{number}")


def weekday_and_hour(pack: Pack, moment: datetime, zone: tzinfo) -> str:
    """The same in the few words that stand under a picture, e.g. "Friday, two o'clock in the afternoon"."""
    local = moment.astimezone(zone)
    weekday, time_of = pack.text(f"weekday.{local.weekday()}"), time_of_day(pack, f"{local:%H:%M}")
    return pack.text("when.slot", weekday=weekday, time=time_of)


def month_and_year(pack: Pack, day: date) -> str:
    """When something was written, e.g. "in May 2021": without its year an old day would sound like this year's."""
    return pack.text("when.year", month=pack.text(f"month.{day.month}"), year=day.year)


def _part(hour: int) -> str:
    if hour < DAWN:
        return "night"
    if hour < 11:
        return "morning"
    if hour < 13:
        return "noon"
    return "afternoon" if hour < 18 else "evening"


def _part_beside_a_clock(told: time) -> str:
    """Nobody says "half past eleven at noon"."""
    if told.hour in AROUND_NOON and told != NOON:
        return AROUND_NOON[told.hour]
    return _part(told.hour)


def clock_seconds(seconds: float) -> str:
    """Elapsed time as figures, e.g. ``1:05``."""
    whole = int(seconds)
    return f"{whole // 60}:{whole % 60:02d}"
