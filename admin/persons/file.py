"""The pages of one person's file: reading it, and every change to it; what may be done is the record's decision."""

from __future__ import annotations

import io
from uuid import uuid4

from flask import Blueprint, Response, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from admin import context
from admin.consents.lines import Lines
from admin.errors import NotHere
from admin.history import sentences
from admin.letters.lines import lines
from admin.persons import forms
from admin.persons.file_page import FilePage, Told
from admin.taking import Work, taken
from admin.wishes.lines import CheckInLines, ChildTimesLines, QuietLines
from casework.consents.purposes import CALL_FAMILY, PHOTO
from casework.errors import CaseworkError
from casework.persons.file import PersonFile

pages = Blueprint("person", __name__, url_prefix="/persons/<person_id>")
LARGEST_PHOTO = 12 * 1024 * 1024
"""Bytes; what a phone's camera makes."""


@pages.get("")
def show(person_id: str) -> ResponseReturnValue:
    """The whole file; one that was merged into another leads there."""
    record, reader = context.record(), context.reader()
    file = record.people.file(reader, person_id)
    if file.person.id != person_id:
        return redirect(url_for("person.show", person_id=file.person.id))
    return page(person_id)


@pages.post("/details")
def details(person_id: str) -> ResponseReturnValue:
    """Name, year, phone, how to reach, languages, household."""

    def work(who: str) -> str:
        people = context.record().people
        people.change(person_id, who, forms.details(request.form, request.form.getlist("languages")))
        people.move(person_id, who, forms.line(request.form, "household"))
        return "persons.done.saved"

    return done(person_id, work, "details")


@pages.post("/gone")
def gone(person_id: str) -> ResponseReturnValue:
    """Moved away or died; or came back."""

    def work(who: str) -> str:
        context.record().people.change(person_id, who, {"gone": request.form.get("gone", "")})
        return "persons.done.saved"

    return done(person_id, work, "details")


@pages.post("/lives")
def lives(person_id: str) -> ResponseReturnValue:
    """Something special in the person's life, or its end."""

    def work(who: str) -> str:
        told, kind = context.record().people.circumstances, request.form.get("kind", "")
        if "end" in request.form:
            told.end(person_id, kind, who)
        else:
            told.add(person_id, who, kind, forms.line(request.form, "since"), forms.text(request.form, "note"))
        return "persons.done.saved"

    return done(person_id, work, "lives")


@pages.post("/relations")
def add_relation(person_id: str) -> ResponseReturnValue:
    """Somebody more who matters."""

    def work(who: str) -> str:
        told = forms.relation(request.form)
        kind, name = str(told.pop("kind")), str(told.pop("name"))
        relations = context.record().people.relations
        relations.add(person_id, who, kind, name, forms.once(request.form, name), **told)
        return "persons.done.saved"

    return done(person_id, work, "relations")


@pages.post("/relations/<relation_id>")
def relation(person_id: str, relation_id: str) -> ResponseReturnValue:
    """Correct somebody who matters, or take them off."""

    def work(who: str) -> str:
        relations = context.record().people.relations
        if "end" in request.form:
            relations.end(person_id, relation_id, who)
        else:
            relations.change(person_id, relation_id, who, forms.relation(request.form))
        return "persons.done.saved"

    return done(person_id, work, "relations")


@pages.post("/photo")
def photo(person_id: str) -> ResponseReturnValue:
    """A photograph of the person, or of somebody who matters; place and time are taken out before it is kept."""
    request.max_content_length = LARGEST_PHOTO

    def work(who: str) -> str:
        record, sent = context.record(), request.files.get("photo")
        record.people.file(context.reader(), person_id)
        name = record.pictures.keep(sent.read() if sent else b"", who, person_id)
        whom = request.form.get("relation", "")
        if whom:
            record.people.relations.change(person_id, whom, who, {"picture": name})
        else:
            try:
                record.people.change(person_id, who, {"picture": name})
            except CaseworkError:  # without the person's yes nothing of it is kept
                record.pictures.discard(name, who)
                raise
        return "persons.done.photo"

    return done(person_id, work, "details")


@pages.post("/photo/remove")
def remove_photo(person_id: str) -> ResponseReturnValue:
    """For ever."""

    def work(who: str) -> str:
        context.record().pictures.discard(_shown(person_id, request.form.get("picture", "")), who)
        return "persons.done.saved"

    return done(person_id, work, "details")


@pages.get("/photo/<name>.jpg")
def picture(person_id: str, name: str) -> Response:
    """A photograph that this file shows."""
    jpeg = context.record().pictures.read(_shown(person_id, name))
    return send_file(io.BytesIO(jpeg), mimetype="image/jpeg", etag=False)


