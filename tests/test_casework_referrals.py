"""Handing on: only with consent, only what was chosen, closed at once when the person or the sender takes it back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import Clock

from casework.access import EVERYTHING
from casework.check import check
from casework.consents.entry import Asked, Subject
from casework.consents.errors import ConsentMissing, ReasonMissing, SecondPersonNeeded
from casework.consents.purposes import REFER, TRANSFER
from casework.errors import AlreadyEnded, CaseworkError, NoSuchRequest, RecordingMissing, UnknownWord
from casework.persons.people import Person
from casework.record import Record
from casework.referrals.errors import (
    AlreadyHandedOn,
    Closed,
    NoSuchReceiver,
    NothingShared,
    NotNow,
    NotTheReceiver,
    NotTheSender,
    ReasonNeeded,
)
from casework.referrals.receiving import Receiver
from casework.referrals.referral import Share
from casework.referrals.referrals import Offer
from casework.workers import Worker

ASKED = Asked("可以把您的事告诉乡卫生院吗？", "1a2b3c", "zh")
SAID = b"\1\2" * 16000


@pytest.fixture
def chen(record: Record, zhao: Worker) -> Worker:
    """A colleague."""
    return record.workers.enrol(record.workers.invite(zhao.id), "Chen", "chen", "bamboo by the river")


@pytest.fixture
def hospital(record: Record, li_na: Worker) -> str:
    """The township hospital, as a receiver."""
    return f"partner:{record.partners.add(li_na.id, '乡卫生院', 'clinic')}"


@pytest.fixture
def request_id(record: Record, grandma_wang: Person, li_na: Worker) -> str:
    """Grandma Wang is ill, says it in her own voice, and Li Na has it in hand."""
    draft = record.requests.draft("zh", "ill")
    for kind in ("description", "name"):
        record.requests.attach(draft, record.recordings.keep(SAID + kind.encode() * 2, draft, kind), kind)
    record.requests.dictated(draft, "我咳嗽", 0.9, "vosk")
    request = record.requests.submit(draft).request
    record.take(request, li_na.id)
    record.name_person(request, li_na.id, grandma_wang.id)
    record.reply(request, li_na.id, "我来看您。")
    return request


def voice(record: Record, request: str, kind: str = "description") -> str:
    return next(each.hash for each in record.request(request, EVERYTHING).recordings if each.kind == kind)


def allow(record: Record, request: str, purpose: str, to: str) -> str:
    return record.consents.answer(Subject(None, request), purpose, True, ASKED, to=to)


def to_hospital(record: Record, request: str, hospital: str, *fields: str) -> Offer:
    recording = Share("recording", voice(record, request))
    return Offer("refer", hospital, (recording, *(Share(each) for each in fields)), "她咳了三个星期")


def test_the_hospital_sees_only_what_was_chosen(
    record: Record, request_id: str, hospital: str, li_na: Worker
) -> None:
    allow(record, request_id, REFER, hospital)
    referral = record.referrals.offer(li_na.id, request_id, to_hospital(record, request_id, hospital, "category"))
    code = record.links.make(referral, li_na.id)
    seen = record.links.open(code)
    assert dict(seen.told) == {"category": "ill"}
    assert [each.hash for each in seen.recordings] == [voice(record, request_id)]
    assert (seen.asked_at, seen.replies, seen.referral.letter) == (None, (), "她咳了三个星期")
    record.links.hear(code, voice(record, request_id))
    with pytest.raises(RecordingMissing):
        record.links.hear(code, voice(record, request_id, "name"))
    everything = ("number", "asked", "language", "name", "village", "heard", "replies")
    record.referrals.revoke(referral, li_na.id, "more is needed")
    offer = to_hospital(record, request_id, hospital, *everything)
    seen = record.links.open(record.links.make(record.referrals.offer(li_na.id, request_id, offer), li_na.id))
    assert (seen.told["name"], seen.told["heard"], seen.told["village"]) == ("王奶奶", "我咳嗽", "Wangjia")
    assert (seen.asked_at is not None, [each.text for each in seen.replies]) == (True, ["我来看您。"])
    assert check(record) == []


def test_nothing_is_handed_on_without_consent(
    record: Record, request_id: str, hospital: str, li_na: Worker, chen: Worker
) -> None:
    for offer in (
        to_hospital(record, request_id, hospital),
        Offer("transfer", f"worker:{chen.id}", (Share("category"),)),
    ):
        with pytest.raises(ConsentMissing):
            record.referrals.offer(li_na.id, request_id, offer)
    assert record.referrals.of_request(request_id) == ()


def test_taking_the_consent_back_closes_the_view_at_once(
    record: Record, request_id: str, hospital: str, li_na: Worker
) -> None:
    entry = allow(record, request_id, REFER, hospital)
    referral = record.referrals.offer(li_na.id, request_id, to_hospital(record, request_id, hospital))
    code = record.links.make(referral, li_na.id)
    assert record.links.open(code)
    record.consents.take_back(entry, ASKED)
    for closed in (
        lambda: record.links.open(code),
        lambda: record.links.look(code),
        lambda: record.links.hear(code, voice(record, request_id)),
        lambda: record.receiving.accept(referral, Receiver(code=code, name="陈医生")),
        lambda: record.links.make(referral, li_na.id),
    ):
        with pytest.raises(Closed):
            closed()
    assert record.referrals.get(referral).stopped


def test_revoking_a_new_link_and_time_close_it_too(
    record: Record, request_id: str, hospital: str, li_na: Worker, zhao: Worker, chen: Worker, clock: Clock
) -> None:
    allow(record, request_id, REFER, hospital)
    referral = record.referrals.offer(li_na.id, request_id, to_hospital(record, request_id, hospital))
    first = record.links.make(referral, li_na.id)
    second = record.links.make(referral, li_na.id)
    third_party = record.links.of_referral(referral)
    assert [each.ended_at is None for each in third_party] == [True, False]
    with pytest.raises(Closed):
        record.links.look(first)
    clock.move(days=14)
    with pytest.raises(Closed):
        record.links.look(second)
    third = record.links.make(referral, li_na.id)
    record.links.end(referral, li_na.id)
    with pytest.raises(Closed):
        record.links.look(third)
    fourth = record.links.make(referral, li_na.id)
    with pytest.raises(NotTheSender):
        record.referrals.revoke(referral, chen.id, "not mine")
    with pytest.raises(ReasonNeeded):
        record.referrals.revoke(referral, li_na.id, " ")
    record.referrals.revoke(referral, zhao.id, "她不去了")
    with pytest.raises(Closed):
        record.links.look(fourth)
    with pytest.raises(NotNow):
        record.referrals.revoke(referral, zhao.id, "again")


def test_only_the_hash_of_a_link_is_kept(record: Record, request_id: str, hospital: str, li_na: Worker) -> None:
    allow(record, request_id, REFER, hospital)
    referral = record.referrals.offer(li_na.id, request_id, to_hospital(record, request_id, hospital))
    code = record.links.make(referral, li_na.id)
    assert len(code) >= 22, "128 bits in letters"
    with record.store.read() as database:
        for table in (each for each in database.table_names() if not each.startswith("sqlite")):
            assert code not in str(list(database.query(f"select * from {table}"))), table  # noqa: S608 - a table's name


def test_the_hospital_says_yes_and_finishes_with_an_answer(
    record: Record, request_id: str, hospital: str, li_na: Worker
) -> None:
    allow(record, request_id, REFER, hospital)
    referral = record.referrals.offer(li_na.id, request_id, to_hospital(record, request_id, hospital))
    doctor = Receiver(code=record.links.make(referral, li_na.id), name="陈医生")
    record.receiving.accept(referral, doctor, "周三下午来")
    record.receiving.accept(referral, doctor, "周三下午来")
    now = record.referrals.get(referral)
    assert (now.status, now.answered_by, now.answer) == ("accepted", "陈医生", "周三下午来")
    assert record.request(request_id, EVERYTHING).worker == li_na.id, "Li Na stays with her"
    record.receiving.finish(referral, doctor, "开了药")
    assert record.referrals.get(referral).answer == "开了药"
    with pytest.raises(Closed):
        record.links.look(doctor.code or "")
    told = [each.why for each in record.request(request_id, EVERYTHING).history if each.who == "partner"]
    assert told == ["share accepted", "share done"], "accepting twice is told once"


def test_a_no_needs_a_reason(record: Record, request_id: str, hospital: str, li_na: Worker) -> None:
    allow(record, request_id, REFER, hospital)
    referral = record.referrals.offer(li_na.id, request_id, to_hospital(record, request_id, hospital))
    doctor = Receiver(code=record.links.make(referral, li_na.id), name="陈医生")
    with pytest.raises(ReasonNeeded):
        record.receiving.reject(referral, doctor, "")
    record.receiving.reject(referral, doctor, "没有床位")
    assert record.referrals.get(referral).reason == "没有床位"
    offer = to_hospital(record, request_id, hospital)
    assert record.referrals.offer(li_na.id, request_id, offer), "another day it may be asked again"


def test_a_link_answers_for_its_own_referral_only(
    record: Record, request_id: str, hospital: str, li_na: Worker, chen: Worker
) -> None:
    school = f"partner:{record.partners.add(li_na.id, '小学', 'school')}"
    for each in (hospital, school):
        allow(record, request_id, REFER, each)
    one = record.referrals.offer(li_na.id, request_id, to_hospital(record, request_id, hospital))
    other = record.referrals.offer(li_na.id, request_id, to_hospital(record, request_id, school))
    code = record.links.make(one, li_na.id)
    for receiver in (Receiver(code=code), Receiver(chen.id), Receiver(li_na.id)):
        with pytest.raises(NotTheReceiver):
            record.receiving.accept(other, receiver)


def test_without_consent_a_second_person_sees_it_first_and_sends_it(
    record: Record, request_id: str, hospital: str, li_na: Worker, zhao: Worker
) -> None:
    offer = to_hospital(record, request_id, hospital, "name")
    with pytest.raises(ReasonMissing):
        record.referrals.offer_without(li_na.id, request_id, offer, "")
    referral = record.referrals.offer_without(li_na.id, request_id, offer, "她昏倒了")
    (waits,) = record.referrals.waiting()
    assert [each.field for each in waits.shares] == ["recording", "name"]
    with pytest.raises(Closed):
        record.links.make(referral, li_na.id)
    with pytest.raises(SecondPersonNeeded):
        record.referrals.decide(referral, li_na.id, agrees=True)
    record.referrals.decide(referral, zhao.id, agrees=True)
    assert record.links.open(record.links.make(referral, li_na.id)).told["name"] == "王奶奶"
    (used,) = record.overrides.used_on(request=request_id)
    assert (used.worker, used.second, used.reason) == (li_na.id, zhao.id, "她昏倒了")


def test_a_second_person_who_says_no_ends_it(
    record: Record, request_id: str, hospital: str, li_na: Worker, zhao: Worker
) -> None:
    offer = to_hospital(record, request_id, hospital)
    referral = record.referrals.offer_without(li_na.id, request_id, offer, "她昏倒了")
    with pytest.raises(ReasonNeeded):
        record.referrals.decide(referral, zhao.id, agrees=False)
    record.referrals.decide(referral, zhao.id, agrees=False, reason="先问她")
    assert (record.referrals.get(referral).status, record.referrals.waiting()) == ("revoked", ())
    assert record.overrides.used_on(request=request_id) == ()


def test_a_yes_that_came_meanwhile_needs_no_override(
    record: Record, request_id: str, hospital: str, li_na: Worker, zhao: Worker
) -> None:
    offer = to_hospital(record, request_id, hospital)
    referral = record.referrals.offer_without(li_na.id, request_id, offer, "她昏倒了")
    entry = allow(record, request_id, REFER, hospital)
    record.referrals.decide(referral, zhao.id, agrees=True)
    assert record.referrals.get(referral).override is None
    record.consents.take_back(entry, ASKED)
    assert record.referrals.get(referral).stopped, "what rests on a yes ends with it"


def test_within_the_team_it_goes_over_when_the_colleague_accepts(
    record: Record, request_id: str, li_na: Worker, chen: Worker
) -> None:
    offer = Offer("assign", f"worker:{chen.id}", (Share("category"),), "你离得近")
    referral = record.referrals.offer(li_na.id, request_id, offer)
    assert [each.id for each in record.referrals.offered_to(f"worker:{chen.id}")] == [referral]
    assert dict(record.receiving.look(referral, chen.id).told) == {"category": "ill"}
    assert record.request(request_id, EVERYTHING).worker == li_na.id
    record.receiving.accept(referral, Receiver(chen.id))
    assert record.request(request_id, EVERYTHING).worker == chen.id
    with pytest.raises(NotTheReceiver):
        record.receiving.look(referral, li_na.id)


def test_a_transfer_goes_over_with_consent_and_says_who_left_it(
    record: Record, request_id: str, li_na: Worker, chen: Worker
) -> None:
    to = f"worker:{chen.id}"
    entry = allow(record, request_id, TRANSFER, to)
    referral = record.referrals.offer(li_na.id, request_id, Offer("transfer", to, (Share("category"),)))
    record.receiving.accept(referral, Receiver(chen.id))
    assert record.request(request_id, EVERYTHING).worker == chen.id
    with record.store.read() as database:
        assert [each["left_by"] for each in database.query("select left_by from referrals")] == [li_na.id]
    with pytest.raises(NoSuchRequest):
        record.request(request_id, record.reader(li_na.id))
    standing_in = replace(record.reader(li_na.id), stands_in=True)
    with pytest.raises(NoSuchRequest):
        record.request(request_id, standing_in)
    assert record.request(request_id, record.reader(chen.id)).worker == chen.id
    record.consents.take_back(entry, ASKED)
    assert not record.referrals.get(referral).stopped, "what has happened is not undone in silence"


def test_what_cannot_be_handed_on_is_refused(
    record: Record, request_id: str, hospital: str, li_na: Worker, chen: Worker
) -> None:
    allow(record, request_id, REFER, hospital)
    good = to_hospital(record, request_id, hospital)
    wrong: list[tuple[type[CaseworkError], Offer]] = [
        (NothingShared, replace(good, shares=())),
        (UnknownWord, replace(good, shares=(Share("password"),))),
        (UnknownWord, replace(good, kind="forget")),
        (RecordingMissing, replace(good, shares=(Share("recording", "x"),))),
        (NoSuchReceiver, replace(good, receiver=f"worker:{chen.id}")),
        (NoSuchReceiver, replace(good, receiver="partner:x")),
        (NoSuchReceiver, Offer("assign", f"worker:{li_na.id}", (Share("category"),))),
    ]
    for error, offer in wrong:
        with pytest.raises(error):
            record.referrals.offer(li_na.id, request_id, offer)
    record.referrals.offer(li_na.id, request_id, good)
    with pytest.raises(AlreadyHandedOn):
        record.referrals.offer(li_na.id, request_id, good)
    record.partners.end(hospital.removeprefix("partner:"), li_na.id)
    record.life.end(request_id, li_na.id, "refused", "太晚了")
    with pytest.raises(AlreadyEnded):
        record.referrals.offer(li_na.id, request_id, good)
    assert record.partners.all() == ()


def test_the_same_form_sent_twice_hands_on_once(
    record: Record, request_id: str, hospital: str, li_na: Worker
) -> None:
    allow(record, request_id, REFER, hospital)
    offer = to_hospital(record, request_id, hospital)
    assert record.referrals.offer(li_na.id, request_id, offer, once="a") == "a"
    assert record.referrals.offer(li_na.id, request_id, offer, once="a") == "a"
    assert len(record.referrals.of_request(request_id)) == 1
