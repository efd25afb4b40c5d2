"""What is typed into the forms of a report, as the record takes it; pure, each mistake with its mend."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from werkzeug.datastructures import MultiDict

from admin.errors import FieldWrong
from admin.forms import beside, written
from casework.reports.naming import Begun, Named

LONG, SHORT = 4000, 200
"""Characters."""


def begun(form: MultiDict[str, str]) -> Begun:
    """A new report. Raises FieldWrong when something is too long; what is missing the record says."""
    return Begun(
        law=form.get("law", ""),
        harmed=beside(form.get("harmed", ""), SHORT),
        seen=beside(form.get("seen", ""), LONG),
        suspects=suspects(form),
        about_request=form.get("request") or None,
        about_person=form.get("person") or None,
        second=form.get("second") or None,
        apart=form.get("apart", "yes") == "yes",
    )


def suspects(form: MultiDict[str, str]) -> tuple[Named, ...]:
    """Workers that are ticked, and whoever is written down."""
    found = [Named(worker=each) for each in dict.fromkeys(form.getlist("worker")) if each]
    name = beside(form.get("name", ""), SHORT)
    return (*found, Named(name=name, namesake="namesake" in form)) if name else tuple(found)


def passed_at(form: Mapping[str, str], zone: ZoneInfo) -> datetime:
    """When it was told, on the clock of the place. Raises FieldWrong."""
    try:
        when = datetime.fromisoformat(f"{form.get('day', '')}T{form.get('time', '')}")
    except ValueError as error:
        raise FieldWrong("day_wrong") from error
    return when.replace(tzinfo=zone)


def told(form: Mapping[str, str], field: str, most: int = LONG) -> str:
    """A text that is needed. Raises FieldWrong."""
    return written(form.get(field, ""), most, "too_long")
