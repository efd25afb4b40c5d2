"""Somebody with long names, long replies and many relatives: what the screens must have room for as well."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from uuid import uuid4

from admin.circles.circles import NAME_MOST
from admin.forms import REPLY_MOST
from benchmarks.hands import VOICE
from benchmarks.ways import Reached, copied, reach, somebody_with_everything
from casework.persons.kinds import RELATIONS
from casework.record import Record
from casework.workers import Worker
from kiosk import dialogue
from kiosk.desk import Desk
from kiosk.scenes.scene import Here, Shown
from kiosk.visit import Visit

NAMES = {
    "zh": "欧阳上官司马慕容诸葛令狐东方西门南宫长孙",
    "en": "Alexandra-Wilhelmina",
    "ko": "남궁하늘별님구름보다사랑스러우리온누리달",
}
"""Twenty characters; the English one has no place to break but its hyphen."""
SAID = {
    "zh": "您家屋顶漏水的事我去看过了，北边的瓦碎了七八片，木头还是好的。明天上午我带刘师傅来修，大概要半天。",
    "en": "I have looked at your roof. Seven or eight tiles are broken, but the wood is still good. Mr Liu comes. ",
    "ko": "지붕을 보고 왔어요. 기와가 일곱 장쯤 깨졌지만 나무는 괜찮아요. 내일 오전에 류 기사님과 함께 고칠게요. ",
}
"""Repeated until it is as long as the panel lets a reply be."""
RELATIVES = 9
ONWARD = ("next", "more")
"""Choices that turn a page."""


def plenty(desk: Desk, record: Record, worker: Worker, language: str) -> Iterator[Reached]:
    """Every planned screen that reads otherwise for such a person than for one with short names; all its pages."""
    plan = [each for each in desk.pack(language).plan if each != "topic"]
    code = record.workers.invite(worker.id)
    wordy = record.workers.enrol(code, NAMES[language], f"wordy-{language}", str(uuid4()))
    usual, much = somebody_with_everything(record, worker, language), somebody_with_plenty(record, wordy, language)
    short = {each.key: _words(each) for each in _pages(desk, usual, plan)}
    yield from [each for each in _pages(desk, much, plan) if _words(each) != short.get(each.key)]


def somebody_with_plenty(record: Record, worker: Worker, language: str) -> Visit:
    """Who has been told much, knows many, and whose every name is as long as a name may be."""
    name, visit = NAMES[language], somebody_with_everything(record, worker, language)
    person, relatives = str(visit.person), record.people.relations
    record.people.change(person, worker.id, {"name": name})
    record.reply(str(visit.found), worker.id, (SAID[language] * REPLY_MOST)[:REPLY_MOST])
    for each in relatives.to_call(person):
        relatives.change(person, each.id, worker.id, {"name": name})
    for kind in RELATIONS[: RELATIVES - 1]:
        relatives.add(person, worker.id, kind, name, may_call=1)
    for each in relatives.to_call(person)[1:4]:
        letter = record.letters.begin(person, each.id)
        record.letters.speak(letter, record.recordings.keep(VOICE, letter, "letter"))
        record.letters.send(letter, visit.session)
    if visit.circle is not None:
        visit.circle = replace(visit.circle, name=(name * 2)[:NAME_MOST])
    if visit.call is not None:
        visit.call = replace(visit.call, who=name)
    return visit


def _pages(desk: Desk, visit: Visit, plan: list[str]) -> Iterator[Reached]:
    """The planned screens and their further pages, each once."""
    yield from reach(desk, [(copied(desk, visit), key) for key in plan], _turn_the_page)


def _turn_the_page(here: Here, _shown: Shown, offered: str) -> str | None:
    return dialogue.press(here, offered, "touch") if offered in ONWARD else None


def _words(reached: Reached) -> tuple[object, ...]:
    """What is read there, without numbers."""
    screen = reached.shown.screen
    told = (*screen.prompt, *screen.notes, *(each.label for each in screen.choices), *reached.shown.captions.values())
    return tuple("".join(letter for letter in each if not letter.isdigit()) for each in told)
