"""For the auditor: whether the history is whole, and who did what when, without a word of what it said."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template, request

from admin import context, times
from admin.errors import FieldWrong
from admin.history import acted
from casework.chain.heads import Head
from casework.chain.saying import examine
from casework.chain.verify import head_from

pages = Blueprint("audit", __name__, url_prefix="/audit")
MOST = 200
"""Steps on one page."""


@dataclass(frozen=True)
class Act:
    """One line of who did what."""

    at: str
    iso: str
    who: str
    what: str


@dataclass(frozen=True)
class AuditPage:
    """What the auditor sees."""

    whole: bool
    told: str
    """In words."""
    sentence: str
    """As ``xiangban audit verify`` says it."""
    head: str
    flaws: tuple[str, ...]
    acts: list[Act]
    older: int | None
    """Number of the entry before which the next page begins."""


@pages.get("")
def audit() -> str:
    """The whole history looked at now, and its newest steps."""
    words, known = context.words(), _known(request.args.get("head", ""))
    found = examine(context.record(), known)
    told, older = context.record().acts(context.reader(), request.args.get("before", type=int), MOST)
    lines = [
        Act(times.moment(each.at, context.now(), words), each.at.isoformat(timespec="seconds"), *acted(each, words))
        for each in told
    ]
    said = words.say("audit.whole" if found.whole else "audit.broken", n=found.verdict.entries)
    flaws = (*map(str, found.verdict.flaws), *(f"{each.where}: {each.told}" for each in found.otherwise))
    page = AuditPage(found.whole, said, str(found), str(found.verdict.head), flaws[:20], lines, older)
    return render_template("audit.html", page=page, typed=request.args.get("head", ""))


def _known(text: str) -> Head | None:
    """A head that somebody wrote down on paper. Raises FieldWrong."""
    if not text.strip():
        return None
    try:
        return head_from(text)
    except ValueError as error:
        raise FieldWrong("head_wrong") from error
