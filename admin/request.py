"""The pages of one request: reading, listening, and every action; what may be done is the record's decision."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID, uuid4, uuid5

from flask import Blueprint, Response, jsonify, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from admin import context, forms, times
from admin.errors import NotHere, PanelError
from admin.guard import wants_data
from admin.handing.handed import handed
from admin.request_page import RequestPage, seen
from admin.troubles import as_advice
from admin.twins import twin_lines
from casework.errors import CaseworkError, NoSuchRequest

pages = Blueprint("request", __name__, url_prefix="/requests/<request_id>")


@dataclass(frozen=True)
class Typed:
    """What was typed and not saved, so that nothing is typed twice."""

    reply: str = ""
    note: str = ""
    reason: str = ""
    how: str = ""
    same_as: str = ""


@pages.get("")
def show(request_id: str) -> str:
    """One request in full."""
    return _page(request_id)


@pages.get("/changes")
def changes(request_id: str) -> ResponseReturnValue:
    """204 while nothing happened to this request since ``since``; then how much has happened."""
    news = context.record().since(request.args.get("since", 0, type=int), context.reader())
    if request_id not in news.requests:
        return "", 204
    happened = seen(context.record().request(request_id, context.reader()))
    if happened == request.args.get("seen", -1, type=int):
        return "", 204
    return jsonify(seen=happened)


@pages.get("/recordings/<name>.wav")
def recording(request_id: str, name: str) -> Response:
    """A recording of this request, decrypted on the way out; that somebody listens is written down first."""
    record = context.record()
    if name not in {each.hash for each in record.request(request_id, context.reader()).recordings}:
        raise NotHere("recording of this request with that name")
    wav = record.recordings.read(name)
    if request.method == "GET" and context.from_the_start():
        record.listened(request_id, context.worker().id, name)
    return send_file(io.BytesIO(wav), mimetype="audio/wav", conditional=True, etag=False)


@pages.post("/take")
def take(request_id: str) -> ResponseReturnValue:
    """I act on it."""

    def work(worker: str) -> str:
        context.record().take(request_id, worker)
        return context.words().say("done.taken")

    return done(request_id, work)


@pages.post("/note")
def note(request_id: str) -> ResponseReturnValue:
    """A note for colleagues; never spoken."""

    def work(worker: str) -> str:
        text = forms.written(request.form.get("text", ""), forms.NOTE_MOST, "note_long")
        context.record().note(request_id, worker, text, once(text))
        return context.words().say("done.noted")

    return done(request_id, work, Typed(note=request.form.get("text", "")), opened="note")


@pages.post("/reply")
def reply(request_id: str) -> ResponseReturnValue:
    """An answer that the kiosk will speak."""

    def work(worker: str) -> str:
        text = forms.written(request.form.get("text", ""), forms.REPLY_MOST, "too_long")
        context.record().reply(request_id, worker, text, once(text))
        return context.words().say("done.replied")

    return done(request_id, work, Typed(reply=request.form.get("text", "")))


@pages.post("/visit")
def plan_visit(request_id: str) -> ResponseReturnValue:
    """When somebody will come."""

    def work(worker: str) -> str:
        now, words = context.now(), context.words()
        when = forms.visit(request.form, now, context.seat().settings.zone)
        context.record().plan_visit(request_id, worker, when, once(when.isoformat()))
        return words.say("done.planned", when=times.visit(when, now, words))

    return done(request_id, work)


def done(
    request_id: str, work: Callable[[str], str], typed: Typed | None = None, opened: str = ""
) -> ResponseReturnValue:
    """Do it and confirm it; or show the request as it is now, with one line of advice and what was typed."""
    try:
        told = work(context.worker().id)
    except (PanelError, CaseworkError) as error:
        advice, status = as_advice(error)
        if wants_data():
            return jsonify(advice=advice), status
        try:
            return _page(request_id, advice, typed or Typed(), opened), status
        except NoSuchRequest:  # a colleague was quicker, and it is out of sight now: the first trouble is the news
            raise error from None
    if wants_data():
        return jsonify(told=told)
    context.confirm(told)
    return redirect(url_for("request.show", request_id=request_id))


def _page(request_id: str, advice: str = "", typed: Typed | None = None, opened: str = "") -> str:
    record = context.record()
    if record.may_open(request_id, context.reader()):
        record.readings.of_request(request_id, context.worker().id)
    version = record.version()  # before reading: what changes in between is told, never missed
    file = record.request(request_id, context.reader())
    typed = typed or Typed()
    page = RequestPage(
        file, context.words(), context.now(), context.worker().id, version, str(uuid4()), opened, typed.how
    )
    twins = [] if page.ended else twin_lines(record.twins(request_id, context.reader()), page.words, page.now)
    return render_template(
        "request.html", page=page, advice=advice, typed=typed, twins=twins, handed=handed(request_id)
    )


def once(what: str) -> str | None:
    """The id under which this text of this form is kept: the same form sent twice is one; changed text is another."""
    try:
        return str(uuid5(UUID(request.form.get("once", "")), what))
    except ValueError:
        return None
