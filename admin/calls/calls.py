"""Calls of the last days, whom to call back, and ringing the touchscreen; the ringing itself is the exchange's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from flask import Blueprint, Response, jsonify, render_template, request

from admin import context, times
from calls.errors import CallError
from calls.party import Party
from calls.web import refused
from casework.calls.book import Called

pages = Blueprint("calls", __name__, url_prefix="/calls")
MOST = 50


@dataclass(frozen=True)
class Promise:
    """One appointment as it is shown."""

    id: str
    when: str
    who: str
    request: str
    late: bool


@dataclass(frozen=True)
class CallLine:
    """One call as it is shown."""

    when: str
    who: str
    how: str
    missed: bool
    request: str | None


@pages.get("")
def calls() -> str:
    """Who is to be called back, and the latest calls."""
    record = context.record()
    names = {f"worker:{each.id}": each.name for each in record.workers.all()}
    return render_template(
        "calls/calls.html",
        promises=_promises(),
        lines=[_line(each, names) for each in record.calls.latest(context.reader(), MOST)],
        on_duty=[each.name for each in record.rota.now(record.settings.station)],
        works=context.rings_here(),
        quiet=_quiet(),
    )


@pages.post("/ring")
def ring() -> Response | tuple[Response, int]:
    """Ring the touchscreen of this station; for an appointment, or because somebody waits there."""
    record, me = context.record(), context.worker()
    wanted = request.form.get("call_back", "")
    promise = next((each for each in record.call_backs.waiting(context.reader()) if each.id == wanted), None)
    station = record.settings.station
    person = promise.person if promise else None
    called = Party(f"kiosk:{station}", (promise and promise.name) or context.seat().settings.village or station)
    about = {"kind": "worker", "person": person, "call_back": promise.id if promise else None}
    try:
        call = context.line().ask(
            "ring", caller=asdict(Party(f"worker:{me.id}", me.name)), callees=[asdict(called)], about=about
        )
    except CallError as error:
        return refused(error)
    return jsonify(call=call)


def _quiet() -> str:
    """Until when it is quiet at the touchscreen: a worker is told so and decides; empty while it is not."""
    ends = context.record().quiet.until()
    return times.moment(ends, context.now(), context.words()) if ends else ""


def _promises() -> Sequence[Promise]:
    now, words = context.now(), context.words()
    return [
        Promise(
            each.id,
            times.moment(each.due, now, words),
            each.name or words.say("calls.number", number=each.number),
            each.request,
            each.due < now,
        )
        for each in context.record().call_backs.waiting(context.reader())
    ]


def _line(call: Called, names: dict[str, str]) -> CallLine:
    now, words = context.now(), context.words()
    return CallLine(
        when=times.moment(call.began_at, now, words),
        who=_caller(call, names),
        how=_how(call, names),
        missed=call.missed and call.kind != "circle",
        request=call.request,
    )


def _caller(call: Called, names: dict[str, str]) -> str:
    if call.caller in names:
        return names[call.caller]
    key = "calls.from_relative" if call.caller.startswith("guest:") else "calls.from_kiosk"
    return context.words().say(key)


def _how(call: Called, names: dict[str, str]) -> str:
    say = context.words().say
    if call.kind == "circle":
        return say("calls.circle", length=times.clock(call.lasted))
    if call.missed:
        return say("calls.missed")
    who = names.get(call.answered_by or "") or say(
        "calls.relative" if (call.answered_by or "").startswith("guest:") else "calls.kiosk"
    )
    return say("calls.answered", who=who, length=times.clock(call.lasted))
