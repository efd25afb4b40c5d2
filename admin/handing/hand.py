"""Handing a request on: to whom, what they may see field by field, shown exactly before it is sent; taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from admin import context
from admin.cards.printing import drawn
from admin.consents.matters import label
from admin.errors import FieldWrong, PanelError
from admin.handing.handed import handed
from admin.handing.look import Look
from admin.persons import forms
from admin.taking import Work
from admin.troubles import as_advice
from casework.access import acts
from casework.consents.entry import Subject
from casework.consents.errors import ConsentMissing
from casework.errors import CaseworkError
from casework.life.owners import HANDS
from casework.referrals.referral import Referral, Share
from casework.referrals.referrals import DAYS, Offer
from casework.referrals.steps import ASSIGN, REFER_KIND, TRANSFER_KIND, consent_for
from casework.status import LIVE

pages = Blueprint("handing", __name__, url_prefix="/requests/<request_id>/hand-on")
LONGEST_DAYS = 180
LOOPBACK = ("127.0.0.1", "localhost", "[")
USUAL = ("number", "category", "asked", "heard")
"""What is ticked at first, with the voice; never a name or a place."""


@dataclass(frozen=True)
class Receiver:
    """Somebody it can be handed to."""

    key: str
    """Kind and receiver, as a form sends them."""
    name: str
    yes: bool
    """Whether the person's yes is there (colleagues need none besides that given on sending)."""


@dataclass(frozen=True)
class Link:
    """A link just made: shown once."""

    address: str
    code: Markup
    here_only: bool
    """Whether the address opens on the station alone."""


@pages.get("")
def show(request_id: str) -> str:
    """Where it was handed to, and the form."""
    return _page(request_id)


@pages.post("/preview")
def preview(request_id: str) -> ResponseReturnValue:
    """Exactly what the receiver would see."""
    try:
        offer = _offer()
        view = context.record().handing.preview(context.worker().id, request_id, offer)
    except (PanelError, CaseworkError) as error:
        advice, status = as_advice(error)
        return _page(request_id, advice), status
    return _preview(request_id, offer, Look(view, context.words(), context.now(), offer.letter))


@pages.post("/send")
def send(request_id: str) -> ResponseReturnValue:
    """Send it as it was shown; without the person's yes it goes nowhere."""

    def work(who: str) -> str:
        offer = _offer()
        context.record().referrals.offer(who, request_id, offer, forms.once(request.form, offer.receiver))
        return "handing.done.sent"

    return _done(request_id, work)


@pages.post("/without")
def without(request_id: str) -> ResponseReturnValue:
    """Let a second person decide, because there is no yes and it cannot wait."""

    def work(who: str) -> str:
        offer, reason = _offer(), forms.text(request.form, "reason")
        once = forms.once(request.form, offer.receiver)
        context.record().referrals.offer_without(who, request_id, offer, reason, once)
        return "consents.done.wished"

    return _done(request_id, work)


@pages.post("/ask")
def ask(request_id: str) -> ResponseReturnValue:
    """Ask the person at the kiosk whether it may be handed on so."""

    def work(who: str) -> str:
        kind, receiver = _whom()
        purpose, to = consent_for(kind, receiver)
        context.record().asks.put(who, Subject(None, request_id), purpose, to)
        return "consents.done.asked"

    return _done(request_id, work)


@pages.post("/revoke")
def revoke(request_id: str) -> ResponseReturnValue:
    """Whoever could see it sees nothing from now on."""

    def work(who: str) -> str:
        found = _referral(request_id)
        context.record().referrals.revoke(found.id, who, forms.needed(request.form, "reason"))
        return "handing.done.revoked"

    return _done(request_id, work)


@pages.post("/link")
def link(request_id: str) -> ResponseReturnValue:
    """A link for the partner, shown once; an earlier one opens nothing from now on."""
    try:
        code = context.record().links.make(_referral(request_id).id, context.worker().id)
    except (PanelError, CaseworkError) as error:
        advice, status = as_advice(error)
        return _page(request_id, advice), status
    address = url_for("outside.show", code=code, _external=True)
    return _page(request_id, made=Link(address, drawn(address), request.host.partition(":")[0] in LOOPBACK))


@pages.post("/link/end")
def end_link(request_id: str) -> ResponseReturnValue:
    """The link opens nothing from now on."""

    def work(who: str) -> str:
        context.record().links.end(_referral(request_id).id, who)
        return "handing.done.link_ended"

    return _done(request_id, work)


