"""What each role sees and may do, asked of the record itself: the table decides, the queries obey."""

from __future__ import annotations

import json
from itertools import product

import pytest
from conftest import ZHAO_PASSWORD
from hypothesis import given
from hypothesis import strategies as some

from casework.access import EVERYTHING, NotAllowed
from casework.access.acts import MANAGE_WORKERS, READ_AUDIT, READ_REQUESTS
from casework.access.matrix import FREE, MAY, OTHERS, OWN, REACH
from casework.access.reader import Reader
from casework.access.roles import AUDITOR, COUNTY, ROLES, SUPERVISOR, TECHNICIAN, VOLUNTEER, WORKER
from casework.errors import AlreadyTaken, NoSuchRequest, UnknownWord
from casework.record import Record
from casework.workers import Worker

HANDS = (OWN, FREE, OTHERS)


def enrol(record: Record, zhao: Worker, login: str, role: str = WORKER, **fields: object) -> Worker:
    """One more worker, with that role and scope."""
    worker = record.workers.enrol(record.workers.invite(zhao.id, role), login.title(), login, ZHAO_PASSWORD)
    if fields:
        told = {key: json.dumps(value) if isinstance(value, list) else value for key, value in fields.items()}
        record.store.write(zhao.id, "access changed", lambda pen: pen.update("workers", worker.id, told))
    return record.workers.get(worker.id)


def asked(record: Record, category: str = "ill", **fields: object) -> str:
    """Somebody asks; the fields are set as a transfer or another station would."""
    request = record.requests.submit(record.requests.draft("zh", category)).request
    if fields:
        record.store.write("station", "test", lambda pen: pen.update("requests", request, fields))
    return request


def village(record: Record, name: str) -> None:
    record.store.write("station", "test", lambda pen: pen.insert("villages", {"id": name, "name": name}))


@pytest.mark.parametrize("role", ROLES)
def test_every_role_sees_exactly_what_the_table_says(record: Record, zhao: Worker, role: str) -> None:
    village(record, "far")
    me = enrol(record, zhao, "me", role, villages=["village-1"])
    other = enrol(record, zhao, "other")
    holders = {OWN: me.id, FREE: None, OTHERS: other.id}
    expected = set()
    for hands, child, place in product(HANDS, (0, 1), ("village-1", "far")):
        request = asked(record, worker=holders[hands], child=child, village=place)
        reach = REACH[role].children if child else REACH[role].requests
        if hands in reach and (place == "village-1" or hands == OWN):
            expected.add(request)
    reader = record.reader(me.id)
    assert {each.request for each in record.queue(reader)} == expected
    assert set(record.since(0, reader).requests) == expected
    for each in record.queue(EVERYTHING):
        if each.request in expected:
            assert record.request(each.request, reader).request == each.request
        else:
            with pytest.raises(NoSuchRequest):
                record.request(each.request, reader)


def test_a_scope_of_categories_narrows_what_is_free_but_not_what_is_in_hand(record: Record, zhao: Worker) -> None:
    me = enrol(record, zhao, "me", categories=["ill"])
    ill, papers, mine = asked(record), asked(record, "papers"), asked(record, "papers", worker=me.id)
    assert {each.request for each in record.queue(record.reader(me.id))} == {ill, mine}
    assert papers in {each.request for each in record.queue(record.reader(zhao.id))}


def test_who_stands_in_for_colleagues_sees_what_is_in_their_hands(record: Record, zhao: Worker) -> None:
    me, other = enrol(record, zhao, "me", stands_in=1), enrol(record, zhao, "other")
    hers = asked(record, worker=other.id)
    assert record.request(hers, record.reader(me.id)).worker == other.id
    with pytest.raises(AlreadyTaken, match="Other"):
        record.take(hers, me.id)


def test_a_child_is_known_by_the_request_or_by_the_person(record: Record, zhao: Worker) -> None:
    volunteer = enrol(record, zhao, "vol", VOLUNTEER)
    person = record.people.add("小李", zhao.id)
    request = asked(record, worker=volunteer.id, person=person)
    reader = record.reader(volunteer.id)
    assert record.request(request, reader).person == person
    record.store.write(zhao.id, "test", lambda pen: pen.update("persons", person, {"child": 1}))
    with pytest.raises(NoSuchRequest):
        record.request(request, reader)


def test_a_transfer_ends_the_old_workers_access_at_once(record: Record, zhao: Worker) -> None:
    old, new = enrol(record, zhao, "old"), enrol(record, zhao, "new")
    request = asked(record)
    record.take(request, old.id)
    record.store.write(zhao.id, "handed on", lambda pen: pen.update("requests", request, {"worker": new.id}))
    for attempt in (
        lambda: record.request(request, record.reader(old.id)),
        lambda: record.reply(request, old.id, "您好。"),
        lambda: record.life.done(request, old.id),
    ):
        with pytest.raises(NoSuchRequest):
            attempt()
    record.reply(request, new.id, "您好。")


