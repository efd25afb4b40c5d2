"""Ages, due times and moments in the words of a language; pure, everything given."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from admin.words import Words

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
PARTS_OF_DAY = {"morning": 9, "noon": 12, "afternoon": 15, "evening": 18}
"""Part of a day a worker can name for a visit, and the hour written down for it (local time)."""


def length(span: timedelta, words: Words) -> str:
    """How long, in the largest unit that says enough: minutes, hours up to two days, then days."""
    if span < HOUR:
        return words.say("times.minutes", n=max(1, span // MINUTE))
    if span < 2 * DAY:
        return words.say("times.hours", n=span // HOUR)
    return words.say("times.days", n=span // DAY)


def age(since: datetime, now: datetime, words: Words) -> str:
    """How long ago."""
    span = now - since
    return words.say("times.just_now") if span < MINUTE else words.say("times.ago", length=length(span, words))


def due(by: datetime, now: datetime, words: Words) -> str:
    """How much time is left, or for how long it is overdue."""
    if by < now:
        return words.say("times.overdue", length=length(now - by, words))
    return words.say("times.left", length=length(by - now, words))


def day(when: date, today: date, words: Words) -> str:
    """A day as people say it: today, tomorrow, yesterday, else weekday and date; the year only when it is another."""
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}.get((when - today).days)
    if near:
        return words.say(f"times.{near}")
    named = words.say(
        "times.date",
        weekday=words.say(f"times.weekday.{when.isoweekday()}"),
        day=when.day,
        month=words.say(f"times.month.{when.month}"),
    )
    return named if when.year == today.year else words.say("times.with_year", date=named, year=when.year)


def moment(when: datetime, now: datetime, words: Words) -> str:
    """A point in time, in the zone of ``now``."""
    local = when.astimezone(now.tzinfo)
    return words.say("times.moment", day=day(local.date(), now.date(), words), time=f"{local:%H:%M}")


def part_of_day(hour: int) -> str:
    """The part of the day that the kiosk names for an hour."""
    if hour < 11:
        return "morning"
    if hour < 13:
        return "noon"
    return "afternoon" if hour < 18 else "evening"


def visit(when: datetime, now: datetime, words: Words) -> str:
    """When somebody comes: the day and the part of day, which the kiosk says, and the time written down."""
    local = when.astimezone(now.tzinfo)
    part = words.say(f"visit.parts.{part_of_day(local.hour)}")
    return words.say("times.about", day=day(local.date(), now.date(), words), part=part, time=f"{local:%H:%M}")


def clock(seconds: float) -> str:
    """A length of sound as people read it on players: 0:42."""
    whole = max(0, round(seconds))
    return f"{whole // 60}:{whole % 60:02d}"
