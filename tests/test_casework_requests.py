"""A request as its person knows it: drafted, sent once, taken back, asked after; what is not sent is forgotten."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from conftest import Clock

from casework.access import EVERYTHING
from casework.check import check
from casework.errors import (
    AlreadyEnded,
    NoSuchRequest,
    NotADraft,
    RecordingMissing,
    TooLateToTakeBack,
    UnknownWord,
)
from casework.key import read_key
from casework.persons.people import Person
from casework.record import Record
from casework.settings import RecordSettings
from casework.store import Store
from casework.tokens import shipped_tokens
from casework.workers import Worker

SAID = b"\x01\x02" * 20000


def sent(record: Record, category: str | None = "ill", said: str = "") -> str:
    draft = record.requests.draft("zh", category)
    name = record.recordings.keep(SAID, draft)
    record.requests.attach(draft, name)
    record.requests.dictated(draft, said, 0.7, "vosk", name)
    return record.requests.submit(draft).request


def test_a_request_is_asked_taken_answered_and_heard(
    record: Record, clock: Clock, li_na: Worker, grandma_wang: Person
) -> None:
    draft = record.requests.draft("zh", "ill", session="s1")
    name = record.recordings.keep(SAID, draft)
    record.requests.attach(draft, name)
    receipt = record.requests.submit(draft, consent="speech")
    record.requests.dictated(receipt.request, "我头疼", 0.62, "vosk", name)

    assert receipt.who == "Li Na"
    assert receipt.by == clock.now + timedelta(hours=2)
    assert (receipt.language, receipt.category) == ("zh", "ill")
    assert len(receipt.number) == 4
    assert receipt.number.isdigit()
    (waiting,) = record.queue(EVERYTHING)
    assert (waiting.number, waiting.status, waiting.village, waiting.urgency) == (receipt.number, "new", "Wangjia", 3)
    assert (waiting.heard, waiting.seconds, waiting.has_recording) == ("我头疼", 1.25, True)

    clock.move(minutes=20)
    record.take(receipt.request, li_na.id)
    record.name_person(receipt.request, li_na.id, grandma_wang.id)
    record.note(receipt.request, li_na.id, "lives behind the school")
    record.reply(receipt.request, li_na.id, "我明天早上来。")
    visit = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
    record.plan_visit(receipt.request, li_na.id, visit)

    status = record.requests.by_number(receipt.number)
    assert status is not None
    assert (status.status, status.worker, status.visit) == ("planned", "Li Na", visit)
    assert [(each.text, each.worker, each.at) for each in status.replies] == [("我明天早上来。", "Li Na", clock.now)]
    assert record.requests.by_token(receipt.colour, receipt.animal) == (status,)
    assert not status.can_take_back

    record.life.done(receipt.request, li_na.id)
    assert [each.asks_person for each in record.queue(EVERYTHING)] == [True]
    record.life.say(receipt.request, "good", "speech")
    assert record.queue(EVERYTHING) == []
    assert [each.number for each in record.queue(EVERYTHING, ended=True)] == [receipt.number]
    file = record.request(receipt.request, EVERYTHING)
    assert (file.status, file.person_name, file.duty_name) == ("closed", "王奶奶", "Li Na")
    assert [(each.kind, each.text, each.worker, each.confidence) for each in file.notes] == [
        ("dictation", "我头疼", None, 0.62),
        ("note", "lives behind the school", "Li Na", None),
    ]
    assert [(each.hash, each.kind, each.seconds) for each in file.recordings] == [(name, "description", 1.25)]
    (consent,) = file.consents
    assert (consent.purpose, consent.answer, consent.asked_how) == ("keep and answer my request", True, "speech")
    assert [(each.why, each.name) for each in file.history] == [
        *(("drafted", "kiosk"), ("attached", "kiosk"), ("sent", "kiosk"), ("dictated", "kiosk")),
        *(("taken", "Li Na"), ("named", "Li Na"), ("noted", "Li Na")),
        *(("replied", "Li Na"), ("visit planned", "Li Na")),
        *(("said done", "Li Na"), ("said good", "kiosk")),
    ]
    assert record.recordings.read(name)[44:] == SAID
    assert check(record) == []


def test_the_same_draft_sent_twice_is_one_request(record: Record) -> None:
    draft = record.requests.draft("zh", "money")
    first = record.requests.submit(draft)
    version = record.version()
    assert record.requests.submit(draft) == first
    assert record.version() == version
    assert len(record.queue(EVERYTHING)) == 1
    assert len(record.request(draft, EVERYTHING).consents) == 1


def test_the_same_draft_sent_by_many_at_once_is_one_request(record: Record, record_settings: RecordSettings) -> None:
    with Record.open(record_settings, clock=record.clock) as other:  # a second opening, as of another process
        draft = record.requests.draft("zh", "money")
        with ThreadPoolExecutor(16) as threads:
            receipts = list(threads.map(lambda each: (record, other)[each % 2].requests.submit(draft), range(32)))
    assert len(set(receipts)) == 1
    assert len(record.queue(EVERYTHING)) == 1


def test_without_a_reason_it_is_something_else(record: Record) -> None:
    assert record.requests.submit(record.requests.draft("en")).category == "other"


def test_with_nobody_on_duty_the_receipt_names_nobody(record: Record) -> None:
    assert record.requests.submit(record.requests.draft("en", "ill")).who is None


def test_drafts_are_hidden_from_workers(record: Record) -> None:
    draft = record.requests.draft("zh", "ill", session="s1")
    assert record.queue(EVERYTHING, ended=True) == []
    with pytest.raises(NoSuchRequest):
        record.request(draft, EVERYTHING)
    with pytest.raises(NoSuchRequest):
        record.status(draft)
    assert record.since(0, EVERYTHING).requests == ()
    assert record.requests.draft_of("s1") == draft
    assert record.requests.draft_of("s2") is None
    record.requests.submit(draft)
    assert record.requests.draft_of("s1") is None


def test_a_draft_can_be_changed_and_a_sent_request_not(record: Record) -> None:
    draft = record.requests.draft("zh", "ill")
    record.requests.change(draft, category="money", language="en")
    receipt = record.requests.submit(draft)
    assert (receipt.category, receipt.language) == ("money", "en")
    name = record.recordings.keep(SAID)
    for late in (
        lambda: record.requests.change(draft, category="ill"),
        lambda: record.requests.attach(draft, name),
        lambda: record.requests.detach(draft, "description"),
        lambda: record.requests.discard(draft),
    ):
        with pytest.raises(NotADraft, match="was sent already"):
            late()


def test_unknown_words_are_told_with_the_known_ones(record: Record, li_na: Worker) -> None:
    with pytest.raises(UnknownWord, match="no category 'hungry'; there are: ill, money"):
        record.requests.draft("zh", "hungry")
    draft = record.requests.draft("zh", "ill")
    with pytest.raises(UnknownWord, match="status"):
        record.requests.change(draft, status="done")
    with pytest.raises(UnknownWord, match="kind of recording"):
        record.requests.attach(draft, record.recordings.keep(SAID), kind="song")
    with pytest.raises(UnknownWord):
        record.requests.submit(draft, consent="shrug")
    with pytest.raises(UnknownWord):
        record.life.end(draft, li_na.id, "vanished")


def test_a_recording_that_is_not_on_the_disk_belongs_to_nothing(record: Record) -> None:
    draft = record.requests.draft("zh", "ill")
    with pytest.raises(RecordingMissing):
        record.requests.attach(draft, "0" * 64)


def test_speaking_again_replaces_the_recording_and_what_was_heard_in_it(record: Record) -> None:
    draft = record.requests.draft("zh", "ill")
    first, second = record.recordings.keep(SAID, draft), record.recordings.keep(SAID, draft)
    spoken_name = record.recordings.keep(SAID, draft, "name")
    record.requests.attach(draft, first)
    record.requests.attach(draft, spoken_name, kind="name")
    record.requests.dictated(draft, "forget these words", 0.5, "vosk", first)
    record.requests.attach(draft, second)
    record.requests.attach(draft, second)
    record.requests.dictated(draft, "too late, forget these words", 0.5, "vosk", first)
    assert not record.recordings.exists(first)
    assert record.requests.look(draft).recordings == {"description": second, "name": spoken_name}
    record.requests.detach(draft, "name")
    assert not record.recordings.exists(spoken_name)
    file = record.request(record.requests.submit(draft).request, EVERYTHING)
    assert file.notes == ()
    assert "forget these words" not in everything(record)
    assert check(record) == []


def test_what_nobody_wrote_down_is_found_while_it_matters(record: Record, clock: Clock, li_na: Worker) -> None:
    old = sent(record)
    clock.move(days=8)
    first, named_only = sent(record), record.requests.draft("en", "ill")
    record.requests.attach(named_only, record.recordings.keep(SAID, named_only, "name"), kind="name")
    record.requests.submit(named_only)
    unsent = record.requests.draft("zh", "ill")
    record.requests.attach(unsent, record.recordings.keep(SAID, unsent))
    written_down, taken_back, done = sent(record, said="我头疼"), sent(record), sent(record)
    record.requests.take_back(taken_back)
    record.take(done, li_na.id)
    record.life.done(done, li_na.id)
    clock.move(minutes=1)
    second = sent(record)
    assert [each.request for each in record.requests.undictated(7)] == [first, second]
    assert record.requests.undictated(7)[0].recording == record.request(first, EVERYTHING).recordings[0].hash
    assert record.requests.undictated(7)[0].language == "zh"
    assert {old, written_down}.isdisjoint(each.request for each in record.requests.undictated(7))
    assert old in {each.request for each in record.requests.undictated(9)}


def everything(record: Record) -> str:
    with record.store.read() as database:
        return "\n".join(str(row) for name in database.table_names() for row in database[name].rows)


def test_what_was_not_sent_is_forgotten_with_every_word(record: Record) -> None:
    draft = record.requests.draft("zh", "family", session="s1")
    name = record.recordings.keep(SAID, draft)
    record.requests.attach(draft, name)
    record.requests.dictated(draft, "don't tell my family", 0.9, "vosk", name)
    assert "don't tell my family" in everything(record)
    record.requests.discard(draft)
    record.requests.discard(draft)
    told = everything(record)
    assert "don't tell my family" not in told
    assert "'category': 'family'" not in told
    assert not record.recordings.exists(name)
    with pytest.raises(NoSuchRequest):
        record.requests.submit(draft)
    assert check(record) == []


def test_an_unsent_draft_is_kept_for_a_day_and_then_forgotten(record: Record, clock: Clock) -> None:
    old = record.requests.draft("zh", "ill")
    name = record.recordings.keep(SAID, old)
    record.requests.attach(old, name)
    request = sent(record)
    clock.move(hours=20)
    touched = record.requests.draft("zh", "money")
    assert record.purge() == 0
    assert record.requests.look(old).status == "draft"
    clock.move(hours=4.1)
    assert record.purge() == 1
    with pytest.raises(NoSuchRequest):
        record.requests.look(old)
    assert not record.recordings.exists(name)
    assert record.requests.look(touched).status == "draft"
    assert record.request(request, EVERYTHING).recordings
    assert check(record) == []


def test_recordings_that_belong_to_nothing_go_with_the_purge(record: Record, clock: Clock) -> None:
    clock.now = datetime.now(UTC)
    name = record.recordings.keep(SAID)
    record.purge()
    assert record.recordings.exists(name)
    clock.move(hours=25)
    kept = sent(record)
    record.purge()
    assert not record.recordings.exists(name)
    assert record.recordings.exists(record.request(kept, EVERYTHING).recordings[0].hash)


def test_it_can_be_taken_back_for_ten_minutes(record: Record, clock: Clock, li_na: Worker) -> None:
    request, late = sent(record), sent(record, "money")
    clock.move(minutes=10)
    assert record.status(request).can_take_back
    record.take(request, li_na.id)
    record.requests.take_back(request)
    record.requests.take_back(request)
    assert record.status(request).status == "withdrawn"
    assert not record.status(request).can_take_back
    assert record.request(request, EVERYTHING).history[-1].why == "taken back"
    with pytest.raises(AlreadyEnded):
        record.reply(request, li_na.id, "too late")
    clock.move(seconds=1)
    assert not record.status(late).can_take_back
    with pytest.raises(TooLateToTakeBack, match="more than 10 minutes ago"):
        record.requests.take_back(late)
    assert [each.request for each in record.queue(EVERYTHING)] == [late]


def test_a_closed_request_cannot_be_taken_back(record: Record, li_na: Worker) -> None:
    request = sent(record)
    record.life.end(request, li_na.id, "refused", "今年没有名额了。")
    with pytest.raises(AlreadyEnded):
        record.requests.take_back(request)


def test_a_number_is_found_for_ninety_days_and_a_draft_never(record: Record, clock: Clock, li_na: Worker) -> None:
    request = sent(record)
    status = record.status(request)
    record.life.end(request, li_na.id, "refused", "今年没有名额了。")
    clock.move(days=89)
    found = record.requests.by_number(status.number)
    assert found is not None
    assert (found.status, found.reason) == ("refused", "今年没有名额了。")
    assert record.requests.by_token(status.colour, status.animal)[0].request == request
    clock.move(days=2)
    assert record.requests.by_number(status.number) is None
    assert record.requests.by_token(status.colour, status.animal) == ()
    assert record.requests.by_number("") is None


def test_live_requests_share_no_number_and_no_token_while_there_are_any(record: Record, clock: Clock) -> None:
    pairs = len(shipped_tokens().pairs())
    found = []
    for _ in range(pairs):
        clock.move(seconds=1)
        found.append(record.status(record.requests.submit(record.requests.draft("zh")).request))
    assert len({each.number for each in found}) == pairs
    assert len({(each.colour, each.animal) for each in found}) == pairs
    one_more = record.status(sent(record))
    assert (one_more.colour, one_more.animal) == (found[0].colour, found[0].animal)  # the least recently given
    shared = record.requests.by_token(one_more.colour, one_more.animal)
    assert [each.request for each in shared] == [one_more.request, found[0].request]


def test_news_names_what_changed_and_costs_one_read_when_nothing_did(record: Record, li_na: Worker) -> None:
    first, second = sent(record), sent(record)
    version = record.since(0, EVERYTHING).version
    assert version == record.version()
    assert record.since(version, EVERYTHING).requests == ()
    record.turns.count("zh", "home", "touch", "choice")
    assert record.version() == version
    record.note(second, li_na.id, "x")
    news = record.since(version, EVERYTHING)
    assert news.requests == (second,)
    assert news.version == record.version() > version
    assert set(record.since(0, EVERYTHING).requests) == {first, second}


def test_what_people_said_cannot_be_read_from_the_files(
    record: Record, record_settings: RecordSettings, grandma_wang: Person, li_na: Worker
) -> None:
    request = sent(record, said="我的药吃完了 medicine is finished")
    record.name_person(request, li_na.id, grandma_wang.id)
    record.reply(request, li_na.id, "The doctor comes")
    record.close()
    words = ["王奶奶", "我的药吃完了", "medicine is finished", "The doctor comes", "Li Na", "vosk", "argon2"]
    files = [each for each in Path(record_settings.path.parent).rglob("*") if each.is_file()]
    assert [each for each in files if each.suffix == ".rec"]
    for each in files:
        content = each.read_bytes()
        assert SAID[:64] not in content
        assert not [word for word in words if word.encode() in content], each
    with Store(record_settings.path, read_key(record_settings.key_file)) as store, store.read() as database:
        assert list(database.query("select name from persons")) == [{"name": "王奶奶"}]
