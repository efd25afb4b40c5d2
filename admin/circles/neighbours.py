"""Circles across villages: another village is asked in or out; a link from another village is taken up."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, time

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import context, forms
from admin.circles import look
from admin.circles.circles import NAME_MOST, as_list
from admin.errors import FieldWrong, PanelError
from admin.troubles import as_advice
from calls.away import Away, Link, as_link, authority_of, fingerprint
from calls.errors import BadLink, CallError, HomeClosed
from casework.circles.homes import Home, Told
from casework.errors import CaseworkError

pages = Blueprint("neighbours", __name__, url_prefix="/circles")
LONGEST_LINK = 300


@pages.post("/<circle_id>/neighbours")
def ask(circle_id: str) -> ResponseReturnValue:
    """One village more may come in with its touchscreen; its link is told on this page and never again."""
    record = context.record()
    try:
        address = context.seat().phones()
        if not address:
            raise FieldWrong("no_door")
        village = forms.written(request.form.get("village", ""), NAME_MOST, "too_long")
        made, secret = record.circles.neighbours.ask(circle_id, context.worker().id, village)
    except (PanelError, CaseworkError) as error:
        advice, status = as_advice(error)
        return _page(circle_id, advice), status
    link = Link(address, secret, _fingerprint() if address.startswith("https") else "")
    return _page(circle_id, fresh=look.Fresh(made.village, link.text()))


@pages.post("/<circle_id>/neighbours/end")
def ask_out(circle_id: str) -> ResponseReturnValue:
    """From this second on that link opens nothing, and who is in the circle by it is out."""
    gone = context.record().circles.neighbours.ask_out(request.form.get("neighbour", ""), context.worker().id)
    with suppress(CallError):  # it does not meet just now, or they are not in it
        context.line().ask("put_out", circle=circle_id, party=f"neighbour:{gone.id}")
    context.confirm(context.words().say("done.circle_left", name=gone.village))
    return redirect(url_for("circles.circle", circle_id=circle_id))


@pages.post("/elsewhere")
def take_up() -> ResponseReturnValue:
    """A worker of another village gave this link: people of this one may come into the circle."""
    try:
        made = context.record().circles.homes.take_up(context.worker().id, *_met(request.form.get("link", "")))
    except (PanelError, CaseworkError) as error:
        advice, status = as_advice(error)
        return as_list(advice), status
    context.confirm(context.words().say("done.circle_taken_up"))
    return redirect(url_for("circles.circle", circle_id=made))


def _met(text: str) -> tuple[Home, Told]:
    """The circle behind a link, as its own station tells it. Raises FieldWrong."""
    try:
        link = as_link(text[:LONGEST_LINK])
        authority = authority_of(link)
        told = Away(link.address, link.secret, authority).about()
        home = Home(str(told["village"])[:NAME_MOST], link.address, link.secret, authority)
        starts = time.fromisoformat(told["starts"]).replace(tzinfo=None)
        name, weekly = str(told["name"])[:NAME_MOST], bool(told["weekly"])
        return home, Told(name, date.fromisoformat(told["on_day"]), starts, weekly)
    except BadLink as error:
        raise FieldWrong("link_wrong") from error
    except HomeClosed as error:
        raise FieldWrong("link_closed") from error
    except (CallError, KeyError, ValueError, TypeError) as error:
        raise FieldWrong("home_gone") from error


def _fingerprint() -> str:
    file = context.seat().authority
    if file is None or not file.is_file():
        raise FieldWrong("no_door")
    return fingerprint(file.read_text("ascii"))


def _page(circle_id: str, advice: str = "", fresh: look.Fresh | None = None) -> str:
    page = look.page(context.record().circles.get(circle_id, context.reader()), "", fresh)
    return render_template("circles/circle.html", page=page, advice=advice)
