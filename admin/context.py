"""The one file that touches Flask's globals: who is here, in which language, over which record."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from flask import Flask, current_app, flash, g, request, session, url_for

from admin.account.halves import Halves
from admin.account.stage import Stage, device_of, set_up_until, stage
from admin.cards.sheets import Sheets
from admin.errors import SignInFirst
from admin.mouth import LazyMouth
from admin.overlay import OwnOverlay
from admin.rooms import first_page
from admin.sessions import Sessions
from admin.settings import PanelSettings
from admin.takes import Takes
from admin.words import Words, words_in
from calls.line import NOWHERE, Line
from casework.access.acts import WRITE_REQUESTS

if TYPE_CHECKING:
    from casework.access import Reader
    from casework.record import Record
    from casework.workers import Worker

QUIET = frozenset(
    {
        *("queue.changes", "request.changes", "alarms.now", "alarms.bell", "call.news", "call.static"),
        *("idle.left", "idle.here", "static", "pictures.picture"),
    }
)
"""What pages ask by themselves: it does not show that anybody is there."""
LANGUAGE_COOKIE = "xiangban_panel_language"
SEAT = "xiangban-panel"


@dataclass(frozen=True)
class Seat:
    """What one running panel holds."""

    settings: PanelSettings
    record: Record
    sessions: Sessions
    clock: Callable[[], datetime]
    """Now, in UTC."""
    mouth: LazyMouth
    """Says what the kiosk says."""
    overlay: OwnOverlay
    """The station's own recordings and spellings."""
    takes: Takes
    """Recordings that nobody has decided about."""
    sheets: Sheets
    """Cards that wait for the printer."""
    halves: Halves
    """Forms that nobody has sent yet."""
    phones: Callable[[], str]
    """Where a relative's phone finds this station, e.g. ``https://192.168.1.5:8443``; empty where it does not."""
    line: Line | None
    """The wire to the exchange; None where calls cannot ring."""
    authority: Path | None
    """Certificate of the station's own authority, by which other stations know its door; None without one."""


def sit(app: Flask, seat: Seat) -> None:
    """Give the app what it holds; done once, by the factory."""
    app.extensions[SEAT] = seat


def seat() -> Seat:
    """What the running panel holds."""
    return cast(Seat, current_app.extensions[SEAT])


def record() -> Record:
    """The record both apps stand on."""
    return seat().record


def now() -> datetime:
    """Now, in the station's own time zone."""
    return seat().clock().astimezone(seat().settings.zone)


def words() -> Words:
    """The words of the language chosen here: the cookie, else what the browser asks for, else the first one."""
    if "words" not in g:
        settings = seat().settings
        wanted = request.cookies.get(LANGUAGE_COOKIE, "")
        if wanted not in settings.languages:
            wanted = request.accept_languages.best_match(settings.languages) or settings.languages[0]
        g.words = words_in(wanted, settings.overlays)
    return cast(Words, g.words)


def somebody() -> Worker | None:
    """The worker who is signed in with everything that the role needs, or None."""
    found, where = _come()
    return found if where is Stage.OPEN else None


def coming() -> tuple[Worker, Stage]:
    """Whoever has given a right password here, and what is still missing. Raises SignInFirst."""
    found, where = _come()
    if found is None:
        raise SignInFirst
    return found, where


def doorway() -> str:
    """The endpoint where somebody who is not in yet goes on."""
    found, where = _come()
    if found is None:
        return "sign_in.sign_in"
    return {Stage.CODE: "second.code", Stage.SET_UP: "second.set_up", Stage.OPEN: "queue.start"}[where]


def _come() -> tuple[Worker | None, Stage]:
    if "come" not in g:
        known = seat().sessions.look(session_id())
        found = record().workers.get(known.worker) if known else None
        if known is None or found is None or not found.active:
            g.come = (None, Stage.SET_UP)
        else:
            has = not known.proven and record().factors.has(found.id)
            g.come = (found, _stage(found, has, known.proven))
            if request.endpoint not in QUIET:
                stay()
    return cast("tuple[Worker | None, Stage]", g.come)


def _stage(found: Worker, has_factor: bool, proven: bool) -> Stage:
    return stage(found.role, has_factor, proven, record().clock(), second_step_until(found))


def second_step_until(found: Worker) -> datetime | None:
    """Until when this worker may come in without a second factor that the role needs; None: not at all."""
    return set_up_until(found.since, seat().settings.second_step_days)


def worker() -> Worker:
    """The worker who is signed in. Raises SignInFirst."""
    found = somebody()
    if found is None:
        raise SignInFirst
    return found


def reader() -> Reader:
    """The same as one who reads the record: every question about cases takes it. Raises SignInFirst."""
    if "reader" not in g:
        g.reader = record().reader(worker().id)
    return cast("Reader", g.reader)


def session_id() -> str:
    """The secret id of this browser's session; empty without one."""
    return cast(str, session.get("id", ""))


def party() -> str | None:
    """Under which name the exchange knows who is signed in; None for somebody whom no call reaches."""
    return f"worker:{worker().id}" if somebody() and reader().may(WRITE_REQUESTS) else None


def rings_here() -> bool:
    """Whether calls can ring for who is signed in."""
    return seat().line is not None and party() is not None


def line() -> Line:
    """The wire to the exchange; one that nobody answers where there is none."""
    return seat().line or Line(NOWHERE)


def begin_session(worker_id: str, *, proven: bool = False) -> str:
    """Sign in under a fresh id and a fresh form token; whatever was known before is thrown away.

    The address where this worker goes on: what is still missing, the page left behind, or the first one.
    """
    left_at = session.get("left_at", ("", ""))
    end_session()
    found = record().workers.get(worker_id)
    has = not proven and record().factors.has(worker_id)
    halfway = _stage(found, has, proven) is not Stage.OPEN
    device = device_of(request.headers.get("User-Agent", ""))
    session["id"] = seat().sessions.begin(worker_id, device, proven=proven, halfway=halfway)
    session.permanent = True
    if halfway:
        session["left_at"] = left_at
        return url_for(doorway())
    if left_at[0] == worker_id:
        return cast(str, left_at[1])
    return url_for(first_page(reader()))


def remember_where() -> None:
    """Somebody comes back to a page after having been away too long: after signing in again they go on there."""
    whose = seat().sessions.left_by(session_id())
    if whose is not None:
        end_session()
        session["left_at"] = (whose, request.full_path.rstrip("?"))
        confirm(words().say("idle.ended"))


def end_session() -> None:
    """Sign out here and on the station, so that a copied cookie opens nothing."""
    seat().sessions.end(session_id())
    session.clear()
    g.pop("come", None)
    g.pop("reader", None)


def stay() -> None:
    """Somebody did something: the time of the session begins anew."""
    seat().sessions.touch(session_id())


def time_left() -> float:
    """Seconds until this session ends when nobody does anything."""
    return seat().sessions.left(session_id())


def form_token() -> str:
    """The secret that every form of this session must carry."""
    if "form" not in session:
        session["form"] = secrets.token_urlsafe(24)
    return cast(str, session["form"])


def confirm(told: str) -> None:
    """Show on the next page that something was done."""
    flash(told, "done")


def from_the_start() -> bool:
    """Whether this is the beginning of listening; browsers fetch the rest of a recording in pieces."""
    wanted = request.range
    return wanted is None or not wanted.ranges or wanted.ranges[0][0] in (0, None)
