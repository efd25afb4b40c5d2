"""Requests are found by names and texts, in Chinese and by pinyin, and nobody finds what is not for their eyes."""

from __future__ import annotations

import pytest
from conftest import Clock

from casework.access import EVERYTHING
from casework.check import check
from casework.persons.people import Person
from casework.record import Record
from casework.workers import Worker


@pytest.fixture
def told(record: Record, li_na: Worker, grandma_wang: Person) -> str:
    draft = record.requests.draft("zh", "house")
    record.requests.change(draft, person=grandma_wang.id)
    record.requests.dictated(draft, "屋顶漏雨了，被子都湿了", 0.6, "vosk")
    request = record.requests.submit(draft).request
    record.note(request, li_na.id, "Ring the carpenter first")
    record.reply(request, li_na.id, "木匠星期三来。")
    return request


@pytest.mark.parametrize(
    "sought",
    [
        *("屋顶漏雨", "漏雨", "雨", "木匠星期", "木匠", "carpenter", "CARPENTER"),
        *("王奶奶", "王", "wangnainai", "wang", "wnn"),
    ],
)
def test_one_character_or_a_sentence_a_name_or_its_sound_finds_it(record: Record, told: str, sought: str) -> None:
    record.requests.submit(record.requests.draft("zh", "ill"))
    assert record.found(EVERYTHING, sought) == {told}


@pytest.mark.parametrize("sought", ["房子", "屋顶没", "ainai", "%", "_", '"', "' or 1=1", "", "   "])
def test_what_nobody_said_finds_nothing_and_signs_are_only_signs(record: Record, told: str, sought: str) -> None:
    assert record.found(EVERYTHING, sought) == frozenset()


def test_nobody_finds_what_is_not_for_their_eyes(record: Record, told: str, li_na: Worker, zhao: Worker) -> None:
    other = record.workers.enrol(record.workers.invite(zhao.id), "Chen", "chen", "eleven wild geese")
    number = record.status(told).number
    for sought in ("屋顶漏雨", "雨", "wang", number):
        assert record.found(record.reader(li_na.id), sought) == {told}
        assert record.found(record.reader(other.id), sought) == frozenset()


def test_a_draft_and_what_was_forgotten_are_not_found(record: Record, told: str) -> None:
    draft = record.requests.draft("zh", "ill")
    record.requests.dictated(draft, "我的秘密", 0.6, "vosk")
    assert record.found(EVERYTHING, "我的秘密") == frozenset()
    record.requests.discard(draft)
    with record.store.read() as database:
        assert not list(database.query("select 1 from found where text like '%秘密%'"))
    assert check(record) == []


def test_what_may_be_one_request_asked_twice_is_hinted_and_never_decided(
    record: Record, told: str, clock: Clock, li_na: Worker, grandma_wang: Person, xiao_li: Person
) -> None:
    def asked(category: str, person: str | None = None, session: str | None = None) -> str:
        draft = record.requests.draft("zh", category, session=session)
        if person:
            record.requests.change(draft, person=person)
        return record.requests.submit(draft).request

    again, house = asked("house", grandma_wang.id), asked("house", xiao_li.id)
    asked("money", grandma_wang.id)
    asked("house")
    one, two = asked("phone", session="a visit"), asked("phone", session="a visit")
    found = {each.request: each.why for each in record.twins(told, EVERYTHING)}
    assert set(found) == {again, house}
    assert "same_person" in found[again]
    assert found[house][0] == "same_house"
    assert [each.request for each in record.twins(one, EVERYTHING)] == [two]
    assert record.request(again, EVERYTHING).status == "new"
    clock.move(days=15)
    later = asked("house", grandma_wang.id)
    assert record.twins(later, EVERYTHING) == ()


def test_hints_show_only_what_the_reader_may_see(
    record: Record, told: str, li_na: Worker, zhao: Worker, grandma_wang: Person
) -> None:
    draft = record.requests.draft("zh", "house")
    record.requests.change(draft, person=grandma_wang.id)
    hers = record.requests.submit(draft).request
    record.take(hers, zhao.id)
    assert [each.request for each in record.twins(told, record.reader(zhao.id))] == [hers]
    assert record.twins(told, record.reader(li_na.id)) == ()
