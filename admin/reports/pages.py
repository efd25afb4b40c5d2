"""The list of mandatory reports, the form that begins one, and the page of one with its steps."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import context
from admin.errors import PanelError
from admin.forms import beside
from admin.reports import forms
from admin.reports.page import ReportPage
from admin.troubles import as_advice
from casework.access.acts import REPORT
from casework.access.matrix import MAY
from casework.errors import CaseworkError
from casework.reports.report import LAWS, RECEIVERS, TELLINGS, Report
from casework.workers import Worker

pages = Blueprint("reports", __name__, url_prefix="/reports")


@pages.get("")
def reports() -> str:
    """Those that the reader sees, the open ones first."""
    return render_template(
        "reports/reports.html", pages=list(map(_page_of, context.record().reports.all(context.reader())))
    )


@pages.get("/new")
def new() -> str:
    """The form; from a request, from a person's file, or from nothing."""
    return _form()


@pages.post("")
def begin() -> ResponseReturnValue:
    """Write it; the second person and the clock are told at once."""
    try:
        report = context.record().reports.begin(
            context.worker().id, forms.begun(request.form), request.form.get("once") or None
        )
    except (PanelError, CaseworkError) as error:
        advice, status = as_advice(error)
        return _form(advice), status
    context.record().duties.run()
    context.confirm(context.words().say("reports.done.begun"))
    return redirect(url_for("reports.show", report_id=report))


@pages.get("/<report_id>")
def show(report_id: str) -> str:
    """One report; that it was read is written down."""
    return _show(report_id)


@pages.post("/<report_id>/confirm")
def confirm(report_id: str) -> ResponseReturnValue:
    """A second person stands by it."""
    return _step(report_id, "confirmed", lambda: context.record().reports.confirm(report_id, context.worker().id))


@pages.post("/<report_id>/passed")
def pass_on(report_id: str) -> ResponseReturnValue:
    """An authority was told."""

    def work() -> None:
        form = request.form
        context.record().reports.pass_on(
            report_id,
            context.worker().id,
            form.get("receiver", ""),
            forms.passed_at(form, context.seat().settings.zone),
            forms.told(form, "passed_on"),
            beside(form.get("receiver_name", ""), forms.SHORT),
            beside(form.get("reference", ""), forms.SHORT),
            form.get("once") or None,
        )

    return _step(report_id, "passed", work)


@pages.post("/<report_id>/end")
def end(report_id: str) -> ResponseReturnValue:
    """It was made, says the other one."""

    def work() -> None:
        why = beside(request.form.get("why", ""), forms.LONG)
        context.record().reports.end(report_id, context.worker().id, why)

    return _step(report_id, "ended", work)


@pages.post("/<report_id>/doubt")
def doubt(report_id: str) -> ResponseReturnValue:
    """One holds it to be unfounded."""

    def work() -> None:
        context.record().reports.doubt(report_id, context.worker().id, forms.told(request.form, "why"))

    return _step(report_id, "doubted", work)


@pages.post("/<report_id>/agree")
def agree(report_id: str) -> ResponseReturnValue:
    """A second one holds so too: it ends."""

    def work() -> None:
        context.record().reports.agree(report_id, context.worker().id, forms.told(request.form, "why"))

    return _step(report_id, "ended", work)


@pages.post("/<report_id>/disagree")
def disagree(report_id: str) -> ResponseReturnValue:
    """It stands."""
    return _step(report_id, "kept_up", lambda: context.record().reports.disagree(report_id, context.worker().id))


@pages.post("/<report_id>/name")
def name(report_id: str) -> ResponseReturnValue:
    """One more is suspected."""

    def work() -> None:
        for each in forms.suspects(request.form):
            context.record().reports.name(report_id, context.worker().id, each)
        context.record().duties.run()

    return _step(report_id, "named", work)


@pages.post("/<report_id>/tell")
def tell(report_id: str) -> ResponseReturnValue:
    """Whether the person was told."""

    def work() -> None:
        how, why = request.form.get("how", ""), forms.told(request.form, "why")
        context.record().reports.tell(report_id, context.worker().id, how, why)

    return _step(report_id, "told", work)


def _step(report_id: str, done: str, work: Callable[[], None]) -> ResponseReturnValue:
    """A step and the page again; what is wrong with it stands above the form, and nothing typed is lost."""
    try:
        work()
    except (PanelError, CaseworkError) as error:
        advice, status = as_advice(error)
        if status == 404:
            raise
        return _show(report_id, advice), status
    context.confirm(context.words().say(f"reports.done.{done}"))
    return redirect(url_for("reports.show", report_id=report_id))


def _show(report_id: str, advice: str = "") -> str:
    words, now = context.words(), context.now()
    page = _page_of(context.record().reports.read(report_id, context.reader()))
    involved = {page.report.written.worker, page.report.second}
    return render_template(
        "reports/report.html",
        page=page,
        advice=advice,
        typed=request.form,
        once=request.form.get("once") or str(uuid4()),
        receivers=[(each, words.say(f"reports.receiver.{each}")) for each in RECEIVERS],
        tellings=[(each, words.say(f"reports.telling.{each}")) for each in TELLINGS],
        everybody=[each for each in _colleagues() if each.id not in involved],
        day=f"{now:%Y-%m-%d}",
        time=f"{now:%H:%M}",
    )


def _form(advice: str = "") -> str:
    words = context.words()
    typed = request.form or request.args
    return render_template(
        "reports/new.html",
        advice=advice,
        typed=typed,
        ticked=typed.getlist("worker"),
        about=_about(typed.get("request", ""), typed.get("person", "")),
        once=request.form.get("once") or str(uuid4()),
        laws=[(each, words.say(f"reports.law.{each}"), words.say(f"reports.text.{each}")) for each in LAWS],
        everybody=_colleagues(),
        colleagues=[each for each in _colleagues() if REPORT in MAY[each.role]],
    )


def _about(wanted: str, person: str) -> list[str]:
    """What it is begun from, as far as the reader sees it. Raises NoSuchRequest, NoSuchPerson."""
    record, reader, words = context.record(), context.reader(), context.words()
    told = []
    if wanted:
        told.append(words.say("reports.from_request", number=record.request(wanted, reader).number))
    if person and record.people.may_open(reader, person):
        told.append(words.say("reports.from_person", name=record.people.get(person).name))
    return told


def _colleagues() -> list[Worker]:
    """Everybody else who works here."""
    me = context.worker().id
    return [each for each in context.record().workers.all() if each.active and each.id != me]


def _page_of(report: Report) -> ReportPage:
    return ReportPage(report, context.reader().worker, context.words(), context.now())