@pages.get("/with/<other_id>")
def compare(person_id: str, other_id: str) -> str:
    """Two files side by side, for whoever asks whether they are one person."""
    return _two(person_id, other_id)


@pages.post("/with/<other_id>")
def merge(person_id: str, other_id: str) -> ResponseReturnValue:
    """They are: this file stays, the other becomes part of it."""

    def work(who: str) -> str:
        reason = forms.needed(request.form, "reason")
        context.record().people.merges.merge(person_id, other_id, who, reason)
        return "persons.done.merged"

    return taken(work, lambda advice: _two(person_id, other_id, advice), url_for("person.show", person_id=person_id))


@pages.post("/part")
def part(person_id: str) -> ResponseReturnValue:
    """They were not one person after all."""

    def work(who: str) -> str:
        context.record().people.merges.undo(request.form.get("merge", ""), who)
        return "persons.done.parted"

    return done(person_id, work, "merges")


def done(person: str, work: Work, opened: str) -> ResponseReturnValue:
    """Do it and confirm it; or show the file as it is now, with one line of advice and what was typed."""
    return taken(
        work, lambda advice: page(person, advice, opened), url_for("person.show", person_id=person, _anchor=opened)
    )


def page(person: str, advice: str = "", opened: str = "") -> str:
    """The file as it is now."""
    record, reader = context.record(), context.reader()
    file = record.people.file(reader, person)
    record.readings.of_person(file.person.id, reader.worker)
    told = Told(
        plans=record.plans.of(reader, person),
        visits=tuple(record.visits.of(reader, person)),
        reports=record.visits.reports(reader, person),
        rounds=record.visits.rounds(reader, person),
        call_family=record.consents.allowed(file.person.id, CALL_FAMILY),
        talk=record.visits.to_talk_about(reader, person),
        signs=record.signs.has(file.person.id),
        cards=record.cards.of(file.person.id),
        photo=record.consents.allowed(file.person.id, PHOTO),
    )
    shown = FilePage(file, told, context.words(), context.now(), reader, str(uuid4()), opened)
    typed = request.form if request.method == "POST" else {}
    names = {each.id: each.name for each in record.workers.all()}
    ledger = record.consents.file(reader, file.person.id)
    consents = Lines(context.words(), context.now(), names).answers(ledger.now, file.person.name)
    past = sentences(record.people.past(reader, file.person.id), context.now(), context.words())
    checkin = CheckInLines(record.checkins.file(reader, file.person.id), context.words(), context.now())
    letters = lines(
        record.letters.of(file.person.id, everything=True),
        record.letters.of(file.person.id),
        context.now(),
        context.words(),
    )
    told_so_far = {"consents": consents, "past": past, "checkin": checkin, "letters": letters}
    told_so_far["childtimes"] = _times(file)
    told_so_far["quiet"] = QuietLines(record.quiet.own(file.person.id), record.quiet.of_place(), context.words())
    return render_template("persons/file.html", page=shown, advice=advice, typed=typed, **told_so_far)


def _times(file: PersonFile) -> ChildTimesLines | None:
    """When a child calls; nothing for a grown-up."""
    record, own = context.record(), file.person.id
    if not record.child_times.is_child(own):
        return None
    agreed, holding = record.child_times.agreed(own), record.child_times.holding(own)
    return ChildTimesLines(agreed, holding, context.words(), context.now())


def _two(one: str, other: str, advice: str = "") -> str:
    record, reader = context.record(), context.reader()
    files = [record.people.file(reader, each) for each in (one, other)]
    if files[0].person.id == files[1].person.id:
        raise NotHere("second file")
    shown = [FilePage(each, Told(), context.words(), context.now(), reader, "") for each in files]
    why = next((each.why for each in files[0].similar if each.id == files[1].person.id), ())
    reasons = [context.words().say(f"persons.alike.{each}") for each in why]
    typed = request.form if request.method == "POST" else {}
    return render_template("persons/compare.html", pages=shown, reasons=reasons, advice=advice, typed=typed)


def _shown(person: str, name: str) -> str:
    """That photograph, when this file shows it. Raises NotHere."""
    file = context.record().people.file(context.reader(), person)
    if name not in _photographs(file):
        raise NotHere("photograph of that name in this file")
    return name


def _photographs(file: PersonFile) -> set[str]:
    found = [
        file.person.picture,
        *(each.picture for each in file.relations),
        *(each.picture for each in file.with_them),
    ]
    return {each for each in found if each}
