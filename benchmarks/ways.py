"""Every way through the kiosk, found by pressing whatever its screens offer; tests and measurements go along them."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from functools import partial
from uuid import uuid4

from benchmarks.hands import VOICE
from casework.calls.book import Called
from casework.calls.missed import Caller
from casework.childtimes import Times
from casework.consents.entry import Asked, Subject
from casework.consents.purposes import CALL_FAMILY
from casework.record import Record
from casework.tidings import KINDS
from casework.workers import Worker
from content.screen import COMMANDS
from kiosk import dialogue
from kiosk.call import Call
from kiosk.circling import Circling
from kiosk.desk import Desk
from kiosk.link import Link
from kiosk.matter import Matter
from kiosk.scenes.leaving import HIDE, LEAVE
from kiosk.scenes.scene import Here, Shown
from kiosk.scenes.trouble import GRAVE, PICTURES
from kiosk.visit import Kept, Visit

FIRST_TOPIC = "topic.pension.1"
"""Stands for the pages of all topics where they need not all be looked at."""
CHILDS = "child."
"""How the keys of those screens begin that only a child sees."""
OWN = ("id", "seen", "lock", "private_ids")
"""What a visit that somebody steps into keeps for itself."""


@dataclass(frozen=True)
class Reached:
    """One screen, and the state in which somebody stands before it."""

    key: str
    visit: Visit
    shown: Shown


def walk(desk: Desk, visit: Visit, start: str = "language") -> dict[str, Shown]:
    """Every screen that can be reached by pressing whatever is offered, each with what it showed first."""
    return {each.key: each.shown for each in reach(desk, [(visit, start)])}


def everywhere(desk: Desk, record: Record, worker: Worker, language: str) -> Iterator[Reached]:
    """Every screen there is in that language: what a stranger reaches, and what somebody with everything does."""
    planned = [each for each in desk.pack(language).plan if each != "topic"]
    starts = [(Visit(id="x", language=language), "language")]
    starts += [(whoever_comes_to(each, record, worker, language), each) for each in planned]
    yield from reach(desk, starts)
    for cause in dict.fromkeys((*PICTURES, *GRAVE)):
        visit = Visit(id="x", language=language, trouble=cause)
        yield Reached("trouble", visit, dialogue.show(Here(desk, visit, "trouble"))[1])


def by_touch(here: Here, _shown: Shown, offered: str) -> str | None:
    """The usual way of answering a screen; the others are in ``hands``."""
    return dialogue.press(here, offered, "touch")


def planned(desk: Desk, record: Record, worker: Worker, language: str) -> Iterator[Reached]:
    """Every screen of the plan before somebody who has everything, without looking for the ways to it."""
    everything, found = somebody_with_everything(record, worker, language), []
    for key in desk.pack(language).plan:
        childs = key.startswith(CHILDS)  # another child each time: what one answers changes its times
        visit = whoever_comes_to(key, record, worker, language) if childs else copied(desk, everything)
        here, shown = dialogue.show(Here(desk, visit, FIRST_TOPIC if key == "topic" else key))
        found.append(Reached(here.key, here.visit, shown))
    yield from found  # all are looked at before anything is pressed: what is taken back closes other screens


def reach(
    desk: Desk,
    starts: list[tuple[Visit, str]],
    hand: Callable[[Here, Shown, str], str | None] = by_touch,
) -> Iterator[Reached]:
    """What those visits come to from there, each screen once; ``hand`` answers the screens."""
    seen: set[str] = set()
    waiting = deque(starts)
    while waiting:
        visit, key = waiting.popleft()
        here, shown = dialogue.show(Here(desk, visit, key))
        if here.key in seen:
            continue
        seen.add(here.key)
        yield Reached(here.key, copied(desk, visit), shown)
        for each in offered(shown):
            other = copied(desk, visit)
            goes = hand(Here(desk, other, here.key), shown, each)
            if goes and goes not in (LEAVE, HIDE):
                waiting.append((other, goes))


def offered(shown: Shown) -> list[str]:
    """Everything that a screen offers: its choices, a key of its keypad, and what works everywhere."""
    pressed = [each.key for each in shown.screen.choices]
    pressed += ["digit:1"] if shown.screen.length else []
    return [*pressed, *(f"command:{each}" for each in COMMANDS)]


def step_into(desk: Desk, reached: Reached) -> Visit:
    """Begin a visit at the desk that is in that very state; its id is the cookie that a browser must show."""
    begun = desk.visits.begin()
    for each in fields(Visit):
        if each.name not in OWN:
            setattr(begun, each.name, getattr(reached.visit, each.name))
    begun.at = begun.goes = reached.key
    return begun


def copied(desk: Desk, visit: Visit) -> Visit:
    """The same person once more, with a draft of their own, to go another way."""
    draft = desk.record.requests.draft(visit.language, category=visit.category) if visit.draft else None
    call = replace(visit.call) if visit.call else None
    circle = replace(visit.circle) if visit.circle else None
    return replace(visit, draft=draft, call=call, circle=circle, lock=threading.RLock(), private_ids=set())


def whoever_comes_to(key: str, record: Record, worker: Worker, language: str) -> Visit:
    """Who sees that screen: a child outside its times, or somebody who has everything."""
    if not key.startswith(CHILDS):
        return somebody_with_everything(record, worker, language)
    child = record.people.add("小李", who=worker.id)
    record.people.circumstances.add(child, worker.id, "left_behind_child")
    never = Times(frozenset(range(7)), "00:00", "00:01", 5)
    record.child_times.answer(record.child_times.agree(child, never, "爷爷", "face", worker.id), True, "touch")
    return Visit(id="x", language=language, person=child, child=True, alone=True)


def somebody_with_everything(record: Record, worker: Worker, language: str) -> Visit:
    """Somebody who has told something, has an answered request, and was misunderstood once."""
    sent = record.requests.submit(record.requests.draft(language, category="house", session="a visit"))
    record.take(sent.request, worker.id)
    record.reply(sent.request, worker.id, "好的")
    record.plan_visit(sent.request, worker.id, record.clock() + timedelta(days=2))
    visit = Visit(id="x", language=language, session="a visit", found=sent.request, receipt=sent, category="house")
    visit.draft = record.requests.draft(language, category="house")
    visit.description, visit.name = Kept("ab", 4.0), Kept("cd", 2.0)
    done = record.requests.submit(record.requests.draft(language, category="ill", session="a visit")).request
    record.life.done(done, worker.id)
    visit.good = done
    visit.candidates, visit.asked_at, visit.colour = ("choice:ill", "command:home"), "help", "red"
    visit.alarmed = in_danger(record, language)
    visit.person = known_with_news(record, worker, sent.request)
    write_letters(record, visit)
    link_a_phone(record, visit)
    clinic = f"partner:{record.partners.add(worker.id, '镇卫生院', 'clinic', once='the clinic')}"
    visit.matter = replace(Matter(), subject=Subject(visit.person), purpose="refer", to=clinic, answer=True)
    visit.override = record.overrides.wish(worker.id, Subject(visit.person), "refer", clinic, "她昏倒了")
    visit.call = called(record, worker, language)
    visit.circle = in_a_circle(record, worker, visit.person)
    visit.caller = record.people.relations.to_call(visit.person)[0].id
    visit.coming, visit.put_off = visits_to(record, worker, visit.person)
    record.checkins.begin(visit.person, "daily", "17:00", "kiosk", "touch")
    visit.unwell, visit.rhythm = record.checkins.answer(visit.person, "unwell"), "daily"
    visit.by_signs, visit.animal = True, "dog"
    visit.carded, visit.picked = True, ("tea", "sun", "drum")
    visit.alone, visit.confided = True, "mine.status"
    visit.taking_back, *_ = record.takebacks.possible(None, visit.session)
    return visit


def write_letters(record: Record, visit: Visit) -> None:
    """One letter spoken and not sent, one sent, one from the relative."""
    son = record.people.relations.to_call(str(visit.person))[0].id
    for _ in range(2):
        visit.letter_sent, visit.letter = visit.letter, record.letters.begin(str(visit.person), son)
        record.letters.speak(visit.letter, record.recordings.keep(VOICE, visit.letter, "letter"))
        if visit.letter_sent is None:
            record.letters.send(visit.letter, visit.session)
    visit.letter_to = son
    visit.letter_read = record.letters.receive(str(uuid4()), son, record.recordings.keep(VOICE, kind="letter")).id


def link_a_phone(record: Record, visit: Visit) -> None:
    """A link that was made a moment ago."""
    visit.link_to = record.people.relations.to_call(str(visit.person))[0].id
    made, secret = record.invitations.invite_at_the_screen(
        str(visit.person), visit.link_to, visit.language, visit.session
    )
    visit.link = Link(made.id, made.name, made.expires_at, secret)


def called(record: Record, worker: Worker, language: str) -> Call:
    """A call that nobody answered, of which the screen does not know yet that it is over; somebody rings besides."""
    missed = Called(f"call-{uuid4()}", None, None, "duty", "kiosk:x", None, record.clock(), 60.0, 0.0, "missed")
    entered = record.calls.enter(missed, Caller(language, str(uuid4())))
    promised = record.clock() + timedelta(days=1)
    return Call("rung", who=worker.name, request=entered.request, promised=promised, opens=True)


def in_a_circle(record: Record, worker: Worker, person: str) -> Circling:
    """A circle that begins now, and whose screen was just left."""
    begins = record.clock().astimezone(record.settings.zone).replace(second=0, microsecond=0)
    circle = record.circles.make(worker.id, "周四互助圈", begins.date(), begins.time(), weekly=True)
    record.circles.add(circle, worker.id, "person", person)
    return Circling(circle, "周四互助圈", begins)


def in_danger(record: Record, language: str) -> str:
    """A request because of which somebody was called."""
    draft = record.requests.draft(language, category="other", session="a visit")
    return record.requests.submit(draft, None, slots={"danger": "fire"}).request


def visits_to(record: Record, worker: Worker, person: str) -> tuple[str, str]:
    """A visit to come, and one that the person did not want on its day."""
    coming, put_off = (
        record.visits.plan(person, worker.id, record.clock() + timedelta(days=days)) for days in (1, 2)
    )
    record.visits.not_today(put_off, "kiosk")
    return coming, put_off


def known_with_news(record: Record, worker: Worker, request: str) -> str:
    """A person for whom every kind of tidings waits."""
    person = record.people.add("王奶奶", who=worker.id)
    record.people.change(person, worker.id, {"colour": "red", "animal": "dog"})
    record.people.relations.add(person, worker.id, "son", "王强", may_call=1)
    record.consents.answer(Subject(person), CALL_FAMILY, True, Asked("可以打给家里人吗？", "zh-x", "zh"))
    for kind in KINDS:
        record.store.write("kiosk", "told", partial(record.tidings.add, person=person, kind=kind, about=request))
    return person
