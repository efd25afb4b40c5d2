"""What waits about consent, for everybody in reach: the second person's word, questions, a yes that runs out."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import context
from admin.consents.ledger import lines_now
from admin.consents.lines import AnswerLine, OverrideLine, WaitingLine
from admin.errors import FieldWrong
from admin.handing.inbox import waiting
from admin.persons import forms
from admin.taking import Work, taken
from casework.access import acts
from casework.consents.asking import Ask
from casework.consents.entry import Subject
from casework.consents.file import Entry
from casework.consents.overriding import Override
from casework.errors import NothingSaid
from casework.referrals.partners import KINDS

pages = Blueprint("consenting", __name__, url_prefix="/consents")


@dataclass(frozen=True)
class About:
    """Whom a line is about."""

    name: str
    href: str


@dataclass(frozen=True)
class Second:
    """One wish to act without a yes, for who may be the second person, or who waits for one."""

    about: About
    line: OverrideLine
    may_decide: bool
    """Whether the reader can be the second person."""
    mine: bool
    """Whether the reader wished it, and it may be done now."""


@pages.get("")
def desk() -> str:
    """Everything that waits."""
    return _page()


@pages.post("/overrides/<override>")
def decide(override: str) -> ResponseReturnValue:
    """The second person agrees, or not and why."""

    def work(who: str) -> str:
        agrees, reason = request.form.get("agrees") == "yes", forms.text(request.form, "reason")
        if not agrees and not reason:
            raise FieldWrong("reason_empty")
        record = context.record()
        waits = next((each for each in record.referrals.waiting() if each.override == override), None)
        if waits is not None:
            record.referrals.decide(waits.id, who, agrees, reason)
        else:
            record.overrides.decide(override, who, agrees, reason)
        return "consents.done.agreed" if agrees else "consents.done.not_agreed"

    return _done(work)


@pages.post("/overrides/<override>/done")
def did(override: str) -> ResponseReturnValue:
    """Whoever wished it has done it; the person is told at the next visit."""

    def work(who: str) -> str:
        context.record().overrides.done(override, who)
        return "consents.done.did"

    return _done(work)


@pages.post("/partners")
def add_partner() -> ResponseReturnValue:
    """One more house outside that may be asked to help."""

    def work(who: str) -> str:
        name, kind = forms.line(request.form, "name"), request.form.get("kind", "")
        if not name:
            raise NothingSaid("partner's name")
        once = forms.once(request.form, name)
        context.record().partners.add(who, name, kind, forms.line(request.form, "contact"), once)
        return "consents.done.partner"

    return _done(work)


@pages.post("/partners/end")
def end_partner() -> ResponseReturnValue:
    """Nothing more is sent there."""

    def work(who: str) -> str:
        context.record().partners.end(request.form.get("partner", ""), who)
        return "consents.done.partner_ended"

    return _done(work)


def _done(work: Work) -> ResponseReturnValue:
    return taken(work, _page, url_for("consenting.desk"))


def _page(advice: str = "") -> str:
    record, reader, words = context.record(), context.reader(), context.words()
    overrides, asks, ending = record.overrides.all(reader), record.asks.open(reader), record.consents.ending(reader)
    open_now = [each for each in overrides if each.waits(context.now()) or each.may_act(context.now())]
    return render_template(
        "consents/desk.html",
        seconds=[_second(each) for each in open_now],
        asks=[_waiting(each) for each in asks],
        handed=waiting(),
        ending=[(_about(Subject(each.consent.person)), _answer(each)) for each in ending],
        partners=[(each, words.say(f"consents.partner.{each.kind}")) for each in record.partners.all()],
        kinds=[(each, words.say(f"consents.partner.{each}")) for each in KINDS],
        may_ask=reader.may(acts.ASK_CONSENT),
        may_refer=reader.may(acts.REFER),
        once=forms.fresh(),
        advice=advice,
        typed=request.form if request.method == "POST" else {},
    )


def _second(told: Override) -> Second:
    record, reader = context.record(), context.reader()
    return Second(
        about=_about(told.subject),
        line=lines_now().override(told, record.consents.receiver_name(told.to) if told.to else ""),
        may_decide=told.waits(context.now()) and record.overrides.may_decide(told, reader),
        mine=told.may_act(context.now()) and told.worker == reader.worker,
    )


def _waiting(told: Ask) -> tuple[About, WaitingLine]:
    names = {told.to: context.record().consents.receiver_name(told.to)} if told.to else {}
    (line,) = lines_now().asks([told], names)
    return _about(told.subject), line


def _answer(entry: Entry) -> AnswerLine:
    (line,) = lines_now().answers([entry], "")
    return line


def _about(subject: Subject) -> About:
    """The person, else the request."""
    record, words = context.record(), context.words()
    if subject.person is not None:
        return About(record.people.get(subject.person).name, url_for("consents.show", person_id=subject.person))
    request_id = subject.request or ""
    number = record.requests.status(request_id).number
    return About(words.say("request.title", number=number), url_for("request.show", request_id=request_id))
