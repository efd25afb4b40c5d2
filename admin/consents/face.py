"""An answer given face to face: the exact words in the person's language, the voice or a witness, yes or no."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import context
from admin.consents import matters
from admin.consents.matters import Matter
from admin.errors import FieldWrong, NotHere, PanelError
from admin.persons import forms
from admin.takes import Take, kept_of, take_of
from admin.troubles import as_advice
from admin.words import TAGS
from casework.access import acts
from casework.consents.entry import FACE_TO_FACE, GUARDIAN, SELF, Asked, Subject
from casework.errors import CaseworkError
from casework.persons.person import Person
from content import shipped_languages

pages = Blueprint("face", __name__, url_prefix="/persons/<person_id>/consents/face")
LONGEST = 60.0
"""Seconds."""
LARGEST = 8 * 1024 * 1024
"""Bytes of what a browser sends: that long at 48 kHz with some room."""


@dataclass(frozen=True)
class Page:
    """Everything that the template prints."""

    person: Person
    told: Matter
    language: str
    to: str
    """Name of who is to have it."""
    given_by: str
    ask: str
    once: str

    @property
    def tag(self) -> str:
        """Of the language, for browsers and screen readers."""
        return TAGS.get(self.language, self.language)

    @property
    def question(self) -> str:
        """The exact words."""
        return matters.question(self.told, self.to, self.language)

    @property
    def meaning(self) -> list[str]:
        """What they mean."""
        return [*matters.meaning(self.told, self.to, self.language)]

    @property
    def title(self) -> str:
        """The matter, for the worker."""
        return matters.label(self.told.purpose, self.to, context.words().language)

    @property
    def pronounced(self) -> tuple[str, str]:
        """Yes and no, as the person says them."""
        said = {each.key: each.label for each in matters.pack_of(self.language).choices("consent.ask")}
        return said["yes"], said["no"]


@pages.get("")
def show(person_id: str) -> str:
    """The question to be read aloud."""
    return _page(person_id, request.args)


@pages.post("/takes")
def take(person_id: str) -> ResponseReturnValue:
    """What the person said, made ready to be heard; it is kept only with an answer."""
    request.max_content_length = LARGEST
    person = _person(person_id)
    made = take_of(request.get_data(), context.worker().id, "zh", person.id, LONGEST)
    name = context.seat().takes.put(made)
    told = context.words().say(f"voice.take.{made.verdict}")
    address = url_for("face.take_sound", person_id=person_id, name=name)
    return jsonify(take=name, sound=address, verdict=made.verdict, told=told, seconds=made.seconds, shape=made.shape)


@pages.get("/takes/<name>.wav")
def take_sound(person_id: str, name: str) -> Response:
    """A recording that is not kept, for whoever made it."""
    return Response(_take(_person(person_id), name).wav, mimetype="audio/wav")


@pages.post("")
def answer(person_id: str) -> ResponseReturnValue:
    """Yes or no, as it was said."""
    try:
        told = _answer(person_id)
    except (PanelError, CaseworkError) as error:
        advice, status = as_advice(error)
        return _page(person_id, request.form, advice), status
    context.confirm(context.words().say(told))
    return redirect(url_for("consents.show", person_id=person_id))


def _answer(person_id: str) -> str:
    form, record, who = request.form, context.record(), context.worker().id
    person, shown = _person(person_id), _shown(person_id, form)
    said = {"yes": True, "no": False}.get(form.get("answer", ""))
    if said is None:
        raise FieldWrong("choice_wrong")
    pack = matters.pack_of(shown.language)
    giver = GUARDIAN if shown.given_by else SELF
    witness = forms.line(form, "witness") or None
    asked = Asked(
        *(shown.question, pack.edition, shown.language, FACE_TO_FACE, giver, shown.given_by or None, who, witness),
        ask=shown.ask or None,
    )
    name = form.get("take", "")
    made = kept_of(_take(person, name), record.recordings, "consent", LONGEST) if name else None
    once = forms.once(form, f"{shown.told.key} {said}")
    subject = Subject(person.id)
    kept = made.hash if made else None
    record.consents.answer(subject, shown.told.purpose, said, asked, to=shown.told.to, recording=kept, once=once)
    context.seat().takes.drop(name)
    return "consents.done.yes" if said else "consents.done.no"


def _page(person_id: str, told: forms.Form, advice: str = "") -> str:
    shown = _shown(person_id, told)
    typed = request.form if request.method == "POST" else {}
    return render_template("consents/face.html", page=shown, advice=advice, typed=typed, tongues=_languages(shown))


def _shown(person_id: str, told: forms.Form) -> Page:
    person = _person(person_id)
    matter = matters.matter(told.get("what", ""))
    spoken = [each for each in (told.get("language", ""), *person.languages) if each in shipped_languages()]
    return Page(
        person=person,
        told=matter,
        language=spoken[0] if spoken else context.words().language,
        to=context.record().consents.receiver_name(matter.to) if matter.to else "",
        given_by=forms.line(told, "given_by"),
        ask=_waiting(person.id, matter, forms.line(told, "given_by")),
        once=forms.fresh(),
    )


def _waiting(person: str, told: Matter, given_by: str) -> str:
    """The question that this answers, if one waits."""
    giver = GUARDIAN if given_by else SELF
    for each in context.record().consents.file(context.reader(), person).asks:
        if (each.purpose, each.to, each.giver, each.subject.request) == (told.purpose, told.to, giver, None):
            return each.id
    return ""


def _person(person_id: str) -> Person:
    """The file, for whoever may write down answers about it. Raises NoSuchPerson, NotAllowed."""
    reader = context.reader()
    reader.require(acts.ASK_CONSENT)
    return context.record().people.file(reader, person_id).person


def _languages(shown: Page) -> list[tuple[str, str, bool]]:
    say = context.words().say
    return [(each, say(f"languages.{each}"), each == shown.language) for each in shipped_languages()]


def _take(person: Person, name: str) -> Take:
    made = context.seat().takes.get(name, context.worker().id)
    if made.sentence != person.id:
        raise NotHere("recording for this person")
    return made
