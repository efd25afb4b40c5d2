"""Every cause of trouble as one line of advice, and the page that shows it; causes are made elsewhere."""

from __future__ import annotations

import logging
from datetime import timedelta
from math import ceil

from flask import Flask, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from admin import context
from admin.errors import PanelError
from admin.guard import wants_data
from casework import errors as record
from casework.absences.errors import AbsenceBackwards, AbsenceOver, DeputyAway
from casework.access import NotAllowed
from casework.access.errors import LastSupervisor
from casework.alarms.errors import AlarmAnswered, NoSuchAlarm
from casework.calls.errors import HoursBackwards
from casework.cards.errors import NoSuchCard
from casework.childtimes import errors as childtimes
from casework.circles.errors import BelongsAlready, LedElsewhere, NoSuchCircle
from casework.consents import errors as consents
from casework.factors import errors as factors
from casework.persons import errors as persons
from casework.pictures import errors as pictures
from casework.plans import errors as plans
from casework.quiet.errors import BadSpan
from casework.referrals import errors as referrals
from casework.reports import errors as reports
from casework.signs import errors as signs
from casework.visits import errors as visits

LOG = logging.getLogger(__name__)
HTTP = {404: "not_here", 405: "not_allowed", 413: "too_large"}
CAUSES: tuple[tuple[type[record.CaseworkError], str, int], ...] = (
    (record.AlreadyTaken, "has_it", 409),
    (AlarmAnswered, "alarm_answered", 409),
    (NoSuchAlarm, "not_here", 404),
    (record.AlreadyEnded, "ended", 409),
    (record.NotAskedEnough, "not_asked", 409),
    (record.EndsInItself, "same_as_wrong", 409),
    (AbsenceBackwards, "days_backwards", 400),
    (AbsenceOver, "past", 400),
    (HoursBackwards, "hours_backwards", 400),
    (DeputyAway, "deputy_away", 409),
    (record.NotReversible, "not_reversible", 409),
    (record.NoSuchRequest, "not_here", 404),
    (record.RecordingMissing, "not_here", 404),
    (record.RecordingDamaged, "recording_damaged", 500),
    (record.NoSuchPerson, "not_here", 404),
    (NoSuchCard, "not_here", 404),
    (NoSuchCircle, "not_here", 404),
    (BelongsAlready, "belongs_already", 409),
    (LedElsewhere, "led_elsewhere", 409),
    (signs.NotThree, "not_three", 400),
    (signs.NoToken, "no_token", 400),
    (persons.NoSuchRelation, "not_here", 404),
    (persons.NoSuchHousehold, "not_here", 404),
    (persons.NoSuchVillage, "not_here", 404),
    (persons.NoSuchMerge, "parted_already", 409),
    (persons.MergedOnTop, "merged_on_top", 409),
    (persons.SameFile, "same_file", 409),
    (persons.BadYear, "year_wrong", 400),
    (persons.BadNumber, "number_wrong", 400),
    (plans.NoSuchPlan, "plan_over", 409),
    (plans.NoSuchPart, "not_here", 404),
    (plans.BadDay, "past", 400),
    (visits.NoSuchVisit, "not_here", 404),
    (visits.VisitOver, "visit_over", 409),
    (visits.NoSuchRound, "visit_over", 409),
    (visits.BadRound, "round_wrong", 400),
    (reports.NoSuchReport, "not_here", 404),
    (reports.NothingSeen, "report_empty", 400),
    (reports.NamesOneself, "report_oneself", 409),
    (reports.NameOfWorker, "report_name_of_worker", 409),
    (reports.SecondUnfit, "report_second", 409),
    (reports.SecondPersonNeeded, "report_second_needed", 409),
    (reports.NotPassedOn, "report_not_passed", 409),
    (reports.PassedOnAlready, "report_passed", 409),
    (reports.ReportOver, "report_over", 409),
    (reports.ReasonMissing, "report_reason", 400),
    (reports.NotYetPassed, "report_future", 400),
    (reports.NobodyDoubts, "report_not_doubted", 409),
    (BadSpan, "quiet_wrong", 400),
    (childtimes.BadTimes, "times_wrong", 400),
    (childtimes.NobodyAgreed, "no_guardian", 400),
    (childtimes.NotAChild, "not_a_child", 409),
    (pictures.NoPicture, "no_picture", 400),
    (pictures.PictureMissing, "not_here", 404),
    (pictures.PictureDamaged, "picture_damaged", 500),
    (consents.ConsentMissing, "no_consent", 409),
    (consents.WitnessMissing, "witness_missing", 400),
    (consents.GuardianMissing, "guardian_missing", 400),
    (consents.NoSuchAsk, "ask_gone", 409),
    (consents.NotInTheLedger, "not_here", 404),
    (consents.ReasonMissing, "reason_missing", 400),
    (consents.SecondPersonNeeded, "not_alone", 403),
    (consents.NoSuchOverride, "not_here", 404),
    (consents.OverrideNotValid, "override_over", 409),
    (consents.ReceiverMissing, "choice_wrong", 400),
    (referrals.NoSuchReceiver, "receiver_gone", 409),
    (referrals.NoSuchReferral, "not_here", 404),
    (referrals.NotTheReceiver, "not_here", 404),
    (referrals.Closed, "view_closed", 410),
    (referrals.NothingShared, "nothing_shared", 400),
    (referrals.AlreadyHandedOn, "handed_already", 409),
    (referrals.NotNow, "step_gone", 409),
    (referrals.NotTheSender, "not_the_sender", 403),
    (referrals.ReasonNeeded, "reason_empty", 400),
    (record.UnknownWord, "choice_wrong", 400),
    (record.NothingSaid, "empty", 400),
    (record.SignInRefused, "wrong_sign_in", 401),
    (record.LockedOut, "locked", 429),
    (record.CodeRefused, "code_wrong", 403),
    (factors.FactorRefused, "second_wrong", 403),
    (factors.FactorUsed, "second_used", 403),
    (factors.NoFactor, "second_none", 409),
    (factors.SecondPersonMissing, "second_person", 403),
    (factors.ResetOver, "reset_over", 409),
    (LastSupervisor, "last_supervisor", 409),
    (record.NoSuchWorker, "not_here", 404),
    (record.LoginTaken, "login_taken", 409),
    (record.BadEnrolment, "enrolment", 400),
    (record.NotASupervisor, "not_supervisor", 403),
    (NotAllowed, "not_allowed_to", 403),
    (record.RecordFull, "disk_full", 507),
    (record.RecordBusy, "busy", 503),
)
"""What the record refuses, the advice for it (panel.yaml, ``errors``), and the HTTP answer."""


