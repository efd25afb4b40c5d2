"""The cards to read, the code of conduct to acknowledge, and for supervisors who is due; texts are content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from admin import context, times
from admin.errors import NotHere
from admin.words import Words
from casework.access.acts import SEE_LEARNING
from casework.training.course import CODE, EDITIONS, Standing
from casework.training.training import Learner

pages = Blueprint("training", __name__, url_prefix="/training")
LINES = ("a", "b", "c", "d", "e", "f", "g")
"""Keys of the lines of a card; a card has as many as it needs."""


@dataclass(frozen=True)
class CardLine:
    """One card in the list."""

    key: str
    title: str
    told: str
    due: bool


@dataclass(frozen=True)
class CardPage:
    """One card in full."""

    key: str
    title: str
    why: str
    lines: Sequence[str]
    source: str
    button: str
    told: str
    code: bool


@dataclass(frozen=True)
class TeamLine:
    """One colleague."""

    name: str
    told: str
    missing: str
    reminded: str
    due: bool


@pages.get("")
def training() -> str:
    """All cards, and how one stands with each."""
    words, found = context.words(), context.record().training.of(context.worker().id)
    lines = [CardLine(each.card, title_of(each.card, words), _told(each, words), each.due) for each in found]
    sees = context.reader().may(SEE_LEARNING)
    return render_template("training/cards.html", lines=lines, sees=sees)


@pages.get("/team")
def team() -> str:
    """Who has read what, whoever has most due first."""
    words = context.words()
    lines = [_team_line(each, words) for each in context.record().training.everybody(context.reader())]
    return render_template("training/team.html", lines=lines)


@pages.get("/<card>")
def show(card: str) -> str:
    """One card."""
    if card not in EDITIONS:
        raise NotHere("card of that name")
    words, found = context.words(), context.record().training.of(context.worker().id)
    standing = next(each for each in found if each.card == card)
    keys = [f"training.card.{card}.{each}" for each in LINES]
    page = CardPage(
        card,
        title_of(card, words),
        words.say(f"training.card.{card}.why"),
        [words.say(each) for each in keys if words.knows(each)],
        words.say(f"training.card.{card}.source"),
        words.say("training.agree" if card == CODE else "training.read"),
        _told(standing, words),
        card == CODE,
    )
    return render_template("training/card.html", page=page)


@pages.post("/<card>")
def read(card: str) -> ResponseReturnValue:
    """Read, and meant to be acted on; the next one that is due comes up."""
    if card not in EDITIONS:
        raise NotHere("card of that name")
    record, worker = context.record(), context.worker().id
    record.training.read(worker, card)
    context.confirm(context.words().say("training.done.code" if card == CODE else "training.done.card"))
    following = list(EDITIONS)[list(EDITIONS).index(card) + 1 :]
    unread = {each.card for each in record.training.of(worker) if each.at is None or each.due}
    ahead = next((each for each in following if each in unread), None)
    return redirect(url_for("training.show", card=ahead) if ahead else url_for("training.training"))


def title_of(card: str, words: Words) -> str:
    """A card's title."""
    return words.say(f"training.card.{card}.title")


def _told(each: Standing, words: Words) -> str:
    day, now = times.day, context.now()
    due = day(each.due_at.astimezone(now.tzinfo).date(), now.date(), words)
    if each.at is None:
        return words.say("training.never_due" if each.due else "training.never", when=due)
    at = day(each.at.astimezone(now.tzinfo).date(), now.date(), words)
    return words.say("training.again" if each.due else "training.well", at=at, when=due)


def _team_line(each: Learner, words: Words) -> TeamLine:
    late = [one for one in each.standings if one.due]
    unread = [one for one in each.standings if one.at is None and not one.due]
    told = words.say("training.team.due", n=len(late)) if late else words.say("training.team.well")
    if not late and unread:
        told = words.say("training.team.new", n=len(unread))
    missing = words.say("persons.comma").join(title_of(one.card, words) for one in late or unread)
    reminded = ""
    if each.reminded_at:
        reminded = words.say("training.team.reminded", when=times.moment(each.reminded_at, context.now(), words))
    return TeamLine(each.name, told, missing, reminded, bool(late))
