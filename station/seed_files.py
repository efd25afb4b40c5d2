"""Lays the files of the demonstration village: homes, who matters, circumstances, a plan, visits; not requests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from casework.record import Record
from casework.visits.visits import Form
from station.errors import SeedsWrong

GoBack = Callable[[float], None]
"""Let the record's clock stand so many hours before the start."""


def lay_homes(record: Record, village: Mapping[str, Any], worker: str) -> None:
    """How each house is found."""
    people = record.people
    homes = {each.name: each.id for each in people.homes.households(record.settings.station)}
    for each in village["households"]:
        told = {name: each[name] for name in ("lane", "route") if name in each}
        if told:
            people.homes.change_household(homes[each["name"]], worker, told)
    if "way" in village:
        people.homes.change_village(record.settings.station, worker, {"way": village["way"]})


def lay_files(
    record: Record, village: Mapping[str, Any], persons: Mapping[str, str], worker: str, start: datetime, back: GoBack
) -> None:
    """Every file that ``village.yaml`` describes. Raises SeedsWrong."""
    for name, told in village.get("files", {}).items():
        person = persons[name]
        back(told.get("ago", 0))
        if "about" in told:
            record.people.change(person, worker, told["about"])
        for kind, since in told.get("lives", {}).items():
            record.people.circumstances.add(person, worker, kind, str(since or ""))
        for place, each in enumerate(told.get("matters", ())):
            _relation(record, person, worker, dict(each), place, persons)
        if "plan" in told:
            _plan(record, person, worker, told["plan"], start)
        for each in told.get("visits", ()):
            _visit(record, person, worker, each, start, back)


def _relation(
    record: Record, person: str, worker: str, told: dict[str, Any], place: int, persons: Mapping[str, str]
) -> None:
    kind, name = told.pop("kind"), told.pop("name")
    if name in persons:
        told["other"] = persons[name]
    record.people.relations.add(person, worker, kind, name, place=place, **told)


def _plan(record: Record, person: str, worker: str, told: Mapping[str, Any], start: datetime) -> None:
    today = start.astimezone(record.settings.zone).date()
    plan = record.plans.open(person, worker, today + timedelta(days=told["review_in"]))
    goals = [record.plans.add_goal(plan, worker, each) for each in told["goals"]]
    for each in told["steps"]:
        until = today + timedelta(days=each["in"]) if "in" in each else None
        step = record.plans.add_step(plan, worker, each["what"], each["doer"], each.get("name", ""), until, goals[0])
        if each.get("done"):
            record.plans.step_done(plan, step, worker)


def _visit(record: Record, person: str, worker: str, told: Mapping[str, Any], start: datetime, back: GoBack) -> None:
    """One visit to come, in rounds or once; or one that was, with what the visitor wrote."""
    zone = record.settings.zone
    day = start.astimezone(zone).date() + timedelta(days=told["in"])
    when = _at(day, told["at"], zone)
    purpose = told.get("purpose", "")
    if "every" in told:
        record.visits.start_round(person, worker, when, told["every"], purpose)
        return
    visit = record.visits.plan(person, worker, when, purpose)
    if told["in"] >= 0:
        return
    if "outcome" not in told:
        raise SeedsWrong(f"the visit {dict(told)} is over, so how did it go")
    back((start - when) / timedelta(hours=1))
    texts = {name: told.get(name, "") for name in ("said", "done", "next")}
    form = Form(str(uuid5(NAMESPACE_URL, f"{visit}")), person, visit, told["outcome"], when, **texts)
    record.visits.report(worker, form)


def _at(day: date, hour: str, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.fromisoformat(hour), zone)
