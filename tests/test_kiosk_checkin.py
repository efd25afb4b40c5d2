"""How are you? Asked at the card of who wished it, answered, and told to a human only on the person's word."""

from __future__ import annotations

import pytest
from conftest import Clock
from kiosk_house import HOME, Person, Seen

from casework.access import EVERYTHING
from casework.history import KIOSK
from casework.persons.people import Person as Known
from casework.record import Record
from casework.workers import Worker


@pytest.fixture
def code(record: Record, grandma_wang: Known, li_na: Worker) -> str:
    return record.cards.issue(grandma_wang.id, li_na.id).code


@pytest.fixture
def wished(record: Record, grandma_wang: Known, clock: Clock) -> None:
    """Every day, since yesterday."""
    record.checkins.begin(grandma_wang.id, "daily", "17:00", KIOSK, "touch")
    clock.move(days=1)


def shows(person: Person, code: str) -> Seen:
    goes = person.post("/card", {"code": code}).get_json()["goes"]
    return Seen(person.client.get(goes, base_url=HOME, follow_redirects=True).get_data(as_text=True))


def answers(record: Record, person: Known) -> list[str]:
    return [each.answer for each in record.checkins.file(EVERYTHING, person.id).heard]


def test_the_card_of_who_wished_it_asks_once_a_day(
    villager: Person, record: Record, grandma_wang: Known, code: str, wished: None, clock: Clock
) -> None:
    asked = shows(villager, code)
    assert (asked.key, asked.offered) == ("checkin.ask", ["well", "so_so", "unwell", "skipped"])
    assert answers(record, grandma_wang) == ["seen"]
    told = villager.press("well")
    assert told.key == "known"
    assert "听了真高兴" in told.words
    assert shows(villager, code).key == "known"
    clock.move(days=1)
    assert shows(villager, code).key == "checkin.ask"
    assert villager.press("skipped", mode="touch").key == "known"
    assert answers(record, grandma_wang)[0] == "skipped"


def test_not_well_is_told_only_when_the_person_says_so(
    villager: Person, record: Record, grandma_wang: Known, code: str, wished: None
) -> None:
    shows(villager, code)
    offered = villager.press("unwell")
    assert offered.offered == ["tell", "call", "say", "nobody"]
    assert record.queue(EVERYTHING) == []
    assert villager.press("nobody").key == "known"
    assert record.queue(EVERYTHING) == []
    villager.look("checkin.ask")
    receipt = villager.press("unwell", "tell")
    assert receipt.key == "help.receipt"
    (task,) = record.queue(EVERYTHING)
    assert (task.checkin, task.category, task.person) == ("unwell", "ill", "王奶奶")
    assert record.checkins.file(EVERYTHING, grandma_wang.id).heard[0].request == task.request


def test_what_was_half_told_is_not_sent_with_it(
    villager: Person, record: Record, grandma_wang: Known, code: str, wished: None
) -> None:
    shows(villager, code)
    villager.press("well", "home", "help", "money")
    villager.look("checkin.ask")
    villager.press("unwell", "tell")
    (task,) = record.queue(EVERYTHING)
    assert task.category == "ill"
    assert record.requests.draft_of_person(grandma_wang.id) is not None, "the other thing is still there"


def test_the_person_wishes_it_at_the_kiosk_by_digits_and_ends_it_in_two_touches(
    villager: Person, record: Record, grandma_wang: Known, code: str
) -> None:
    shows(villager, code)
    assert villager.press("wishes", "checkin").offered == ["daily", "weekly", "keep"]
    told = villager.keys(2, 3)
    assert told.key == "checkin.set"
    assert "晚上八点" in told.words
    wish = record.checkins.wish(grandma_wang.id)
    assert wish is not None
    assert (wish.rhythm, wish.hour, wish.asked_how, wish.worker) == ("weekly", "20:00", "digit", None)
    villager.press("good", "wishes")
    assert villager.press("checkin").offered == ["daily", "weekly", "end", "keep"]
    assert "不再问您了" in villager.press("end").words
    assert record.checkins.wish(grandma_wang.id) is None


def test_nobody_is_asked_who_did_not_wish_it(villager: Person, record: Record, code: str, clock: Clock) -> None:
    clock.move(days=9)
    assert shows(villager, code).key == "known"
    assert villager.look("checkin.ask").key == "known"
    assert villager.look("checkin.unwell").key == "known"


def test_a_stranger_has_no_wishes(villager: Person) -> None:
    for key in ("checkin.ask", "checkin.mine", "checkin.hour", "checkin.set", "wishes"):
        assert villager.look(key).key == "card"


def test_where_there_is_no_room_the_wishes_can_still_be_said(
    villager: Person, record: Record, grandma_wang: Known, li_na: Worker, code: str
) -> None:
    record.people.relations.add(grandma_wang.id, li_na.id, "son", "王强", may_call=1)
    shows(villager, code)
    villager.press("home", "help", "money")
    seen = shows(villager, code)
    record.requests.submit(record.requests.draft("zh", "house", "s", grandma_wang.id))
    crowded = villager.look("known")
    assert "wishes" in seen.offered
    assert len(crowded.offered) == 6
    assert "wishes" not in crowded.offered
