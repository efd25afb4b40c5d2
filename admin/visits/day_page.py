"""What a day of visits shows, in the words of a language; pure: the record orders, the template prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from admin import times
from admin.words import Words
from casework.plans.plan import DueReview, Plan
from casework.visits.visit import PARTS, Visit, part_of


@dataclass(frozen=True)
class Agreed:
    """A step that is still to be done."""

    id: str
    what: str


@dataclass(frozen=True)
class Stop:
    """One visit on the way."""

    visit: Visit
    words: Words
    now: datetime
    """In the station's own time zone."""
    steps: Sequence[Agreed] = ()
    talk: bool = False
    """Whether the person said "not today" twice in a row."""

    @property
    def id(self) -> str:
        """The visit."""
        return self.visit.id

    @property
    def name(self) -> str:
        """The person, else the number of the request."""
        return self.visit.person_name or self.words.say("visits.request", number=self.visit.number or "")

    @property
    def time(self) -> str:
        """The hour."""
        return f"{self.visit.when.astimezone(self.now.tzinfo):%H:%M}"

    @property
    def day(self) -> str:
        """The day, for visits of another one."""
        return times.day(self.visit.when.astimezone(self.now.tzinfo).date(), self.now.date(), self.words)

    @property
    def place(self) -> str:
        """Village, house and how to find it."""
        place = self.visit.place
        return " · ".join(each for each in (place.village, place.household, place.lane) if each)

    @property
    def why(self) -> str:
        """What for: the purpose, else the reason of its request."""
        if self.visit.purpose:
            return self.visit.purpose
        return self.words.reason(self.visit.category).label if self.visit.category else ""

    @property
    def reach(self) -> str:
        """How to reach the person."""
        return " · ".join(each for each in (self.visit.phone, self.visit.reach) if each)

    @property
    def ended(self) -> str:
        """How it went; empty while it is still to come."""
        key = {"done": "met"}.get(self.visit.ended or "", self.visit.ended)
        return self.words.say(f"visits.outcome.{key}") if key else ""


@dataclass(frozen=True)
class PartOfDay:
    """The visits of a morning, a noon, an afternoon, an evening."""

    name: str
    stops: Sequence[Stop]


@dataclass(frozen=True)
class DayPage:
    """One day."""

    day: date
    mine: bool
    """Whether only the reader's own visits are shown."""
    stops: Sequence[Stop]
    late: Sequence[Stop]
    """Visits of earlier days of which nobody has told how they went."""
    reviews: Sequence[DueReview]
    words: Words
    now: datetime

    @property
    def title(self) -> str:
        """The day as people say it."""
        return times.day(self.day, self.now.date(), self.words)

    @property
    def full_title(self) -> str:
        """The same with its date, for paper."""
        weekday = self.words.say(f"times.weekday.{self.day.isoweekday()}")
        return f"{self.day.isoformat()} {weekday}"

    @property
    def iso(self) -> str:
        """For links."""
        return self.day.isoformat()

    @property
    def before(self) -> str:
        """The day before."""
        return (self.day - timedelta(days=1)).isoformat()

    @property
    def after(self) -> str:
        """The day after."""
        return (self.day + timedelta(days=1)).isoformat()

    @property
    def parts(self) -> Sequence[PartOfDay]:
        """The visits by part of the day, on the way."""
        found: dict[int, list[Stop]] = {}
        for each in self.stops:
            found.setdefault(part_of(each.visit.when.astimezone(self.now.tzinfo).hour), []).append(each)
        return [PartOfDay(self.words.say(f"visit.parts.{PARTS[key][0]}"), found[key]) for key in sorted(found)]

    @property
    def review_lines(self) -> Sequence[tuple[DueReview, str]]:
        """Plans that have to be looked at, and since when."""
        return [(each, times.day(each.review_on, self.now.date(), self.words)) for each in self.reviews]


def agreed(plans: Sequence[Plan]) -> tuple[Agreed, ...]:
    """The steps of a person's open plans that are still to be done."""
    return tuple(Agreed(step.id, step.what) for plan in plans if plan.open for step in plan.steps if step.open)


def stops(
    visits: Sequence[Visit],
    plans: Mapping[str, Sequence[Plan]],
    talk: Mapping[str, bool],
    words: Words,
    now: datetime,
) -> list[Stop]:
    """Visits with what is agreed for their persons."""
    return [
        Stop(each, words, now, agreed(plans.get(each.person or "", ())), talk.get(each.person or "", False))
        for each in visits
    ]