def _done(request_id: str, work: Work) -> ResponseReturnValue:
    try:
        told = work(context.worker().id)
    except ConsentMissing as error:  # it was there when the page was made: taken back meanwhile
        return _page(request_id, as_advice(error)[0]), 409
    except (PanelError, CaseworkError) as error:
        advice, status = as_advice(error)
        return _page(request_id, advice), status
    context.confirm(context.words().say(told))
    return redirect(url_for("handing.show", request_id=request_id))


def _page(request_id: str, advice: str = "", made: Link | None = None) -> str:
    record, words, now, reader = context.record(), context.words(), context.now(), context.reader()
    file = record.request(request_id, reader)
    look = Look(record.handing.everything(reader, request_id), words, now)
    typed = request.form if request.method == "POST" else {}
    told = [each.hash for each in look.view.recordings if each.kind == "description"]
    ticked = request.form.getlist("share") if "whom" in typed else [*USUAL, *told]
    return render_template(
        "handing/hand.html",
        file=file,
        look=look,
        handed=handed(request_id),
        groups=_receivers(request_id),
        live=file.status in LIVE and reader.may(acts.REFER),
        ticked=ticked,
        days=typed.get("days", str(DAYS)),
        typed=typed,
        advice=advice,
        made=made,
    )


def _preview(request_id: str, offer: Offer, look: Look) -> str:
    record, words = context.record(), context.words()
    lacking = record.handing.lacking(request_id, offer.kind, offer.receiver)
    purpose, to = consent_for(offer.kind, offer.receiver)
    name = record.consents.receiver_name(offer.receiver)
    return render_template(
        "handing/preview.html",
        file=record.request(request_id, context.reader()),
        look=look,
        offer=offer,
        name=name,
        whom=f"{offer.kind}|{offer.receiver}",
        shares=[each.recording or each.field for each in offer.shares],
        lacking=[_why(each) for each in lacking],
        matter=label(purpose, name, words.language),
        once=forms.fresh(),
        ends=words.say("handing.ends_after", days=offer.days),
        asks=any(
            (each.purpose, each.to, each.subject.request) == (purpose, to, request_id)
            for each in record.asks.open(context.reader())
        ),
    )


def _why(lacking: str) -> str:
    giver, _, why = lacking.partition(": ")
    say = context.words().say
    return say("handing.lacks", who=say(f"handing.giver.{giver}"), why=say(f"handing.why.{why.replace(' ', '_')}"))


def _offer() -> Offer:
    """What the form says. Raises FieldWrong."""
    kind, receiver = _whom()
    days = forms.whole(request.form, "days")
    if not 1 <= days <= LONGEST_DAYS:
        raise FieldWrong("number_wrong")
    shares = []
    for each in request.form.getlist("share"):
        shares.append(Share("recording", each) if len(each) == 64 else Share(each))
    return Offer(kind, receiver, shares, forms.text(request.form, "letter"), days)


def _whom() -> tuple[str, str]:
    kind, _, receiver = request.form.get("whom", "").partition("|")
    if not kind or not receiver:
        raise FieldWrong("choice_wrong")
    return kind, receiver


def _referral(request_id: str) -> Referral:
    """The one that the form names, when it is this request's and the reader sees the request."""
    record = context.record()
    record.request(request_id, context.reader())
    wanted = request.form.get("referral", "")
    for each in record.referrals.of_request(request_id):
        if each.id == wanted:
            return each
    raise FieldWrong("not_here")


def _receivers(request_id: str) -> Sequence[tuple[str, Sequence[Receiver]]]:
    """Partners, colleagues to assign to, colleagues and villages to transfer to."""
    record, words, me = context.record(), context.words(), context.worker().id
    workers = [each for each in record.workers.all() if each.active and each.role in HANDS and each.id != me]
    villages = [each for each in record.people.homes.villages() if each.id != record.settings.station]
    told = {
        REFER_KIND: [(each.receiver, each.name) for each in record.partners.all()],
        ASSIGN: [(f"worker:{each.id}", each.name) for each in workers],
        TRANSFER_KIND: [
            *((f"worker:{each.id}", each.name) for each in workers),
            *((f"village:{each.id}", each.name) for each in villages),
        ],
    }
    return [
        (
            words.say(f"handing.group.{kind}"),
            [
                Receiver(f"{kind}|{key}", name, not record.handing.lacking(request_id, kind, key))
                for key, name in names
            ],
        )
        for kind, names in told.items()
        if names
    ]
