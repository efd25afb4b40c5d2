"""Links for relatives open one door for a while and are taken back at once; every call is written down once."""

from __future__ import annotations

import pytest
from conftest import Clock

from casework.calls.book import Called
from casework.calls.errors import InvitationClosed, MayNotCall
from casework.persons.errors import NoSuchRelation
from casework.persons.people import Person
from casework.record import Record
from casework.workers import Worker


@pytest.fixture
def son(record: Record, li_na: Worker, grandma_wang: Person) -> str:
    """Wang Qiang, who works a thousand kilometres away and may be called."""
    return record.people.relations.add(grandma_wang.id, li_na.id, "son", "王强", may_call=1)


def test_a_link_opens_for_one_relative_and_its_secret_is_not_in_the_record(
    record: Record, li_na: Worker, son: str
) -> None:
    made, secret = record.invitations.invite(son, li_na.id, "zh")
    opened = record.invitations.open(secret)
    assert (opened.id, opened.name, opened.person_name) == (made.id, "王强", "王奶奶")
    assert len(secret) == 22
    assert secret.encode() not in record.store.path.read_bytes()
    with record.store.read() as database:
        assert secret not in str(list(database.query("select * from invitations")))
        assert secret not in str(list(database.query("select * from journal")))


def test_an_unknown_one_an_old_one_and_a_revoked_one_are_told_alike(
    record: Record, li_na: Worker, son: str, clock: Clock
) -> None:
    _, old = record.invitations.invite(son, li_na.id, "zh", days=1)
    made, taken_back = record.invitations.invite(son, li_na.id, "zh", days=10)
    clock.move(days=2)
    record.invitations.open(taken_back)
    record.invitations.revoke(made.id, li_na.id)
    told = set()
    for each in (old, taken_back, "nonsense", ""):
        with pytest.raises(InvitationClosed) as caught:
            record.invitations.open(each)
        told.add(str(caught.value))
    assert len(told) == 1
    with pytest.raises(InvitationClosed):
        record.invitations.still_open(made.id)


def test_who_is_no_relation_any_more_is_out(record: Record, li_na: Worker, grandma_wang: Person, son: str) -> None:
    _, secret = record.invitations.invite(son, li_na.id, "zh")
    record.people.relations.change(grandma_wang.id, son, li_na.id, {"may_call": 0})
    with pytest.raises(InvitationClosed):
        record.invitations.open(secret)
    with pytest.raises(MayNotCall, match="王强"):
        record.invitations.invite(son, li_na.id, "zh")
    record.people.relations.end(grandma_wang.id, son, li_na.id)
    with pytest.raises(NoSuchRelation):
        record.invitations.invite(son, li_na.id, "zh")


def test_a_call_is_written_down_once(record: Record, grandma_wang: Person, son: str, clock: Clock) -> None:
    call = Called("c", grandma_wang.id, son, "relative", "kiosk:village-1", None, clock(), 60.0, 0.0, "missed")
    record.calls.enter(call)
    record.calls.enter(call)
    assert record.calls.of(grandma_wang.id) == (call,)
    assert call.missed