def as_advice(error: PanelError | record.CaseworkError) -> tuple[str, int]:
    """One line that says the mend, and the HTTP status."""
    words = context.words()
    if isinstance(error, PanelError):
        return words.say(f"errors.{error.advice}", **error.values), error.status
    for cause, key, status in CAUSES:
        if isinstance(error, cause):
            return words.say(f"errors.{key}", **_values(error)), status
    LOG.error("the record refused: %s", error, exc_info=error)
    return words.say("errors.unknown"), 500


def _values(error: record.CaseworkError) -> dict[str, object]:
    if isinstance(error, record.AlreadyTaken | AlarmAnswered):
        return {"worker": error.worker}
    if isinstance(error, reports.NameOfWorker):
        return {"name": error.name}
    if isinstance(error, record.LockedOut):
        left = error.until - context.seat().clock()
        return {"minutes": max(1, ceil(left / timedelta(minutes=1)))}
    return {}


def answer_troubles(app: Flask) -> None:
    """Turn every cause into a page (or, for a script of ours, into data) with one line of advice."""
    app.register_error_handler(PanelError, _told)
    app.register_error_handler(record.CaseworkError, _told)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unforeseen)


def _told(error: PanelError | record.CaseworkError) -> ResponseReturnValue:
    return _page(*as_advice(error))


def _http(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if status < 400:
        return error.get_response()
    return _page(context.words().say(f"errors.{HTTP.get(status, 'unknown')}"), status)


def _unforeseen(error: Exception) -> ResponseReturnValue:
    LOG.exception("a page failed", exc_info=error)
    return _page(context.words().say("errors.unknown"), 500)


def _page(advice: str, status: int) -> ResponseReturnValue:
    if wants_data():
        return jsonify(advice=advice), status
    back = url_for("sign_in.sign_in" if context.somebody() is None else "queue.start")
    here = (request.view_args or {}).get("request_id")
    if here and status != 404 and context.somebody() is not None:
        back = url_for("request.show", request_id=here)
    return render_template("trouble.html", advice=advice, back=back), status
