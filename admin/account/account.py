"""One's own account: the second step, the password, and where one is signed in; each change asks for the password."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import context, times
from admin.errors import FieldWrong, PanelError
from admin.sessions import SignedIn
from admin.taking import Work, taken
from admin.troubles import as_advice
from admin.words import Words
from casework.access.acts import SEE_WORKERS
from casework.errors import CaseworkError
from casework.factors.factors import NEED_ONE, Factor

pages = Blueprint("account", __name__, url_prefix="/account")


@dataclass(frozen=True)
class SessionLine:
    """One place where somebody is signed in."""

    handle: str
    what: str
    since: str
    here: bool


@dataclass(frozen=True)
class AccountPage:
    """What somebody sees of the own account."""

    factor: Factor | None
    needed: bool
    """Whether the role needs a second step."""
    told: str
    """How the second step stands, in words."""
    sessions: list[SessionLine]
    colleagues: bool
    """Whether this one may see who works here."""
    least: int
    """Fewest characters of a password."""


@pages.get("")
def account() -> str:
    """The own account."""
    return _page()


@pages.post("/password")
def password() -> ResponseReturnValue:
    """Another password; wherever else one is signed in, that ends."""

    def work(worker: str) -> str:
        workers, fresh = context.record().workers, request.form.get("fresh", "")
        if len(fresh) < workers.password_length:
            raise FieldWrong(
                "password_short", least=workers.password_length, left=workers.password_length - len(fresh)
            )
        workers.change_password(worker, request.form.get("password", ""), fresh)
        context.seat().sessions.end_of(worker, but=context.session_id())
        return "account.done.password"

    return _done(work)


@pages.post("/paper")
def paper() -> ResponseReturnValue:
    """New codes for paper, shown this once; the old ones open nothing any more."""
    try:
        who = _sure()
        codes = context.record().factors.renew_paper(who)
    except (PanelError, CaseworkError) as error:
        advice, status = as_advice(error)
        return _page(advice), status
    return render_template("account/paper.html", codes=codes, onward=url_for("account.account"))


@pages.post("/second-step/end")
def end_second() -> ResponseReturnValue:
    """Do without the second step; not where the role needs one."""

    def work(worker: str) -> str:
        if context.worker().role in NEED_ONE:
            raise FieldWrong("second_needed")
        context.record().factors.end(_sure(), worker)
        return "account.done.second_ended"

    return _done(work)


@pages.post("/sessions/<handle>/end")
def end_session(handle: str) -> ResponseReturnValue:
    """Sign out somewhere else."""

    def work(worker: str) -> str:
        context.seat().sessions.end_of(worker, handle)
        return "account.done.ended"

    return _done(work)


@pages.post("/sessions/end")
def end_others() -> ResponseReturnValue:
    """Sign out everywhere else."""

    def work(worker: str) -> str:
        context.seat().sessions.end_of(worker, but=context.session_id())
        return "account.done.ended"

    return _done(work)


def _sure() -> str:
    """The worker's id, when the password was typed once more. Raises SignInRefused, LockedOut."""
    who = context.worker()
    context.record().workers.check_password(who.id, request.form.get("password", ""))
    return who.id


def _done(work: Work) -> ResponseReturnValue:
    return taken(work, _page, url_for("account.account"))


def _page(advice: str = "") -> str:
    who, record, sessions = context.worker(), context.record(), context.seat().sessions
    factor, here = record.factors.of(who.id), sessions.look(context.session_id())
    lines = [session_line(each, here.handle if here else "") for each in sessions.of(who.id)]
    needed = who.role in NEED_ONE
    told, colleagues = _told(factor, context.words()), context.reader().may(SEE_WORKERS)
    shown = AccountPage(factor, needed, told, lines, colleagues, record.workers.password_length)
    return render_template("account/account.html", page=shown, advice=advice)


def _told(factor: Factor | None, words: Words) -> str:
    if factor is None:
        return words.say("account.second.none")
    told = [words.say("account.second.since", when=times.moment(factor.since, context.now(), words))]
    told.append(words.say("account.second.left", n=factor.left))
    if factor.minutes_off:
        told.append(words.say("account.second.clock", n=abs(factor.minutes_off)))
    return " ".join(told)


def session_line(each: SignedIn, here: str = "") -> SessionLine:
    """One session in words: on what, since when, when used last. ``here``: the handle of this very one."""
    words, now = context.words(), context.now()
    kind, _, system = each.device.partition(" ")
    what = words.say(f"account.device.{kind}") + (f" ({system})" if system else "")
    if each.handle == here:
        what = words.say("account.this_one", device=what)
    began, used = (times.moment(when, now, words) for when in (each.began, each.seen))
    return SessionLine(each.handle, what, words.say("account.since", when=began, used=used), each.handle == here)
