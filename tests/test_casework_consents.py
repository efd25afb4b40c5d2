"""The ledger: what was asked in which words, who said yes, until when; a refusal is an entry too, and is obeyed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import Clock
from old_file import old_file

from casework.access import NotAllowed
from casework.belonging import belonging_to
from casework.check import check
from casework.consents.entry import FACE_TO_FACE, GUARDIAN, Asked, Subject
from casework.consents.errors import (
    ConsentMissing,
    GuardianMissing,
    NoSuchAsk,
    NotInTheLedger,
    OverrideNotValid,
    ReasonMissing,
    ReceiverMissing,
    SecondPersonNeeded,
    SubjectMissing,
    WitnessMissing,
    WordsMissing,
)
from casework.consents.ledger import Grounds
from casework.consents.purposes import KEEP, PHOTO, PURPOSES, REFER, STORY
from casework.errors import CaseworkError, UnknownWord
from casework.key import key_for
from casework.persons.people import Person
from casework.record import Record
from casework.settings import RecordSettings
from casework.workers import Worker

HOSPITAL, SCHOOL = "partner:hospital", "partner:school"
LONG_AGO = "2026-11-01T02:00:00.000000+00:00"
ASKED = Asked("可以把您的事告诉乡卫生院吗？", "1a2b3c", "zh", "speech")


def sent(record: Record) -> str:
    return record.requests.submit(record.requests.draft("zh", "ill")).request


def share(
    record: Record, person: str | None, to: str, override: str | None = None, request: str | None = None
) -> Grounds:
    """Somebody shares, as every room does: the check stands inside their own transaction."""
    return record.store.write(
        "worker",
        "shared",
        lambda writing: record.consents.require(writing, person, REFER, to, override, request=request),
    )


def test_a_yes_is_kept_with_words_edition_and_voice_and_runs_out(
    record: Record, grandma_wang: Person, clock: Clock
) -> None:
    her = Subject(grandma_wang.id)
    voice = record.recordings.keep(b"\1\2" * 16000, kind="consent")
    entry = record.consents.answer(her, REFER, True, ASKED, to=HOSPITAL, recording=voice)
    (kept,) = record.consents.ledger(grandma_wang.id)
    assert (kept.id, kept.answer, kept.words, kept.edition, kept.language) == (
        entry,
        True,
        ASKED.words,
        "1a2b3c",
        "zh",
    )
    assert (kept.to, kept.asked_how, kept.giver) == (HOSPITAL, "speech", "self")
    assert kept.until is not None
    with record.store.read() as database:
        assert [each.hash for each in belonging_to(database, "consents", entry)] == [voice]
    assert record.consents.allowed(grandma_wang.id, REFER, HOSPITAL)
    assert not record.consents.allowed(grandma_wang.id, REFER, SCHOOL), "a yes for one is none for another"
    assert not record.consents.allowed(grandma_wang.id, STORY)
    clock.now = kept.until
    assert record.consents.standing(grandma_wang.id, REFER, HOSPITAL).lacking == ("self: run out",)
    assert check(record) == []


def test_a_refusal_is_an_entry_and_is_obeyed(record: Record, grandma_wang: Person) -> None:
    her = Subject(grandma_wang.id)
    record.consents.answer(her, REFER, True, ASKED, to=HOSPITAL)
    record.consents.answer(her, REFER, False, ASKED)  # nobody at all
    assert record.consents.standing(grandma_wang.id, REFER, HOSPITAL).lacking == ("self: refused",)
    assert len(record.consents.ledger(grandma_wang.id)) == 2
    with pytest.raises(ConsentMissing, match="let a second worker agree"):
        share(record, grandma_wang.id, HOSPITAL)


def test_taking_back_has_effect_at_once_and_is_told_once(record: Record, grandma_wang: Person) -> None:
    her = Subject(grandma_wang.id)
    entry = record.consents.answer(her, REFER, True, ASKED, to=HOSPITAL)
    assert share(record, grandma_wang.id, HOSPITAL) == Grounds((entry,))
    back = record.consents.take_back(entry, ASKED)
    assert not record.consents.allowed(grandma_wang.id, REFER, HOSPITAL)
    assert record.consents.take_back(entry, ASKED) == back
    assert record.consents.standing(grandma_wang.id, REFER, HOSPITAL).lacking == ("self: taken back",)
    record.consents.answer(her, REFER, True, ASKED, to=HOSPITAL)
    assert record.consents.allowed(grandma_wang.id, REFER, HOSPITAL), "who changed their mind may change it again"
    with pytest.raises(NotInTheLedger):
        record.consents.take_back("x", ASKED)


def test_for_a_child_guardian_and_child_both_have_to_say_yes(record: Record, xiao_li: Person, li_na: Worker) -> None:
    him = Subject(xiao_li.id)
    record.consents.name_guardian(li_na.id, xiao_li.id, "王奶奶")
    record.consents.answer(him, REFER, True, ASKED, to=SCHOOL)
    assert record.consents.standing(xiao_li.id, REFER, SCHOOL).lacking == ("guardian: never asked",)
    hers = replace(ASKED, how=FACE_TO_FACE, giver=GUARDIAN, given_by="王奶奶", worker=li_na.id, witness="赵会计")
    entry = record.consents.answer(him, REFER, True, hers, to=SCHOOL)
    assert record.consents.allowed(xiao_li.id, REFER, SCHOOL)
    record.consents.answer(him, REFER, False, ASKED, to=SCHOOL)
    assert record.consents.standing(xiao_li.id, REFER, SCHOOL).lacking == ("self: refused",), "the child may say no"
    record.consents.answer(him, REFER, True, ASKED, to=SCHOOL)
    record.consents.take_back(entry, hers)
    assert record.consents.standing(xiao_li.id, REFER, SCHOOL).lacking == ("guardian: taken back",)


def test_consent_of_nobody_in_particular_belongs_to_the_request(
    record: Record, grandma_wang: Person, li_na: Worker
) -> None:
    request, other = sent(record), sent(record)
    assert record.consents.allowed(None, KEEP, request=request)
    record.consents.answer(Subject(None, request), REFER, True, ASKED, to=HOSPITAL)
    assert share(record, None, HOSPITAL, request=request)
    with pytest.raises(ConsentMissing):
        share(record, None, HOSPITAL, request=other)
    record.name_person(request, li_na.id, grandma_wang.id)
    assert record.consents.allowed(None, REFER, HOSPITAL, request=request), "it stays with the request"
    assert not record.consents.allowed(grandma_wang.id, REFER, HOSPITAL), "and goes no further than the request"
    assert len(record.consents.ledger(grandma_wang.id)) == 2


@pytest.mark.parametrize(
    ("error", "change", "subject", "to"),
    [
        (WordsMissing, {"words": " "}, "her", HOSPITAL),
        (WordsMissing, {"edition": ""}, "her", HOSPITAL),
        (WitnessMissing, {"how": FACE_TO_FACE}, "her", HOSPITAL),
        (WitnessMissing, {"how": FACE_TO_FACE, "worker": "somebody", "witness": " "}, "her", HOSPITAL),
        (GuardianMissing, {"giver": GUARDIAN}, "her", HOSPITAL),
        (ReceiverMissing, {}, "her", None),
        (SubjectMissing, {}, "", HOSPITAL),
        (UnknownWord, {"how": "telepathy"}, "her", HOSPITAL),
        (UnknownWord, {"giver": "neighbour"}, "her", HOSPITAL),
    ],
)
def test_an_answer_without_what_makes_it_one_is_refused(
    record: Record,
    grandma_wang: Person,
    error: type[CaseworkError],
    change: dict[str, str],
    subject: str,
    to: str | None,
) -> None:
    whose = Subject(grandma_wang.id if subject else None)
    with pytest.raises(error):
        record.consents.answer(whose, REFER, True, replace(ASKED, **change), to=to)
    assert record.consents.ledger(grandma_wang.id) == ()


def test_a_question_waits_for_the_next_visit_is_put_off_and_answered(
    record: Record, grandma_wang: Person, li_na: Worker, clock: Clock
) -> None:
    her = Subject(grandma_wang.id)
    ask = record.asks.put(li_na.id, her, REFER, HOSPITAL, why="她咳了三个星期")
    assert record.asks.put(li_na.id, her, REFER, HOSPITAL) == ask, "one question is not asked twice"
    (waiting,) = record.asks.waiting(grandma_wang.id)
    assert (waiting.worker_name, waiting.why, waiting.to) == ("Li Na", "她咳了三个星期", HOSPITAL)
    record.asks.put_off(ask)
    assert record.asks.waiting(grandma_wang.id) == ()
    clock.move(days=1)
    assert len(record.asks.waiting(grandma_wang.id)) == 1
    record.consents.answer(her, REFER, False, replace(ASKED, ask=ask), to=HOSPITAL)
    assert record.asks.get(ask).outcome == "no"
    assert record.asks.waiting(grandma_wang.id) == record.asks.open() == ()
    with pytest.raises(NoSuchAsk):
        record.asks.put_off(ask)
    with pytest.raises(NoSuchAsk):
        record.consents.answer(her, REFER, True, replace(ASKED, ask=ask), to=HOSPITAL)


def test_acting_without_consent_needs_a_reason_and_a_second_person(
    record: Record, grandma_wang: Person, li_na: Worker, zhao: Worker, clock: Clock
) -> None:
    her = Subject(grandma_wang.id)
    with pytest.raises(ReasonMissing):
        record.overrides.wish(li_na.id, her, REFER, HOSPITAL, "  ")
    wish = record.overrides.wish(li_na.id, her, REFER, HOSPITAL, "她昏倒了")
    with pytest.raises(OverrideNotValid, match="no second person"):
        share(record, grandma_wang.id, HOSPITAL, wish)
    with pytest.raises(SecondPersonNeeded):
        record.overrides.decide(wish, li_na.id, agrees=True)
    record.overrides.decide(wish, zhao.id, agrees=True)
    with pytest.raises(OverrideNotValid, match="something else"):
        share(record, grandma_wang.id, SCHOOL, wish)
    assert share(record, grandma_wang.id, HOSPITAL, wish) == Grounds((), wish)
    with pytest.raises(OverrideNotValid, match="used before"):
        share(record, grandma_wang.id, HOSPITAL, wish)
    (used,) = record.overrides.used_on(grandma_wang.id)
    assert (used.worker, used.second, used.reason, used.used_at) == (li_na.id, zhao.id, "她昏倒了", clock.now)


def test_an_override_that_nobody_agreed_to_in_time_lapses(
    record: Record, grandma_wang: Person, li_na: Worker, zhao: Worker, clock: Clock
) -> None:
    wish = record.overrides.wish(li_na.id, Subject(grandma_wang.id), REFER, HOSPITAL, "她昏倒了")
    assert [each.id for each in record.overrides.waiting()] == [wish]
    clock.move(hours=48)
    assert record.overrides.waiting() == ()
    with pytest.raises(OverrideNotValid, match="in time"):
        record.overrides.decide(wish, zhao.id, agrees=True)


def test_a_second_person_who_says_no_stops_it(
    record: Record, grandma_wang: Person, li_na: Worker, zhao: Worker, clock: Clock
) -> None:
    wish = record.overrides.wish(li_na.id, Subject(grandma_wang.id), REFER, HOSPITAL, "她昏倒了")
    record.overrides.decide(wish, zhao.id, agrees=False, reason="先问她女儿")
    with pytest.raises(OverrideNotValid, match="no second person"):
        share(record, grandma_wang.id, HOSPITAL, wish)
    agreed = record.overrides.wish(li_na.id, Subject(grandma_wang.id), REFER, HOSPITAL, "她昏倒了")
    record.overrides.decide(agreed, zhao.id, agrees=True)
    clock.move(hours=48)
    with pytest.raises(OverrideNotValid, match="too long ago"):
        share(record, grandma_wang.id, HOSPITAL, agreed)


def test_an_override_is_not_used_up_where_there_is_consent(
    record: Record, grandma_wang: Person, li_na: Worker, zhao: Worker
) -> None:
    wish = record.overrides.wish(li_na.id, Subject(grandma_wang.id), REFER, HOSPITAL, "她昏倒了")
    record.overrides.decide(wish, zhao.id, agrees=True)
    entry = record.consents.answer(Subject(grandma_wang.id), REFER, True, ASKED, to=HOSPITAL)
    assert share(record, grandma_wang.id, HOSPITAL, wish) == Grounds((entry,))
    assert record.overrides.used_on(grandma_wang.id) == ()


def test_every_purpose_is_known_by_one_key_and_one_word() -> None:
    assert len({each.key for each in PURPOSES}) == len({each.word for each in PURPOSES}) == len(PURPOSES)
    assert {KEEP, REFER, PHOTO} <= {each.key for each in PURPOSES}


def test_a_child_is_one_by_the_file_and_may_ask_for_help_alone(
    record: Record, xiao_li: Person, li_na: Worker
) -> None:
    record.people.change(xiao_li.id, li_na.id, {"born": 2017})
    request = sent(record)
    record.name_person(request, li_na.id, xiao_li.id)
    assert record.consents.allowed(None, KEEP, request=request)
    record.consents.answer(Subject(xiao_li.id), REFER, True, ASKED, to=SCHOOL)
    lacking = record.consents.standing(None, REFER, SCHOOL, request=request).lacking
    assert lacking == ("guardian: never asked",)


def test_two_files_that_become_one_keep_what_was_allowed_and_refused(
    record: Record, grandma_wang: Person, li_na: Worker, zhao: Worker
) -> None:
    other = record.people.add("王奶奶", who=li_na.id)
    record.consents.answer(Subject(other), REFER, False, ASKED, to=HOSPITAL)
    record.people.merges.merge(grandma_wang.id, other, zhao.id, "同一个人")
    for file in (grandma_wang.id, other):
        assert record.consents.standing(file, REFER, HOSPITAL).lacking == ("self: refused",)


def test_who_was_overridden_is_told_at_the_next_visit(
    record: Record, grandma_wang: Person, li_na: Worker, zhao: Worker
) -> None:
    wish = record.overrides.wish(li_na.id, Subject(grandma_wang.id), REFER, HOSPITAL, "她昏倒了")
    record.overrides.decide(wish, zhao.id, agrees=True)
    assert record.tidings.waiting(grandma_wang.id) == (), "nothing was done yet"
    share(record, grandma_wang.id, HOSPITAL, wish)
    assert [(each.kind, each.about) for each in record.tidings.waiting(grandma_wang.id)] == [
        ("consent_override", wish)
    ]


def test_of_the_four_eyes_two_are_a_supervisors(
    record: Record, grandma_wang: Person, li_na: Worker, zhao: Worker
) -> None:
    chen = record.workers.enrol(record.workers.invite(zhao.id), "Chen", "chen", "bamboo by the river")
    hers = Subject(grandma_wang.id)
    wish = record.overrides.wish(li_na.id, hers, REFER, HOSPITAL, "她昏倒了")
    with pytest.raises(NotAllowed):
        record.overrides.decide(wish, chen.id, agrees=True)
    supervisors = record.overrides.wish(zhao.id, hers, REFER, HOSPITAL, "她昏倒了")
    record.overrides.decide(supervisors, chen.id, agrees=True)
    assert share(record, grandma_wang.id, HOSPITAL, supervisors).override == supervisors


def test_a_file_of_the_first_version_keeps_its_consents(record_settings: RecordSettings) -> None:
    """As version 0.1.0 left them: a request's, without person, words and giver."""
    key = key_for(record_settings.path, record_settings.key_file)
    database = old_file(record_settings.path, key, "0010_persons")
    request = {"id": "r", "status": "new", "language": "zh", "category": "ill", "number": "4172", "due_at": LONG_AGO}
    times = {"created_at": LONG_AGO, "changed_at": LONG_AGO, "submitted_at": LONG_AGO}
    database["requests"].insert({**request, **times, "colour": "red", "animal": "dog", "urgency": 3})
    consent = {"id": "c", "request": "r", "purpose": KEEP, "answer": 1, "asked_how": "speech", "language": "zh"}
    database["consents"].insert({**consent, "at": LONG_AGO})
    database.conn.close()
    with Record.open(record_settings) as record:
        (kept,) = record.consents.ledger(request="r")
        assert (kept.id, kept.giver, kept.words, kept.asked_how) == ("c", "self", "", "speech")
        assert record.consents.allowed(None, KEEP, request="r")
