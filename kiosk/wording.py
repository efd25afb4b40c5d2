"""Numbers, days and names as a person says them in the pack's language; pure, no clock and no record here."""

from __future__ import annotations

from datetime import date, datetime, tzinfo

from content.pack import Pack


def digit_by_digit(number: str) -> str:
    """``4172`` as ``4 1 7 2``: read out figure by figure, never as "four thousand …"."""
    return " ".join(number)


def day_and_part(pack: Pack, moment: datetime, now: datetime, zone: tzinfo) -> str:
    """When something was or will be, e.g. "today in the afternoon", "on Friday in the morning", "on May 3"."""
    local, today = moment.astimezone(zone), now.astimezone(zone).date()
    days = (local.date() - today).days
    part = pack.text(f"part.{_part(local.hour)}")
    if days == 0:
        return pack.text("when.today", part=part)
    if days == 1:
        return pack.text("when.tomorrow", part=part)
    if days == -1:
        return pack.text("when.yesterday", part=part)
    if 1 < days < 7:
        return pack.text("when.weekday", weekday=pack.text(f"weekday.{local.weekday()}"), part=part)
    return pack.text("when.date", month=pack.text(f"month.{local.month}"), day=local.day, part=part)


def day_and_hour(pack: Pack, moment: datetime, now: datetime, zone: tzinfo) -> str:
    """When an appointment is, e.g. "tomorrow in the afternoon at two o'clock"; on the hour."""
    hour = pack.text(f"hour.{(moment.astimezone(zone).hour - 1) % 12 + 1}")
    return pack.text("when.hour", when=day_and_part(pack, moment, now, zone), hour=hour)


def full_hour(pack: Pack, hour: str) -> str:
    """A time of day that is a full hour, e.g. "five o'clock in the afternoon" for ``17:00``."""
    number = int(hour.split(":")[0])
    named = pack.text(f"hour.{(number - 1) % 12 + 1}")
    part = _part(number) if number else "evening"  # midnight is no hour of the morning
    return pack.text("checkin.at", part=pack.text(f"part.{part}"), hour=named)


def day_and_clock(pack: Pack, moment: datetime, zone: tzinfo) -> str:
    """The same as it is drawn in a few letters, e.g. ``Friday 14:00``."""
    local = moment.astimezone(zone)
    return f"{pack.text(f'weekday.{local.weekday()}')} {local:%H:%M}"


def month_and_year(pack: Pack, day: date) -> str:
    """When something was written, e.g. "in May 2021": without its year an old day would sound like this year's."""
    return pack.text("when.year", month=pack.text(f"month.{day.month}"), year=day.year)


def _part(hour: int) -> str:
    if hour < 11:
        return "morning"
    if hour < 13:
        return "noon"
    return "afternoon" if hour < 18 else "evening"


def clock_seconds(seconds: float) -> str:
    """Elapsed time as figures, e.g. ``1:05``."""
    whole = int(seconds)
    return f"{whole // 60}:{whole % 60:02d}"
