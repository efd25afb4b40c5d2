"""The queue's pages: what waits, filtered by plain links, and the short question "what has changed?"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import context
from admin.rooms import first_page
from admin.rows import QueueRow
from casework.queue import Waiting
from casework.status import ENDED, NEW

pages = Blueprint("queue", __name__)
STATES = ("open", "mine", "ended", "all")
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
class Asked:
    """What the worker wants to see."""

    state: str
    kind: str
    find: str

    @property
    def filtered(self) -> bool:
        """Whether more than the state narrows the list."""
        return bool(self.kind or self.find)


@dataclass(frozen=True)
class QueuePage:
    """Everything the template prints."""

    state: str
    find: str
    states: Sequence[Option]
    kinds: Sequence[Option]
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


def _asked() -> Asked:
    state = request.args.get("state", STATES[0])
    kind = request.args.get("kind", "")
    known = {each.key for each in context.words().reasons}
    return Asked(
        state if state in STATES else STATES[0],
        kind if kind in known else "",
        request.args.get("find", "").strip()[:60],
    )


def _page(asked: Asked, version: int) -> QueuePage:
    words, worker, now = context.words(), context.worker(), context.now()
    waiting = context.record().queue(context.reader(), ended=asked.state in ("ended", "all"))
    shown = [each for each in waiting if _fits(each, asked, worker.id)]
    rows = [QueueRow(each, words, now, worker.id) for each in shown[:MOST_ROWS]]
    live = [each for each in waiting if each.status not in ENDED]
    counts = {"open": len(live), "mine": sum(each.worker == worker.id for each in live)}
    return QueuePage(
        state=asked.state,
        find=asked.find,
        states=[_state(each, asked, counts) for each in STATES],
        kinds=[Option(each.key, each.label, each.key == asked.kind) for each in words.reasons],
        keys=[words.say(f"queue.key.{each}") for each in ("move", "open", "take", "find")],
        rows=rows,
        version=version,
        fresh=sum(each.status == NEW for each in live),
        fresh_pattern=words.say("queue.fresh", n="{n}"),
        changes_url=url_for("queue.changes", state=asked.state, kind=asked.kind, find=asked.find),
        empty=words.say("queue.empty_filtered" if asked.filtered else f"queue.empty.{asked.state}"),
        filtered=asked.filtered,
        cut=words.say("queue.more", n=MOST_ROWS) if len(shown) > MOST_ROWS else "",
    )


def _state(state: str, asked: Asked, counts: Mapping[str, int]) -> Option:
    return Option(
        state,
        context.words().say(f"queue.states.{state}"),
        state == asked.state,
        url_for("queue.queue", state=state, kind=asked.kind or None, find=asked.find or None),
        counts.get(state, 0),
        state in counts,
    )


def _fits(waiting: Waiting, asked: Asked, worker: str) -> bool:
    over = waiting.status in ENDED
    states = {"open": not over, "mine": not over and waiting.worker == worker, "ended": over, "all": True}
    found = (waiting.number, waiting.heard, waiting.person or "", waiting.worker_name or "")
    sought = asked.find.casefold()
    return (
        states[asked.state]
        and (not asked.kind or waiting.category == asked.kind)
        and (not sought or any(sought in each.casefold() for each in found))
    )
