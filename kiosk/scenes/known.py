"""Somebody who made themselves known: greeted without a name, told what waits, given back what was half said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from casework.cards import Holder
from content.screen import MOST_CHOICES, Choice
from kiosk.errors import NotNow
from kiosk.scenes import checkin, child, circles, faces, own_signs, takeback, tidings
from kiosk.scenes.leaving import LEAVE
from kiosk.scenes.paged import more
from kiosk.scenes.scene import Here, Scene, Shown
from kiosk.visit import Kept

SIGNS = "signs"
"""The choice that leads to one's own pictures."""
SPARED = (SIGNS, "wishes", "call_family")
"""Left out first where there is no room, in this order; all can be said, and calling is at the first screen, too."""
MOST_ANNOUNCED = 3
"""Sentences about what waits; nobody remembers more, and the pictures show the rest."""


def make_known(here: Here, holder: Holder, *, carded: bool = False) -> str:
    """The visit is that person's from now on, and so is what was told in it; the personal screen follows.

    ``carded``: by a card, not by pictures.
    """
    visit = here.visit
    visit.person, visit.carded = holder.person, carded
    if visit.draft is not None:
        here.desk.record.requests.change(visit.draft, person=holder.person)
    visit.child = here.desk.record.child_times.is_child(holder.person)
    checkin.is_there(here, holder.person)
    wanted, visit.wanted = visit.wanted, ""
    return wanted or (circles.NOW if circles.way_in(here) else "known")


class Known(Scene):
    """What is new, what was half said, and the way to everything else."""

    keys = ("known",)

    def show(self, here: Here) -> Shown:
        """Nothing is said that a stranger in earshot should not hear: neither a name nor what it is about."""
        if here.visit.person is None:
            raise NotNow(here.key, "card")
        first = ((checkin.to_ask, checkin.ASK), (child.to_ask, child.ASK))
        for waits, question in first:
            if waits(here):
                raise NotNow(here.key, question)
        screen = here.pack.screen(here.key)
        able = own = [each for each in here.pack.choices(here.key) if self._has(here, each.key)]
        news = offered = (*circles.way_in(here), *tidings.offered(here))
        for key in SPARED:  # what waits comes first
            if len(own) + bool(news) > MOST_CHOICES:
                own = [each for each in own if each.key != key]
        left_out = [each for each in able if each not in own]
        room = MOST_CHOICES - len(own)
        if len(news) > room:
            rest = more(here, tidings.LIST) if room > 1 else tidings.all_of_it(here)
            news = (*news[: room - 1], rest)
        screen = here.pack.with_choices(screen, (*news, *own))
        prompt = (*self._greeting(here), *screen.prompt)
        return Shown(replace(screen, prompt=prompt, further=(*offered, *left_out)))

    def take(self, here: Here, choice: Choice) -> str:
        """What waits opens on its own screen; what was half said goes on where it was left."""
        if choice.key == "draft":
            return take_up_draft(here)
        if choice.key == "leave":
            return LEAVE
        return tidings.open_tiding(here, choice.key) or choice.goes_to or here.key

    def _has(self, here: Here, key: str) -> bool:
        there = {
            "call_family": lambda: bool(faces.to_call(here)),
            "draft": lambda: half_said(here) is not None,
            "undo": lambda: bool(takeback.possible(here)),
            SIGNS: lambda: own_signs.possible(here),
        }
        return there.get(key, lambda: True)()

    def _greeting(self, here: Here) -> Iterator[str]:
        yield from here.pack.sentences("known.hello")
        kinds = [each.kind for each in tidings.waiting(here)]
        told = (each for kind in kinds for each in here.pack.sentences(f"tidings.{kind}"))
        yield from tuple(dict.fromkeys(told))[:MOST_ANNOUNCED]
        if not kinds:
            yield from here.pack.sentences("known.nothing_new")


def half_said(here: Here) -> str | None:
    """What this person began to tell, in this visit or in an earlier one, and did not send; the draft's id."""
    visit = here.visit
    if visit.draft is not None or visit.person is None:
        return visit.draft
    return here.desk.record.requests.draft_of_person(visit.person)


def take_up_draft(here: Here) -> str:
    """Everything told so far is in the person's hands again; the key of the screen on which it goes on."""
    visit, record = here.visit, here.desk.record
    draft = half_said(here)
    if draft is None:
        return "help"
    told = record.requests.look(draft)
    kept = {kind: Kept(name, record.recordings.about(name).seconds) for kind, name in told.recordings.items()}
    visit.draft, visit.category = draft, told.category or "other"
    visit.description, visit.name = kept.get("description"), kept.get("name")
    return "help.recorded" if visit.description else "help.describe"