def test_the_role_that_counts_is_the_one_of_the_moment_of_writing(record: Record, zhao: Worker) -> None:
    worker = enrol(record, zhao, "w")
    request = asked(record)
    record.take(request, worker.id)
    record.store.write(zhao.id, "access changed", lambda pen: pen.update("workers", worker.id, {"role": TECHNICIAN}))
    with pytest.raises(NotAllowed):
        record.note(request, worker.id, "x")
    record.store.write(
        zhao.id, "access changed", lambda pen: pen.update("workers", worker.id, {"role": WORKER, "active": 0})
    )
    with pytest.raises(NotAllowed):
        record.note(request, worker.id, "x")
    assert not record.request(request, EVERYTHING).notes


def test_access_ends_by_itself_on_its_last_day(record: Record, zhao: Worker, clock) -> None:
    ends = (clock().replace(hour=3)).isoformat(timespec="microseconds")
    me = enrol(record, zhao, "me", ends_at=ends)
    request = asked(record)
    assert record.request(request, record.reader(me.id))
    clock.move(hours=2)
    assert not record.workers.get(me.id).active
    assert record.queue(record.reader(me.id)) == []
    with pytest.raises(NotAllowed):
        record.take(request, me.id)


def test_a_colleague_who_was_quicker_is_named(record: Record, zhao: Worker) -> None:
    quick, slow = enrol(record, zhao, "quick"), enrol(record, zhao, "slow")
    away = enrol(record, zhao, "away", villages=["elsewhere"])
    request = asked(record)
    record.take(request, quick.id)
    with pytest.raises(AlreadyTaken, match="Quick"):
        record.take(request, slow.id)
    with pytest.raises(NoSuchRequest):
        record.take(request, away.id)


def test_whose_file_somebody_opens(record: Record, zhao: Worker) -> None:
    village(record, "far")
    near, far, child = (record.people.add(each, zhao.id) for each in ("近", "远", "孩"))
    record.store.write(zhao.id, "test", lambda pen: pen.update("persons", far, {"village": "far"}))
    record.store.write(zhao.id, "test", lambda pen: pen.update("persons", child, {"child": 1}))
    expected = {
        "worker": {near, child},
        "children's director": {child},
        "volunteer": {far},
        "supervisor": {near, child},
        COUNTY: set(),
        AUDITOR: set(),
        TECHNICIAN: set(),
        "partner": set(),
    }
    for number, (role, persons) in enumerate(expected.items()):
        me = enrol(record, zhao, f"w{number}", role, villages=["village-1"])
        if role == VOLUNTEER:
            asked(record, worker=me.id, person=far, village="far")
        clause = record.reader(me.id).sees_persons("p")
        with record.store.read() as database:
            sql = f"select p.id from persons as p where {clause.sql}"  # noqa: S608
            assert {each["id"] for each in database.query(sql, clause.values)} == persons, role


def test_invitations_know_the_roles_and_nobody_but_who_manages_workers_gives_them(
    record: Record, zhao: Worker
) -> None:
    with pytest.raises(UnknownWord):
        record.workers.invite(zhao.id, "king")
    for role in ROLES:
        assert enrol(record, zhao, role.replace(" ", ""), role).role == role


def test_the_table_knows_every_role_and_gives_nobody_all() -> None:
    assert set(MAY) == set(REACH) == set(ROLES)
    assert not {READ_REQUESTS, MANAGE_WORKERS} & MAY[TECHNICIAN]
    assert not {READ_REQUESTS, MANAGE_WORKERS} & MAY[AUDITOR]
    assert {role for role in ROLES if MANAGE_WORKERS in MAY[role]} == {SUPERVISOR}
    assert {role for role in ROLES if READ_AUDIT in MAY[role]} == {SUPERVISOR, AUDITOR}


@given(
    some.sampled_from(ROLES),
    some.none() | some.lists(some.text(max_size=4), max_size=3).map(tuple),
    some.none() | some.lists(some.text(max_size=4), max_size=3).map(tuple),
    some.booleans(),
)
def test_a_clause_has_a_value_for_every_mark(
    role: str, villages: object, categories: object, stands_in: bool
) -> None:
    reader = Reader("me", "Me", role, villages, categories, stands_in)
    for clause in (reader.sees_requests("r"), reader.sees_persons("p"), reader.sees_free_requests("r")):
        assert clause.sql.count("?") == len(clause.values)
        assert clause.sql.startswith("(")
        assert clause.sql.endswith(")")
