"""How a request is said to be done and how it ends, as forms; what is possible is the record's decision."""

from __future__ import annotations

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from admin import context, forms
from admin.errors import FieldWrong
from admin.request import Typed, done
from casework.life.life import GOOD, NOT_YET, TOLD
from casework.status import DUPLICATE

pages = Blueprint("life", __name__, url_prefix="/requests/<request_id>")
ANSWERS = {"good": GOOD, "not_yet": NOT_YET}


@pages.post("/done")
def said_done(request_id: str) -> ResponseReturnValue:
    """It is done; from now on the person is asked."""

    def work(worker: str) -> str:
        context.record().life.done(request_id, worker)
        return context.words().say("done.said_done")

    return done(request_id, work)


@pages.post("/end")
def end(request_id: str) -> ResponseReturnValue:
    """It ends otherwise, with a reason that the person hears."""
    form = request.form
    typed = Typed(reason=form.get("reason", ""), how=form.get("how", ""), same_as=form.get("same_as", ""))

    def work(worker: str) -> str:
        how, reason = forms.end(form)
        same_as = _the_other(request_id, form.get("same_as", "")) if how == DUPLICATE else None
        context.record().life.end(request_id, worker, how, reason, same_as)
        return context.words().say("done.ended", end=context.words().say(f"end.{how}"))

    return done(request_id, work, typed, opened="end")


@pages.post("/reopen")
def reopen(request_id: str) -> ResponseReturnValue:
    """The end was a mistake."""

    def work(worker: str) -> str:
        context.record().life.reopen(request_id, worker)
        return context.words().say("done.reopened")

    return done(request_id, work)


@pages.post("/word")
def word(request_id: str) -> ResponseReturnValue:
    """The person has told a worker whether it is good now."""

    def work(worker: str) -> str:
        answer = ANSWERS.get(request.form.get("answer", ""))
        if answer is None:
            raise FieldWrong("end_wrong")
        context.record().life.say(request_id, answer, TOLD, worker)
        return context.words().say("done.word_good" if answer == GOOD else "done.word_not_yet")

    return done(request_id, work)


@pages.post("/nobody-there")
def nobody_there(request_id: str) -> ResponseReturnValue:
    """Somebody went to ask and met nobody."""

    def work(worker: str) -> str:
        context.record().life.asked(request_id, worker)
        return context.words().say("done.nobody_there")

    return done(request_id, work)


def _the_other(request_id: str, number: str) -> str:
    """The request with that number. Raises FieldWrong."""
    record, told = context.record(), number.strip()
    found = record.requests.by_number(told)
    if found is None or found.request == request_id or found.request not in record.found(context.reader(), told):
        raise FieldWrong("same_as_wrong")
    return found.request
