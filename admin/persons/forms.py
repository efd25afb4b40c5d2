"""What workers fill in about persons, read and checked; pure, each mistake with its mend."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID, uuid4, uuid5
from zoneinfo import ZoneInfo

from admin import forms
from admin.errors import FieldWrong
from casework.persons.kinds import LANGUAGES
from casework.writing import Value

TEXT_MOST = 1000
"""Characters of a note, a goal, a step."""
LINE_MOST = 120
"""Characters of a name, a phone number, a lane."""

Form = Mapping[str, str]


def line(form: Form, name: str) -> str:
    """One line, may be empty. Raises FieldWrong."""
    return _short(form.get(name, ""), LINE_MOST)


def text(form: Form, name: str) -> str:
    """Several lines, may be empty. Raises FieldWrong."""
    return _short(form.get(name, "").replace("\r\n", "\n"), TEXT_MOST)


def needed(form: Form, name: str) -> str:
    """Several lines that must not be empty. Raises FieldWrong."""
    return forms.written(form.get(name, ""), TEXT_MOST, "note_long")


def year(form: Form, name: str = "born") -> int | None:
    """A year of birth, if known. Raises FieldWrong."""
    told = form.get(name, "").strip()
    if not told:
        return None
    if not (told.isdigit() and len(told) == 4):
        raise FieldWrong("year_wrong")
    return int(told)


def day(form: Form, name: str = "day") -> date:
    """A day. Raises FieldWrong."""
    try:
        return date.fromisoformat(form.get(name, ""))
    except ValueError as error:
        raise FieldWrong("day_wrong") from error


def day_or_none(form: Form, name: str) -> date | None:
    """A day, if one is given. Raises FieldWrong."""
    return day(form, name) if form.get(name, "").strip() else None


def whole(form: Form, name: str) -> int:
    """A whole number. Raises FieldWrong."""
    told = form.get(name, "").strip()
    if not told.isdigit() or len(told) > 5:
        raise FieldWrong("number_wrong")
    return int(told)


def visit(form: Form, now: datetime, zone: ZoneInfo) -> datetime:
    """When somebody will come. Raises FieldWrong."""
    return forms.visit(form, now, zone)


def details(form: Form, languages: list[str]) -> dict[str, Value]:
    """The fields of a file. Raises FieldWrong."""
    told: dict[str, Value] = {each: line(form, each) for each in ("name", "phone")}
    if not told["name"]:
        raise FieldWrong("name_empty")
    known = [each for each in languages if each in LANGUAGES]
    return {**told, "born": year(form), "reach": text(form, "reach"), "languages": " ".join(known)}


def relation(form: Form) -> dict[str, Value]:
    """Somebody who matters. Raises FieldWrong."""
    told: dict[str, Value] = {each: line(form, each) for each in ("kind", "name", "phone")}
    if not told["name"]:
        raise FieldWrong("name_empty")
    return {**told, "may_call": int("may_call" in form), "note": text(form, "note")}


def fresh() -> str:
    """A new id under which a form is kept once."""
    return str(uuid4())


def once(form: Form, what: str) -> str | None:
    """The id under which this form is kept: sent twice it is one."""
    try:
        return str(uuid5(UUID(form.get("once", "")), what))
    except ValueError:
        return None


def _short(told: str, most: int) -> str:
    told = told.strip()
    if len(told) > most:
        raise FieldWrong("note_long", most=most, over=len(told) - most)
    return told
