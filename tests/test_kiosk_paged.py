"""Somebody with more relatives than a screen has room for finds all of them, page by page, and by voice at once."""

from __future__ import annotations

import pytest
from kiosk_house import Person, Seen

from casework.consents.entry import Asked, Subject
from casework.consents.purposes import CALL_FAMILY
from casework.persons.kinds import RELATIONS
from casework.persons.people import Person as Somebody
from casework.record import Record
from casework.workers import Worker

MANY = 9


@pytest.fixture
def near(record: Record, li_na: Worker, grandma_wang: Somebody) -> list[str]:
    record.consents.answer(Subject(grandma_wang.id), CALL_FAMILY, True, Asked("可以打给家里人吗？", "zh-x", "zh"))
    relations = record.people.relations
    return [
        relations.add(grandma_wang.id, li_na.id, kind, f"第{number}个", may_call=1)
        for number, kind in enumerate(RELATIONS[:MANY], start=1)
    ]


def arrive(villager: Person, record: Record, whose: Somebody, worker: Worker, key: str) -> Seen:
    secret = record.cards.issue(whose.id, worker.id).code
    villager.press("zh")
    villager.post("/card", {"code": secret})
    return villager.look(key)


@pytest.mark.parametrize(
    ("key", "begins"), [("calls.faces", "face."), ("letters.faces", "face."), ("opens", "open.")]
)
def test_every_relative_is_on_a_page(
    villager: Person, record: Record, li_na: Worker, grandma_wang: Somebody, near: list[str], key: str, begins: str
) -> None:
    seen, met = arrive(villager, record, grandma_wang, li_na, key), []
    first = seen.offered
    for page in range(1, MANY):
        assert len(seen.offered) <= 6
        met += [each for each in seen.offered if each.startswith(begins)]
        assert seen.key == (key if page == 1 else f"{key}.{page}")
        seen = villager.press("more")
        if seen.key == key:
            break
    assert met == [f"{begins}{each}" for each in near]
    assert villager.look(key).offered == first, "after the last page comes the first"
    assert villager.look(f"{key}.99").key == key


def test_whoever_fits_on_one_page_turns_none(
    villager: Person, record: Record, li_na: Worker, grandma_wang: Somebody, near: list[str]
) -> None:
    for each in near[6:]:
        record.people.relations.end(grandma_wang.id, each, li_na.id)
    seen = arrive(villager, record, grandma_wang, li_na, "calls.faces")
    assert seen.offered == [f"face.{each}" for each in near[:6]]
    assert villager.look("calls.faces.2").key == "calls.faces"


def test_one_of_a_further_page_is_called_by_what_they_are(
    villager: Person, record: Record, li_na: Worker, grandma_wang: Somebody, near: list[str]
) -> None:
    arrive(villager, record, grandma_wang, li_na, "calls.faces")
    assert villager.press(f"face.{near[-1]}").key == "calls.call"


def test_long_names_have_room_beside_fewer_others(
    villager: Person, record: Record, li_na: Worker, grandma_wang: Somebody, near: list[str]
) -> None:
    record.people.relations.change(grandma_wang.id, near[-1], li_na.id, {"name": "欧阳上官司马慕容诸葛令狐"})
    seen = arrive(villager, record, grandma_wang, li_na, "calls.faces")
    assert seen.offered == [*(f"face.{each}" for each in near[:3]), "more"]
