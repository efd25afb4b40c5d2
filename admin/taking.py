"""Taking a form: do what it asks, confirm it and go on; or show the page again with one line of advice."""

from __future__ import annotations

from collections.abc import Callable

from flask import redirect
from flask.typing import ResponseReturnValue

from admin import context
from admin.errors import PanelError
from admin.troubles import as_advice
from casework.errors import CaseworkError

Work = Callable[[str], str]
"""Does it in the name of a worker's id, and returns the key of the words that confirm it."""


def taken(work: Work, again: Callable[[str], str], onward: str) -> ResponseReturnValue:
    """Go on to ``onward`` once it is done; ``again`` draws the page as it is now, around the advice it is given."""
    try:
        told = work(context.worker().id)
    except (PanelError, CaseworkError) as error:
        advice, status = as_advice(error)
        return again(advice), status
    context.confirm(context.words().say(told))
    return redirect(onward)
