"""A voice letter between a person and a relative: kept, sent, heard, taken back; and who may not."""

from __future__ import annotations

import io
from uuid import uuid4

import pytest
from conftest import Clock
from kiosk_house import tone

from casework.calls.errors import MayNotCall
from casework.check import check
from casework.consents.entry import Asked, Subject
from casework.consents.errors import ConsentMissing
from casework.consents.purposes import CALL_FAMILY
from casework.errors import AlreadyEnded
from casework.letters.errors import FilmTooLarge, NoFilm, NoSuchLetter, NothingSpoken, TooManyLetters
from casework.letters.letters import MOST_A_DAY
from casework.persons.people import Person
from casework.record import Record
from casework.workers import Worker

YES = Asked("可以给您的家里人打电话吗？", "zh-1", "zh")


@pytest.fixture
def son(record: Record, li_na: Worker, grandma_wang: Person) -> str:
    """Wang Qiang, who may be called; she said yes to that."""
    record.consents.answer(Subject(grandma_wang.id), CALL_FAMILY, True, YES)
    return record.people.relations.add(grandma_wang.id, li_na.id, "son", "王强", may_call=1)


def spoken(record: Record, person: Person, son: str, seconds: float = 2.0) -> str:
    letter = record.letters.begin(person.id, son)
    record.letters.speak(letter, record.recordings.keep(tone(seconds), letter, "letter"))
    return letter


def arrived(record: Record, son: str, seconds: float = 1.0) -> str:
    return record.letters.receive(str(uuid4()), son, record.recordings.keep(tone(seconds), kind="letter")).id


def test_a_letter_is_kept_until_a_link_is_open_then_sent_then_heard(
    record: Record, grandma_wang: Person, son: str, li_na: Worker
) -> None:
    letter = spoken(record, grandma_wang, son)
    assert record.letters.of(grandma_wang.id) == record.letters.between(son) == (), "nothing was sent yet"
    assert record.letters.send(letter, "monday").state == "kept"
    made, _ = record.invitations.invite(son, li_na.id, "zh")
    (seen,) = record.letters.between(son)
    assert (seen.id, seen.state, seen.name, seen.seconds) == (letter, "sent", "王强", 2.0)
    record.invitations.revoke(made.id, li_na.id)
    assert record.letters.get(letter).state == "kept", "nobody can hear it any more"
    record.invitations.invite(son, li_na.id, "zh")
    record.letters.heard(letter, f"guest:{son}")
    assert record.letters.get(letter).state == "heard"
    assert record.letters.send(letter).state == "heard", "sent once"
    assert check(record) == []


def test_what_was_spoken_waits_for_its_person_and_only_the_last_voice_stays(
    record: Record, grandma_wang: Person, son: str, clock: Clock
) -> None:
    letter = spoken(record, grandma_wang, son, 1.0)
    first = record.letters.draft(son)
    assert spoken(record, grandma_wang, son, 3.0) == letter
    second = record.letters.draft(son)
    assert first
    assert second
    assert first.sound
    assert second.sound
    assert (second.seconds, second.state) == (3.0, "draft")
    assert not record.recordings.exists(first.sound)
    record.letters.drop(letter)
    assert record.letters.draft(son) is None
    assert not record.recordings.exists(second.sound)
    with pytest.raises(NoSuchLetter):
        record.letters.send(letter)
    with pytest.raises(NothingSpoken):
        record.letters.send(record.letters.begin(grandma_wang.id, son))
    spoken(record, grandma_wang, son)
    clock.move(hours=record.settings.kept_draft_hours + 1)
    assert record.purge() == 1
    assert list(record.recordings.names()) == []


def test_what_a_power_cut_interrupted_is_there_again(record: Record, grandma_wang: Person, son: str) -> None:
    letter = record.letters.begin(grandma_wang.id, son)
    record.recordings.keep(tone(1.5), letter, "letter")  # and the kiosk dies before it belongs to anything
    assert [each.draft for each in record.recover()] == [letter]
    draft = record.letters.draft(son)
    assert draft is not None
    assert (draft.id, draft.seconds) == (letter, 1.5)
    assert record.recover() == []


def test_it_can_be_taken_back_until_it_is_heard(
    record: Record, grandma_wang: Person, son: str, li_na: Worker, clock: Clock
) -> None:
    record.invitations.invite(son, li_na.id, "zh")
    letter = spoken(record, grandma_wang, son)
    record.letters.send(letter, "monday")
    heard = spoken(record, grandma_wang, son)
    record.letters.send(heard, "monday")
    record.letters.heard(heard, f"guest:{son}")
    sent = {each.about: each for each in record.takebacks.possible(grandma_wang.id, None)}
    record.takebacks.take_back(sent[letter].id, None, "monday")
    assert [each.id for each in record.letters.between(son)] == [heard]
    with pytest.raises(NoSuchLetter):
        record.letters.heard(letter, f"guest:{son}")
    with pytest.raises(AlreadyEnded):
        record.takebacks.take_back(sent[heard].id, grandma_wang.id, None)
    clock.move(days=30)  # files have the time of the machine
    record.purge()
    assert len(list(record.recordings.names())) == 1, "the voice that was taken back is gone from the disk"


