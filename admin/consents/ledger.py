"""One person's consent: the whole ledger, asking at the kiosk, taking back, who has to agree, acting without."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, Response, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from admin import context
from admin.consents import matters
from admin.consents.lines import Lines, receiver_names
from admin.errors import FieldWrong
from admin.persons import forms
from admin.persons.look import Face
from admin.taking import Work, taken
from casework.access import acts
from casework.consents.entry import FACE_TO_FACE, Asked, Subject
from casework.consents.file import ConsentFile

pages = Blueprint("consents", __name__, url_prefix="/persons/<person_id>/consents")


@dataclass(frozen=True)
class Page:
    """Everything that the template prints."""

    face: Face
    file: ConsentFile
    lines: Lines
    names: Mapping[str, str]
    """Receiver → name."""
    may_ask: bool
    may_hear: bool
    once: str
    opened: str = ""
    """The form that stands open after a mistake."""

    @property
    def now(self) -> list[object]:
        """How each question stands."""
        return [*self.lines.answers(self.file.now, self.face.name)]

    @property
    def ledger(self) -> list[object]:
        """Every answer there ever was."""
        return [*self.lines.answers(self.file.entries, self.face.name)]

    @property
    def asks(self) -> list[object]:
        """Questions that wait."""
        return [*self.lines.asks(self.file.asks, self.names)]

    @property
    def overrides(self) -> list[object]:
        """What was to be done without a yes."""
        return [*self.lines.overrides(self.file.overrides, self.names)]


@pages.get("")
def show(person_id: str) -> ResponseReturnValue:
    """The ledger; a file that was merged into another leads there."""
    file = context.record().consents.file(context.reader(), person_id)
    if file.person != person_id:
        return redirect(url_for("consents.show", person_id=file.person))
    return page(person_id)


@pages.get("/voice/<name>.wav")
def voice(person_id: str, name: str) -> Response:
    """How the person said it; that somebody listens is written down first."""
    begins = request.method == "GET" and context.from_the_start()
    wav = context.record().consents.hear(context.reader(), person_id, name, begins=begins)
    return send_file(io.BytesIO(wav), mimetype="audio/wav", conditional=True, etag=False)


@pages.post("/ask")
def ask(person_id: str) -> ResponseReturnValue:
    """A question that the kiosk asks at the next visit; one for a guardian waits until somebody asks them."""

    def work(who: str) -> str:
        told, why = matters.matter(request.form.get("what", "")), forms.line(request.form, "why")
        guardian = forms.line(request.form, "given_by") or None
        record = context.record()
        record.asks.put(who, Subject(person_id), told.purpose, told.to, why=why, guardian=guardian)
        return "consents.done.asked_guardian" if guardian else "consents.done.asked"

    return done(person_id, work, "ask")


@pages.post("/asks/withdraw")
def withdraw_ask(person_id: str) -> ResponseReturnValue:
    """It is not to be asked any more."""

    def work(who: str) -> str:
        context.record().asks.withdraw(request.form.get("ask", ""), who)
        return "consents.done.unasked"

    return done(person_id, work)


@pages.post("/back")
def back(person_id: str) -> ResponseReturnValue:
    """The person has told a worker that it may not be done any more: at once, without a form to fill in."""

    def work(who: str) -> str:
        record, reader = context.record(), context.reader()
        file = record.consents.file(reader, person_id)
        entry = next((each for each in file.entries if each.consent.id == request.form.get("entry", "")), None)
        if entry is None:
            raise FieldWrong("not_here")
        old = entry.consent
        pack = matters.pack_of(old.language)
        words = pack.text("consent.take_back", what=matters.label(old.purpose, entry.to_name, old.language))
        asked = Asked(words, pack.edition, old.language, FACE_TO_FACE, old.giver, old.given_by, who)
        record.consents.take_back(old.id, asked)
        return "consents.done.back"

    return done(person_id, work)


@pages.post("/guardian")
def guardian(person_id: str) -> ResponseReturnValue:
    """From now on this one has to agree as well."""

    def work(who: str) -> str:
        context.record().consents.name_guardian(who, person_id, forms.line(request.form, "name"))
        return "consents.done.guardian"

    return done(person_id, work, "guardian")


@pages.post("/without")
def without(person_id: str) -> ResponseReturnValue:
    """Somebody wants to act without a yes; a second person has to agree."""

    def work(who: str) -> str:
        told, reason = matters.matter(request.form.get("what", "")), forms.text(request.form, "reason")
        once = forms.once(request.form, told.key + reason)
        context.record().overrides.wish(who, Subject(person_id), told.purpose, told.to, reason, once)
        return "consents.done.wished"

    return done(person_id, work, "without")


def done(person: str, work: Work, opened: str = "") -> ResponseReturnValue:
    """Do it and confirm it; or show the ledger as it is now, with one line of advice and what was typed."""
    return taken(work, lambda advice: page(person, advice, opened), url_for("consents.show", person_id=person))


def page(person: str, advice: str = "", opened: str = "") -> str:
    """The ledger as it is now."""
    record, reader, words = context.record(), context.reader(), context.words()
    file = record.consents.file(reader, person)
    whom = record.people.get(file.person)
    lines = lines_now()
    named = [*(each.to for each in file.asks), *(each.to for each in file.overrides)]
    known = {each: record.consents.receiver_name(each) for each in named if each}
    shown = Page(
        face=Face(whom, words, context.now().date()),
        file=file,
        lines=lines,
        names=receiver_names(file, known),
        may_ask=reader.may(acts.ASK_CONSENT),
        may_hear=reader.may(acts.HEAR),
        once=forms.fresh(),
        opened=opened,
    )
    typed = request.form if request.method == "POST" else {}
    groups = matters.groups(person, typed.get("what", ""))
    return render_template("consents/ledger.html", page=shown, groups=groups, advice=advice, typed=typed)


def lines_now() -> Lines:
    """What makes lines of the ledger, in the reader's language and at this time."""
    names = {each.id: each.name for each in context.record().workers.all()}
    return Lines(context.words(), context.now(), names)
