"""Links by which a relative joins from a phone: made for one relative, shown once with their QR code, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

import segno
from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from admin import context, times
from admin.errors import FieldWrong, PanelError
from admin.troubles import as_advice
from calls.errors import CallError
from casework.calls.invitations import USUAL_DAYS, Invitation
from casework.consents.purposes import CALL_FAMILY
from casework.errors import CaseworkError
from casework.persons.file import PersonFile
from casework.persons.relations import Relation
from content.pack import shipped_languages

pages = Blueprint("links", __name__, url_prefix="/calls/links/<person_id>")
DAYS = (1, 7, 30, 90)
"""For how long a link can be made."""


@dataclass(frozen=True)
class Given:
    """One link that still opens something."""

    id: str
    told: str


@dataclass(frozen=True)
class Relative:
    """Somebody who may be called, with the links that are open."""

    id: str
    name: str
    kin: str
    asked: bool
    """Whether the person's yes covers it."""
    links: Sequence[Given]


@dataclass(frozen=True)
class Fresh:
    """A link that was made just now; it is told on this page and never again."""

    name: str
    address: str
    code: Markup
    """As a QR code."""
    last_day: str


@pages.get("")
def links(person_id: str) -> str:
    """Who may be called, and which links are open."""
    return _page(person_id)


@pages.post("")
def make(person_id: str) -> ResponseReturnValue:
    """One more link for that relative."""
    try:
        relation = _relation(person_id, request.form.get("relation", ""))
        language, days = request.form.get("language", ""), request.form.get("days", "")
        if language not in shipped_languages() or days not in map(str, DAYS):
            raise FieldWrong("choice_wrong")
        who = context.worker().id
        made, secret = context.record().invitations.invite(relation.id, who, language, float(days))
    except (PanelError, CaseworkError) as error:
        advice, status = as_advice(error)
        return _page(person_id, advice), status
    return _page(person_id, fresh=_fresh(made, secret))


@pages.post("/end")
def end(person_id: str) -> ResponseReturnValue:
    """From this second on it opens nothing; a call that goes on through it is over."""
    for each in context.record().invitations.of(_file(person_id).person.id):
        if each.id == request.form.get("link"):
            context.record().invitations.revoke(each.id, context.worker().id)
            with suppress(CallError):  # without an exchange nobody is in a call
                context.line().ask("drop", party=f"guest:{each.relation}")
    context.confirm(context.words().say("done.link_ended"))
    return redirect(url_for("links.links", person_id=person_id))


def _page(person: str, advice: str = "", fresh: Fresh | None = None) -> str:
    file, record, words = _file(person), context.record(), context.words()
    allowed = record.consents.allowed(file.person.id, CALL_FAMILY)
    given = record.invitations.of(file.person.id)
    relatives = [
        Relative(
            each.id,
            each.name,
            words.say(f"persons.kin.{each.kind}"),
            allowed or not each.family,
            [Given(one.id, _told(one)) for one in given if one.relation == each.id],
        )
        for each in file.relations
        if each.may_call
    ]
    spoken = [(code, words.say(f"links.in.{code}")) for code in shipped_languages()]
    return render_template(
        "calls/links.html",
        advice=advice,
        fresh=fresh,
        name=file.person.name,
        person_id=person,
        relatives=relatives,
        spoken=spoken,
        days=[(each, each == USUAL_DAYS) for each in DAYS],
        reached=bool(context.seat().phones()),
    )


def _file(person: str) -> PersonFile:
    return context.record().people.file(context.reader(), person)


def _relation(person: str, relation: str) -> Relation:
    found: Relation | None = next((each for each in _file(person).relations if each.id == relation), None)
    if found is None:
        raise FieldWrong("choice_wrong")
    return found


def _told(link: Invitation) -> str:
    words, now = context.words(), context.now()
    until = times.day(link.expires_at.astimezone(now.tzinfo).date(), now.date(), words)
    key = "links.opened" if link.opened_at else "links.not_opened"
    return words.say(key, made=times.moment(link.made_at, now, words), until=until)


def _fresh(made: Invitation, secret: str) -> Fresh:
    now = context.now()
    address = f"{context.seat().phones()}/j/{secret}"
    code = Markup(segno.make(address, error="m").svg_inline(scale=5, border=2))  # noqa: S704 - segno's own drawing
    last = times.day(made.expires_at.astimezone(now.tzinfo).date(), now.date(), context.words())
    return Fresh(made.name, address, code, last)