def test_a_letter_to_the_person_is_told_once_and_heard_as_often_as_wanted(
    record: Record, grandma_wang: Person, son: str
) -> None:
    letter = arrived(record, son)
    (tiding,) = record.tidings.waiting(grandma_wang.id)
    assert (tiding.kind, tiding.about) == ("letter", letter)
    again = record.letters.receive(letter, son, record.recordings.keep(tone(1.0), kind="letter"))
    assert again.id == letter, "a phone that sends twice has sent once"
    assert len(record.letters.of(grandma_wang.id)) == len(list(record.recordings.names())) == 1
    assert record.letters.get(letter).state == "sent"
    record.letters.heard(letter, "kiosk")
    assert record.letters.get(letter).state == "heard"
    assert record.tidings.waiting(grandma_wang.id) == ()


def test_nobody_writes_without_approval_and_a_no_closes_the_letters_at_once(
    record: Record, grandma_wang: Person, xiao_li: Person, son: str, li_na: Worker
) -> None:
    record.invitations.invite(son, li_na.id, "zh")
    letter, answer = spoken(record, grandma_wang, son), arrived(record, son)
    record.letters.send(letter)
    with pytest.raises(NoSuchLetter):
        record.letters.begin(xiao_li.id, son)
    draft = spoken(record, grandma_wang, son)
    relations = record.people.relations
    relations.change(grandma_wang.id, son, li_na.id, {"may_call": 0})
    for attempt in (
        lambda: record.letters.begin(grandma_wang.id, son),
        lambda: record.letters.send(draft),
        lambda: arrived(record, son),
    ):
        with pytest.raises(MayNotCall):
            attempt()
    assert record.letters.between(son) == record.letters.of(grandma_wang.id) == ()
    assert not record.letters.may_hear(answer)
    assert {each.id for each in record.letters.of(grandma_wang.id, everything=True)} == {letter, answer}
    relations.change(grandma_wang.id, son, li_na.id, {"may_call": 1})
    (entry,) = record.consents.in_force(grandma_wang.id)
    record.consents.take_back(entry.id, YES)
    assert record.letters.between(son) == ()
    with pytest.raises(ConsentMissing):
        record.letters.begin(grandma_wang.id, son)


def test_a_disk_is_not_filled_from_a_phone(record: Record, grandma_wang: Person, son: str, clock: Clock) -> None:
    for _ in range(MOST_A_DAY):
        arrived(record, son, 0.1)
    with pytest.raises(TooManyLetters):
        arrived(record, son, 0.1)
    clock.move(days=1, seconds=1)
    assert arrived(record, son, 0.1)


def test_a_film_is_locked_takes_the_place_of_the_voice_and_goes_with_the_letter(
    record: Record, grandma_wang: Person, son: str, clock: Clock
) -> None:
    letter = spoken(record, grandma_wang, son)
    content = b"\x1a\x45\xdf\xa3" + b"her face" * 60_000
    film = record.letters.films.keep(io.BytesIO(content), len(content), 4.0)
    record.letters.speak(letter, film)
    draft = record.letters.draft(son)
    assert draft is not None
    assert (draft.sound, draft.film, draft.form, draft.seconds) == (None, film.name, "video/webm", 4.0)
    assert list(record.recordings.names()) == []
    stored = next(record.settings.films.glob("??/*.film"))
    assert b"her face" not in stored.read_bytes()
    assert record.letters.films.read(film.name) == content
    assert check(record) == []
    stored.write_bytes(stored.read_bytes()[:-40])
    assert [each.what for each in check(record)] == ["film"]
    record.letters.drop(letter)
    assert list(record.letters.films.names()) == []
    with pytest.raises(FilmTooLarge):
        record.letters.films.keep(io.BytesIO(content), 300_000, 4.0)
    with pytest.raises(NoFilm):
        record.letters.films.keep(io.BytesIO(b"MZ" * 100), 300_000, 4.0)
    assert list(record.settings.films.glob("*.part")) == []
    record.letters.films.keep(io.BytesIO(content), len(content), 4.0)
    clock.move(days=30)
    record.purge()
    assert list(record.letters.films.names()) == [], "what no letter names is not kept"
