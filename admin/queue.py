"""The queue's pages: what waits, filtered by plain links, and the short question "what has changed?"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import context, forms
from admin.asked import AGES, STATES, Asked, asked_in
from admin.rooms import first_page
from admin.rows import QueueRow
from casework.queue import Waiting
from casework.status import ENDED, NEW
from casework.views import LONGEST

pages = Blueprint("queue", __name__)
MOST_ROWS = 200
"""More than this helps nobody; the page says so and offers the filters."""
WHOLE = -1
"""The version that a browser sends when it wants the whole list, changed or not."""


@dataclass(frozen=True)
class Option:
    """One link or choice of a filter."""

    key: str
    word: str
    current: bool
    href: str = ""
    count: int = 0
    counted: bool = False


@dataclass(frozen=True)
class Filter:
    """One choice that narrows the list."""

    name: str
    word: str
    every: str
    options: Sequence[Option]


@dataclass(frozen=True)
class SavedView:
    """One of the worker's own ways of seeing the queue."""

    id: str
    name: str
    href: str
    current: bool


@dataclass(frozen=True)
class QueuePage:
    """Everything the template prints."""

    state: str
    find: str
    states: Sequence[Option]
    filters: Sequence[Filter]
    views: Sequence[SavedView]
    told: Mapping[str, str]
    """The filters that are set, as a form sends them again."""
    keys: Sequence[str]
    rows: Sequence[QueueRow]
    version: int
    fresh: int
    fresh_pattern: str
    changes_url: str
    empty: str
    filtered: bool
    cut: str
    """Told when the list is longer than what is shown; else empty."""


@pages.get("/")
def start() -> ResponseReturnValue:
    """The first page of who is signed in: the queue, for whoever may see it."""
    return redirect(url_for(first_page(context.reader())))


@pages.get("/queue")
def queue() -> str:
    """What waits, overdue first."""
    version = context.record().version()  # before reading: a change in between is then told twice, never missed
    return render_template("queue.html", page=_page(_asked(), version))


@pages.get("/queue/changes")
def changes() -> ResponseReturnValue:
    """Nothing (204) while nothing has changed since ``since``; else every row, as it is now."""
    version = context.record().version()
    if request.args.get("since", WHOLE, type=int) == version:
        return "", 204
    page = _page(_asked(), version)
    rows = [{"id": row.id, "mark": row.mark, "html": render_template("row.html", row=row)} for row in page.rows]
    counts = {each.key: each.count for each in page.states if each.counted}
    return jsonify(version=version, rows=rows, counts={**counts, "fresh": page.fresh})


@pages.post("/queue/views")
def keep_view() -> ResponseReturnValue:
    """Save what is shown under a name."""
    asked = asked_in(request.form)
    name = forms.written(request.form.get("name", ""), LONGEST, "note_long")
    context.record().views.keep(context.worker().id, name, asked.query)
    context.confirm(context.words().say("done.view_kept", name=name))
    return redirect(_address(asked))


@pages.post("/queue/views/<view>/remove")
def remove_view(view: str) -> ResponseReturnValue:
    """It is not wanted any more."""
    context.record().views.remove(context.worker().id, view)
    return redirect(url_for("queue.queue"))


def _address(asked: Asked) -> str:
    return f"{url_for('queue.queue')}?{asked.query}"


def _asked() -> Asked:
    return asked_in(request.args)


def _page(asked: Asked, version: int) -> QueuePage:
    words, worker, now = context.words(), context.worker(), context.now()
    waiting = context.record().queue(context.reader(), ended=asked.state in ("ended", "all"))
    found = context.record().found(context.reader(), asked.find)
    shown = [each for each in waiting if asked.fits(each, worker.id, now, found)]
    rows = [QueueRow(each, words, now, worker.id) for each in shown[:MOST_ROWS]]
    live = [each for each in waiting if each.status not in ENDED]
    counts = {each: sum(Asked(each).fits(one, worker.id, now) for one in live) for each in ("open", "mine", "asking")}
    return QueuePage(
        state=asked.state,
        find=asked.find,
        states=[_state(each, asked, counts) for each in STATES],
        filters=_filters(asked, waiting),
        views=_views(asked, worker.id),
        told=asked.told,
        keys=[words.say(f"queue.key.{each}") for each in ("move", "open", "take", "find")],
        rows=rows,
        version=version,
        fresh=sum(each.status == NEW for each in live),
        fresh_pattern=words.say("queue.fresh", n="{n}"),
        changes_url=f"{url_for('queue.changes')}?{asked.query}",
        empty=words.say("queue.empty_filtered" if asked.filtered else f"queue.empty.{asked.state}"),
        filtered=asked.filtered,
        cut=words.say("queue.more", n=MOST_ROWS) if len(shown) > MOST_ROWS else "",
    )


def _state(state: str, asked: Asked, counts: Mapping[str, int]) -> Option:
    return Option(
        state,
        context.words().say(f"queue.states.{state}"),
        state == asked.state,
        _address(asked.at(state)),
        counts.get(state, 0),
        state in counts,
    )


def _filters(asked: Asked, waiting: Sequence[Waiting]) -> list[Filter]:
    """Kind, village, worker, age; villages and workers as they occur in what the reader may see."""
    words = context.words()
    villages = {each.village_id: each.village or "" for each in waiting if each.village_id}
    workers = {each.worker: each.worker_name or "" for each in waiting if each.worker}
    offered: dict[str, Mapping[str, str]] = {
        "kind": {each.key: each.label for each in words.reasons},
        "village": villages if len(villages) > 1 or asked.village else {},
        "worker": workers if len(workers) > 1 or asked.worker else {},
        "age": {each: words.say(f"queue.ages.{each}") for each in AGES},
    }
    return [
        Filter(
            name,
            words.say(f"queue.{name}"),
            words.say(f"queue.every_{name}"),
            [Option(key, word, key == getattr(asked, name)) for key, word in sorted(told.items(), key=_word)]
            if name in ("village", "worker")
            else [Option(key, word, key == getattr(asked, name)) for key, word in told.items()],
        )
        for name, told in offered.items()
        if told
    ]


def _word(option: tuple[str, str]) -> str:
    return option[1]


def _views(asked: Asked, worker: str) -> list[SavedView]:
    return [
        SavedView(each.id, each.name, f"{url_for('queue.queue')}?{each.asked}", each.asked == asked.query)
        for each in context.record().views.of(worker)
    ]
