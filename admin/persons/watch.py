"""Whom the rules name, each with the rule in plain words; and the rules themselves, to be changed or switched off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import context
from admin.errors import PanelError
from admin.persons import forms
from admin.troubles import as_advice
from admin.words import Words
from casework.access import acts
from casework.errors import CaseworkError
from casework.persons.rules import Candidate, Setting

pages = Blueprint("watch", __name__, url_prefix="/persons/watch")


@dataclass(frozen=True)
class Number:
    """One number of a rule."""

    name: str
    word: str
    value: int
    least: int
    most: int


@dataclass(frozen=True)
class RuleLine:
    """One rule in plain words."""

    key: str
    told: str
    active: bool
    numbers: Sequence[Number]
    count: int
    """How many people it names today."""


@dataclass(frozen=True)
class NamedLine:
    """Somebody whom rules name, and why."""

    person: str
    name: str
    village: str
    why: Sequence[str]
    unseen: str


@dataclass(frozen=True)
class WatchPage:
    """Everything that the template prints."""

    named: Sequence[NamedLine]
    rules: Sequence[RuleLine]
    may_change: bool


@pages.get("")
def watch() -> str:
    """The list and the rules."""
    return _page()


@pages.post("/<rule>")
def change(rule: str) -> ResponseReturnValue:
    """Switch a rule, change its numbers."""
    try:
        settings = {each.rule.key: each for each in context.record().people.watch.settings()}
        known = settings[rule].numbers if rule in settings else {}
        numbers = {name: forms.whole(request.form, name) for name in known}
        context.record().people.watch.set(rule, context.worker().id, "active" in request.form, numbers)
    except (PanelError, CaseworkError) as error:
        advice, status = as_advice(error)
        return _page(advice), status
    context.confirm(context.words().say("persons.done.saved"))
    return redirect(url_for("watch.watch"))


def _page(advice: str = "") -> str:
    watch, reader, words = context.record().people.watch, context.reader(), context.words()
    settings, named = watch.settings(), watch.candidates(reader)
    told = {each.rule.key: rule_in_words(each, words) for each in settings}
    page = WatchPage(
        named=[_named(each, told, words) for each in named],
        rules=[_rule(each, told, named, words) for each in settings],
        may_change=reader.may(acts.CHANGE_RULES),
    )
    return render_template("persons/watch.html", page=page, advice=advice)


def rule_in_words(setting: Setting, words: Words) -> str:
    """What the rule says, with its numbers."""
    return words.say(f"watch.rule.{setting.rule.key}", **setting.numbers)


def _named(each: Candidate, told: dict[str, str], words: Words) -> NamedLine:
    return NamedLine(
        *(each.person, each.name, each.village or "", [told[key] for key in each.rules]),
        words.say("watch.unseen", days=each.unseen),
    )


def _rule(setting: Setting, told: dict[str, str], named: Sequence[Candidate], words: Words) -> RuleLine:
    rule = setting.rule
    numbers = [
        Number(name, words.say(f"watch.number.{name}"), value, *rule.bound(name))
        for name, value in setting.numbers.items()
    ]
    return RuleLine(rule.key, told[rule.key], setting.active, numbers, sum(rule.key in each.rules for each in named))
