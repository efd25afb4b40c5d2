"""The page of all figures, filtered by plain links, and the same figures as files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

from admin import context
from admin.errors import NotHere
from admin.figures.export import CSV, XLSX, as_book, as_csv
from admin.figures.shown import ShownFigure, shown
from admin.voice_page import Tab

pages = Blueprint("figures", __name__, url_prefix="/figures")
PERIODS = {"month": timedelta(days=30), "quarter": timedelta(days=91), "year": timedelta(days=365), "all": None}
FIRST = "month"


@dataclass(frozen=True)
class Wanted:
    """What was asked for, as the address says it."""

    period: str
    village: str

    @property
    def address(self) -> dict[str, str]:
        """The same for another link."""
        return {"period": self.period, **({"village": self.village} if self.village else {})}


@pages.get("")
def figures() -> str:
    """Every figure of a time and a village."""
    wanted, words = _wanted(), context.words()
    villages = context.record().figures.villages(context.reader())
    periods = [
        Tab(
            each,
            words.say(f"figures.period.{each}"),
            each == wanted.period,
            _link(period=each, village=wanted.village),
        )
        for each in PERIODS
    ]
    tabs = [Tab("", words.say("figures.every_village"), not wanted.village, _link(period=wanted.period))]
    tabs += [
        Tab(each.id, each.name, each.id == wanted.village, _link(period=wanted.period, village=each.id))
        for each in villages
    ]
    told = _figures(wanted)
    return render_template(
        "figures/figures.html",
        figures=[(each, _link("figures.as_csv_file", name=each.name, **wanted.address)) for each in told],
        nothing=all(each.empty for each in told),
        periods=periods,
        villages=tabs if len(villages) > 1 else [],
        book=_link("figures.as_book_file", **wanted.address),
        counted=f"{context.now():%Y-%m-%d %H:%M}",
        over=_over(wanted),
    )


@pages.get("/<name>.csv")
def as_csv_file(name: str) -> Response:
    """The table of one figure."""
    wanted = _wanted()
    found = next((each for each in _figures(wanted) if each.name == name), None)
    if found is None:
        raise NotHere(f"figure {name!r}")
    return _file(as_csv(found.table), CSV, f"xiangban-{name}-{wanted.period}.csv")


@pages.get("/figures.xlsx")
def as_book_file() -> Response:
    """All of them, a sheet for each."""
    wanted = _wanted()
    over = _over(wanted)
    sheets = [(each.title, f"{each.about} {over}", each.table) for each in _figures(wanted)]
    return _file(as_book(sheets), XLSX, f"xiangban-figures-{wanted.period}.xlsx")


def _wanted() -> Wanted:
    """The period and village of the address; what is not there, or not this reader's, is as if not asked for."""
    period, village = request.args.get("period", FIRST), request.args.get("village", "")
    mine = {each.id for each in context.record().figures.villages(context.reader())}
    return Wanted(period if period in PERIODS else FIRST, village if village in mine else "")


def _figures(wanted: Wanted) -> Sequence[ShownFigure]:
    span = PERIODS[wanted.period]
    since = context.seat().clock() - span if span else None
    found = context.record().figures.all(context.reader(), since, wanted.village or None)
    return [shown(each, context.words()) for each in found]


def _over(wanted: Wanted) -> str:
    """Which time and village, for paper and files."""
    words = context.words()
    names = {each.id: each.name for each in context.record().figures.villages(context.reader())}
    village = names.get(wanted.village) or words.say("figures.every_village")
    return words.say("figures.over", period=words.say(f"figures.period.{wanted.period}"), village=village)


def _link(page: str = "figures.figures", **asked: str) -> str:
    told: dict[str, Any] = {key: value for key, value in asked.items() if value}
    return url_for(page, **told)


def _file(content: bytes, kind: str, name: str) -> Response:
    return Response(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
